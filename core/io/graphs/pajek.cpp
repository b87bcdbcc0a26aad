#include "core/io/graphs/pajek.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "core/io/graphs/text_graph.hpp"
#include "core/io/records/columns.hpp"
#include "core/io/records/read_values.hpp"
#include "core/io/text_repair.hpp"
#include "core/model/limits.hpp"
#include "core/text/text.hpp"

namespace impactweb {

namespace {

using graphs::GraphReader;
using records::Table;
using text_graph::begins_with;
using text_graph::Line;
using text_graph::place_at;
using text_graph::same_word;
using text_graph::Word;

constexpr const char* name_of_format = "Pajek";
constexpr double points_across = 1000;
constexpr std::string_view node_id_comment = "% id ", edge_id_comment = "% tie ", mutual_comment = "% mutual ";

std::optional<std::size_t> number_in(std::string_view text) {
  const auto number = graphs::number_in(text);
  if (!number || !number->is_number_unsigned()) return std::nullopt;
  return number->get<std::size_t>();
}

bool is_comment(std::string_view line) { return line.starts_with('%') || line.starts_with("/*"); }

class Reader {
 public:
  explicit Reader(GraphReader& graph) : graph_(graph) {}

  std::optional<Issue> read(std::string_view text) {
    for (const Line& line : text_graph::lines_of(text)) {
      line_ = line.number;
      const std::string_view content = trim(line.text);
      if (content.empty()) continue;
      if (is_comment(content)) {
        read_comment(content);
        continue;
      }
      const std::vector<Word> words = text_graph::words_of(content);
      if (content.starts_with('*')) {
        if (!begin_section(content, words)) break;
        continue;
      }
      read_line(content, words);
      if (refusal_) return refusal_;
    }
    if (vertices_.empty() && edges_.empty() && !any_section_) return Issue{"networkMissing", "", {}};
    take();
    return std::nullopt;
  }

 private:
  enum class Section : std::uint8_t { none, vertices, lines, line_lists, matrix, partition, vector, other };

  struct Vertex {
    bool said = false;
    graphs::NodeIn node;
  };

  std::string place(std::size_t column = 1) const { return place_at(line_, column); }

  void not_read(std::string_view content) { graph_.warnings().add("lineNotUnderstood", place(), {excerpt(content)}); }

  void read_comment(std::string_view content) {
    if (content.starts_with(mutual_comment))
      if (const auto number = number_in(content.substr(mutual_comment.size()))) mutual_.insert(*number);
    for (const auto& [comment, ids] : {std::pair{node_id_comment, &node_ids_}, {edge_id_comment, &edge_ids_}}) {
      if (!content.starts_with(comment)) continue;
      const std::string_view rest = content.substr(comment.size());
      const std::size_t space = rest.find(' ');
      if (space == std::string_view::npos) return;
      if (const auto number = number_in(rest.substr(0, space))) (*ids)[*number] = rest.substr(space + 1);
    }
  }

  /// False when what follows is another network.
  bool begin_section(std::string_view content, const std::vector<Word>& words) {
    const std::string_view name = words[0].text;
    const auto rest = [&] {
      return std::string(trim(content.substr(std::min(content.find_first_of(" \t"), content.size()))));
    };
    any_section_ = true;
    relation_ = Json();
    if (begins_with(name, "*network")) {
      if (has_lines_ || !vertices_.empty()) {
        graph_.warnings().add("graphsSeveral", place());
        return false;
      }
      graph_.add_network_value("title", rest(), place());
      section_ = Section::none;
    } else if (begins_with(name, "*vertices")) {
      // In a partition or a vector, vertices are counted once more.
      if (section_ == Section::partition || section_ == Section::vector) return true;
      if (!vertices_.empty()) {
        graph_.warnings().add("graphsSeveral", place());
        return false;
      }
      section_ = Section::vertices;
      const auto count = words.size() > 1 ? number_in(words[1].text) : std::nullopt;
      if (!count) not_read(content);
      count_ = count.value_or(0);
      if (count_ > limits::nodes) graph_.warnings().add("tooManyNodes", place(), {std::to_string(limits::nodes)});
      vertices_.resize(std::min(count_, limits::nodes));
      if (words.size() > 2) first_mode_ = number_in(words[2].text);
    } else if (begins_with(name, "*arc") || begins_with(name, "*edge")) {
      section_ =
          begins_with(name, "*arcslist") || begins_with(name, "*edgeslist") ? Section::line_lists : Section::lines;
      direction_ = begins_with(name, "*arc") ? Direction::directed : Direction::undirected;
      has_lines_ = true;
      begin_relation(words);
    } else if (begins_with(name, "*matrix")) {
      section_ = Section::matrix;
      direction_ = Direction::directed;
      has_lines_ = true;
      matrix_row_ = 0;
      begin_relation(words);
    } else if (begins_with(name, "*partition") || begins_with(name, "*vector")) {
      section_ = begins_with(name, "*partition") ? Section::partition : Section::vector;
      const std::string called = rest();
      attribute_ = called.empty() ? std::string(section_ == Section::partition ? "partition" : "vector") : called;
      value_row_ = 0;
    } else {
      not_read(content);
      section_ = Section::other;
    }
    return true;
  }

  /// `*Arcs :2 "helps"`
  void begin_relation(const std::vector<Word>& words) {
    std::string number, name;
    for (std::size_t i = 1; i < words.size(); ++i) {
      if (!words[i].quoted && words[i].text.starts_with(':') && number.empty())
        number = words[i].text.substr(1);
      else
        name += (name.empty() ? "" : " ") + words[i].text;
    }
    name = first_characters(name, limits::label_characters);
    number = first_characters(number, limits::label_characters);
    if (!name.empty()) {
      relation_ = name;
      if (!number.empty()) relations_[number] = name;
    } else if (const auto known = relations_.find(number); known != relations_.end()) {
      relation_ = known->second;
    } else if (!number.empty()) {
      relation_ = number;
    }
  }

  void read_line(std::string_view content, const std::vector<Word>& words) {
    switch (section_) {
      case Section::vertices:
        return read_vertex(content, words);
      case Section::lines:
        return read_tie(content, words);
      case Section::line_lists:
        for (std::size_t i = 1; i < words.size(); ++i) add_tie(words[0].text, words[i].text, Json());
        return;
      case Section::matrix:
        return read_matrix_row(content, words);
      case Section::partition:
      case Section::vector:
        if (value_row_ < vertices_.size() && words.size() == 1)
          text_graph::put(graph_, Table::nodes, attribute_, text_graph::value_of(words[0]), place(),
                          vertex(++value_row_)->node.attributes);
        else
          not_read(content);
        return;
      case Section::none:
        not_read(content);
        return;
      case Section::other:
        // Its head was named.
        return;
    }
  }

  Vertex* vertex(std::size_t number) {
    return number == 0 || number > vertices_.size() ? nullptr : &vertices_[number - 1];
  }

  void read_vertex(std::string_view content, const std::vector<Word>& words) {
    const auto number = number_in(words[0].text);
    if (!number || *number == 0 || *number > std::max<std::size_t>(count_, 1)) {
      not_read(content);
      return;
    }
    Vertex* at = vertex(*number);
    if (at == nullptr) return;
    at->said = true;
    graphs::NodeIn& node = at->node;
    node.where = place();
    std::size_t i = 1;
    if (i < words.size()) node.label = words[i++].text;
    std::vector<double> coordinates;
    while (i < words.size() && coordinates.size() < 3) {
      const auto value = words[i].quoted ? std::nullopt : graphs::number_in(words[i].text);
      if (!value) break;
      coordinates.push_back(value->get<double>());
      ++i;
    }
    if (coordinates.size() >= 2) node.position = Point{coordinates[0], coordinates[1]};
    // A shape is a word alone; keys with values follow.
    if ((words.size() - i) % 2 == 1 && i < words.size() && !is_time(words[i]))
      text_graph::put(graph_, Table::nodes, "shape", words[i++].text, place(), node.attributes);
    read_parameters(Table::nodes, words, i, node.attributes, nullptr);
  }

  static bool is_time(const Word& word) {
    return !word.quoted && word.text.starts_with('[') && word.text.ends_with(']');
  }

  /// Keys and values to the end of the line; the label of a line goes into `label`.
  void read_parameters(Table table, const std::vector<Word>& words, std::size_t i,
                       std::vector<graphs::Attribute>& attributes, Json* label) {
    while (i < words.size()) {
      if (is_time(words[i])) {
        text_graph::put(graph_, table, "time", words[i].text, place(words[i].column), attributes);
        ++i;
        continue;
      }
      if (i + 1 == words.size()) {
        text_graph::put(graph_, table, "more", words[i].text, place(words[i].column), attributes);
        return;
      }
      const std::string& key = words[i].text;
      const Word& value = words[i + 1];
      if (label != nullptr && (key == "l" || same_word(key, "label")))
        *label = value.text;
      else
        text_graph::put(graph_, table, same_word(key, "ic") || same_word(key, "c") ? "color" : key,
                        text_graph::value_of(value), place(words[i].column), attributes);
      i += 2;
    }
  }

  void read_tie(std::string_view content, const std::vector<Word>& words) {
    std::size_t i = 0;
    Json relation = relation_;
    // `2: 1 5 1`, of the second relation.
    if (words.size() > 2 && !words[0].quoted && words[0].text.ends_with(':')) {
      const std::string number = words[0].text.substr(0, words[0].text.size() - 1);
      const auto known = relations_.find(number);
      relation = known == relations_.end() ? number : known->second;
      ++i;
    }
    if (words.size() < i + 2) {
      not_read(content);
      return;
    }
    Json weight;
    const std::string &from = words[i].text, &to = words[i + 1].text;
    i += 2;
    if (i < words.size())
      if (const Json value = text_graph::value_of(words[i]); value.is_number()) {
        weight = value;
        ++i;
      }
    graphs::EdgeIn* edge = add_tie(from, to, weight);
    if (edge == nullptr) {
      not_read(content);
      return;
    }
    edge->kind = relation;
    Json label;
    read_parameters(Table::edges, words, i, edge->attributes, &label);
    if (label.is_null()) return;
    const bool is_kind = edge->kind.is_null() &&
                         records::target_of_kind(Table::edges, label.get_ref<const std::string&>(), false).has_value();
    (is_kind ? edge->kind : edge->label) = label;
  }

  /// Nothing when an end is no vertex.
  graphs::EdgeIn* add_tie(const std::string& from, const std::string& to, Json weight) {
    const auto a = number_in(from), b = number_in(to);
    const std::size_t most = vertices_.empty() ? limits::nodes : vertices_.size();
    if (!a || !b || *a == 0 || *b == 0 || *a > most || *b > most) return nullptr;
    graphs::EdgeIn edge{place(), "", std::to_string(*a), std::to_string(*b)};
    edge.direction = direction_;
    edge.kind = relation_;
    edge.weight = std::move(weight);
    edges_.push_back(std::move(edge));
    return &edges_.back();
  }

  void read_matrix_row(std::string_view content, const std::vector<Word>& words) {
    const std::size_t nodes = vertices_.size(), rows = first_mode_.value_or(nodes);
    const std::size_t shift = first_mode_ ? *first_mode_ : 0;
    if (matrix_row_ >= rows || words.size() > nodes - std::min(shift, nodes)) {
      not_read(content);
      return;
    }
    ++matrix_row_;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const Json value = text_graph::value_of(words[i]);
      if (!value.is_number()) {
        not_read(content);
        return;
      }
      if (value.get<double>() != 0) add_tie(std::to_string(matrix_row_), std::to_string(shift + i + 1), value);
    }
  }

  /// Hands over what was gathered.
  void take() {
    bool small = true;
    for (const Vertex& each : vertices_)
      if (each.node.position)
        small = small && each.node.position->x >= 0 && each.node.position->x <= 1 && each.node.position->y >= 0 &&
                each.node.position->y <= 1;
    std::map<std::string, std::string> ids;
    for (std::size_t i = 0; i < vertices_.size(); ++i) {
      graphs::NodeIn node = std::move(vertices_[i].node);
      const std::string number = std::to_string(i + 1);
      const auto own = node_ids_.find(i + 1);
      node.id = own == node_ids_.end() ? number : own->second;
      ids.emplace(number, node.id);
      if (node.where.empty()) node.where = place();
      if (node.position) {
        const double scale = small ? points_across : 1;
        node.position = Point{node.position->x * scale, graphs::flipped(node.position->y * scale)};
      }
      if (first_mode_)
        text_graph::put(graph_, Table::nodes, "mode", i < *first_mode_ ? 1 : 2, node.where, node.attributes);
      graph_.add(std::move(node));
    }
    for (std::size_t i = 0; i < edges_.size(); ++i) {
      graphs::EdgeIn& edge = edges_[i];
      for (std::string* end : {&edge.from, &edge.to})
        if (const auto known = ids.find(*end); known != ids.end()) *end = known->second;
      if (const auto own = edge_ids_.find(i + 1); own != edge_ids_.end()) edge.id = own->second;
      if (mutual_.contains(i + 1)) edge.direction = Direction::mutual;
      graph_.add(std::move(edge));
    }
  }

  GraphReader& graph_;
  std::size_t line_ = 0;
  Section section_ = Section::none;
  Direction direction_ = Direction::directed;
  bool any_section_ = false, has_lines_ = false;
  std::size_t count_ = 0, matrix_row_ = 0, value_row_ = 0;
  std::optional<std::size_t> first_mode_;
  std::string attribute_;
  Json relation_;
  std::map<std::string, std::string> relations_;
  std::vector<Vertex> vertices_;
  std::vector<graphs::EdgeIn> edges_;
  std::map<std::size_t, std::string> node_ids_, edge_ids_;
  std::set<std::size_t> mutual_;
  std::optional<Issue> refusal_;
};

// ---------------------------------------------------------------- writing

/// A text in quotes. There is no way to write a quote within them.
std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : without_control(text, false)) out += c == '"' ? '\'' : c;
  return out + '"';
}

/// Where a network lies, to be fitted into a square of 1 by 1.
struct Frame {
  explicit Frame(const Network& network) {
    bool first = true;
    double right = 0, bottom = 0;
    for (const auto& [id, node] : network.nodes) {
      if (!node.position) continue;
      left = first ? node.position->x : std::min(left, node.position->x);
      top = first ? node.position->y : std::min(top, node.position->y);
      right = first ? node.position->x : std::max(right, node.position->x);
      bottom = first ? node.position->y : std::max(bottom, node.position->y);
      first = false;
    }
    // A network that fits into the square as it comes back keeps its places exactly.
    if (left >= 0 && top >= 0 && right <= points_across && bottom <= points_across) {
      left = top = 0;
      across = points_across;
    } else {
      across = std::max({right - left, bottom - top, 1.0});
    }
  }
  [[nodiscard]] std::string of(const Point& point) const {
    return Json((point.x - left) / across).dump() + " " + Json((point.y - top) / across).dump();
  }
  double left = 0, top = 0, across = 1;
};

}  // namespace

int pajek_likeness(const InputFile& file) {
  const std::string text = text_graph::beginning_of(file);
  for (const Line& line : text_graph::lines_of(text)) {
    const std::string_view content = trim(line.text);
    if (content.empty() || is_comment(content)) continue;
    for (const std::string_view head : {"*vertices", "*network", "*arcs", "*edges", "*matrix", "*partition", "*vector"})
      if (begins_with(content, head)) return 98;
    return 0;
  }
  return 0;
}

Result<Opened> open_pajek(std::span<const InputFile> files) {
  return text_graph::open_text(files, name_of_format, pajek_likeness,
                               [](const std::string& text, GraphReader& graph) { return Reader(graph).read(text); });
}

std::vector<OutputFile> save_pajek(const Network& network) {
  const graphs::GraphTable edges = graphs::edge_table(network, {});
  const Frame frame(network);
  std::map<std::string, std::size_t> numbers;
  std::string ids, vertices, arcs, lines, arc_ids, line_ids;
  for (const auto& [id, node] : network.nodes) {
    const std::string number = std::to_string(numbers.size() + 1);
    numbers.emplace(id, numbers.size() + 1);
    ids += std::string(node_id_comment) + number + " " + id + "\n";
    vertices += number + " " + in_quotes(node.label);
    if (node.position) vertices += " " + frame.of(*node.position);
    vertices += "\n";
  }
  std::vector<std::string> ids_of_arcs, ids_of_lines;
  std::size_t row = 0;
  for (const auto& [id, edge] : network.edges) {
    const bool is_arc = edge.direction == Direction::directed;
    const Json& weight = edges.weights[row++];
    std::string& into = is_arc ? arcs : lines;
    const std::string& text = edge.label.empty() ? edge.kind : edge.label;
    into += std::to_string(numbers[edge.from]) + " " + std::to_string(numbers[edge.to]);
    // A label stands behind a weight only.
    if (weight.is_number() || !text.empty()) into += " " + (weight.is_number() ? weight.dump() : "1");
    if (!text.empty()) into += " l " + in_quotes(text);
    into += "\n";
    (is_arc ? ids_of_arcs : ids_of_lines).push_back(id);
  }
  ids_of_arcs.insert(ids_of_arcs.end(), ids_of_lines.begin(), ids_of_lines.end());
  for (std::size_t i = 0; i < ids_of_arcs.size(); ++i) {
    ids += std::string(edge_id_comment) + std::to_string(i + 1) + " " + ids_of_arcs[i] + "\n";
    if (network.edges.find(ids_of_arcs[i])->second.direction == Direction::mutual)
      ids += std::string(mutual_comment) + std::to_string(i + 1) + "\n";
  }
  std::string net = ids;
  if (!network.title.empty()) net = "*Network " + without_control(network.title, false) + "\n" + net;
  net += "*Vertices " + std::to_string(network.nodes.size()) + "\n" + vertices;
  // Programs that know one list of lines only read what follows `*Arcs` to the end.
  if (!arcs.empty() || lines.empty()) net += "*Arcs\n" + arcs;
  if (!lines.empty()) net += "*Edges\n" + lines;
  const bool ascii = std::all_of(net.begin(), net.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  return {{"network.net", (ascii ? "" : "\xEF\xBB\xBF") + net}};
}

}  // namespace impactweb

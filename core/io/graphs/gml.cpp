#include "core/io/graphs/gml.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "core/io/graphs/text_graph.hpp"
#include "core/io/records/cell_text.hpp"
#include "core/io/records/columns.hpp"
#include "core/io/text_repair.hpp"
#include "core/model/limits.hpp"
#include "core/text/text.hpp"

namespace impactweb {

namespace {

using graphs::GraphReader;
using records::Table;
using text_graph::same_word;

constexpr const char* name_of_format = "GML";
constexpr std::string_view own_id = "impactweb_id", own_names = "impactweb_names";
/// What networkx puts before the only value of a list.
constexpr std::string_view list_mark = "_networkx_list_start";

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v'; }
bool is_key_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_key_part(char c) { return is_key_start(c) || is_digit(static_cast<unsigned char>(c)); }

/// `&quot;`, `&#233;`, `&#xE9;` as the characters that they are.
std::string without_entities(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t end = text[i] == '&' ? text.substr(i, 12).find(';') : std::string_view::npos;
    if (end == std::string_view::npos) {
      plain += text[i++];
      continue;
    }
    const std::string_view name = text.substr(i + 1, end - 1);
    std::optional<char32_t> character;
    for (const auto& [known, is] : {std::pair<std::string_view, char32_t>{"quot", U'"'},
                                    {"amp", U'&'},
                                    {"lt", U'<'},
                                    {"gt", U'>'},
                                    {"apos", U'\''},
                                    {"nbsp", U' '}})
      if (name == known) character = is;
    if (name.size() > 1 && name[0] == '#') {
      const bool hex = name[1] == 'x' || name[1] == 'X';
      char32_t code = 0;
      bool valid = name.size() > (hex ? 2u : 1u);
      for (const char c : name.substr(hex ? 2 : 1)) {
        const char lower = ascii_lower(c);
        if (is_digit(static_cast<unsigned char>(c)))
          code = code * (hex ? 16 : 10) + static_cast<char32_t>(c - '0');
        else if (hex && lower >= 'a' && lower <= 'f')
          code = code * 16 + static_cast<char32_t>(lower - 'a' + 10);
        else
          valid = false;
      }
      if (valid && code > 0 && code < 0x110000 && (code < 0xD800 || code > 0xDFFF)) character = code;
    }
    if (!character) {
      plain += text[i++];
      continue;
    }
    plain += utf8_from(std::u32string_view(&*character, 1));
    i += end + 1;
  }
  return plain;
}

/// A key with what stands behind it: a value or a list.
struct Pair {
  std::string key;
  std::size_t byte = 0;
  bool is_list = false;
  Json value;
  std::vector<Pair> list;
};

const Pair* find(const std::vector<Pair>& list, std::string_view key) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const Pair& each) { return same_word(each.key, key); });
  return found == list.end() ? nullptr : &*found;
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text), positions_(text) {}

  std::optional<Issue> parse(std::vector<Pair>& pairs) { return parse_list(pairs, 0); }

 private:
  void skip() {
    while (at_ < text_.size()) {
      const bool at_start = at_ == 0 || text_[at_ - 1] == '\n' || text_[at_ - 1] == '\r';
      if (text_[at_] == '#' || (at_start && text_[at_] == ';'))
        at_ = std::min(text_.find_first_of("\r\n", at_), text_.size());
      else if (is_space(text_[at_]))
        ++at_;
      else
        return;
    }
  }

  Issue wrong() {
    const std::string_view rest = text_.substr(at_);
    return text_graph::not_understood(name_of_format, positions_.of(at_),
                                      rest.substr(0, std::min(rest.find_first_of("\r\n"), rest.size())));
  }

  std::optional<Issue> parse_list(std::vector<Pair>& pairs, std::size_t depth) {
    if (depth > limits::json_depth)
      return Issue{"nestedTooDeep", positions_.of(at_), {std::to_string(limits::json_depth)}};
    while (true) {
      skip();
      if (at_ >= text_.size()) return depth == 0 ? std::nullopt : std::optional<Issue>(wrong());
      if (text_[at_] == ']') {
        if (depth == 0) return wrong();
        ++at_;
        return std::nullopt;
      }
      if (!is_key_start(text_[at_])) return wrong();
      Pair pair;
      pair.byte = at_;
      const std::size_t begin = at_;
      while (at_ < text_.size() && is_key_part(text_[at_])) ++at_;
      pair.key = text_.substr(begin, at_ - begin);
      if (auto issue = parse_value(pair, depth)) return issue;
      pairs.push_back(std::move(pair));
    }
  }

  std::optional<Issue> parse_value(Pair& pair, std::size_t depth) {
    skip();
    if (at_ >= text_.size()) return wrong();
    if (text_[at_] == '[') {
      ++at_;
      pair.is_list = true;
      return parse_list(pair.list, depth + 1);
    }
    if (text_[at_] == '"') {
      const std::size_t end = text_.find('"', at_ + 1);
      if (end == std::string_view::npos) {
        at_ = text_.size();
        return wrong();
      }
      std::string text = without_entities(text_.substr(at_ + 1, end - at_ - 1));
      at_ = end + 1;
      pair.value = text == "true" || text == "false" ? Json(text == "true") : Json(std::move(text));
      return std::nullopt;
    }
    std::size_t end = at_;
    while (end < text_.size() && !is_space(text_[end]) && text_[end] != '[' && text_[end] != ']' && text_[end] != '"')
      ++end;
    if (end == at_) return wrong();
    const std::string word(text_.substr(at_, end - at_));
    at_ = end;
    // What is no number is a text without its quotes; infinity and what is no number say nothing.
    const std::string folded = fold(word);
    if (const auto number = graphs::number_in(word))
      pair.value = *number;
    else if (folded != "nan" && folded != "inf" && folded != "+inf" && folded != "-inf" && folded != "none")
      pair.value = word;
    return std::nullopt;
  }

  std::string_view text_;
  TextPositions positions_;
  std::size_t at_ = 0;
};

/// The values of a list as JSON: keys that come twice as lists.
Json object_of(const std::vector<Pair>& pairs) {
  Json object = Json::object();
  std::set<std::string_view> lists;
  for (const Pair& pair : pairs) {
    if (!pair.is_list && pair.value == list_mark) {
      object[pair.key] = Json::array();
      lists.insert(pair.key);
      continue;
    }
    Json value = pair.is_list ? object_of(pair.list) : pair.value;
    if (!object.contains(pair.key)) {
      object[pair.key] = std::move(value);
      continue;
    }
    Json& known = object[pair.key];
    if (lists.insert(pair.key).second) known = Json::array({known});
    known.push_back(std::move(value));
  }
  return object;
}

std::string id_of(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  return value.is_number() ? value.dump() : std::string();
}

class Reader {
 public:
  Reader(std::string_view text, GraphReader& graph) : positions_(text), graph_(graph) {}

  std::optional<Issue> read(const std::vector<Pair>& file) {
    const Pair* creator = find(file, "creator");
    upwards_ = creator != nullptr && creator->value.is_string() &&
               fold(creator->value.get_ref<const std::string&>()).find("gephi") != std::string::npos;
    const Pair* network = nullptr;
    for (const Pair& each : file) {
      if (!same_word(each.key, "graph") || !each.is_list) {
        if (!same_word(each.key, "creator") && !same_word(each.key, "version") && !each.is_list)
          graph_.add_network_value(each.key, each.value, positions_.of(each.byte));
        continue;
      }
      if (network != nullptr) {
        graph_.warnings().add("graphsSeveral", positions_.of(each.byte));
        break;
      }
      network = &each;
      read_graph(each.list);
    }
    if (network == nullptr) return Issue{"networkMissing", "", {}};
    return std::nullopt;
  }

 private:
  void read_graph(const std::vector<Pair>& list) {
    const Pair* directed = find(list, "directed");
    const bool arrows = directed != nullptr && (directed->value == 1 || directed->value == true);
    if (const Pair* names = find(list, own_names); names != nullptr)
      for (const Pair& each : names->list)
        if (each.value.is_string()) names_[each.key] = each.value.get<std::string>();
    for (const Pair& each : list) {
      if (each.is_list && same_word(each.key, "node"))
        read_node(each);
      else if (each.is_list && same_word(each.key, "edge"))
        read_edge(each, arrows);
      else if (!same_word(each.key, "directed") && each.key != "multigraph" && each.key != own_names)
        graph_.add_network_value(name_of(each.key), each.is_list ? object_of(each.list) : each.value,
                                 positions_.of(each.byte));
    }
  }

  std::string name_of(const std::string& key) const {
    const auto found = names_.find(key);
    return found == names_.end() ? key : found->second;
  }

  void read_node(const Pair& pair) {
    graphs::NodeIn node{positions_.of(pair.byte), "", {}};
    Json values = object_of(pair.list);
    for (const std::string_view key : {own_id, std::string_view("id")}) {
      const auto found = values.find(key);
      if (found == values.end()) continue;
      if (node.id.empty()) node.id = id_of(*found);
      if (key == "id") numbers_.try_emplace(id_of(*found), node.id);
      values.erase(found);
    }
    if (const auto graphics = values.find("graphics"); graphics != values.end() && graphics->is_object()) {
      const Json x = graphics->value("x", Json()), y = graphics->value("y", Json());
      if (x.is_number() && y.is_number()) {
        const double down = upwards_ ? graphs::flipped(y.get<double>()) : y.get<double>();
        node.position = Point{x.get<double>(), graphs::flipped(down)};
        graphics->erase("x");
        graphics->erase("y");
        if (graphics->value("z", Json(0)) == 0) graphics->erase("z");
      }
      if (graphics->contains("fill")) {
        values["color"] = (*graphics)["fill"];
        graphics->erase("fill");
      }
    }
    read_values(Table::nodes, values, node.where, node.attributes);
    graph_.add(std::move(node));
  }

  void read_edge(const Pair& pair, bool arrows) {
    graphs::EdgeIn edge{positions_.of(pair.byte), "", "", ""};
    Json values = object_of(pair.list);
    const auto take = [&](std::string_view key) {
      const auto found = values.find(key);
      std::string id = found == values.end() ? std::string() : id_of(*found);
      if (found != values.end()) values.erase(found);
      return id;
    };
    edge.from = node_of(take("source"));
    edge.to = node_of(take("target"));
    edge.id = take(own_id);
    if (const std::string id = take("id"); edge.id.empty()) edge.id = id;
    edge.direction = arrows ? Direction::directed : Direction::undirected;
    if (const auto own = values.find("directed"); own != values.end() && (own->is_number() || own->is_boolean())) {
      edge.direction = *own == 1 || *own == true ? Direction::directed : Direction::undirected;
      values.erase(own);
    }
    // What much of GML calls a weight.
    if (const auto value = values.find("value");
        value != values.end() && value->is_number() && !values.contains("weight")) {
      edge.weight = *value;
      values.erase(value);
    }
    read_values(Table::edges, values, edge.where, edge.attributes);
    graph_.add(std::move(edge));
  }

  std::string node_of(const std::string& id) const {
    const auto found = numbers_.find(id);
    return found == numbers_.end() ? id : found->second;
  }

  void read_values(Table table, const Json& values, const std::string& where,
                   std::vector<graphs::Attribute>& attributes) {
    for (const auto& [key, value] : values.items())
      if (!value.is_object() || !value.empty()) text_graph::put(graph_, table, name_of(key), value, where, attributes);
  }

  TextPositions positions_;
  GraphReader& graph_;
  bool upwards_ = false;
  std::map<std::string, std::string> names_;    ///< keys that stand for names of columns
  std::map<std::string, std::string> numbers_;  ///< number of a node → its id
};

// ---------------------------------------------------------------- writing

/// A text in quotes, in ASCII.
std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char32_t c : code_points(text)) {
    if (c == U'"')
      out += "&quot;";
    else if (c == U'&')
      out += "&amp;";
    else if (c < 0x20 || c > 0x7E)
      out += "&#" + std::to_string(static_cast<std::uint32_t>(c)) + ";";
    else
      out += static_cast<char>(c);
  }
  return out + '"';
}

std::string written(const Json& value) {
  if (value.is_boolean()) return value.get<bool>() ? "\"true\"" : "\"false\"";
  if (!value.is_number()) return in_quotes(records::text_of(value));
  const bool fits = value.is_number_unsigned() ? value.get<std::uint64_t>() <= 0x7fff'ffff
                                               : value.is_number_integer() && value.get<std::int64_t>() >= -0x7fff'ffff;
  if (fits) return value.dump();
  // A number with more than 32 bits, or with digits behind the point, which GML wants to see.
  std::string text = value.is_number_integer() ? value.dump() + ".0" : value.dump();
  if (const std::size_t power = text.find('e'); power != std::string::npos && text.find('.') == std::string::npos)
    text.insert(power, ".0");
  return text;
}

/// The keys of columns, and the names of those that are no keys.
class Keys {
 public:
  explicit Keys(std::initializer_list<std::string_view> reserved) {
    for (const std::string_view each : reserved) taken_.insert(fold(each));
  }

  std::string of(const std::string& name) {
    if (const auto known = keys_.find(name); known != keys_.end()) return known->second;
    std::string key;
    for (const char c : name) key += is_key_part(c) ? c : '_';
    while (key.starts_with('_')) key.erase(0, 1);
    if (key.empty() || !is_key_start(key[0])) key = "field_" + key;
    const std::string base = key;
    for (std::size_t i = 2; !taken_.insert(fold(key)).second; ++i) key = base + "_" + std::to_string(i);
    if (key != name) names.emplace(key, name);
    return keys_.emplace(name, key).first->second;
  }

  std::map<std::string, std::string> names;

 private:
  std::map<std::string, std::string> keys_;
  std::set<std::string> taken_;
};

bool is_written(const Json& value) {
  if (value.is_string()) return !trim(value.get_ref<const std::string&>()).empty();
  return value.is_number() || value.is_boolean();
}

}  // namespace

int gml_likeness(const InputFile& file) {
  const std::string text = text_graph::beginning_of(file);
  std::size_t at = 0;
  const auto skip = [&] {
    while (at < text.size() && (is_space(text[at]) || text[at] == '#'))
      at = text[at] == '#' ? std::min(text.find_first_of("\r\n", at), text.size()) : at + 1;
  };
  // Keys with plain values, and then the one that is the graph.
  for (std::size_t pairs = 0; pairs < 50; ++pairs) {
    skip();
    const std::size_t begin = at;
    while (at < text.size() && is_key_part(text[at])) ++at;
    const std::string key = text.substr(begin, at - begin);
    if (key.empty() || !is_key_start(key[0])) return 0;
    skip();
    if (at >= text.size()) return 0;
    if (text[at] == '[') return same_word(key, "graph") ? 98 : 0;
    if (text[at] == '"') {
      at = text.find('"', at + 1);
      if (at == std::string::npos) return 0;
      ++at;
    } else if (is_digit(static_cast<unsigned char>(text[at])) || text[at] == '-' || text[at] == '+') {
      while (at < text.size() && !is_space(text[at])) ++at;
    } else {
      return 0;
    }
  }
  return 0;
}

Result<Opened> open_gml(std::span<const InputFile> files) {
  return text_graph::open_text(files, name_of_format, gml_likeness,
                               [](const std::string& text, GraphReader& graph) -> std::optional<Issue> {
                                 std::vector<Pair> pairs;
                                 if (auto issue = Parser(text).parse(pairs)) return issue;
                                 return Reader(text, graph).read(pairs);
                               });
}

std::vector<OutputFile> save_gml(const Network& network) {
  const bool arrows = graphs::default_direction(network) == Direction::directed;
  const Direction otherwise = arrows ? Direction::directed : Direction::undirected;
  const graphs::GraphTable nodes = graphs::node_table(network, {"ID", "Label", "position_x", "position_y"});
  const graphs::GraphTable edges = graphs::edge_table(network, {"ID", "From", "To", "From label", "To label", "Label"});
  Keys keys({"id", "label", "graphics", "source", "target", "value", "weight", "directed", "multigraph", "node", "edge",
             "creator", "version", "title", "description", own_id, own_names});
  std::string body;
  const auto line = [&](const char* indent, const std::string& key, const Json& value) {
    body += indent + key + " " + written(value) + "\n";
  };
  if (!network.title.empty()) line("  ", "title", network.title);
  if (!network.description.empty()) line("  ", "description", network.description);
  for (const auto& [name, value] : network.fields)
    if (is_written(value)) line("  ", keys.of(name), value);
  std::map<std::string, std::size_t> numbers;
  std::size_t row = 0;
  for (const auto& [id, node] : network.nodes) {
    numbers.emplace(id, row);
    body += "  node [\n";
    line("    ", "id", row);
    line("    ", std::string(own_id), id);
    line("    ", "label", node.label);
    if (node.position) {
      body += "    graphics [\n";
      line("      ", "x", node.position->x);
      line("      ", "y", node.position->y);
      body += "    ]\n";
    }
    for (const graphs::Cell& cell : nodes.rows[row]) line("    ", keys.of(nodes.columns[cell.column].name), cell.value);
    body += "  ]\n";
    ++row;
  }
  row = 0;
  for (const auto& [id, edge] : network.edges) {
    body += "  edge [\n";
    line("    ", "source", numbers[edge.from]);
    line("    ", "target", numbers[edge.to]);
    line("    ", std::string(own_id), id);
    if (!edge.label.empty()) line("    ", "label", edge.label);
    if (!edges.weights[row].is_null()) line("    ", "weight", edges.weights[row]);
    for (const graphs::Cell& cell : edges.rows[row])
      if (edges.columns[cell.column].name != "Direction" || edge.direction != otherwise)
        line("    ", keys.of(edges.columns[cell.column].name), cell.value);
    body += "  ]\n";
    ++row;
  }
  std::string names;
  for (const auto& [key, name] : keys.names) names += "    " + key + " " + in_quotes(name) + "\n";
  if (!names.empty()) names = "  " + std::string(own_names) + " [\n" + names + "  ]\n";
  return {{"network.gml", "Creator \"Impactweb\"\ngraph [\n  directed " + std::string(arrows ? "1" : "0") +
                              "\n  multigraph 1\n" + names + body + "]\n"}};
}

}  // namespace impactweb

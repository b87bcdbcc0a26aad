#include "core/io/graphs/ucinet_dl.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "core/io/graphs/text_graph.hpp"
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
using text_graph::Word;

constexpr const char* name_of_format = "UCINET DL";

bool is_space(char c) { return c == ' ' || c == '\t'; }

std::string_view without_space(std::string_view text) {
  while (!text.empty() && (is_space(text[0]) || text[0] == ',')) text.remove_prefix(1);
  return text;
}

/// A word behind which more of the head follows, and what it is.
struct HeadWord {
  std::string_view words;  ///< as they are written, with one space between them
  char ends_with;          ///< `:`, `=`, or a space for a word alone
  enum class Kind : std::uint8_t {
    nodes,
    rows,
    columns,
    matrices,
    format,
    labels,
    row_labels,
    column_labels,
    matrix_labels,
    embedded,
    rows_embedded,
    columns_embedded,
    present,
    absent,
    title,
    data,
  } kind;
};

constexpr HeadWord head_words[] = {
    {"data", ':', HeadWord::Kind::data},
    {"row labels embedded", ' ', HeadWord::Kind::rows_embedded},
    {"column labels embedded", ' ', HeadWord::Kind::columns_embedded},
    {"col labels embedded", ' ', HeadWord::Kind::columns_embedded},
    {"labels embedded", ' ', HeadWord::Kind::embedded},
    {"row labels", ':', HeadWord::Kind::row_labels},
    {"column labels", ':', HeadWord::Kind::column_labels},
    {"col labels", ':', HeadWord::Kind::column_labels},
    {"matrix labels", ':', HeadWord::Kind::matrix_labels},
    {"level labels", ':', HeadWord::Kind::matrix_labels},
    {"labels", ':', HeadWord::Kind::labels},
    {"nr", '=', HeadWord::Kind::rows},
    {"nc", '=', HeadWord::Kind::columns},
    {"nm", '=', HeadWord::Kind::matrices},
    {"n", '=', HeadWord::Kind::nodes},
    {"format", '=', HeadWord::Kind::format},
    {"title", '=', HeadWord::Kind::title},
    {"diagonal present", ' ', HeadWord::Kind::present},
    {"diagonal absent", ' ', HeadWord::Kind::absent},
    {"diagonal = present", ' ', HeadWord::Kind::present},
    {"diagonal = absent", ' ', HeadWord::Kind::absent},
};

/// The word of the head that `text` begins with, which is taken away from it.
const HeadWord* take_head_word(std::string_view& text) {
  for (const HeadWord& each : head_words) {
    std::string_view rest = text;
    bool same = true;
    for (const std::string_view word : split(each.words, ' ')) {
      rest = without_space(rest);
      same = same && begins_with(rest, word);
      if (!same) break;
      rest.remove_prefix(word.size());
    }
    if (!same) continue;
    if (each.ends_with == ' ') {
      if (!rest.empty() && !is_space(rest[0]) && rest[0] != ',' && rest[0] != ':') continue;
      if (rest.starts_with(':')) rest.remove_prefix(1);
    } else {
      rest = without_space(rest);
      if (!rest.starts_with(each.ends_with)) continue;
      rest.remove_prefix(1);
    }
    text = rest;
    return &each;
  }
  return nullptr;
}

class Reader {
 public:
  explicit Reader(GraphReader& graph) : graph_(graph) {}

  std::optional<Issue> read(std::string_view text) {
    const std::vector<Line> lines = text_graph::lines_of(text);
    std::size_t at = 0;
    bool started = false, data = false;
    for (; at < lines.size() && !data; ++at) {
      std::string_view rest = without_space(trim(lines[at].text));
      if (!started && !rest.empty()) {
        rest = without_space(rest.substr(2));
        started = true;
      }
      if (auto issue = read_head(rest, lines[at].number, data)) return issue;
      // Data may begin behind `data:`.
      if (data && !rest.empty()) data_.push_back({lines[at].number, rest});
    }
    if (!data) return Issue{"textCutOff", place_at(lines.empty() ? 1 : lines.back().number, 1), {name_of_format}};
    for (; at < lines.size(); ++at)
      if (!trim(lines[at].text).empty()) data_.push_back(lines[at]);
    begin_nodes();
    if (auto issue = read_data()) return issue;
    take();
    return std::nullopt;
  }

 private:
  using Kind = HeadWord::Kind;

  struct LabelBlock {
    std::vector<std::string_view> lines;
  };

  std::optional<Issue> read_head(std::string_view& rest, std::size_t line, bool& data) {
    while (!(rest = without_space(rest)).empty()) {
      const HeadWord* word = take_head_word(rest);
      if (word == nullptr) {
        if (block_ == nullptr) return text_graph::not_understood(name_of_format, place_at(line, 1), rest);
        block_->lines.push_back(rest);
        rest = {};
        break;
      }
      block_ = nullptr;
      switch (word->kind) {
        case Kind::nodes:
          if (auto issue = take_number(rest, line, nodes_)) return issue;
          break;
        case Kind::rows:
          if (auto issue = take_number(rest, line, rows_)) return issue;
          break;
        case Kind::columns:
          if (auto issue = take_number(rest, line, columns_)) return issue;
          break;
        case Kind::matrices:
          if (auto issue = take_number(rest, line, matrices_)) return issue;
          break;
        case Kind::format: {
          rest = without_space(rest);
          const std::size_t end = std::min(rest.find_first_of(" \t,"), rest.size());
          format_ = fold(rest.substr(0, end));
          format_line_ = line;
          rest.remove_prefix(end);
          break;
        }
        case Kind::title: {
          const std::vector<Word> words = text_graph::words_of(rest);
          if (!words.empty() && words[0].quoted) {
            graph_.add_network_value("title", words[0].text, place_at(line, 1));
            const std::size_t end = rest.find(words[0].text) + words[0].text.size() + 1;
            rest.remove_prefix(std::min(end, rest.size()));
          } else {
            graph_.add_network_value("title", std::string(trim(rest)), place_at(line, 1));
            rest = {};
          }
          break;
        }
        case Kind::labels:
          block_ = &row_labels_;
          break;
        case Kind::row_labels:
          block_ = &row_labels_;
          break;
        case Kind::column_labels:
          block_ = &column_labels_;
          break;
        case Kind::matrix_labels:
          block_ = &matrix_labels_;
          break;
        case Kind::embedded:
          rows_embedded_ = columns_embedded_ = true;
          break;
        case Kind::rows_embedded:
          rows_embedded_ = true;
          break;
        case Kind::columns_embedded:
          columns_embedded_ = true;
          break;
        case Kind::present:
          diagonal_ = true;
          break;
        case Kind::absent:
          diagonal_ = false;
          break;
        case Kind::data:
          data = true;
          return std::nullopt;
      }
    }
    return std::nullopt;
  }

  static std::optional<Issue> take_number(std::string_view& rest, std::size_t line,
                                          std::optional<std::size_t>& number) {
    rest = without_space(rest);
    const std::size_t end = std::min(rest.find_first_not_of("0123456789"), rest.size());
    const auto value = graphs::number_in(rest.substr(0, end));
    if (!value || !value->is_number_unsigned())
      return text_graph::not_understood(name_of_format, place_at(line, 1), rest.empty() ? "=" : rest);
    number = value->get<std::size_t>();
    if (*number > limits::nodes) return Issue{"tooManyNodes", place_at(line, 1), {std::to_string(limits::nodes)}};
    rest.remove_prefix(end);
    return std::nullopt;
  }

  /// The labels of a block: one in each line when there are as many lines as there must be labels, else its words.
  static std::vector<std::string> labels_in(const LabelBlock& block, std::optional<std::size_t> count) {
    std::vector<std::string> labels;
    const bool one_each = count && block.lines.size() == *count &&
                          std::none_of(block.lines.begin(), block.lines.end(), [](std::string_view line) {
                            return trim(line).find(',') != std::string_view::npos;
                          });
    for (const std::string_view line : block.lines) {
      const std::vector<Word> words = text_graph::words_of(line, ",");
      if (one_each && (words.empty() || !words[0].quoted)) {
        labels.emplace_back(trim(line));
        continue;
      }
      // A comma between labels: then a space is part of one.
      if (std::none_of(words.begin(), words.end(), [](const Word& word) { return word.quoted; }) &&
          line.find(',') != std::string_view::npos) {
        for (const std::string_view part : split(line, ','))
          if (!trim(part).empty()) labels.emplace_back(trim(part));
        continue;
      }
      for (const Word& word : words) labels.push_back(word.text);
    }
    return labels;
  }

  // -------------------------------------------------------------- nodes

  struct Side {
    std::vector<std::string> labels;
    std::map<std::string, std::size_t> by_label;
    std::size_t first_free = 0;  ///< before it every place has a label
    std::optional<std::size_t> count;
  };

  void begin_nodes() {
    if (format_.empty()) format_ = "fullmatrix";
    two_modes_ = format_ == "edgelist2" || format_ == "nodelist2" || (rows_ && columns_ && *rows_ != *columns_) ||
                 (!nodes_ && !column_labels_.lines.empty());
    rows_side_.count = nodes_ ? nodes_ : rows_;
    columns_side_.count = nodes_ ? nodes_ : columns_;
    matrix_names_ = labels_in(matrix_labels_, matrices_);
    announce(rows_side_, labels_in(row_labels_, rows_side_.count));
    const std::vector<std::string> columns = labels_in(column_labels_, columns_side_.count);
    if (columns == rows_side_.labels) two_modes_ = two_modes_ && format_.ends_with('2');
    if (two_modes_) announce(columns_side_, columns);
    fill(rows_side_);
    if (two_modes_) fill(columns_side_);
  }

  /// Labels in their order; of two that are the same the first is found by its name.
  static void announce(Side& side, const std::vector<std::string>& labels) {
    for (const std::string& label : labels) {
      side.by_label.try_emplace(fold(label), side.labels.size());
      side.labels.push_back(label);
    }
    side.first_free = side.labels.size();
  }

  /// Labels for nodes that have none yet: empty ones.
  static void fill(Side& side) {
    if (side.count && side.labels.size() < *side.count) side.labels.resize(*side.count);
  }

  static std::size_t add(Side& side, const std::string& label) {
    const auto [known, fresh] = side.by_label.try_emplace(fold(label), side.labels.size());
    if (fresh) {
      // The first place that has no label yet, if a number of nodes was announced.
      std::size_t place = side.labels.size();
      if (side.count && side.labels.size() >= *side.count)
        for (std::size_t i = side.first_free; i < side.labels.size(); ++i)
          if (side.labels[i].empty()) {
            place = i;
            break;
          }
      known->second = place;
      if (place == side.labels.size())
        side.labels.push_back(label);
      else
        side.labels[place] = label;
      side.first_free = place + 1;
    }
    return known->second;
  }

  Side& side(bool columns) { return columns && two_modes_ ? columns_side_ : rows_side_; }

  /// The node that a word of the data names, by its label or its number.
  std::optional<std::size_t> node_of(const Word& word, bool columns) {
    Side& where = side(columns);
    const bool embedded = columns ? columns_embedded_ : rows_embedded_;
    if (const auto known = where.by_label.find(fold(word.text)); known != where.by_label.end()) return known->second;
    if (!embedded && !word.quoted) {
      const auto number = graphs::number_in(word.text);
      if (number && number->is_number_unsigned()) {
        const auto index = number->get<std::size_t>();
        if (index == 0 || index > limits::nodes || (where.count && index > *where.count)) return std::nullopt;
        if (where.labels.size() < index) where.labels.resize(index);
        return index - 1;
      }
    }
    return embedded || where.labels.empty() || !where.count ? std::optional<std::size_t>(add(where, word.text))
                                                            : std::nullopt;
  }

  // -------------------------------------------------------------- data

  struct Tie {
    std::size_t from = 0, to = 0, matrix = 0, line = 0;
    Json weight;
  };

  void not_read(const Line& line) {
    graph_.warnings().add("lineNotUnderstood", place_at(line.number, 1), {excerpt(trim(line.text))});
  }

  void add_tie(std::size_t from, std::size_t to, std::size_t line, Json weight) {
    if (weight.is_number() && weight.get<double>() == 0) return;
    ties_.push_back({from, to, matrix_, line, std::move(weight)});
  }

  std::optional<Issue> read_data() {
    if (format_ == "edgelist1" || format_ == "edgelist2" || format_ == "edgelist") {
      for (const Line& line : data_) read_edge(line);
      return std::nullopt;
    }
    if (format_ == "nodelist1" || format_ == "nodelist2" || format_ == "nodelist" || format_ == "nodelist1b" ||
        format_ == "nodelist2b") {
      for (const Line& line : data_) read_neighbours(line, format_.ends_with('b'));
      return std::nullopt;
    }
    if (format_ == "fullmatrix" || format_ == "fm") return read_matrices();
    if (format_ == "lowerhalf" || format_ == "lh" || format_ == "upperhalf" || format_ == "uh")
      return read_half(format_[0] == 'u');
    return text_graph::not_understood(name_of_format, place_at(format_line_, 1), format_);
  }

  /// `!` or the name of a matrix begins the next one in lists.
  bool begins_matrix(const std::vector<Word>& words) {
    if (words.size() != 1 || words[0].text != "!") return false;
    ++matrix_;
    return true;
  }

  void read_edge(const Line& line) {
    const std::vector<Word> words = text_graph::words_of(line.text, ",");
    if (words.empty() || begins_matrix(words)) return;
    const auto from = words.size() > 1 ? node_of(words[0], false) : std::nullopt;
    const auto to = from ? node_of(words[1], true) : std::nullopt;
    const Json value = words.size() > 2 ? text_graph::value_of(words[2]) : Json(1);
    if (!to || !value.is_number() || words.size() > 3) {
      not_read(line);
      return;
    }
    add_tie(*from, *to, line.number, value);
  }

  void read_neighbours(const Line& line, bool counted) {
    const std::vector<Word> words = text_graph::words_of(line.text, ",");
    if (words.empty() || begins_matrix(words)) return;
    const auto from = node_of(words[0], false);
    if (!from) {
      not_read(line);
      return;
    }
    for (std::size_t i = counted ? 2 : 1; i < words.size(); ++i) {
      const auto to = node_of(words[i], true);
      if (to)
        add_tie(*from, *to, line.number, Json(1));
      else
        graph_.warnings().add("lineNotUnderstood", place_at(line.number, words[i].column), {excerpt(words[i].text)});
    }
  }

  /// The words of the data one after another, with the lines that they stand in.
  struct Stream {
    explicit Stream(const std::vector<Line>& data) : lines(data) {}
    const Word* next() {
      while (at == words.size()) {
        if (line == lines.size()) return nullptr;
        words = text_graph::words_of(lines[line].text, ",");
        number = lines[line++].number;
        at = 0;
      }
      return &words[at++];
    }
    const std::vector<Line>& lines;
    std::vector<Word> words;
    std::size_t line = 0, at = 0, number = 1;
  };

  std::optional<Issue> cut_off(const Stream& stream) {
    return Issue{"textCutOff", place_at(stream.number, 1), {name_of_format}};
  }

  std::optional<Issue> read_value(Stream& stream, Json& value) {
    const Word* word = stream.next();
    if (word == nullptr) return cut_off(stream);
    value = text_graph::value_of(*word);
    const std::string folded = fold(word->text);
    if (folded == "na" || folded == "." || folded == "-" || folded == "n/a") value = 0;
    if (!value.is_number())
      return text_graph::not_understood(name_of_format, place_at(stream.number, word->column), word->text);
    return std::nullopt;
  }

  std::optional<Issue> read_matrices() {
    Stream stream(data_);
    // Without a number, the first line is as wide as the matrix.
    if (!data_.empty()) {
      const std::size_t width = text_graph::words_of(data_[0].text, ",").size();
      const std::size_t beside = rows_embedded_ && !columns_embedded_ ? 1 : 0;
      if (!columns_side_.count) columns_side_.count = std::max<std::size_t>(width, beside) - beside;
      if (!rows_side_.count && !two_modes_) rows_side_.count = columns_side_.count;
    }
    const std::size_t columns = columns_side_.count.value_or(0);
    if (!rows_side_.count)
      rows_side_.count =
          rows_embedded_ ? data_.size() - std::min<std::size_t>(data_.size(), columns_embedded_ ? 1 : 0) : data_.size();
    const std::size_t rows = *rows_side_.count, matrices = matrices_.value_or(1);
    if (!rows_embedded_) fill(rows_side_);
    if (rows == 0 || columns == 0) return std::nullopt;
    for (matrix_ = 0; matrix_ < matrices; ++matrix_) {
      std::vector<std::size_t> heads;
      for (std::size_t column = 0; column < columns; ++column) {
        if (!columns_embedded_) {
          Side& there = side(true);
          if (!rows_embedded_ || two_modes_) {
            if (there.labels.size() <= column) there.labels.resize(column + 1);
          }
          heads.push_back(column);
          continue;
        }
        const Word* word = stream.next();
        if (word == nullptr) return cut_off(stream);
        heads.push_back(add(side(true), word->text));
      }
      for (std::size_t row = 0; row < rows; ++row) {
        std::size_t from = row;
        if (rows_embedded_) {
          const Word* word = stream.next();
          if (word == nullptr) return cut_off(stream);
          from = add(rows_side_, word->text);
        }
        for (const std::size_t to : heads) {
          if (diagonal_ == false && to == row && !two_modes_) continue;
          Json value;
          if (auto issue = read_value(stream, value)) return issue;
          add_tie(from, to, stream.number, std::move(value));
        }
      }
    }
    warn_of_rest(stream);
    matrix_shape_ = true;
    return std::nullopt;
  }

  void warn_of_rest(Stream& stream) {
    if (const Word* more = stream.next())
      graph_.warnings().add("lineNotUnderstood", place_at(stream.number, more->column), {excerpt(more->text)});
  }

  std::optional<Issue> read_half(bool upper) {
    Stream stream(data_);
    const std::size_t count = rows_side_.count.value_or(rows_side_.labels.size());
    const bool diagonal = diagonal_.value_or(true);
    for (matrix_ = 0; matrix_ < matrices_.value_or(1); ++matrix_)
      for (std::size_t row = 0; row < count; ++row) {
        if (rows_embedded_) {
          const Word* word = stream.next();
          if (word == nullptr) return cut_off(stream);
          add(rows_side_, word->text);
        }
        const std::size_t first = upper ? row + (diagonal ? 0 : 1) : 0;
        const std::size_t end = upper ? count : row + (diagonal ? 1 : 0);
        for (std::size_t column = first; column < end; ++column) {
          Json value;
          if (auto issue = read_value(stream, value)) return issue;
          add_tie(row, column, stream.number, std::move(value));
        }
      }
    warn_of_rest(stream);
    undirected_ = true;
    return std::nullopt;
  }

  /// A matrix that is the same on both sides of its diagonal says of each tie once that it has no direction.
  void fold_symmetric() {
    std::map<std::tuple<std::size_t, std::size_t, std::size_t>, const Json*> weights;
    for (const Tie& tie : ties_) weights[{tie.matrix, tie.from, tie.to}] = &tie.weight;
    bool any = false;
    for (const Tie& tie : ties_) {
      if (tie.from == tie.to) continue;
      any = true;
      const auto back = weights.find({tie.matrix, tie.to, tie.from});
      if (back == weights.end() || *back->second != tie.weight) return;
    }
    if (!any) return;
    std::erase_if(ties_, [](const Tie& tie) { return tie.from > tie.to; });
    undirected_ = true;
  }

  /// Hands over what was gathered.
  void take() {
    if (matrix_shape_ && !two_modes_) fold_symmetric();
    const auto add_nodes = [&](const Side& from, std::size_t before, int mode) {
      for (std::size_t i = 0; i < from.labels.size() && i < limits::nodes; ++i) {
        graphs::NodeIn node{place_at(1, 1), std::to_string(before + i + 1), {}};
        if (!from.labels[i].empty()) node.label = from.labels[i];
        if (two_modes_) text_graph::put(graph_, Table::nodes, "mode", mode, node.where, node.attributes);
        graph_.add(std::move(node));
      }
    };
    const std::size_t before = rows_side_.labels.size();
    add_nodes(rows_side_, 0, 1);
    if (two_modes_) add_nodes(columns_side_, before, 2);
    const bool several = matrices_.value_or(1) > 1 || !matrix_names_.empty();
    for (Tie& tie : ties_) {
      graphs::EdgeIn edge{place_at(tie.line, 1), "", std::to_string(tie.from + 1),
                          std::to_string(tie.to + 1 + (two_modes_ ? before : 0))};
      edge.direction = undirected_ || two_modes_ ? Direction::undirected : Direction::directed;
      edge.weight = std::move(tie.weight);
      if (several)
        edge.kind = tie.matrix < matrix_names_.size()
                        ? std::string(first_characters(matrix_names_[tie.matrix], limits::label_characters))
                        : std::to_string(tie.matrix + 1);
      graph_.add(std::move(edge));
    }
  }

  GraphReader& graph_;
  std::optional<std::size_t> nodes_, rows_, columns_, matrices_;
  std::optional<bool> diagonal_;
  bool rows_embedded_ = false, columns_embedded_ = false, two_modes_ = false, undirected_ = false;
  bool matrix_shape_ = false;
  std::string format_;
  std::size_t format_line_ = 1, matrix_ = 0;
  LabelBlock row_labels_, column_labels_, matrix_labels_;
  LabelBlock* block_ = nullptr;
  std::vector<std::string> matrix_names_;
  Side rows_side_, columns_side_;
  std::vector<Line> data_;
  std::vector<Tie> ties_;
};

}  // namespace

int ucinet_dl_likeness(const InputFile& file) {
  const std::string text = text_graph::beginning_of(file);
  if (!begins_with(text, "dl") || text.size() < 3 ||
      (!is_space(text[2]) && text[2] != '\n' && text[2] != '\r' && text[2] != ','))
    return 0;
  std::string_view rest = std::string_view(text).substr(2);
  rest = rest.substr(std::min(rest.find_first_not_of(" \t\r\n,"), rest.size()));
  return take_head_word(rest) != nullptr ? 98 : 0;
}

Result<Opened> open_ucinet_dl(std::span<const InputFile> files) {
  return text_graph::open_text(files, name_of_format, ucinet_dl_likeness,
                               [](const std::string& text, GraphReader& graph) { return Reader(graph).read(text); });
}

}  // namespace impactweb

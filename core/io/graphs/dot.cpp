#include "core/io/graphs/dot.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/io/graphs/text_graph.hpp"
#include "core/io/text_repair.hpp"
#include "core/model/limits.hpp"
#include "core/text/text.hpp"

namespace impactweb {

namespace {

using graphs::GraphReader;
using records::Table;
using text_graph::same_word;

constexpr const char* name_of_format = "DOT";

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v'; }
bool is_id_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
bool is_id_part(char c) { return is_id_start(c) || is_digit(static_cast<unsigned char>(c)); }

/// The byte behind white space and comments.
std::size_t after_space(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const std::string_view rest = text.substr(at);
    const std::size_t before = at == 0 ? std::string_view::npos : text.find_last_not_of(" \t", at - 1);
    const bool at_start = before == std::string_view::npos || text[before] == '\n';
    if (is_space(rest[0]))
      ++at;
    else if (rest.starts_with("//") || (rest[0] == '#' && at_start))
      at = std::min(text.find('\n', at), text.size());
    else if (rest.starts_with("/*"))
      at = rest.find("*/", 2) == std::string_view::npos ? text.size() : at + rest.find("*/", 2) + 2;
    else
      break;
  }
  return at;
}

/// How things are drawn, when it is said of all of them.
bool is_drawing(std::string_view attribute) {
  static const std::set<std::string_view> words = {
      "fontname",      "fontsize",      "fontcolor", "style",         "shape",     "penwidth",  "width",
      "height",        "margin",        "fixedsize", "arrowsize",     "arrowhead", "arrowtail", "peripheries",
      "color",         "fillcolor",     "len",       "minlen",        "splines",   "nodesep",   "ranksep",
      "labelfontsize", "labelfontname", "sides",     "labeldistance", "labelangle"};
  return words.contains(attribute);
}

/// The text in HTML: without its tags, and with what entities stand for.
std::string text_in_html(std::string_view html) {
  std::string text;
  for (std::size_t i = 0; i < html.size(); ++i) {
    if (html[i] == '<') {
      const std::size_t end = html.find('>', i);
      if (end == std::string_view::npos) break;
      if (!text.empty() && !is_space(text.back())) text += ' ';
      i = end;
      continue;
    }
    bool entity = false;
    for (const auto& [name, is] : {std::pair<std::string_view, std::string_view>{"&amp;", "&"},
                                   {"&lt;", "<"},
                                   {"&gt;", ">"},
                                   {"&quot;", "\""},
                                   {"&nbsp;", " "},
                                   {"&#39;", "'"}})
      if (html.substr(i).starts_with(name)) {
        text += is;
        i += name.size() - 1;
        entity = true;
        break;
      }
    if (!entity && (!is_space(html[i]) || text.empty() || !is_space(text.back()))) text += html[i];
  }
  return std::string(trim(text));
}

struct Id {
  std::string text;
  bool quoted = false, html = false;
  std::size_t byte = 0;
};

/// Attributes in the order in which they were said, each once.
using Attributes = std::vector<std::pair<std::string, Id>>;

void set(Attributes& attributes, const std::string& name, Id value) {
  for (auto& [known, is] : attributes)
    if (known == name) {
      is = std::move(value);
      return;
    }
  attributes.emplace_back(name, std::move(value));
}

/// What holds within braces.
struct Scope {
  Attributes of_nodes, of_edges, of_graph;
  std::size_t group = 0;
};

struct DotNode {
  std::string id;
  std::size_t byte = 0;
  std::size_t group = 0;
  Attributes attributes;
};

struct DotEdge {
  std::size_t from = 0, to = 0, byte = 0;
  bool directed = false;
  Attributes attributes;
};

struct Group {
  std::string name;
  std::size_t outer = 0;
  bool is_cluster = false;
};

class Parser {
 public:
  Parser(std::string_view text, TextPositions& positions) : text_(text), positions_(positions) {}

  std::optional<Issue> parse() {
    skip();
    bool strict = take_keyword("strict");
    if (take_keyword("digraph"))
      directed_ = true;
    else if (!take_keyword("graph"))
      return wrong();
    strict_ = strict;
    skip();
    if (!at('{')) {
      auto id = take_id();
      if (!id) return wrong();
      name = id->text;
    }
    skip();
    if (!take('{')) return wrong();
    groups.push_back({});
    Scope scope;
    if (auto issue = parse_statements(scope, 0, nullptr)) return issue;
    attributes = scope.of_graph;
    skip();
    if (at_ < text_.size() && (begins_graph())) rest_begins = at_;
    return std::nullopt;
  }

  std::string name;
  Attributes attributes;
  std::vector<DotNode> nodes;
  std::vector<DotEdge> edges;
  std::vector<Group> groups;    ///< the first is all
  std::size_t rest_begins = 0;  ///< where another graph begins, or 0

 private:
  void skip() { at_ = after_space(text_, at_); }
  bool at(char c) const { return at_ < text_.size() && text_[at_] == c; }
  bool take(char c) {
    skip();
    if (!at(c)) return false;
    ++at_;
    return true;
  }

  bool begins_graph() const {
    const std::string_view rest = text_.substr(at_);
    return text_graph::begins_with(rest, "graph") || text_graph::begins_with(rest, "digraph") ||
           text_graph::begins_with(rest, "strict");
  }

  bool take_keyword(std::string_view word) {
    skip();
    const std::string_view rest = text_.substr(at_);
    if (!text_graph::begins_with(rest, word) || (rest.size() > word.size() && is_id_part(rest[word.size()])))
      return false;
    at_ += word.size();
    return true;
  }

  Issue wrong() {
    skip();
    const std::string_view rest = text_.substr(at_);
    return text_graph::not_understood(name_of_format, positions_.of(at_),
                                      rest.substr(0, std::min(rest.find_first_of("\r\n"), rest.size())));
  }

  /// A name, a number, a text in quotes (several joined by `+`) or HTML.
  std::optional<Id> take_id() {
    skip();
    Id id;
    id.byte = at_;
    if (at_ >= text_.size()) return std::nullopt;
    const char first = text_[at_];
    if (first == '"') {
      id.quoted = true;
      if (!take_quoted(id.text)) return std::nullopt;
      while (true) {
        const std::size_t before = at_;
        if (!take('+')) break;
        skip();
        if (!at('"')) {
          at_ = before;
          break;
        }
        if (!take_quoted(id.text)) return std::nullopt;
      }
      return id;
    }
    if (first == '<') {
      std::size_t depth = 0;
      const std::size_t begin = at_ + 1;
      for (; at_ < text_.size(); ++at_) {
        if (text_[at_] == '<') ++depth;
        if (text_[at_] == '>' && --depth == 0) break;
      }
      if (at_ >= text_.size()) return std::nullopt;
      id.html = true;
      id.text = text_.substr(begin, at_ - begin);
      ++at_;
      return id;
    }
    std::size_t end = at_;
    if (is_id_start(first)) {
      while (end < text_.size() && is_id_part(text_[end])) ++end;
    } else {
      if (text_[end] == '-') ++end;
      const std::size_t digits = end;
      while (end < text_.size() && (is_digit(static_cast<unsigned char>(text_[end])) || text_[end] == '.')) ++end;
      if (end == digits) return std::nullopt;
    }
    id.text = text_.substr(at_, end - at_);
    at_ = end;
    return id;
  }

  bool take_quoted(std::string& text) {
    for (++at_; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '"') {
        ++at_;
        return true;
      }
      if (c == '\\' && at_ + 1 < text_.size()) {
        const char next = text_[at_ + 1];
        if (next == '\n' || text_.substr(at_ + 1).starts_with("\r\n")) {  // goes on in the next line
          at_ += next == '\n' ? 1 : 2;
          continue;
        }
        if (next != '"') text += c;  // what else is escaped depends on what the text is
        text += next;
        ++at_;
        continue;
      }
      text += c;
    }
    return false;
  }

  std::optional<Issue> parse_attributes(Attributes& into) {
    while (take('[')) {
      while (true) {
        skip();
        if (take(']')) break;
        if (take(',') || take(';')) continue;
        auto key = take_id();
        if (!key) return wrong();
        Id value;
        value.text = "true";
        value.byte = key->byte;
        if (take('=')) {
          auto said = take_id();
          if (!said) return wrong();
          value = std::move(*said);
        }
        set(into, key->text, std::move(value));
      }
    }
    return std::nullopt;
  }

  /// Statements up to the brace that closes them; `members` gathers the nodes that they name.
  std::optional<Issue> parse_statements(Scope& scope, std::size_t depth, std::vector<std::size_t>* members) {
    if (depth > limits::json_depth)
      return Issue{"nestedTooDeep", positions_.of(at_), {std::to_string(limits::json_depth)}};
    while (true) {
      skip();
      if (take('}')) return std::nullopt;
      if (take(';') || take(',')) continue;
      if (at_ >= text_.size()) return wrong();
      if (auto issue = parse_statement(scope, depth, members)) return issue;
    }
  }

  std::optional<Issue> parse_statement(Scope& scope, std::size_t depth, std::vector<std::size_t>* members) {
    for (const auto& [word, defaults] : {std::pair<std::string_view, Attributes*>{"graph", &scope.of_graph},
                                         {"node", &scope.of_nodes},
                                         {"edge", &scope.of_edges}}) {
      const std::size_t before = at_;
      if (!take_keyword(word)) continue;
      skip();
      if (!at('[')) {
        if (at('=')) {  // an attribute of that name
          at_ = before;
          break;
        }
        return wrong();
      }
      Attributes said;
      if (auto issue = parse_attributes(said)) return issue;
      for (auto& [key, value] : said)
        if (depth > 0 || defaults == &scope.of_graph || !is_drawing(key)) set(*defaults, key, std::move(value));
      return std::nullopt;
    }
    End first;
    const std::size_t begin = at_;
    if (auto issue = parse_end(scope, depth, first)) return issue;
    // `rankdir = LR`
    if (first.is_id && take('=')) {
      auto value = take_id();
      if (!value) return wrong();
      set(scope.of_graph, first.id, std::move(*value));
      return std::nullopt;
    }
    if (auto issue = settle(first, scope)) return issue;
    std::vector<End> ends{std::move(first)};
    std::vector<bool> arrows;
    while (true) {
      skip();
      const std::string_view rest = text_.substr(at_);
      if (!rest.starts_with("--") && !rest.starts_with("->")) break;
      arrows.push_back(rest[1] == '>');
      at_ += 2;
      End next;
      skip();
      if (auto issue = parse_end(scope, depth, next)) return issue;
      if (auto issue = settle(next, scope)) return issue;
      ends.push_back(std::move(next));
    }
    Attributes said;
    if (auto issue = parse_attributes(said)) return issue;
    if (members != nullptr)
      for (const End& end : ends) members->insert(members->end(), end.nodes.begin(), end.nodes.end());
    if (arrows.empty()) {
      for (const std::size_t node : ends[0].nodes)
        if (ends[0].is_id)
          for (auto& [key, value] : said) set(nodes[node].attributes, key, value);
      return std::nullopt;
    }
    return add_edges(scope, ends, arrows, said, begin);
  }

  /// One end of edges: a node, perhaps at a port, or all nodes of a subgraph.
  struct End {
    bool is_id = false;
    std::string id, port;
    std::size_t byte = 0;
    std::vector<std::size_t> nodes;
  };

  std::optional<Issue> parse_end(Scope& scope, std::size_t depth, End& end) {
    end.byte = at_;
    const std::size_t before = at_;
    const bool subgraph = take_keyword("subgraph");
    skip();
    if (subgraph || at('{')) {
      Group group;
      if (!at('{')) {
        auto id = take_id();
        if (!id) return wrong();
        group.name = id->text;
        group.is_cluster = text_graph::begins_with(group.name, "cluster");
      }
      if (!take('{')) {
        if (!group.name.empty()) return std::nullopt;  // names a subgraph that was there before
        at_ = before;
        return wrong();
      }
      group.outer = scope.group;
      groups.push_back(group);
      Scope inner{scope.of_nodes, scope.of_edges, {}, groups.size() - 1};
      const std::size_t index = inner.group;
      if (auto issue = parse_statements(inner, depth + 1, &end.nodes)) return issue;
      for (const auto& [key, value] : inner.of_graph)
        if (key == "label") {
          groups[index].name = value.html ? text_in_html(value.text) : value.text;
          groups[index].is_cluster = true;
        }
      std::vector<std::size_t> once;
      std::set<std::size_t> seen;
      for (const std::size_t node : end.nodes)
        if (seen.insert(node).second) once.push_back(node);
      end.nodes = std::move(once);
      return std::nullopt;
    }
    auto id = take_id();
    if (!id) return wrong();
    end.is_id = true;
    end.id = id->html ? text_in_html(id->text) : id->text;
    while (take(':')) {
      auto port = take_id();
      if (!port) return wrong();
      end.port += (end.port.empty() ? "" : ":") + port->text;
    }
    return std::nullopt;
  }

  /// Makes a node of an end that names one.
  std::optional<Issue> settle(End& end, const Scope& scope) {
    if (!end.is_id) return std::nullopt;
    const auto [known, fresh] = by_id_.try_emplace(end.id, nodes.size());
    if (fresh) {
      if (!spend(scope.of_nodes)) return too_large(end.byte);
      nodes.push_back({end.id, end.byte, 0, scope.of_nodes});
    }
    DotNode& node = nodes[known->second];
    // The innermost cluster that names it.
    if (scope.group != 0 && (node.group == 0 || is_within(scope.group, node.group))) node.group = scope.group;
    end.nodes = {known->second};
    return std::nullopt;
  }

  /// A line that says something of all that follow must not fill the memory.
  bool spend(const Attributes& copied) {
    for (const auto& [key, value] : copied) copied_bytes_ += sizeof(copied[0]) + key.size() + value.text.size();
    return copied_bytes_ <= limits::archive_bytes;
  }
  Issue too_large(std::size_t byte) { return {"textTooLarge", positions_.of(byte), {}}; }

  bool is_within(std::size_t inner, std::size_t outer) const {
    for (; inner != 0; inner = groups[inner].outer)
      if (inner == outer) return true;
    return false;
  }

  std::optional<Issue> add_edges(const Scope& scope, const std::vector<End>& ends, const std::vector<bool>& arrows,
                                 const Attributes& said, std::size_t byte) {
    for (std::size_t i = 0; i < arrows.size(); ++i)
      for (const std::size_t from : ends[i].nodes)
        for (const std::size_t to : ends[i + 1].nodes) {
          // Two groups of many are as many edges as both multiplied.
          if (edges.size() > limits::edges)
            return Issue{"tooManyEdges", positions_.of(byte), {std::to_string(limits::edges)}};
          if (!spend(scope.of_edges) || !spend(said)) return too_large(byte);
          DotEdge edge{from, to, byte, arrows[i], scope.of_edges};
          for (const auto& [key, value] : said) set(edge.attributes, key, value);
          if (!ends[i].port.empty()) set(edge.attributes, "tailport", Id{ends[i].port});
          if (!ends[i + 1].port.empty()) set(edge.attributes, "headport", Id{ends[i + 1].port});
          if (strict_) {
            const auto pair = edge.directed || from < to ? std::pair(from, to) : std::pair(to, from);
            const auto [known, fresh] = pairs_.try_emplace(pair, edges.size());
            if (!fresh) {
              for (const auto& [key, value] : edge.attributes) set(edges[known->second].attributes, key, value);
              continue;
            }
          }
          edges.push_back(std::move(edge));
        }
    return std::nullopt;
  }

  std::string_view text_;
  TextPositions& positions_;
  std::size_t at_ = 0;
  std::size_t copied_bytes_ = 0;
  bool directed_ = false, strict_ = false;
  std::map<std::string, std::size_t> by_id_;
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> pairs_;
};

/// The text of a label: `\N` and `\G` stand for names, `\n`, `\l` and `\r` for the end of a line.
std::string label_of(const Id& label, const std::string& own_name, bool record) {
  if (label.html) return text_in_html(label.text);
  std::string text;
  const std::string& raw = label.text;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '\\' && i + 1 < raw.size()) {
      const char next = raw[++i];
      if (next == 'N' || next == 'E' || next == 'L')
        text += own_name;
      else if (next == 'n' || next == 'l' || next == 'r')
        text += ' ';
      else if (next != 'G')
        text += next;
    } else if (record && (raw[i] == '{' || raw[i] == '}')) {
      text += ' ';
    } else if (record && raw[i] == '<' && raw.find('>', i) != std::string::npos) {
      i = raw.find('>', i);
    } else {
      text += raw[i];
    }
  }
  return std::string(trim(text));
}

const Id* find(const Attributes& attributes, std::string_view name) {
  for (const auto& [key, value] : attributes)
    if (key == name) return &value;
  return nullptr;
}

Json value_of(const Id& id) {
  if (id.html) return text_in_html(id.text);
  if (!id.quoted)
    if (const auto number = graphs::number_in(id.text)) return *number;
  return id.text;
}

/// `pos="72,18!"`
std::optional<Point> point_in(std::string_view text, bool& pinned) {
  pinned = text.ends_with('!');
  if (pinned) text.remove_suffix(1);
  const std::vector<std::string_view> parts = split(text, ',');
  if (parts.size() < 2 || parts.size() > 3) return std::nullopt;
  const auto x = graphs::number_in(parts[0]), y = graphs::number_in(parts[1]);
  if (!x || !y) return std::nullopt;
  return Point{x->get<double>(), y->get<double>()};
}

class Reader {
 public:
  Reader(std::string_view text, GraphReader& graph) : positions_(text), parser_(text, positions_), graph_(graph) {}

  std::optional<Issue> read() {
    if (auto issue = parser_.parse()) return issue;
    if (const Id* label = find(parser_.attributes, "label"))
      graph_.add_network_value("title", label_of(*label, parser_.name, false), positions_.of(label->byte));
    else if (parser_.name.size() > 1 && fold(parser_.name) != "graph" && fold(parser_.name) != "digraph")
      graph_.add_network_value("title", parser_.name, "");
    for (const DotNode& node : parser_.nodes) read_node(node);
    for (const DotEdge& edge : parser_.edges) read_edge(edge);
    if (parser_.rest_begins > 0) graph_.warnings().add("graphsSeveral", positions_.of(parser_.rest_begins));
    return std::nullopt;
  }

 private:
  void read_node(const DotNode& from) {
    graphs::NodeIn node{positions_.of(from.byte), from.id, {}};
    const Id* shape = find(from.attributes, "shape");
    const bool record = shape != nullptr && (shape->text == "record" || shape->text == "Mrecord");
    for (const auto& [key, value] : from.attributes) {
      const std::string where = node.where;
      if (key == "label") {
        const std::string label = label_of(value, from.id, record);
        if (!label.empty()) node.label = label;
        continue;
      }
      bool pinned = false;
      if (const auto point = key == "pos" ? point_in(value.text, pinned) : std::nullopt) {
        node.position = *point;
        if (pinned) text_graph::put(graph_, Table::nodes, "Pinned", true, where, node.attributes);
        continue;
      }
      text_graph::put(graph_, Table::nodes, key, value_of(value), where, node.attributes);
    }
    std::size_t group = from.group;
    while (group != 0 && !parser_.groups[group].is_cluster) group = parser_.groups[group].outer;
    if (group != 0 && find(from.attributes, "group") == nullptr)
      text_graph::put(graph_, Table::nodes, "group", parser_.groups[group].name, node.where, node.attributes);
    graph_.add(std::move(node));
  }

  void read_edge(const DotEdge& from) {
    graphs::EdgeIn edge{positions_.of(from.byte), "", parser_.nodes[from.from].id, parser_.nodes[from.to].id};
    edge.direction = from.directed ? Direction::directed : Direction::undirected;
    for (const auto& [key, value] : from.attributes) {
      if (key == "label") {
        edge.label = label_of(value, edge.from + (from.directed ? "->" : "--") + edge.to, false);
      } else if (key == "dir") {
        if (value.text == "back") std::swap(edge.from, edge.to);
        if (value.text == "back" || value.text == "forward") edge.direction = Direction::directed;
        if (value.text == "both") edge.direction = Direction::mutual;
        if (value.text == "none") edge.direction = Direction::undirected;
      } else if (key == "id") {
        edge.id = value.text;
      } else if (key != "pos" && key != "lp") {
        text_graph::put(graph_, Table::edges, key, value_of(value), edge.where, edge.attributes);
      }
    }
    graph_.add(std::move(edge));
  }

  TextPositions positions_;
  Parser parser_;
  GraphReader& graph_;
};

}  // namespace

int dot_likeness(const InputFile& file) {
  const std::string text = text_graph::beginning_of(file);
  std::size_t at = after_space(text, 0);
  const auto take = [&](std::string_view word) {
    const std::string_view rest = std::string_view(text).substr(at);
    if (!text_graph::begins_with(rest, word) || (rest.size() > word.size() && is_id_part(rest[word.size()])))
      return false;
    at = after_space(text, at + word.size());
    return true;
  };
  take("strict");
  if (!take("digraph") && !take("graph")) return 0;
  if (at < text.size() && text[at] == '"') {
    at = std::min(text.find('"', at + 1), text.size() - 1);
    at = after_space(text, at + 1);
  } else {
    while (at < text.size() && (is_id_part(text[at]) || text[at] == '.' || text[at] == '-')) ++at;
    at = after_space(text, at);
  }
  return at < text.size() && text[at] == '{' ? 98 : 0;
}

Result<Opened> open_dot(std::span<const InputFile> files) {
  return text_graph::open_text(files, name_of_format, dot_likeness,
                               [](const std::string& text, GraphReader& graph) { return Reader(text, graph).read(); });
}

}  // namespace impactweb

#include "core/io/graphs/gdf.hpp"

#include <algorithm>

#include "core/io/graphs/text_graph.hpp"
#include "core/io/text_repair.hpp"
#include "core/text/text.hpp"

namespace impactweb {

namespace {

using graphs::GraphReader;
using records::Table;
using text_graph::begins_with;
using text_graph::Line;
using text_graph::place_at;

constexpr const char* name_of_format = "GDF";
constexpr std::string_view node_head = "nodedef>", edge_head = "edgedef>";

/// The cells of a line: apart by commas but for those in quotes of either kind or behind a backslash.
std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> cells(1);
  char quote = '\0';
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '\\' && i + 1 < line.size() && (line[i + 1] == ',' || line[i + 1] == '\'' || line[i + 1] == '"')) {
      cells.back() += line[++i];
    } else if (quote != '\0') {
      if (c != quote)
        cells.back() += c;
      else if (line.substr(i + 1).starts_with(quote))
        cells.back() += line[++i];  // written twice
      else
        quote = '\0';
    } else if (c == ',') {
      if (!quoted) cells.back() = trim(cells.back());
      quoted = false;
      cells.emplace_back();
    } else if ((c == '"' || c == '\'') && trim(cells.back()).empty() && line.find(c, i + 1) != std::string_view::npos) {
      quote = c;
      quoted = true;
      cells.back().clear();
    } else if (!quoted || c != ' ') {
      cells.back() += c;
    }
  }
  if (!quoted) cells.back() = trim(cells.back());
  return cells;
}

enum class ColumnType : std::uint8_t { text, number, flag };

struct Column {
  std::string name;
  ColumnType type = ColumnType::text;
};

/// `directed BOOLEAN default false`
std::vector<Column> columns_of(std::string_view header) {
  std::vector<Column> columns;
  for (const std::string& cell : cells_of(header)) {
    Column column;
    for (const std::string_view word : split(cell, ' ')) {
      const std::string folded = fold(trim(word));
      if (folded.starts_with("varchar") || folded == "text" || folded == "string" || folded.empty()) continue;
      if (folded == "default") break;
      if (folded == "boolean")
        column.type = ColumnType::flag;
      else if (!column.name.empty() && (folded.starts_with("int") || folded == "double" || folded == "float" ||
                                        folded == "long" || folded == "bigint" || folded.starts_with("numeric")))
        column.type = ColumnType::number;
      else
        column.name += (column.name.empty() ? "" : " ") + std::string(trim(word));
    }
    columns.push_back(std::move(column));
  }
  return columns;
}

class Reader {
 public:
  explicit Reader(GraphReader& graph) : graph_(graph) {}

  std::optional<Issue> read(std::string_view text) {
    for (const Line& line : text_graph::lines_of(text)) {
      const std::string_view content = trim(line.text);
      if (content.empty() || content.starts_with('#')) continue;
      if (begins_with(content, node_head) || begins_with(content, edge_head)) {
        table_ = begins_with(content, node_head) ? Table::nodes : Table::edges;
        columns_ = columns_of(content.substr(node_head.size()));
        continue;
      }
      const std::string where = place_at(line.number, 1);
      const std::vector<std::string> cells = cells_of(content);
      if (cells.size() > columns_.size())
        graph_.warnings().add("lineHasMore", where, {std::to_string(cells.size()), std::to_string(columns_.size())});
      if (table_ == Table::nodes)
        read_node(cells, where);
      else
        read_edge(cells, where);
    }
    return std::nullopt;
  }

 private:
  Json value_in(const std::string& cell, ColumnType type) const {
    if (type == ColumnType::number)
      if (const auto number = graphs::number_in(cell)) return *number;
    if (type == ColumnType::flag && (fold(cell) == "true" || fold(cell) == "false")) return fold(cell) == "true";
    return cell;
  }

  Column column(std::size_t index) const {
    return index < columns_.size() && !columns_[index].name.empty()
               ? columns_[index]
               : Column{"Column " + std::to_string(index + 1), ColumnType::text};
  }

  void keep(std::size_t index, const std::string& cell, const std::string& where,
            std::vector<graphs::Attribute>& attributes) {
    if (const Column& at = column(index); !cell.empty())
      text_graph::put(graph_, table_, at.name, value_in(cell, at.type), where, attributes);
  }

  void read_node(const std::vector<std::string>& cells, const std::string& where) {
    graphs::NodeIn node{where, "", {}};
    std::optional<double> x, y;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string name = fold(column(i).name);
      const auto number = graphs::number_in(cells[i]);
      if (name == "name" && node.id.empty())
        node.id = cells[i];
      else if (name == "label" && node.label.is_null() && !cells[i].empty())
        node.label = cells[i];
      else if (name == "x" && number)
        x = number->get<double>();
      else if (name == "y" && number)
        y = number->get<double>();
      else
        keep(i, cells[i], where, node.attributes);
    }
    if (x && y)
      node.position = Point{*x, *y};
    else if (x || y)
      text_graph::put(graph_, table_, x ? "x" : "y", x ? *x : *y, where, node.attributes);
    graph_.add(std::move(node));
  }

  void read_edge(const std::vector<std::string>& cells, const std::string& where) {
    graphs::EdgeIn edge{where, "", "", ""};
    edge.direction = Direction::undirected;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string name = fold(column(i).name);
      if (name == "node1" || name == "source" || name == "from")
        edge.from = cells[i];
      else if (name == "node2" || name == "target" || name == "to")
        edge.to = cells[i];
      else if (name == "directed")
        edge.direction = fold(cells[i]) == "true" || cells[i] == "1" ? Direction::directed : Direction::undirected;
      else
        keep(i, cells[i], where, edge.attributes);
    }
    graph_.add(std::move(edge));
  }

  GraphReader& graph_;
  Table table_ = Table::nodes;
  std::vector<Column> columns_;
};

}  // namespace

int gdf_likeness(const InputFile& file) {
  const std::string text = text_graph::beginning_of(file);
  return begins_with(text, node_head) || begins_with(text, edge_head) ? 99 : 0;
}

Result<Opened> open_gdf(std::span<const InputFile> files) {
  return text_graph::open_text(files, name_of_format, gdf_likeness,
                               [](const std::string& text, GraphReader& graph) { return Reader(graph).read(text); });
}

}  // namespace impactweb

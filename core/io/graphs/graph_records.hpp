// What the formats of graph tools have in common (GEXF, GraphML, the JSON of Gephi Lite, graphology and Polinode): on
// the one side nodes and edges with attributes that become records, on the other a network as columns of one type each.
//
// Their y grows upwards and ours downwards: y changes its sign on the way in and on the way out, so that a picture
// looks the same on both sides. Its scale stays. Weights mean strength where a file as a whole says so: whole numbers
// from 1 to 5, and not all 1, which is what these formats give an edge that says nothing.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/file.hpp"
#include "core/io/place.hpp"
#include "core/io/records/columns.hpp"
#include "core/io/warnings.hpp"

namespace impactweb::graphs {

/// A value of an attribute; `id` as `GraphReader::attribute` gave it.
struct Attribute {
  std::size_t id = 0;
  Json value;
  Place where;
};

struct NodeIn {
  Place where;
  std::string id;                      ///< empty when there is none
  Json label;                          ///< null when the format has no word for it: then an attribute may be the name
  std::optional<Point> position = {};  ///< with y upwards
  std::vector<Attribute> attributes = {};
};

struct EdgeIn {
  Place where;
  std::string id;  ///< empty when there is none
  std::string from;
  std::string to;
  Json label = {};
  Json kind = {};
  Direction direction = Direction::directed;  ///< unless an attribute says another one
  Json weight = {};
  std::vector<Attribute> attributes = {};
};

/// Gathers what a file holds, in any order, and makes a network of it.
class GraphReader {
 public:
  /// The number of an attribute. The header of a column may mean a field (`records::map_headers`), unless it is `free`.
  std::size_t attribute(records::Table table, const std::string& name, bool free = false);

  void add(NodeIn node) { nodes_.push_back(std::move(node)); }
  void add(EdgeIn edge) { edges_.push_back(std::move(edge)); }
  /// Something that the file says of the whole network: its title, its description or any further key.
  void add_network_value(const std::string& name, const Json& value, const std::string& where);

  Warnings& warnings() { return warnings_; }
  /// The network of all this. Ids that cannot be kept are replaced, and ends of edges follow them.
  Opened take();

 private:
  struct Names {
    std::map<std::pair<std::string, bool>, std::size_t> index;
    std::vector<std::string> names;  ///< by number
    std::vector<bool> free;
    std::vector<std::string_view> fields;
  };

  Names& names_of(records::Table table) { return table == records::Table::nodes ? node_names_ : edge_names_; }
  void map_fields();
  void settle_ids();
  void settle_weights();
  void take_label(NodeIn& node);
  static void flip(Attribute& attribute, std::string_view field, const std::string& name);

  Names node_names_, edge_names_;
  std::vector<NodeIn> nodes_;
  std::vector<EdgeIn> edges_;
  std::string title_, description_;
  std::map<std::string, Json> network_fields_;
  Warnings warnings_;
};

/// A number that stands in a text, however it is written there (`+1`, `.5`, `1e3`, `007`); nothing for NaN and
/// infinity.
std::optional<Json> number_in(std::string_view text);

/// What one column of a table of nodes or edges holds.
enum class ColumnType : std::uint8_t { text, whole, number, flag, list };

struct Column {
  std::string name;
  ColumnType type = ColumnType::text;
};

struct Cell {
  std::size_t column = 0;
  Json value;
};

/// The nodes or the edges of a network as a graph format takes them: each column holds values of one type, and what
/// would not fit is in a last one, `More fields`, as the text of a JSON object.
struct GraphTable {
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;  ///< in the order of the network
  std::vector<Json> weights;            ///< of edges: what they have as their weight, or null
};

/// Columns whose header is in `left_out` are not among them: the format has words of its own for those.
GraphTable node_table(const Network& network, std::initializer_list<std::string_view> left_out);
GraphTable edge_table(const Network& network, std::initializer_list<std::string_view> left_out);

/// The direction of which a graph format speaks for all edges that say nothing: directed where any edge is.
Direction default_direction(const Network& network);

/// y as the other side has it; the same twice is what it was.
inline double flipped(double y) { return y == 0 ? y : -y; }

}  // namespace impactweb::graphs

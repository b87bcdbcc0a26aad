#include "core/io/graphs/graphml.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "core/io/graphs/graph_records.hpp"
#include "core/io/graphs/xml_graph.hpp"
#include "core/io/records/cell_text.hpp"
#include "core/io/records/columns.hpp"
#include "core/io/text_repair.hpp"
#include "core/text/text.hpp"

namespace impactweb {

namespace {

using graphs::ColumnType;
using records::Table;

enum class ValueType : std::uint8_t { text, number, flag };

ValueType type_named(const std::string& name) {
  const std::string type = fold(name);
  if (type == "boolean" || type == "bool") return ValueType::flag;
  for (const std::string_view number : {"int", "integer", "long", "float", "double"})
    if (type == number) return ValueType::number;
  return ValueType::text;
}

Json value_in(ValueType type, const std::string& text) {
  if (text.empty()) return nullptr;
  if (type == ValueType::number) return graphs::number_in(text).value_or(Json(text));
  if (type != ValueType::flag) return text;
  const std::string word = fold(text);
  if (word == "true" || word == "1") return true;
  if (word == "false" || word == "0") return false;
  return text;
}

/// The first element of this local name anywhere within `top`, or an empty node.
pugi::xml_node find_within(const pugi::xml_node& top, std::string_view name) {
  return top.find_node(
      [&](const pugi::xml_node& each) { return each.type() == pugi::node_element && xml::local_name(each) == name; });
}

class Reader {
 public:
  explicit Reader(xml::File& file) : file_(file) {}

  Result<Opened> read(const pugi::xml_node& root) {
    for (const pugi::xml_node& each : root.children())
      if (xml::local_name(each) == "key") declare(each);
    const pugi::xml_node graph = xml::child(root, "graph");
    if (!graph) return Issue{"networkMissing", file_.place_of(root), {}};
    for (pugi::xml_node other = graph.next_sibling(); other; other = other.next_sibling())
      if (xml::local_name(other) == "graph") {
        warnings().add("graphsSeveral", file_.place_of(other));
        break;
      }
    read_network(root, graph);
    read_graph(graph, "");
    if (nested_ > 0) warnings().add("hierarchyKept", "", {std::to_string(nested_)});
    if (ports_ > 0) warnings().add("portsKept", "", {std::to_string(ports_)});
    return graph_.take();
  }

  Warnings& warnings() { return graph_.warnings(); }

 private:
  struct Key {
    std::string name;
    ValueType type = ValueType::text;
    std::size_t id = 0;
    Json otherwise;
  };
  using Keys = std::map<std::string, Key, std::less<>>;

  void declare(const pugi::xml_node& xml_key) {
    const std::string id = xml::attribute(xml_key, "id"), domain = fold(xml::attribute(xml_key, "for"));
    Key key;
    key.name = xml::attribute(xml_key, "attr.name");
    if (key.name.empty()) key.name = id;
    key.type = type_named(xml::attribute(xml_key, "attr.type"));
    if (const pugi::xml_node otherwise = xml::child(xml_key, "default"))
      key.otherwise = value_in(key.type, xml::text_in(otherwise));
    const bool everywhere = domain.empty() || domain == "all";
    if (everywhere || domain == "node") add_key(Table::nodes, of_nodes_, id, key);
    if (everywhere || domain == "edge") {
      // As Gephi calls it.
      if (fold(key.name) == "edge label") key.name = "label";
      add_key(Table::edges, of_edges_, id, key);
    }
    if (everywhere || domain == "graph") of_graphs_[id] = key;
  }

  void add_key(Table table, Keys& keys, const std::string& id, Key key) {
    key.id = graph_.attribute(table, key.name);
    keys[id] = std::move(key);
  }

  void read_network(const pugi::xml_node& root, const pugi::xml_node& graph) {
    for (const pugi::xml_node& holder : {root, graph})
      for (const pugi::xml_node& each : holder.children()) {
        const std::string_view name = xml::local_name(each);
        if (name == "desc") graph_.add_network_value("description", xml::text_in(each), file_.place_of(each));
        if (name != "data") continue;
        const std::string id = xml::attribute(each, "key");
        const auto key = of_graphs_.find(id);
        // What yEd keeps for itself is in elements.
        if (find_within(each, "Resources")) continue;
        graph_.add_network_value(
            key == of_graphs_.end() ? id : key->second.name,
            value_in(key == of_graphs_.end() ? ValueType::text : key->second.type, xml::text_in(each)),
            file_.place_of(each));
      }
  }

  void read_graph(const pugi::xml_node& graph, const std::string& parent) {
    const bool directed = fold(xml::attribute(graph, "edgedefault")) == "directed";
    for (const pugi::xml_node& each : graph.children()) {
      const std::string_view name = xml::local_name(each);
      if (name == "node") read_node(each, parent);
      if (name == "edge") read_edge(each, directed);
      if (name == "hyperedge") report_hyperedge(each);
    }
  }

  void read_node(const pugi::xml_node& xml_node, const std::string& parent) {
    const std::string id = xml::attribute(xml_node, "id");
    graphs::NodeIn node{file_.place_of(xml_node), id, {}};
    for (const pugi::xml_node& data : read_data(Table::nodes, of_nodes_, xml_node, node.attributes))
      read_drawing(data, node);
    Json ports = Json::array();
    for (const pugi::xml_node& each : xml_node.children())
      if (xml::local_name(each) == "port") ports.push_back(xml::attribute(each, "name"));
    if (!ports.empty()) {
      ++ports_;
      keep(Table::nodes, "ports", std::move(ports), xml_node, node.attributes);
    }
    if (!parent.empty()) {
      ++nested_;
      keep(Table::nodes, "parent", parent, xml_node, node.attributes);
    }
    graph_.add(std::move(node));
    for (const pugi::xml_node& each : xml_node.children())
      if (xml::local_name(each) == "graph") read_graph(each, id);
  }

  void read_edge(const pugi::xml_node& xml_edge, bool directed_otherwise) {
    graphs::EdgeIn edge{file_.place_of(xml_edge), xml::attribute(xml_edge, "id"), xml::attribute(xml_edge, "source"),
                        xml::attribute(xml_edge, "target")};
    const std::string word = fold(xml::attribute(xml_edge, "directed"));
    const bool directed = word.empty() ? directed_otherwise : word == "true" || word == "1";
    edge.direction = directed ? Direction::directed : Direction::undirected;
    for (const pugi::xml_node& data : read_data(Table::edges, of_edges_, xml_edge, edge.attributes))
      read_drawing(data, edge);
    for (const char* port : {"sourceport", "targetport"})
      if (const std::string name = xml::attribute(xml_edge, port); !name.empty()) {
        ++ports_;
        keep(Table::edges, port, name, xml_edge, edge.attributes);
      }
    graph_.add(std::move(edge));
  }

  void report_hyperedge(const pugi::xml_node& hyperedge) {
    std::string members;
    for (const pugi::xml_node& each : hyperedge.children())
      if (xml::local_name(each) == "endpoint") {
        if (count_characters(members) > 200) {
          members += ", …";
          break;
        }
        members += (members.empty() ? "" : ", ") + std::string(first_characters(xml::attribute(each, "node"), 60));
      }
    warnings().add("hyperedgeDropped", file_.place_of(hyperedge), {members});
  }

  void keep(Table table, const char* name, Json value, const pugi::xml_node& place,
            std::vector<graphs::Attribute>& attributes) {
    attributes.push_back({graph_.attribute(table, name, true), std::move(value), file_.place_of(place)});
  }

  /// Reads data and defaults; gives those data that are drawings instead of values.
  std::vector<pugi::xml_node> read_data(Table table, Keys& keys, const pugi::xml_node& holder,
                                        std::vector<graphs::Attribute>& attributes) {
    std::vector<pugi::xml_node> drawings;
    std::vector<const Key*> said;
    for (const pugi::xml_node& data : holder.children()) {
      const std::string_view name = xml::local_name(data);
      if (name == "desc")
        attributes.push_back({graph_.attribute(table, "description"), xml::text_in(data), file_.place_of(data)});
      if (name != "data") continue;
      if (data.find_child([](const pugi::xml_node& each) { return each.type() == pugi::node_element; })) {
        drawings.push_back(data);
        continue;
      }
      const std::string id = xml::attribute(data, "key");
      auto key = keys.find(id);
      if (key == keys.end()) {
        Key unknown;
        unknown.name = id.empty() ? "?" : id;
        add_key(table, keys, id, unknown);
        key = keys.find(id);
      }
      said.push_back(&key->second);
      // Labels of Neo4j, `:Person:Member`, are what something is; further ones are tags.
      const std::string text = xml::text_in(data);
      if (table == Table::nodes && text.starts_with(':') && fold(key->second.name) == "labels") {
        Json tags = Json::array();
        for (const std::string_view label : split(std::string_view(text).substr(1), ':'))
          tags.push_back(std::string(label));
        attributes.push_back({graph_.attribute(table, "Type"), tags[0], file_.place_of(data)});
        tags.erase(0);
        if (!tags.empty())
          attributes.push_back({graph_.attribute(table, "Tags"), std::move(tags), file_.place_of(data)});
        continue;
      }
      attributes.push_back({key->second.id, value_in(key->second.type, text), file_.place_of(data)});
    }
    for (const auto& [id, key] : keys)
      if (!key.otherwise.is_null() && std::find(said.begin(), said.end(), &key) == said.end())
        attributes.push_back({key.id, key.otherwise, file_.place_of(holder)});
    return drawings;
  }

  /// How yEd draws a node: its name, its place (of which y grows downwards, as ours) and its colour.
  void read_drawing(const pugi::xml_node& data, graphs::NodeIn& node) {
    if (const std::string text = label_in(data, "NodeLabel"); !text.empty() && node.label.is_null()) node.label = text;
    if (const pugi::xml_node geometry = find_within(data, "Geometry")) {
      const auto number = [&](const char* name) {
        const auto found = graphs::number_in(xml::attribute(geometry, name));
        return found ? found->get<double>() : 0;
      };
      const std::string x = xml::attribute(geometry, "x"), y = xml::attribute(geometry, "y");
      if (graphs::number_in(x) && graphs::number_in(y))
        node.position = Point{number("x") + number("width") / 2, graphs::flipped(number("y") + number("height") / 2)};
      else if (!x.empty() || !y.empty())
        warnings().add("positionDropped", file_.place_of(geometry), {shortened(Json(x + ", " + y))});
    }
    if (const std::string color = xml::attribute(find_within(data, "Fill"), "color"); !color.empty())
      keep(Table::nodes, "color", color, data, node.attributes);
  }

  /// How yEd draws an edge: its name, and arrows that say more than the default direction.
  static void read_drawing(const pugi::xml_node& data, graphs::EdgeIn& edge) {
    if (const std::string text = label_in(data, "EdgeLabel"); !text.empty() && edge.label.is_null()) edge.label = text;
    const pugi::xml_node arrows = find_within(data, "Arrows");
    if (!arrows) return;
    const auto has = [&](const char* end) {
      const std::string arrow = xml::attribute(arrows, end);
      return !arrow.empty() && arrow != "none";
    };
    if (has("source") && has("target"))
      edge.direction = Direction::mutual;
    else if (!has("source") && !has("target"))
      edge.direction = Direction::undirected;
    else
      edge.direction = Direction::directed;
    if (has("source") && !has("target")) std::swap(edge.from, edge.to);
  }

  static std::string label_in(const pugi::xml_node& data, std::string_view element) {
    const pugi::xml_node label = data.find_node([&](const pugi::xml_node& each) {
      return each.type() == pugi::node_element && xml::local_name(each) == element && !xml::text_in(each).empty();
    });
    return xml::text_in(label);
  }

  xml::File& file_;
  graphs::GraphReader graph_;
  Keys of_nodes_, of_edges_, of_graphs_;
  std::size_t nested_ = 0, ports_ = 0;
};

/// By `ColumnType`.
constexpr std::string_view type_names[] = {"string", "long", "double", "boolean", "string"};

void append_key(std::string& xml, const std::string& id, const char* domain, std::string_view name, ColumnType type) {
  xml += "  <key id=\"" + id + "\" for=\"" + domain + "\"";
  xml::append_attribute(xml, "attr.name", name);
  xml::append_attribute(xml, "attr.type", type_names[static_cast<std::size_t>(type)]);
  xml += "/>\n";
}

void append_data(std::string& xml, const std::string& key, std::string_view text) {
  xml += "<data key=\"" + key + "\">";
  xml::append_escaped(xml, text);
  xml += "</data>";
}

/// What GraphML can hold of the further keys of a network.
bool is_written(const Json& value) {
  if (value.is_string()) return !trim(value.get_ref<const std::string&>()).empty();
  return value.is_number() || value.is_boolean();
}

ColumnType type_of(const Json& value) {
  if (value.is_boolean()) return ColumnType::flag;
  if (value.is_number_integer()) return ColumnType::whole;
  return value.is_number() ? ColumnType::number : ColumnType::text;
}

}  // namespace

int graphml_likeness(const InputFile& file) { return xml::likeness(file, "graphml"); }

Result<Opened> open_graphml(std::span<const InputFile> files) {
  return xml::open_graph<Reader>(files, "graphml", "GraphML");
}

std::vector<OutputFile> save_graphml(const Network& network) {
  const Direction otherwise =
      graphs::default_direction(network) == Direction::directed ? Direction::directed : Direction::undirected;
  const graphs::GraphTable nodes = graphs::node_table(network, {"ID", "Label", "position_x", "position_y"});
  graphs::GraphTable edges = graphs::edge_table(network, {"ID", "From", "To", "From label", "To label", "Label"});
  std::string xml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n";
  std::vector<std::pair<std::string, std::string>> of_network;
  const auto add_of_network = [&](const std::string& name, const Json& value) {
    const std::string key = "g" + std::to_string(of_network.size());
    append_key(xml, key, "graph", name, type_of(value));
    of_network.emplace_back(key, records::text_of(value));
  };
  if (!network.title.empty()) add_of_network("title", network.title);
  if (!network.description.empty()) add_of_network("description", network.description);
  for (const auto& [name, value] : network.fields)
    if (is_written(value)) add_of_network(name, value);
  append_key(xml, "label", "node", "label", ColumnType::text);
  append_key(xml, "x", "node", "x", ColumnType::number);
  append_key(xml, "y", "node", "y", ColumnType::number);
  for (std::size_t i = 0; i < nodes.columns.size(); ++i)
    append_key(xml, "n" + std::to_string(i), "node", nodes.columns[i].name, nodes.columns[i].type);
  append_key(xml, "edgelabel", "edge", "label", ColumnType::text);
  append_key(xml, "weight", "edge", "weight", ColumnType::number);
  for (std::size_t i = 0; i < edges.columns.size(); ++i)
    append_key(xml, "e" + std::to_string(i), "edge", edges.columns[i].name, edges.columns[i].type);

  xml += "  <graph id=\"G\" edgedefault=\"" + std::string(name_of(directions, otherwise)) + "\">\n";
  for (const auto& [key, text] : of_network) {
    xml += "    ";
    append_data(xml, key, text);
    xml += '\n';
  }
  std::size_t row = 0;
  for (const auto& [id, node] : network.nodes) {
    xml += "    <node";
    xml::append_attribute(xml, "id", id);
    xml += ">";
    append_data(xml, "label", node.label);
    if (node.position) {
      append_data(xml, "x", Json(node.position->x).dump());
      append_data(xml, "y", Json(graphs::flipped(node.position->y)).dump());
    }
    for (const graphs::Cell& cell : nodes.rows[row++])
      append_data(xml, "n" + std::to_string(cell.column), records::text_of(cell.value));
    xml += "</node>\n";
  }
  row = 0;
  for (const auto& [id, edge] : network.edges) {
    xml += "    <edge";
    xml::append_attribute(xml, "id", id);
    xml::append_attribute(xml, "source", edge.from);
    xml::append_attribute(xml, "target", edge.to);
    xml += ">";
    if (!edge.label.empty()) append_data(xml, "edgelabel", edge.label);
    if (const Json& weight = edges.weights[row]; !weight.is_null()) append_data(xml, "weight", weight.dump());
    for (const graphs::Cell& cell : edges.rows[row])
      if (edges.columns[cell.column].name != "Direction" || edge.direction != otherwise)
        append_data(xml, "e" + std::to_string(cell.column), records::text_of(cell.value));
    xml += "</edge>\n";
    ++row;
  }
  xml += "  </graph>\n</graphml>\n";
  return {{"network.graphml", xml}};
}

}  // namespace impactweb

#include "core/io/graphs/graph_json.hpp"

#include <algorithm>

#include "core/io/content.hpp"
#include "core/io/graphs/graph_records.hpp"
#include "core/io/graphs/json_pieces.hpp"
#include "core/io/records/cell_text.hpp"
#include "core/io/records/columns.hpp"
#include "core/io/text_repair.hpp"
#include "core/text/text.hpp"

namespace impactweb {

namespace {

using graphs::ColumnType;
using graphs::GraphReader;
using json_pieces::beside;
using json_pieces::for_each_object;
using json_pieces::id_in;
using json_pieces::member;
using json_pieces::open_json;
using json_pieces::read_attributes;
using json_pieces::read_network_values;
using json_pieces::Source;
using records::Table;

Direction direction_in(const Json& edge, const Json& options) {
  if (const Json& undirected = member(edge, "undirected"); undirected.is_boolean())
    return undirected.get<bool>() ? Direction::undirected : Direction::directed;
  return member(options, "type") == "undirected" ? Direction::undirected : Direction::directed;
}

bool has_nodes(const Json& file) { return member(file, "nodes").is_array(); }

bool is_gephi_lite(const Json& file) {
  const Json& graph = member(member(file, "graphDataset"), "fullGraph");
  return member(graph, "nodes").is_array();
}

void read_gephi_lite(const Json& file, GraphReader& graph) {
  const std::string where = "graphDataset";
  const Json& data = member(file, "graphDataset");
  const Json& full = member(data, "fullGraph");
  read_network_values(graph, member(data, "metadata"), where + ".metadata", {"type"});
  const auto source = [&](const char* list, const std::string& id) {
    return Source{member(member(data, list), id), member_place(where + "." + list, id)};
  };
  for_each_object(member(full, "nodes"), where + ".fullGraph.nodes", graph.warnings(),
                  [&](const Json& entry, const std::string& place) {
                    graphs::NodeIn node{place, id_in(member(entry, "key")), {}};
                    read_attributes(
                        graph, Table::nodes,
                        {source("nodeData", node.id), source("layout", node.id), source("nodeRenderingData", node.id),
                         Source{member(entry, "attributes"), place + ".attributes"}},
                        node.attributes);
                    graph.add(std::move(node));
                  });
  for_each_object(member(full, "edges"), where + ".fullGraph.edges", graph.warnings(),
                  [&](const Json& entry, const std::string& place) {
                    graphs::EdgeIn edge{place, id_in(member(entry, "key")), id_in(member(entry, "source")),
                                        id_in(member(entry, "target"))};
                    edge.direction = direction_in(entry, member(full, "options"));
                    read_attributes(graph, Table::edges,
                                    {source("edgeData", edge.id), source("edgeRenderingData", edge.id),
                                     Source{member(entry, "attributes"), place + ".attributes"}},
                                    edge.attributes);
                    graph.add(std::move(edge));
                  });
}

void read_graphology(const Json& file, GraphReader& graph) {
  read_network_values(graph, member(file, "attributes"), "attributes", {});
  for_each_object(member(file, "nodes"), "nodes", graph.warnings(), [&](const Json& entry, const std::string& place) {
    graphs::NodeIn node{place, id_in(member(entry, "key")), {}};
    read_attributes(graph, Table::nodes, {Source{member(entry, "attributes"), place + ".attributes"}}, node.attributes);
    graph.add(std::move(node));
  });
  for_each_object(member(file, "edges"), "edges", graph.warnings(), [&](const Json& entry, const std::string& place) {
    graphs::EdgeIn edge{place, id_in(member(entry, "key")), id_in(member(entry, "source")),
                        id_in(member(entry, "target"))};
    edge.direction = direction_in(entry, member(file, "options"));
    read_attributes(graph, Table::edges, {Source{member(entry, "attributes"), place + ".attributes"}}, edge.attributes);
    graph.add(std::move(edge));
  });
}

void read_polinode(const Json& file, GraphReader& graph) {
  read_network_values(graph, file, "", {"nodes", "edges"});
  for_each_object(member(file, "nodes"), "nodes", graph.warnings(), [&](const Json& entry, const std::string& place) {
    graphs::NodeIn node{place, id_in(member(entry, "id")), {}};
    const Json rest = beside(entry, {"id", "attributes"});
    read_attributes(graph, Table::nodes,
                    {Source{member(entry, "attributes"), place + ".attributes"}, Source{rest, place}}, node.attributes);
    graph.add(std::move(node));
  });
  for_each_object(member(file, "edges"), "edges", graph.warnings(), [&](const Json& entry, const std::string& place) {
    graphs::EdgeIn edge{place, id_in(member(entry, "id")), id_in(member(entry, "source")),
                        id_in(member(entry, "target"))};
    const Json rest = beside(entry, {"id", "source", "target", "attributes"});
    read_attributes(graph, Table::edges,
                    {Source{member(entry, "attributes"), place + ".attributes"}, Source{rest, place}}, edge.attributes);
    graph.add(std::move(edge));
  });
}

/// A list that Gephi Lite would run as a program or take for a set of its own.
bool is_marked(const Json& list) {
  return !list.empty() && list[0].is_string() && list[0].get_ref<const std::string&>().starts_with("<<");
}

/// The attributes of a row. Lists become texts where a format has none.
Json attributes_of(const graphs::GraphTable& table, const std::vector<graphs::Cell>& row, bool lists) {
  Json attributes = Json::object();
  for (const graphs::Cell& cell : row) {
    const bool as_text = cell.value.is_array() && (!lists || is_marked(cell.value));
    attributes[table.columns[cell.column].name] =
        as_text ? Json(records::join_with_bars(cell.value.get<std::vector<std::string>>())) : cell.value;
  }
  return attributes;
}

void put_label(Json& attributes, const char* name, const std::string& label) {
  if (!label.empty()) attributes[name] = label;
}

void put_position(Json& attributes, const Node& node) {
  if (!node.position) return;
  attributes["x"] = node.position->x;
  attributes["y"] = graphs::flipped(node.position->y);
}

bool is_scalar(const Json& value) {
  if (value.is_string()) return !trim(value.get_ref<const std::string&>()).empty();
  return value.is_number() || value.is_boolean();
}

Json network_values(const Network& network, const char* title, std::initializer_list<std::string_view> left_out) {
  Json values = Json::object();
  for (const auto& [key, value] : network.fields)
    if (is_scalar(value) && std::find(left_out.begin(), left_out.end(), key) == left_out.end()) values[key] = value;
  if (!network.title.empty()) values[title] = network.title;
  if (!network.description.empty()) values["description"] = network.description;
  return values;
}

std::string bytes_of(const Json& file) { return file.dump(1, ' ', false, Json::error_handler_t::replace) + "\n"; }

/// How a direction stands in a graph that knows directed and undirected edges only; what else it is, says an attribute.
bool is_undirected(Direction direction) { return direction != Direction::directed; }

/// The attributes of the edges, in the order of the network.
std::vector<Json> edge_attributes(const Network& network, const graphs::GraphTable& table, bool lists) {
  std::vector<Json> all;
  for (const auto& [id, edge] : network.edges) {
    const std::size_t row = all.size();
    Json attributes = attributes_of(table, table.rows[row], lists);
    if (edge.direction != Direction::mutual) attributes.erase("Direction");
    put_label(attributes, "label", edge.label);
    if (!table.weights[row].is_null()) attributes["weight"] = table.weights[row];
    all.push_back(std::move(attributes));
  }
  return all;
}

std::vector<Json> node_attributes(const Network& network, const graphs::GraphTable& table, bool lists) {
  std::vector<Json> all;
  for (const auto& [id, node] : network.nodes) {
    all.push_back(attributes_of(table, table.rows[all.size()], lists));
    put_label(all.back(), "label", node.label);
  }
  return all;
}

/// An edge without its attributes, as graphology has it.
Json graphology_edge(const Edge& edge) {
  Json json = {{"key", edge.id}, {"source", edge.from}, {"target", edge.to}};
  if (is_undirected(edge.direction)) json["undirected"] = true;
  return json;
}

Json graphology_options() { return {{"type", "mixed"}, {"multi", true}, {"allowSelfLoops", true}}; }

/// How Gephi Lite is to understand the columns.
Json field_models(const graphs::GraphTable& table, const char* items) {
  Json models = Json::array({{{"id", "label"}, {"itemType", items}, {"type", "text"}}});
  for (const graphs::Column& column : table.columns) {
    Json model = {{"id", column.name}, {"itemType", items}};
    if (column.type == ColumnType::list) {
      model["type"] = "keywords";
      model["separator"] = " | ";
    } else if (column.type == ColumnType::number || column.type == ColumnType::whole) {
      model["type"] = "number";
    } else if (column.name == "Type" || column.name == "Sector" || column.name == "Place" || column.name == "Status" ||
               column.name == "Stage" || column.name == "Form" || column.type == ColumnType::flag) {
      model["type"] = "category";
    } else {
      model["type"] = "text";
    }
    models.push_back(std::move(model));
  }
  return models;
}

/// The members of the first object in the list that a member is.
std::vector<JsonMember> first_entry(const JsonMember& list) { return outermost_members(list.rest.substr(1)); }

bool is_empty(const JsonMember& list) {
  const std::size_t first = list.rest.find_first_not_of(" \t\r\n", 1);
  return first != std::string_view::npos && list.rest[first] == ']';
}

/// The lists of nodes and edges of a file that says of no type to be.
struct Lists {
  explicit Lists(const std::vector<JsonMember>& members) {
    for (const JsonMember& each : members) {
      typed = typed || (each.key == "type" && !each.text.empty());
      has_options = has_options || (each.key == "options" && each.begins_with == '{');
      if (each.key == "edges" && each.begins_with == '[') has_edges = true;
      if (each.key != "nodes" || each.begins_with != '[') continue;
      has_nodes = true;
      none = is_empty(each);
      for (const JsonMember& of_first : first_entry(each)) {
        has_key = has_key || of_first.key == "key";
        has_id = has_id || of_first.key == "id";
        has_attributes = has_attributes || (of_first.key == "attributes" && of_first.begins_with == '{');
      }
    }
  }
  bool typed = false, has_options = false, has_nodes = false, has_edges = false, none = false;
  bool has_key = false, has_id = false, has_attributes = false;  ///< of the first node
};

}  // namespace

int gephi_lite_likeness(const InputFile& file) {
  if (content_of(file.bytes) != Content::json) return 0;
  int likeness = 0;
  for (const JsonMember& each : outermost_members(file.bytes)) {
    if (each.key == "type" && each.text == "gephi-lite") return 100;
    if (each.key == "graphDataset" && each.begins_with == '{') likeness = 90;
  }
  return likeness;
}

int graphology_likeness(const InputFile& file) {
  if (content_of(file.bytes) != Content::json) return 0;
  const Lists lists(outermost_members(file.bytes));
  if (lists.typed || !lists.has_nodes) return 0;
  return lists.has_key ? 95 : lists.none && lists.has_options ? 90 : 0;
}

int polinode_likeness(const InputFile& file) {
  if (content_of(file.bytes) != Content::json) return 0;
  const Lists lists(outermost_members(file.bytes));
  if (lists.typed || !lists.has_nodes || lists.has_options) return 0;
  return lists.has_id && lists.has_attributes ? 90 : lists.none && lists.has_edges ? 60 : 0;
}

Result<Opened> open_gephi_lite(std::span<const InputFile> files) {
  return open_json(files, "Gephi Lite", is_gephi_lite, read_gephi_lite);
}

Result<Opened> open_graphology(std::span<const InputFile> files) {
  return open_json(files, "graphology", has_nodes, read_graphology);
}

Result<Opened> open_polinode(std::span<const InputFile> files) {
  return open_json(files, "Polinode", has_nodes, read_polinode);
}

std::vector<OutputFile> save_gephi_lite(const Network& network) {
  const auto nodes = graphs::node_table(network, {"ID", "Label", "position_x", "position_y"});
  const auto edges = graphs::edge_table(network, {"ID", "From", "To", "From label", "To label", "Label"});
  Json metadata = network_values(network, "title", {"type"});
  metadata["type"] = "mixed";
  Json data = {{"metadata", std::move(metadata)},
               {"nodeData", Json::object()},
               {"edgeData", Json::object()},
               {"layout", Json::object()},
               {"nodeFields", field_models(nodes, "nodes")},
               {"edgeFields", field_models(edges, "edges")}};
  Json full = {{"options", graphology_options()},
               {"attributes", Json::object()},
               {"nodes", Json::array()},
               {"edges", Json::array()}};
  std::vector<Json> attributes = node_attributes(network, nodes, false);
  std::size_t row = 0;
  for (const auto& [id, node] : network.nodes) {
    full["nodes"].push_back({{"key", id}});
    data["nodeData"][id] = std::move(attributes[row++]);
    Json place = Json::object();
    put_position(place, node);
    if (!place.empty()) data["layout"][id] = std::move(place);
  }
  attributes = edge_attributes(network, edges, false);
  row = 0;
  for (const auto& [id, edge] : network.edges) {
    full["edges"].push_back(graphology_edge(edge));
    data["edgeData"][id] = std::move(attributes[row++]);
  }
  data["fullGraph"] = std::move(full);
  const Json file = {{"type", "gephi-lite"},
                     {"version", "1.0.1"},
                     {"graphDataset", std::move(data)},
                     {"filters", {{"past", Json::array()}, {"future", Json::array()}}},
                     {"appearance", Json::object()}};
  return {{"gephi-lite.json", bytes_of(file)}};
}

std::vector<OutputFile> save_graphology(const Network& network) {
  const auto nodes = graphs::node_table(network, {"ID", "Label", "position_x", "position_y"});
  const auto edges = graphs::edge_table(network, {"ID", "From", "To", "From label", "To label", "Label"});
  Json file = {{"options", graphology_options()},
               {"attributes", network_values(network, "title", {})},
               {"nodes", Json::array()},
               {"edges", Json::array()}};
  std::vector<Json> attributes = node_attributes(network, nodes, true);
  std::size_t row = 0;
  for (const auto& [id, node] : network.nodes) {
    put_position(attributes[row], node);
    file["nodes"].push_back({{"key", id}, {"attributes", std::move(attributes[row++])}});
  }
  attributes = edge_attributes(network, edges, true);
  row = 0;
  for (const auto& [id, edge] : network.edges) {
    file["edges"].push_back(graphology_edge(edge));
    file["edges"].back()["attributes"] = std::move(attributes[row++]);
  }
  return {{"graphology.json", bytes_of(file)}};
}

std::vector<OutputFile> save_polinode(const Network& network) {
  // Polinode has no word for places: they go by our own, and not turned round.
  const auto nodes = graphs::node_table(network, {"ID", "Label"});
  const auto edges = graphs::edge_table(network, {"ID", "From", "To", "From label", "To label", "Label"});
  Json file = network_values(network, "name", {"nodes", "edges", "options", "type", "network"});
  file["nodes"] = Json::array();
  file["edges"] = Json::array();
  std::vector<Json> attributes = node_attributes(network, nodes, false);
  std::size_t row = 0;
  for (const auto& [id, node] : network.nodes) {
    attributes[row].erase("label");
    put_label(attributes[row], "Name", node.label);
    file["nodes"].push_back({{"id", id}, {"attributes", std::move(attributes[row++])}});
  }
  row = 0;
  for (const auto& [id, edge] : network.edges) {
    Json own = attributes_of(edges, edges.rows[row], false);
    if (edge.direction == Direction::directed) own.erase("Direction");
    put_label(own, "label", edge.label);
    if (!edges.weights[row].is_null()) own["weight"] = edges.weights[row];
    file["edges"].push_back({{"id", id}, {"source", edge.from}, {"target", edge.to}, {"attributes", std::move(own)}});
    ++row;
  }
  return {{"polinode.json", bytes_of(file)}};
}

}  // namespace impactweb

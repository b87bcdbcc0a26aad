#include "core/io/graphs/node_link.hpp"

#include <optional>
#include <set>

#include "core/io/content.hpp"
#include "core/io/graphs/json_pieces.hpp"
#include "core/io/records/columns.hpp"

namespace impactweb {

namespace {

using graphs::GraphReader;
using json_pieces::beside;
using json_pieces::for_each_object;
using json_pieces::id_in;
using json_pieces::member;
using json_pieces::read_attributes;
using json_pieces::read_network_values;
using json_pieces::Source;
using records::Table;

/// The first of some members that is there.
const Json& first_of(const Json& object, std::initializer_list<const char*> keys) {
  static const Json none;
  for (const char* key : keys)
    if (const Json& found = member(object, key); !found.is_null()) return found;
  return none;
}

bool is_list(const Json& json, const char* key) { return member(json, key).is_array(); }

/// The list of links of a file, or null.
const char* links_of(const Json& file) {
  for (const char* key : {"links", "edges"})
    if (is_list(file, key)) return key;
  return nullptr;
}

bool is_cytoscape(const Json& file) {
  const Json& elements = member(file, "elements");
  if (elements.is_object()) return is_list(elements, "nodes") || is_list(elements, "edges");
  return elements.is_array() && !elements.empty() && member(elements[0], "data").is_object();
}

bool is_node_link(const Json& file) { return is_cytoscape(file) || (is_list(file, "nodes") && links_of(file)); }

std::optional<Point> point_in(const Json& object) {
  const Json& x = member(object, "x");
  const Json& y = member(object, "y");
  if (!x.is_number() || !y.is_number()) return std::nullopt;
  return Point{x.get<double>(), graphs::flipped(y.get<double>())};
}

Direction direction_of(const Json& link, const Json& file) {
  const Json& own = member(link, "directed");
  const Json& arrows = member(link, "arrows");
  if (own.is_boolean()) return own.get<bool>() ? Direction::directed : Direction::undirected;
  if (arrows.is_string() || arrows.is_object()) {
    // vis-network: "to", "to, from" or an object of both.
    const std::string ends = arrows.is_string() ? arrows.get<std::string>() : arrows.dump();
    const bool to = ends.find("to") != std::string::npos, from = ends.find("from") != std::string::npos;
    if (to || from) return to && from ? Direction::mutual : Direction::directed;
  }
  const Json& all = member(file, "directed");
  return all.is_boolean() && all.get<bool>() ? Direction::directed : Direction::undirected;
}

/// What ends of links may call a node.
class Ends {
 public:
  void add(const std::string& id, const Json& name) {
    order_.push_back(id);
    ids_.insert(id);
    if (name.is_string()) names_.try_emplace(name.get<std::string>(), id);
  }

  [[nodiscard]] std::string id_of(const Json& end) const {
    std::string id = id_in(end.is_object() ? first_of(end, {"id", "key", "index", "name"}) : end);
    if (ids_.contains(id)) return id;
    if (const auto named = names_.find(id); named != names_.end()) return named->second;
    if (end.is_number_unsigned() && end.get<std::size_t>() < order_.size()) return order_[end.get<std::size_t>()];
    return id;
  }

 private:
  std::vector<std::string> order_;
  std::set<std::string> ids_;
  std::map<std::string, std::string> names_;
};

void read_nodes(const Json& list, const std::string& where, Ends& ends, GraphReader& graph) {
  std::size_t index = 0;
  for_each_object(list, where, graph.warnings(), [&](const Json& entry, const std::string& place) {
    const Json& key = first_of(entry, {"id", "key", "index"});
    graphs::NodeIn node{place, id_in(key), {}, point_in(entry)};
    if (node.id.empty()) node.id = std::to_string(index);
    ++index;
    ends.add(node.id, first_of(entry, {"name", "label"}));
    Json rest = beside(entry, {"id", "attributes"});
    if (rest.contains("key") && id_in(rest["key"]) == node.id) rest.erase("key");
    if (node.position) rest = beside(rest, {"x", "y"});
    read_attributes(graph, Table::nodes,
                    {Source{rest, place}, Source{member(entry, "attributes"), place + ".attributes"}}, node.attributes);
    graph.add(std::move(node));
  });
}

void read_links(const Json& list, const std::string& where, const Json& file, const Ends& ends, GraphReader& graph) {
  for_each_object(list, where, graph.warnings(), [&](const Json& entry, const std::string& place) {
    graphs::EdgeIn edge{place, id_in(member(entry, "id")), ends.id_of(first_of(entry, {"source", "from"})),
                        ends.id_of(first_of(entry, {"target", "to"}))};
    edge.direction = direction_of(entry, file);
    // Which of the two an arrow points from.
    if (const Json& arrows = member(entry, "arrows"); arrows == "from") std::swap(edge.from, edge.to);
    const Json rest = beside(entry, {"id", "source", "target", "from", "to", "directed", "arrows", "attributes"});
    read_attributes(graph, Table::edges,
                    {Source{rest, place}, Source{member(entry, "attributes"), place + ".attributes"}}, edge.attributes);
    graph.add(std::move(edge));
  });
}

/// An element as an entry of a list of nodes or links: its data, and beside them what Cytoscape keeps elsewhere.
Json entry_of(const Json& element, const std::string& where, Warnings& warnings) {
  Json entry = member(element, "data").is_object() ? member(element, "data") : Json::object();
  const Json& position = member(element, "position");
  if (const auto at = point_in(position)) {
    entry["x"] = at->x;
    entry["y"] = graphs::flipped(at->y);
  } else if (!position.is_null() && !position.empty()) {
    warnings.add("positionDropped", where + ".position", {shortened(position)});
  }
  if (const Json& classes = member(element, "classes"); classes.is_string() && classes != "")
    entry.emplace("classes", classes);
  return entry;
}

void read_cytoscape(const Json& file, Ends& ends, GraphReader& graph) {
  // NetworkX writes pairs of a key and a value.
  Json values = member(file, "data");
  if (values.is_array()) {
    Json pairs = Json::object();
    for (std::size_t i = 0; i < values.size(); ++i) {
      const Json& pair = values[i];
      if (pair.is_array() && pair.size() == 2 && pair[0].is_string())
        pairs[pair[0].get<std::string>()] = pair[1];
      else
        graph.warnings().add("wrongTypeDropped", item_place("data", i), {shortened(pair)});
    }
    values = std::move(pairs);
  }
  read_network_values(graph, values, "data", {});
  Json nodes = Json::array(), links = Json::array();
  const Json& elements = member(file, "elements");
  const auto take = [&](const Json& list, const std::string& where, const char* group) {
    for_each_object(list, where, graph.warnings(), [&](const Json& element, const std::string& place) {
      const Json entry = entry_of(element, place, graph.warnings());
      const Json& said = member(element, "group");
      const bool link = group != nullptr ? std::string_view(group) == "edges"
                                         : said == "edges" || (said != "nodes" && entry.contains("source"));
      (link ? links : nodes).push_back(entry);
    });
  };
  if (elements.is_array()) {
    take(elements, "elements", nullptr);
  } else {
    take(member(elements, "nodes"), "elements.nodes", "nodes");
    take(member(elements, "edges"), "elements.edges", "edges");
  }
  read_nodes(nodes, "elements.nodes", ends, graph);
  read_links(links, "elements.edges", file, ends, graph);
}

void read_file(const Json& file, GraphReader& graph) {
  Ends ends;
  if (is_cytoscape(file)) {
    read_cytoscape(file, ends, graph);
    return;
  }
  const std::string links = links_of(file);
  read_network_values(graph, member(file, "graph"), "graph", {});
  read_network_values(graph, file, "", {"nodes", "links", "edges", "graph", "directed", "multigraph"});
  read_nodes(member(file, "nodes"), "nodes", ends, graph);
  read_links(member(file, links), links, file, ends, graph);
}

}  // namespace

int node_link_likeness(const InputFile& file) {
  if (content_of(file.bytes) != Content::json) return 0;
  bool nodes = false, links = false;
  for (const JsonMember& each : outermost_members(file.bytes)) {
    // Others that have such lists say of what type they are.
    if (each.key == "type" && !each.text.empty()) return 0;
    nodes = nodes || (each.key == "nodes" && each.begins_with == '[');
    links = links || ((each.key == "links" || each.key == "edges") && each.begins_with == '[');
    if (each.key != "elements") continue;
    if (each.begins_with == '{') return 60;
    if (each.begins_with == '[')
      for (const JsonMember& first : outermost_members(each.rest.substr(1)))
        if (first.key == "data" && first.begins_with == '{') return 85;  // more than Kumu, which has a list as well
  }
  return nodes && links ? 50 : 0;
}

Result<Opened> open_node_link(std::span<const InputFile> files) {
  return json_pieces::open_json(files, "Node-link JSON", is_node_link, read_file);
}

}  // namespace impactweb

#include "core/io/merging/replace.hpp"

#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>

#include "core/io/merging/field_changes.hpp"
#include "core/model/fields.hpp"
#include "core/model/json.hpp"

namespace impactweb {

namespace {

Json ids_operation(const char* op, const std::vector<std::string>& ids) { return {{"op", op}, {"ids", ids}}; }

/// What must be set, removed fields included, to make `before` equal to `after`.
template <class Entity>
void add_differences(std::vector<Json>& operations, const char* op, std::span<const FieldInfo> fields,
                     const Entity& before, const Entity& after) {
  for (const FieldInfo& field : fields) {
    if (field.path == "position") continue;
    Json value = get_field(after, field.path);
    if (value != get_field(before, field.path))
      operations.push_back(set_operation(op, after.id, std::string(field.path), std::move(value)));
  }
}

/// Edges that wait for an end can be named by no operation. Their ends are put back for a moment and take them along.
void remove_waiting_edges(std::vector<Json>& operations, const Network& network) {
  std::set<std::string> missing;
  for (const auto& [id, edge] : network.waiting_edges)
    for (const std::string& end : {edge.from, edge.to})
      if (!network.nodes.contains(end)) missing.insert(end);
  if (missing.empty()) return;
  for (const std::string& id : missing) {
    Node node;
    node.id = id;
    node.label = "?";
    operations.push_back({{"op", "addNode"}, {"node", to_json(node)}});
  }
  operations.push_back(ids_operation("removeNodes", {missing.begin(), missing.end()}));
}

template <class Map>
std::vector<std::string> ids_only_in(const Map& map, const Map& other) {
  std::vector<std::string> ids;
  for (const auto& [id, entity] : map)
    if (!other.contains(id)) ids.push_back(id);
  return ids;
}

void replace_head(std::vector<Json>& operations, const Network& network, const Network& incoming) {
  const auto set = [&](std::string field, Json value) {
    operations.push_back({{"op", "setNetwork"}, {"field", std::move(field)}, {"value", std::move(value)}});
  };
  if (network.title != incoming.title) set("title", incoming.title);
  if (network.description != incoming.description) set("description", incoming.description);
  if (network.sectors != incoming.sectors) {
    Json list = Json::array();
    for (const Sector& sector : incoming.sectors) list.push_back(to_json(sector));
    set("sectors", std::move(list));
  }
  for (const auto& [key, value] : network.fields)
    if (!incoming.fields.contains(key)) set("fields." + key, nullptr);
  for (const auto& [key, value] : incoming.fields)
    if (const auto known = network.fields.find(key); known == network.fields.end() || known->second != value)
      set("fields." + key, value);
}

void replace_graph(std::vector<Json>& operations, const Network& network, const Network& incoming) {
  remove_waiting_edges(operations, network);
  const auto gone_nodes = ids_only_in(network.nodes, incoming.nodes);
  const std::set<std::string, std::less<>> gone(gone_nodes.begin(), gone_nodes.end());
  // An edge that stays but loses an end is taken out and put in again.
  const auto stays = [&](const Edge& edge) {
    return incoming.edges.contains(edge.id) && !gone.contains(edge.from) && !gone.contains(edge.to);
  };
  std::vector<std::string> gone_edges;
  for (const auto& [id, edge] : network.edges)
    if (!stays(edge)) gone_edges.push_back(id);
  if (!gone_edges.empty()) operations.push_back(ids_operation("removeEdges", gone_edges));
  if (!gone_nodes.empty()) operations.push_back(ids_operation("removeNodes", gone_nodes));
  Json positions = Json::object();
  for (const auto& [id, node] : incoming.nodes) {
    const auto known = network.nodes.find(id);
    if (known == network.nodes.end()) {
      operations.push_back({{"op", "addNode"}, {"node", to_json(node)}});
      continue;
    }
    add_differences(operations, "setNode", node_fields(), known->second, node);
    if (known->second.position != node.position) positions[id] = get_field(node, "position");
  }
  if (!positions.empty()) operations.push_back({{"op", "moveNodes"}, {"positions", std::move(positions)}});
  for (const auto& [id, edge] : incoming.edges) {
    const auto known = network.edges.find(id);
    if (known == network.edges.end() || !stays(known->second)) {
      operations.push_back({{"op", "addEdge"}, {"edge", to_json(edge)}});
      continue;
    }
    if (known->second.from != edge.from) operations.push_back(set_operation("setEdge", id, "from", edge.from));
    if (known->second.to != edge.to) operations.push_back(set_operation("setEdge", id, "to", edge.to));
    add_differences(operations, "setEdge", edge_fields(), known->second, edge);
  }
}

void replace_stories_and_snapshots(std::vector<Json>& operations, const Network& network, const Network& incoming) {
  if (const auto gone = ids_only_in(network.stories, incoming.stories); !gone.empty())
    operations.push_back(ids_operation("removeStories", gone));
  for (const auto& [id, story] : incoming.stories) {
    const auto known = network.stories.find(id);
    if (known == network.stories.end())
      operations.push_back({{"op", "addStory"}, {"story", to_json(story)}});
    else
      add_differences(operations, "setStory", story_fields(), known->second, story);
  }
  std::vector<std::string> gone;
  for (const auto& [id, snapshot] : network.snapshots)
    if (const auto kept = incoming.snapshots.find(id); kept == incoming.snapshots.end() || kept->second != snapshot)
      gone.push_back(id);
  if (!gone.empty()) operations.push_back(ids_operation("removeSnapshots", gone));
  for (const auto& [id, snapshot] : incoming.snapshots)
    if (const auto known = network.snapshots.find(id); known == network.snapshots.end() || known->second != snapshot)
      operations.push_back({{"op", "addSnapshot"}, {"snapshot", to_json(snapshot)}});
}

}  // namespace

std::vector<Json> replace_operations(const Network& network, const Network& incoming) {
  std::vector<Json> operations;
  replace_head(operations, network, incoming);
  replace_graph(operations, network, incoming);
  replace_stories_and_snapshots(operations, network, incoming);
  return operations;
}

}  // namespace impactweb

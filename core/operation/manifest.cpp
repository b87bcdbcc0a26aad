// The table of operations, and what the history asks of them: what their steps are called, what of them may be undone
// after somebody else's change, and what is one gesture. `Entity` is Node, Edge, Story or Snapshot.
#include "core/operation/manifest.hpp"

#include <algorithm>
#include <type_traits>
#include <utility>

#include "core/model/fields.hpp"

namespace impactweb {
namespace {

using Labels = std::vector<std::string>;
using Inverse = std::vector<Json>;

// ---------------------------------------------------------------- entities

template <class Entity, class Other>
constexpr bool is = std::is_same_v<Entity, Other>;

/// Under which name an operation holds an entity that it adds.
template <class Entity>
constexpr const char* key = is<Entity, Node>    ? "node"
                            : is<Entity, Edge>  ? "edge"
                            : is<Entity, Story> ? "story"
                                                : "snapshot";

template <class Map>
auto entry_of(const Map& map, const std::string& id) {
  const auto found = map.find(id);
  return found == map.end() ? nullptr : &found->second;
}

/// Under which name an operation holds a list of those that it adds.
template <class Entity>
constexpr const char* list_key = is<Entity, Node> ? "nodes" : "edges";

template <class Entity>
const Entity* find(const Network& network, const std::string& id) {
  if constexpr (is<Entity, Node>) return entry_of(network.nodes, id);
  if constexpr (is<Entity, Story>) return entry_of(network.stories, id);
  if constexpr (is<Entity, Snapshot>) return entry_of(network.snapshots, id);
  if constexpr (is<Entity, Edge>) {
    const Edge* edge = entry_of(network.edges, id);
    return edge != nullptr ? edge : entry_of(network.waiting_edges, id);
  }
}

std::string id_of(const Json& object) { return object["id"].get<std::string>(); }
std::string field_of(const Json& applied) { return applied["field"].get<std::string>(); }

std::string label_of_node(const Network& network, const std::string& id) {
  const Node* node = find<Node>(network, id);
  return node == nullptr ? "…" : node->label;
}

std::string label_of(const Network&, const Node& node) { return node.label; }
std::string label_of(const Network&, const Story& story) { return story.title; }
std::string label_of(const Network& network, const Edge& edge) {
  return label_of_node(network, edge.from) + " – " + label_of_node(network, edge.to);
}

/// What an entity is called that stands in an operation.
template <class Entity>
std::string written_label(const Json& entity) {
  return is<Entity, Node> ? entity["label"].get<std::string>() : entity.value("title", std::string());
}

template <class Entity>
Json field_value(const Entity& entity, const std::string& field) {
  if constexpr (is<Entity, Edge>)
    if (field == "from" || field == "to") return field == "from" ? entity.from : entity.to;
  return get_field(entity, field);
}

Json field_value(const Network& network, const std::string& field) {
  if (field == "title") return network.title;
  if (field == "description") return network.description;
  if (field == "sectors") return to_json(network)["sectors"];
  const auto found = network.fields.find(field.substr(std::string_view("fields.").size()));
  return found == network.fields.end() ? Json() : found->second;
}

Issue skip(const char* code, std::string what) { return {code, "", {std::move(what)}}; }

/// True when `operation` adds such an entity, and it is there already.
template <class Entity>
bool is_there(const Network& network, const Json& operation) {
  const auto entity = operation.find(key<Entity>);
  return entity != operation.end() && find<Entity>(network, id_of(*entity)) != nullptr;
}

// ---------------------------------------------------------------- names of steps

template <class Entity>
Labels labels_of_addition(const Network& network, const Json& applied, const Inverse&) {
  const Json& added = applied[key<Entity>];
  if constexpr (is<Entity, Edge>)
    return {label_of_node(network, added["from"].get<std::string>()),
            label_of_node(network, added["to"].get<std::string>())};
  else
    return {written_label<Entity>(added)};
}

/// The name of what went, or how many.
template <class Entity>
Labels labels_of_removal(const Network&, const Json&, const Inverse& inverse) {
  Labels labels;
  for (const Json& operation : inverse)
    if (operation.contains(key<Entity>)) labels.push_back(written_label<Entity>(operation[key<Entity>]));
  return {labels.size() == 1 ? labels.front() : std::to_string(labels.size())};
}

template <class Entity>
Labels labels_of_change(const Network& network, const Json& applied, const Inverse&) {
  const std::string id = id_of(applied);
  const Entity* entity = find<Entity>(network, id);
  return {entity == nullptr ? "…" : label_of(network, *entity), field_of(applied)};
}

Labels field_label(const Network&, const Json& applied, const Inverse&) { return {field_of(applied)}; }
Labels no_labels(const Network&, const Json&, const Inverse&) { return {}; }
Labels move_count(const Network&, const Json& applied, const Inverse&) {
  return {std::to_string(applied["positions"].size())};
}
template <class Entity>
Labels addition_count(const Network&, const Json& applied, const Inverse&) {
  return {std::to_string(applied[list_key<Entity>].size())};
}
Labels id_count(const Network&, const Json& applied, const Inverse&) { return {std::to_string(applied["ids"].size())}; }

// ---------------------------------------------------------------- what an undo may touch

/// Whether what was added is as it was, and nothing hangs on it; says so in `skipped` when somebody has changed it
/// since.
template <class Entity>
bool is_as_added(const Network& network, Ties& ties, const Json& added, Issues& skipped) {
  const Entity* present = find<Entity>(network, id_of(added));
  if (present == nullptr) return false;
  bool tied = false;
  if constexpr (is<Entity, Node>) tied = has_ties(network, ties, present->id);
  if (to_json(*present) == added && !tied) return true;
  if constexpr (is<Entity, Node> || is<Entity, Edge>)
    skipped.push_back(skip("undoSkippedEntity", label_of(network, *present)));
  else
    skipped.push_back(skip("undoSkippedEntity", written_label<Entity>(added)));
  return false;
}

template <class Entity>
Inverse undo_addition(const Network& network, Ties& ties, const Json& applied, Inverse inverse, Issues& skipped) {
  if (is_as_added<Entity>(network, ties, applied[key<Entity>], skipped)) return inverse;
  return {};
}

/// Of several those that are as they were added.
template <class Entity>
Inverse undo_additions(const Network& network, Ties& ties, const Json& applied, Inverse inverse, Issues& skipped) {
  Json ids = Json::array();
  for (const Json& added : applied[list_key<Entity>])
    if (is_as_added<Entity>(network, ties, added, skipped)) ids.push_back(added["id"]);
  if (ids.empty()) return {};
  inverse.front()["ids"] = std::move(ids);
  return inverse;
}

/// What someone has brought back meanwhile stays as they made it.
Inverse undo_removal(const Network& network, Ties&, const Json&, Inverse inverse, Issues&) {
  std::erase_if(inverse, [&](const Json& operation) {
    return is_there<Node>(network, operation) || is_there<Edge>(network, operation) ||
           is_there<Story>(network, operation) || is_there<Snapshot>(network, operation);
  });
  return inverse;
}

/// While the field has the value that was set.
template <class Entity>
Inverse undo_change(const Network& network, Ties&, const Json& applied, Inverse inverse, Issues& skipped) {
  const std::string id = id_of(applied), field = field_of(applied);
  const Entity* entity = find<Entity>(network, id);
  if (entity == nullptr) {
    skipped.push_back(skip("undoSkippedGone", id));
    return {};
  }
  if (field_value(*entity, field) == applied["value"]) return inverse;
  skipped.push_back({"undoSkippedField", field, {label_of(network, *entity), field}});
  return {};
}

Inverse undo_network_change(const Network& network, Ties&, const Json& applied, Inverse inverse, Issues& skipped) {
  const std::string field = field_of(applied);
  if (field_value(network, field) == applied["value"]) return inverse;
  skipped.push_back({"undoSkippedField", field, {network.title, field}});
  return {};
}

/// Those nodes that are where they were moved to.
Inverse undo_moves(const Network& network, Ties&, const Json& applied, Inverse inverse, Issues& skipped) {
  Json positions = Json::object();
  for (const auto& [id, before] : inverse.front()["positions"].items()) {
    const Node* node = find<Node>(network, id);
    if (node == nullptr) continue;
    if (get_field(*node, "position") == applied["positions"][id])
      positions[id] = before;
    else
      skipped.push_back(skip("undoSkippedMove", node->label));
  }
  if (positions.empty()) return {};
  return {{{"op", "moveNodes"}, {"positions", std::move(positions)}}};
}

// ---------------------------------------------------------------- gestures

/// The same field of the same entity.
bool continues_change(const Json& last, const Json& next) {
  return last.value("id", Json()) == next.value("id", Json()) && last["field"] == next["field"];
}

/// The same nodes.
bool continues_moves(const Json& last, const Json& next) {
  const Json &moved = last["positions"], &on = next["positions"];
  return moved.size() == on.size() && std::all_of(on.items().begin(), on.items().end(),
                                                  [&](const auto& entry) { return moved.contains(entry.key()); });
}

bool always_moves_only(const Json&) { return true; }
bool sets_position(const Json& applied) { return applied["field"] == "position"; }

// ---------------------------------------------------------------- the table

// Above each, what it takes beside its name.
constexpr OperationRow rows[] = {
    // {"node":{…}}
    {"addNode", add_node, labels_of_addition<Node>, undo_addition<Node>, nullptr, nullptr, "node"},
    // {"nodes":[{…},…]}, all of them or none
    {"addNodes", add_nodes, addition_count<Node>, undo_additions<Node>, nullptr, nullptr, "nodes"},
    // {"id":…,"field":…,"value":…}
    {"setNode", set_node, labels_of_change<Node>, undo_change<Node>, continues_change, sets_position},
    // {"positions":{id:[x,y] or null,…}}
    {"moveNodes", move_nodes, move_count, undo_moves, continues_moves, always_moves_only},
    // {"ids":[…]}, their edges go with them
    {"removeNodes", remove_nodes, labels_of_removal<Node>, undo_removal},
    // {"edge":{…}}
    {"addEdge", add_edge, labels_of_addition<Edge>, undo_addition<Edge>, nullptr, nullptr, "edge"},
    // {"edges":[{…},…]}, all of them or none
    {"addEdges", add_edges, addition_count<Edge>, undo_additions<Edge>, nullptr, nullptr, "edges"},
    // {"id":…,"field":…,"value":…}, from and to as well
    {"setEdge", set_edge, labels_of_change<Edge>, undo_change<Edge>, continues_change},
    // {"ids":[…]}
    {"removeEdges", remove_edges, id_count, undo_removal},
    // {"story":{…}}
    {"addStory", add_story, labels_of_addition<Story>, undo_addition<Story>},
    // {"id":…,"field":…,"value":…}
    {"setStory", set_story, no_labels, undo_change<Story>, continues_change},
    // {"ids":[…]}
    {"removeStories", remove_stories, labels_of_removal<Story>, undo_removal},
    // {"field":"title|description|sectors|fields.ANY","value":…}
    {"setNetwork", set_network, field_label, undo_network_change, continues_change},
    // {"snapshot":{…}}
    {"addSnapshot", add_snapshot, labels_of_addition<Snapshot>, undo_addition<Snapshot>},
    // {"ids":[…]}
    {"removeSnapshots", remove_snapshots, labels_of_removal<Snapshot>, undo_removal},
};

}  // namespace

const OperationRow* operation_row(std::string_view name) {
  const auto found = std::find_if(std::begin(rows), std::end(rows), [&](const auto& row) { return row.name == name; });
  return found == std::end(rows) ? nullptr : found;
}

}  // namespace impactweb

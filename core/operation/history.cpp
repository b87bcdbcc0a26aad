#include "core/operation/history.hpp"

#include <algorithm>
#include <string_view>
#include <type_traits>
#include <utility>

#include "core/model/fields.hpp"

namespace impactweb::history {
namespace {

// ---------------------------------------------------------------- entities

/// Under which name an operation holds an entity that it adds.
template <class Entity>
constexpr const char* key = nullptr;
template <>
constexpr const char* key<Node> = "node";
template <>
constexpr const char* key<Edge> = "edge";
template <>
constexpr const char* key<Story> = "story";
template <>
constexpr const char* key<Snapshot> = "snapshot";

template <class Map>
auto entry_of(const Map& map, const std::string& id) {
  const auto found = map.find(id);
  return found == map.end() ? nullptr : &found->second;
}

template <class Entity>
const Entity* find(const Network& network, const std::string& id);
template <>
const Node* find(const Network& network, const std::string& id) {
  return entry_of(network.nodes, id);
}
template <>
const Edge* find(const Network& network, const std::string& id) {
  const Edge* edge = entry_of(network.edges, id);
  return edge != nullptr ? edge : entry_of(network.waiting_edges, id);
}
template <>
const Story* find(const Network& network, const std::string& id) {
  return entry_of(network.stories, id);
}
template <>
const Snapshot* find(const Network& network, const std::string& id) {
  return entry_of(network.snapshots, id);
}

std::string id_of(const Json& object) { return object["id"].get<std::string>(); }
std::string field_of(const Json& applied) { return applied["field"].get<std::string>(); }

std::string label_of_node(const Network& network, const std::string& id) {
  const Node* node = find<Node>(network, id);
  return node == nullptr ? id : node->label;
}

std::string label_of(const Network&, const Node& node) { return node.label; }
std::string label_of(const Network&, const Story& story) { return story.title; }
std::string label_of(const Network& network, const Edge& edge) {
  return label_of_node(network, edge.from) + " – " + label_of_node(network, edge.to);
}

/// What an entity is called that stands in an operation.
template <class Entity>
std::string written_label(const Json& entity) {
  return entity.value("title", std::string());
}
template <>
std::string written_label<Node>(const Json& node) {
  return node["label"].get<std::string>();
}

template <class Entity>
Json field_value(const Entity& entity, const std::string& field) {
  return get_field(entity, field);
}
template <>
Json field_value(const Edge& edge, const std::string& field) {
  if (field == "from") return edge.from;
  if (field == "to") return edge.to;
  return get_field(edge, field);
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

}  // namespace

// ---------------------------------------------------------------- names of steps

template <class Entity>
Labels labels_of_addition(const Network&, const Json& applied, const Inverse&) {
  return {written_label<Entity>(applied[key<Entity>])};
}
template <>
Labels labels_of_addition<Edge>(const Network& network, const Json& applied, const Inverse&) {
  const Json& edge = applied["edge"];
  return {label_of_node(network, edge["from"].get<std::string>()),
          label_of_node(network, edge["to"].get<std::string>())};
}

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
  return {entity == nullptr ? id : label_of(network, *entity), field_of(applied)};
}

Labels field_label(const Network&, const Json& applied, const Inverse&) { return {field_of(applied)}; }
Labels no_labels(const Network&, const Json&, const Inverse&) { return {}; }
Labels move_count(const Network&, const Json& applied, const Inverse&) {
  return {std::to_string(applied["positions"].size())};
}
Labels id_count(const Network&, const Json& applied, const Inverse&) { return {std::to_string(applied["ids"].size())}; }

// ---------------------------------------------------------------- what an undo may touch

template <class Entity>
Inverse undo_addition(const Network& network, Ties& ties, const Json& applied, Inverse inverse, Issues& skipped) {
  const Json& added = applied[key<Entity>];
  const Entity* present = find<Entity>(network, id_of(added));
  if (present == nullptr) return {};
  bool tied = false;
  if constexpr (std::is_same_v<Entity, Node>) tied = has_ties(network, ties, present->id);
  if (to_json(*present) == added && !tied) return inverse;
  if constexpr (std::is_same_v<Entity, Node> || std::is_same_v<Entity, Edge>)
    skipped.push_back(skip("undoSkippedEntity", label_of(network, *present)));
  else
    skipped.push_back(skip("undoSkippedEntity", written_label<Entity>(added)));
  return {};
}

Inverse undo_removal(const Network& network, Ties&, const Json&, Inverse inverse, Issues&) {
  std::erase_if(inverse, [&](const Json& operation) {
    return is_there<Node>(network, operation) || is_there<Edge>(network, operation) ||
           is_there<Story>(network, operation) || is_there<Snapshot>(network, operation);
  });
  return inverse;
}

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

bool continues_change(const Json& last, const Json& next) {
  return last.value("id", Json()) == next.value("id", Json()) && last["field"] == next["field"];
}

bool continues_moves(const Json& last, const Json& next) {
  const Json &moved = last["positions"], &on = next["positions"];
  return moved.size() == on.size() && std::all_of(on.items().begin(), on.items().end(),
                                                  [&](const auto& entry) { return moved.contains(entry.key()); });
}

bool is_unbroken(const Json& last, const Json& before_next) {
  const char* const set = last.contains("positions") ? "positions" : "value";
  return last[set] == before_next[set];
}

bool always_moves_only(const Json&) { return true; }
bool sets_position(const Json& applied) { return applied["field"] == "position"; }

template Labels labels_of_addition<Node>(const Network&, const Json&, const Inverse&);
template Labels labels_of_addition<Story>(const Network&, const Json&, const Inverse&);
template Labels labels_of_addition<Snapshot>(const Network&, const Json&, const Inverse&);
template Labels labels_of_removal<Node>(const Network&, const Json&, const Inverse&);
template Labels labels_of_removal<Story>(const Network&, const Json&, const Inverse&);
template Labels labels_of_removal<Snapshot>(const Network&, const Json&, const Inverse&);
template Labels labels_of_change<Node>(const Network&, const Json&, const Inverse&);
template Labels labels_of_change<Edge>(const Network&, const Json&, const Inverse&);
template Inverse undo_addition<Node>(const Network&, Ties&, const Json&, Inverse, Issues&);
template Inverse undo_addition<Edge>(const Network&, Ties&, const Json&, Inverse, Issues&);
template Inverse undo_addition<Story>(const Network&, Ties&, const Json&, Inverse, Issues&);
template Inverse undo_addition<Snapshot>(const Network&, Ties&, const Json&, Inverse, Issues&);
template Inverse undo_change<Node>(const Network&, Ties&, const Json&, Inverse, Issues&);
template Inverse undo_change<Edge>(const Network&, Ties&, const Json&, Inverse, Issues&);
template Inverse undo_change<Story>(const Network&, Ties&, const Json&, Inverse, Issues&);

}  // namespace impactweb::history

#include "core/operation/operations.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "core/model/fields.hpp"
#include "core/model/ids.hpp"
#include "core/model/limits.hpp"
#include "core/operation/manifest.hpp"
#include "core/text/text.hpp"

namespace impactweb {
namespace {

using Outcome = Result<Effect>;

Issue issue(const char* code, std::string where, std::vector<std::string> params = {}) {
  return {code, std::move(where), std::move(params)};
}

Issue inside(Issue found, std::string object) {
  found.where = found.where.empty() ? std::move(object) : std::move(object) + "." + found.where;
  return found;
}

// Lists in braces are copied, and each takes much machine code: operations and effects are made in these.

/// An operation with one argument.
Json operation_of(const char* op, const char* key, Json argument) {
  Json operation = Json::object();
  operation["op"] = op;
  operation[key] = std::move(argument);
  return operation;
}

/// An effect with one way back.
Effect effect_of(Json applied, Json inverse) {
  Effect effect{std::move(applied), {}};
  effect.inverse.push_back(std::move(inverse));
  return effect;
}

/// Nothing happened, and nothing need be undone: how a remote operation on something that is gone ends.
Effect nothing(Json operation) { return {std::move(operation), {}}; }

/// The same value, written the same: 1 and 1.0 are equal numbers, but not the same in a file.
bool is_same(const Json& a, const Json& b) {
  const auto written = [](const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); };
  return a == b && written(a) == written(b);
}

/// What setting `field` of the entity `id`, or of the network when that is empty, did.
Effect was_set(const char* op, const std::string& id, const std::string& field, Json before, Json after) {
  const auto set = [&](Json value) {
    Json operation = operation_of(op, "field", field);
    operation["value"] = std::move(value);
    if (!id.empty()) operation["id"] = id;
    return operation;
  };
  if (is_same(before, after)) return nothing(set(std::move(after)));
  Json applied = set(std::move(after));
  return effect_of(std::move(applied), set(std::move(before)));
}

/// Refuses keys other than these and `op`: a misspelt one must not be lost silently.
std::optional<Issue> check_keys(const Json& operation, std::initializer_list<std::string_view> required,
                                std::string_view optional = {}) {
  for (const auto& [key, value] : operation.items())
    if (key != "op" && key != optional && std::find(required.begin(), required.end(), key) == required.end())
      return issue("operationKeyUnknown", key, {key});
  for (const std::string_view key : required)
    if (!operation.contains(key)) return issue("operationKeyMissing", std::string(key), {std::string(key)});
  return std::nullopt;
}

Result<std::vector<std::string>> ids_of(const Json& operation, const char* key) {
  std::vector<std::string> ids;
  const Json& list = operation.at(key);
  if (!list.is_array()) return issue("wrongType", key, {"list"});
  for (const Json& id : list) {
    if (!id.is_string()) return issue("wrongType", key, {"text"});
    ids.push_back(id.get<std::string>());
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

bool ends_exist(const Network& network, const Edge& edge) {
  return network.nodes.contains(edge.from) && network.nodes.contains(edge.to);
}

Edge* edge_of(Network& network, const std::string& id) {
  if (const auto found = network.edges.find(id); found != network.edges.end()) return &found->second;
  if (const auto found = network.waiting_edges.find(id); found != network.waiting_edges.end()) return &found->second;
  return nullptr;
}

/// Puts an edge where it belongs: among the others, or waiting for an end.
void settle(Network& network, Ties& ties, Edge edge) {
  network.edges.erase(edge.id);
  network.waiting_edges.erase(edge.id);
  ties.add(edge);
  auto& place = ends_exist(network, edge) ? network.edges : network.waiting_edges;
  std::string id = edge.id;
  place.emplace(std::move(id), std::move(edge));
}

/// Edges that waited for this node and have both ends now.
void revive(Network& network, Ties& ties, const std::string& node) {
  if (network.waiting_edges.empty()) return;
  for (const std::string& id : ties.of(network, node)) {
    const auto edge = network.waiting_edges.find(id);
    if (edge != network.waiting_edges.end() && ends_exist(network, edge->second))
      network.edges.insert(network.waiting_edges.extract(edge));
  }
}

/// Reads the entity of an operation, with an id of its own if it came without.
template <class Entity>
Result<Entity> read_new(const Json& json, Result<Entity> (*read)(const Json&)) {
  if (!json.is_object() || json.contains("id")) return read(json);
  Json named = json;
  named["id"] = make_id();
  return read(named);
}

Json remove_one(const char* op, const std::string& id) {
  Json ids = Json::array();
  ids.push_back(id);
  return operation_of(op, "ids", std::move(ids));
}

/// The entities of the list `key` of an operation; a wrong one is named by its place in it.
template <class Entity>
Result<std::vector<Entity>> read_list(const Json& operation, const char* key, Result<Entity> (*read)(const Json&)) {
  const Json& list = operation[key];
  if (!list.is_array()) return issue("wrongType", key, {"list"});
  std::vector<Entity> entities;
  entities.reserve(list.size());
  for (const Json& each : list) {
    Result<Entity> entity = read_new(each, read);
    if (const Issue* wrong = std::get_if<Issue>(&entity))
      return inside(*wrong, std::string(key) + "." + std::to_string(entities.size()));
    entities.push_back(std::get<Entity>(std::move(entity)));
  }
  return entities;
}

/// The first of `entities` whose id is there already, or stands twice among them.
template <class Entity, class IsThere>
std::optional<Issue> taken_id(const std::vector<Entity>& entities, const char* key, const IsThere& is_there) {
  std::set<std::string_view> seen;
  for (const Entity& entity : entities)
    if (!seen.insert(entity.id).second || is_there(entity.id)) return issue("idTaken", key, {entity.id});
  return std::nullopt;
}

/// The same as adding each by itself from elsewhere, where an id that exists is no mistake.
template <class Entity>
Effect add_each(Network& network, Ties& ties, std::vector<Entity> entities, const char* op, const char* key,
                const char* one_op, const char* one_key, Apply* add_one) {
  Json written = Json::array();
  std::vector<Json> inverse;
  for (const Entity& entity : entities) {
    Outcome outcome = add_one(network, operation_of(one_op, one_key, to_json(entity)), Origin::remote, ties);
    Effect* effect = std::get_if<Effect>(&outcome);
    if (effect == nullptr) continue;  // no room for more: each replica leaves it out by itself
    written.push_back(std::move(effect->applied[one_key]));
    std::move(effect->inverse.begin(), effect->inverse.end(), std::back_inserter(inverse));
  }
  std::reverse(inverse.begin(), inverse.end());
  return {operation_of(op, key, std::move(written)), std::move(inverse)};
}

/// What adding `entities`, of which none was there, did: `put` puts one into the network, and `removal` takes back
/// those whose ids it is given.
template <class Entity, class Put>
Effect added_all(std::vector<Entity> entities, const char* op, const char* key, Json removal, const Put& put) {
  Json written = Json::array(), ids = Json::array();
  for (Entity& entity : entities) {
    written.push_back(to_json(entity));
    ids.push_back(entity.id);
    put(std::move(entity));
  }
  const bool is_empty = ids.empty();
  Json applied = operation_of(op, key, std::move(written));
  if (is_empty) return nothing(std::move(applied));
  removal["ids"] = std::move(ids);
  return effect_of(std::move(applied), std::move(removal));
}

}  // namespace

// ---------------------------------------------------------------- nodes

Outcome add_node(Network& network, const Json& operation, Origin origin, Ties& ties) {
  if (auto wrong = check_keys(operation, {"node"})) return *wrong;
  Result<Node> read = read_new(operation["node"], node_from_json);
  if (const Issue* wrong = std::get_if<Issue>(&read)) return inside(*wrong, "node");
  Node& node = std::get<Node>(read);
  const auto present = network.nodes.find(node.id);
  if (present != network.nodes.end()) {
    if (origin == Origin::local) return issue("idTaken", "node.id", {node.id});
    Json before = to_json(present->second);
    present->second = std::move(node);
    return effect_of(operation_of("addNode", "node", to_json(present->second)),
                     operation_of("addNode", "node", std::move(before)));
  }
  if (network.nodes.size() >= limits::nodes) return issue("tooManyNodes", "node", {std::to_string(limits::nodes)});
  const std::string id = node.id;
  Json written = to_json(node);
  network.nodes.emplace(id, std::move(node));
  revive(network, ties, id);
  // The way back removes the node alone: an edge that waited for it waits again.
  Json removal = remove_one("removeNodes", id);
  removal["edges"] = Json::array();
  return effect_of(operation_of("addNode", "node", std::move(written)), std::move(removal));
}

Outcome add_nodes(Network& network, const Json& operation, Origin origin, Ties& ties) {
  if (auto wrong = check_keys(operation, {"nodes"})) return *wrong;
  auto read = read_list<Node>(operation, "nodes", node_from_json);
  if (const Issue* wrong = std::get_if<Issue>(&read)) return *wrong;
  auto& nodes = std::get<std::vector<Node>>(read);
  if (origin == Origin::remote)
    return add_each(network, ties, std::move(nodes), "addNodes", "nodes", "addNode", "node", add_node);
  if (auto wrong = taken_id(nodes, "nodes", [&](const std::string& id) { return network.nodes.contains(id); }))
    return *wrong;
  if (network.nodes.size() + nodes.size() > limits::nodes)
    return issue("tooManyNodes", "nodes", {std::to_string(limits::nodes)});
  Json removal = operation_of("removeNodes", "edges", Json::array());
  return added_all(std::move(nodes), "addNodes", "nodes", std::move(removal), [&](Node node) {
    std::string id = node.id;
    const auto place = network.nodes.emplace(std::move(id), std::move(node)).first;
    revive(network, ties, place->first);
  });
}

Outcome set_node(Network& network, const Json& operation, Origin origin, Ties&) {
  if (auto wrong = check_keys(operation, {"id", "field", "value"})) return *wrong;
  if (!operation["id"].is_string() || !operation["field"].is_string()) return issue("wrongType", "id", {"text"});
  const auto id = operation["id"].get<std::string>(), field = operation["field"].get<std::string>();
  const auto found = network.nodes.find(id);
  if (found == network.nodes.end()) {
    if (origin == Origin::remote) return nothing(operation);
    return issue("nodeUnknown", "id", {id});
  }
  Json before = get_field(found->second, field);
  if (auto wrong = set_field(found->second, field, operation["value"])) {
    wrong->where = field;
    return *wrong;
  }
  return was_set("setNode", id, field, std::move(before), get_field(found->second, field));
}

Outcome move_nodes(Network& network, const Json& operation, Origin origin, Ties&) {
  if (auto wrong = check_keys(operation, {"positions"})) return *wrong;
  if (!operation["positions"].is_object()) return issue("wrongType", "positions", {"object"});
  // All are checked before the first is moved.
  Json applied = Json::object(), before = Json::object();
  for (const auto& [id, position] : operation["positions"].items()) {
    const auto found = network.nodes.find(id);
    if (found == network.nodes.end()) {
      if (origin == Origin::remote) continue;
      return issue("nodeUnknown", "positions", {id});
    }
    Node probe;
    if (auto wrong = set_field(probe, "position", position)) {
      wrong->where = "positions";
      return *wrong;
    }
    applied[id] = get_field(probe, "position");
    before[id] = get_field(found->second, "position");
  }
  if (is_same(applied, before)) return nothing(operation_of("moveNodes", "positions", std::move(applied)));
  for (const auto& [id, position] : applied.items()) set_field(network.nodes.find(id)->second, "position", position);
  return effect_of(operation_of("moveNodes", "positions", std::move(applied)),
                   operation_of("moveNodes", "positions", std::move(before)));
}

Outcome remove_nodes(Network& network, const Json& operation, Origin origin, Ties& ties) {
  if (auto wrong = check_keys(operation, {"ids"}, "edges")) return *wrong;
  auto read = ids_of(operation, "ids");
  if (const Issue* wrong = std::get_if<Issue>(&read)) return *wrong;
  auto ids = std::get<std::vector<std::string>>(std::move(read));
  for (const std::string& id : ids)
    if (!network.nodes.contains(id) && origin == Origin::local) return issue("nodeUnknown", "ids", {id});

  // Which edges go along: those that are named, or, when none are, all that are tied. What is tied and not named waits.
  const bool named = operation.contains("edges");
  std::set<std::string> chosen;
  if (named) {
    auto edges = ids_of(operation, "edges");
    if (const Issue* wrong = std::get_if<Issue>(&edges)) return *wrong;
    for (auto& id : std::get<std::vector<std::string>>(edges)) chosen.insert(std::move(id));
  }
  // All that hang on a node that goes, by id, each once.
  std::map<std::string_view, Edge*> tied;
  for (const std::string& node : ids)
    for (const std::string& id : ties.of(network, node))
      if (Edge* edge = edge_of(network, id); edge != nullptr && (edge->from == node || edge->to == node))
        tied.emplace(edge->id, edge);
  std::vector<Json> inverse;
  for (const std::string& id : ids)
    if (const auto node = network.nodes.find(id); node != network.nodes.end()) {
      inverse.push_back(operation_of("addNode", "node", to_json(node->second)));
      network.nodes.erase(node);
    }
  Json edges = Json::array();
  for (const auto& [key, edge] : tied) {
    const std::string id(key);
    if (named ? chosen.contains(id) : origin == Origin::local) {
      edges.push_back(id);
      inverse.push_back(operation_of("addEdge", "edge", to_json(*edge)));
      network.edges.erase(id);
      network.waiting_edges.erase(id);
    } else if (const auto left = network.edges.find(id); left != network.edges.end()) {
      network.waiting_edges.insert(network.edges.extract(left));
    }
  }
  Json applied = operation_of("removeNodes", "ids", ids);
  applied["edges"] = std::move(edges);
  return Effect{std::move(applied), std::move(inverse)};
}

// ---------------------------------------------------------------- edges

Outcome add_edge(Network& network, const Json& operation, Origin origin, Ties& ties) {
  if (auto wrong = check_keys(operation, {"edge"})) return *wrong;
  Result<Edge> read = read_new(operation["edge"], edge_from_json);
  if (const Issue* wrong = std::get_if<Issue>(&read)) return inside(*wrong, "edge");
  Edge& edge = std::get<Edge>(read);
  const std::string id = edge.id;
  Json written = to_json(edge);
  if (const Edge* present = edge_of(network, id)) {
    if (origin == Origin::local) return issue("idTaken", "edge.id", {id});
    Json before = to_json(*present);
    settle(network, ties, std::move(edge));
    return effect_of(operation_of("addEdge", "edge", std::move(written)),
                     operation_of("addEdge", "edge", std::move(before)));
  }
  if (origin == Origin::local) {
    if (!network.nodes.contains(edge.from)) return issue("edgeEndMissing", "edge.from", {edge.from});
    if (!network.nodes.contains(edge.to)) return issue("edgeEndMissing", "edge.to", {edge.to});
    if (network.edges.size() >= limits::edges) return issue("tooManyEdges", "edge", {std::to_string(limits::edges)});
  }
  settle(network, ties, std::move(edge));
  return effect_of(operation_of("addEdge", "edge", std::move(written)), remove_one("removeEdges", id));
}

Outcome add_edges(Network& network, const Json& operation, Origin origin, Ties& ties) {
  if (auto wrong = check_keys(operation, {"edges"})) return *wrong;
  auto read = read_list<Edge>(operation, "edges", edge_from_json);
  if (const Issue* wrong = std::get_if<Issue>(&read)) return *wrong;
  auto& edges = std::get<std::vector<Edge>>(read);
  if (origin == Origin::remote)
    return add_each(network, ties, std::move(edges), "addEdges", "edges", "addEdge", "edge", add_edge);
  if (auto wrong = taken_id(edges, "edges", [&](const std::string& id) { return edge_of(network, id) != nullptr; }))
    return *wrong;
  for (const Edge& edge : edges)
    for (const std::string* end : {&edge.from, &edge.to})
      if (!network.nodes.contains(*end)) return issue("edgeEndMissing", "edges", {*end});
  if (network.edges.size() + edges.size() > limits::edges)
    return issue("tooManyEdges", "edges", {std::to_string(limits::edges)});
  Json removal = operation_of("removeEdges", "ids", Json::array());
  return added_all(std::move(edges), "addEdges", "edges", std::move(removal), [&](Edge edge) {
    ties.add(edge);
    std::string id = edge.id;
    network.edges.emplace(std::move(id), std::move(edge));
  });
}

Outcome set_edge(Network& network, const Json& operation, Origin origin, Ties& ties) {
  if (auto wrong = check_keys(operation, {"id", "field", "value"})) return *wrong;
  if (!operation["id"].is_string() || !operation["field"].is_string()) return issue("wrongType", "id", {"text"});
  const auto id = operation["id"].get<std::string>(), field = operation["field"].get<std::string>();
  Edge* edge = edge_of(network, id);
  if (edge == nullptr || (origin == Origin::local && !network.edges.contains(id))) {
    if (origin == Origin::remote) return nothing(operation);
    return issue("edgeUnknown", "id", {id});
  }
  if (field == "from" || field == "to") {
    const Json& value = operation["value"];
    if (!value.is_string()) return issue("wrongType", field, {"text"});
    if (!is_id(value.get_ref<const std::string&>())) return issue("idInvalid", field);
    if (origin == Origin::local && !network.nodes.contains(value.get_ref<const std::string&>()))
      return issue("edgeEndMissing", field, {value.get<std::string>()});
    Edge moved = *edge;
    std::string& end = field == "from" ? moved.from : moved.to;
    const std::string before = std::exchange(end, value.get<std::string>());
    settle(network, ties, std::move(moved));
    return was_set("setEdge", id, field, before, value);
  }
  Json before = get_field(*edge, field);
  if (auto wrong = set_field(*edge, field, operation["value"])) {
    wrong->where = field;
    return *wrong;
  }
  return was_set("setEdge", id, field, std::move(before), get_field(*edge, field));
}

Outcome remove_edges(Network& network, const Json& operation, Origin origin, Ties&) {
  if (auto wrong = check_keys(operation, {"ids"})) return *wrong;
  auto read = ids_of(operation, "ids");
  if (const Issue* wrong = std::get_if<Issue>(&read)) return *wrong;
  auto ids = std::get<std::vector<std::string>>(std::move(read));
  for (const std::string& id : ids)
    if (origin == Origin::local && !network.edges.contains(id)) return issue("edgeUnknown", "ids", {id});
  std::erase_if(ids, [&](const std::string& id) { return edge_of(network, id) == nullptr; });
  std::vector<Json> inverse;
  for (const std::string& id : ids) {
    inverse.push_back(operation_of("addEdge", "edge", to_json(*edge_of(network, id))));
    network.edges.erase(id);
    network.waiting_edges.erase(id);
  }
  return Effect{operation_of("removeEdges", "ids", ids), std::move(inverse)};
}

// ---------------------------------------------------------------- stories and snapshots

namespace {

/// Adds to a map of entities that nothing else hangs on.
template <class Entity>
Outcome add_plain(std::map<std::string, Entity, std::less<>>& map, const Json& operation, Origin origin, const char* op,
                  const char* key, const char* removal, Result<Entity> (*read_entity)(const Json&)) {
  if (auto wrong = check_keys(operation, {key})) return *wrong;
  Result<Entity> read = read_new(operation[key], read_entity);
  if (const Issue* wrong = std::get_if<Issue>(&read)) return inside(*wrong, key);
  Entity& entity = std::get<Entity>(read);
  const std::string id = entity.id;
  Json written = to_json(entity);
  if (const auto present = map.find(id); present != map.end()) {
    if (origin == Origin::local) return issue("idTaken", std::string(key) + ".id", {id});
    Json before = to_json(present->second);
    present->second = std::move(entity);
    return effect_of(operation_of(op, key, std::move(written)), operation_of(op, key, std::move(before)));
  }
  map.emplace(id, std::move(entity));
  return effect_of(operation_of(op, key, std::move(written)), remove_one(removal, id));
}

template <class Entity>
Outcome remove_plain(std::map<std::string, Entity, std::less<>>& map, const Json& operation, Origin origin,
                     const char* op, const char* key, const char* addition, const char* unknown) {
  if (auto wrong = check_keys(operation, {"ids"})) return *wrong;
  auto read = ids_of(operation, "ids");
  if (const Issue* wrong = std::get_if<Issue>(&read)) return *wrong;
  auto ids = std::get<std::vector<std::string>>(std::move(read));
  for (const std::string& id : ids)
    if (origin == Origin::local && !map.contains(id)) return issue(unknown, "ids", {id});
  std::erase_if(ids, [&](const std::string& id) { return !map.contains(id); });
  std::vector<Json> inverse;
  for (const std::string& id : ids) {
    const auto found = map.find(id);
    inverse.push_back(operation_of(addition, key, to_json(found->second)));
    map.erase(found);
  }
  return Effect{operation_of(op, "ids", ids), std::move(inverse)};
}

}  // namespace

Outcome add_story(Network& network, const Json& operation, Origin origin, Ties&) {
  return add_plain<Story>(network.stories, operation, origin, "addStory", "story", "removeStories", story_from_json);
}

Outcome set_story(Network& network, const Json& operation, Origin origin, Ties&) {
  if (auto wrong = check_keys(operation, {"id", "field", "value"})) return *wrong;
  if (!operation["id"].is_string() || !operation["field"].is_string()) return issue("wrongType", "id", {"text"});
  const auto id = operation["id"].get<std::string>(), field = operation["field"].get<std::string>();
  const auto found = network.stories.find(id);
  if (found == network.stories.end()) {
    if (origin == Origin::remote) return nothing(operation);
    return issue("storyUnknown", "id", {id});
  }
  Json before = get_field(found->second, field);
  if (auto wrong = set_field(found->second, field, operation["value"])) {
    wrong->where = field;
    return *wrong;
  }
  return was_set("setStory", id, field, std::move(before), get_field(found->second, field));
}

Outcome remove_stories(Network& network, const Json& operation, Origin origin, Ties&) {
  return remove_plain(network.stories, operation, origin, "removeStories", "story", "addStory", "storyUnknown");
}

Outcome add_snapshot(Network& network, const Json& operation, Origin origin, Ties&) {
  return add_plain<Snapshot>(network.snapshots, operation, origin, "addSnapshot", "snapshot", "removeSnapshots",
                             snapshot_from_json);
}

Outcome remove_snapshots(Network& network, const Json& operation, Origin origin, Ties&) {
  return remove_plain(network.snapshots, operation, origin, "removeSnapshots", "snapshot", "addSnapshot",
                      "snapshotUnknown");
}

// ---------------------------------------------------------------- the network itself

namespace {

Json sectors_to_json(const std::vector<Sector>& sectors) {
  Json list = Json::array();
  for (const Sector& sector : sectors) list.push_back(to_json(sector));
  return list;
}

std::optional<Issue> set_sectors(std::vector<Sector>& place, const Json& value) {
  if (!value.is_array()) return issue("wrongType", "sectors", {"list"});
  if (value.size() > limits::list_items) return issue("listTooLong", "sectors", {std::to_string(limits::list_items)});
  std::vector<Sector> sectors;
  std::set<std::string> seen;
  for (const Json& entry : value) {
    Result<Sector> read = sector_from_json(entry);
    if (const Issue* wrong = std::get_if<Issue>(&read)) return inside(*wrong, "sectors");
    if (!seen.insert(std::get<Sector>(read).id).second)
      return issue("listDuplicate", "sectors", {std::get<Sector>(read).id});
    sectors.push_back(std::get<Sector>(std::move(read)));
  }
  place = std::move(sectors);
  return std::nullopt;
}

}  // namespace

Outcome set_network(Network& network, const Json& operation, Origin, Ties&) {
  if (auto wrong = check_keys(operation, {"field", "value"})) return *wrong;
  if (!operation["field"].is_string()) return issue("wrongType", "field", {"text"});
  const auto field = operation["field"].get<std::string>();
  const Json& value = operation["value"];
  // Texts and free fields follow the same rules as those of a node.
  Node probe;
  Json before, after;
  std::optional<Issue> wrong;
  if (field == "title") {
    before = network.title;
    Story line;
    wrong = set_field(line, "title", value);
    if (!wrong) network.title = line.title;
    after = network.title;
  } else if (field == "description") {
    before = network.description;
    wrong = set_field(probe, "description", value);
    if (!wrong) network.description = probe.description;
    after = network.description;
  } else if (field == "sectors") {
    before = sectors_to_json(network.sectors);
    wrong = set_sectors(network.sectors, value.is_null() ? sectors_to_json(make_network().sectors) : value);
    after = sectors_to_json(network.sectors);
  } else if (field.rfind("fields.", 0) == 0) {
    static const std::set<std::string> own = {"title", "description", "sectors",  "nodes",
                                              "edges", "stories",     "snapshots"};
    const std::string key = field.substr(7);
    if (own.contains(key)) return issue("fieldNameInvalid", field, {key});
    probe.fields = std::move(network.fields);
    before = get_field(probe, field);
    wrong = set_field(probe, field, value);
    after = get_field(probe, field);
    network.fields = std::move(probe.fields);
  } else {
    wrong = issue("fieldUnknown", field, {field});
  }
  if (wrong) {
    wrong->where = field;
    return *wrong;
  }
  return was_set("setNetwork", "", field, std::move(before), std::move(after));
}

// ---------------------------------------------------------------- all of them

Result<Effect> apply_operation(Network& network, const Json& operation, Origin origin) {
  Ties ties;
  return apply_operation(network, operation, origin, ties);
}

Result<Effect> apply_operation(Network& network, const Json& operation, Origin origin, Ties& ties) {
  if (!operation.is_object()) return issue("wrongType", "", {"object"});
  // Before anything is copied, which would go as deep.
  if (nested_deeper_than(operation, limits::json_depth))
    return issue("nestedTooDeep", "", {std::to_string(limits::json_depth)});
  const auto op = operation.find("op");
  if (op == operation.end() || !op->is_string()) return issue("operationKeyMissing", "op", {"op"});
  const OperationRow* row = operation_row(op->get_ref<const std::string&>());
  if (row == nullptr)
    return issue("operationUnknown", "op", {std::string(first_characters(op->get_ref<const std::string&>(), 40))});
  return row->apply(network, operation, origin, ties);
}

}  // namespace impactweb

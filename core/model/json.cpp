#include "core/model/json.hpp"

#include <algorithm>
#include <initializer_list>
#include <span>
#include <utility>

#include "core/model/fields.hpp"
#include "core/model/ids.hpp"
#include "core/model/limits.hpp"
#include "core/text/hex.hpp"
#include "core/text/text.hpp"

namespace impactweb {
namespace {

/// Puts `value` at a path of the manifest, in which a dot opens an object.
void put(Json& json, std::string_view path, Json value) {
  const auto dot = path.find('.');
  if (dot == std::string_view::npos)
    json[std::string(path)] = std::move(value);
  else
    json[std::string(path.substr(0, dot))][std::string(path.substr(dot + 1))] = std::move(value);
}

template <class Entity>
void put_fields(Json& json, const Entity& entity) {
  for_each_filled(entity, [&](std::string_view path, Json value) { put(json, path, std::move(value)); });
}

bool is_field(std::span<const FieldInfo> fields, std::string_view path) {
  return std::any_of(fields.begin(), fields.end(), [&](const FieldInfo& field) { return field.path == path; });
}

/// True when `key` opens an object whose members are fields of their own, such as nextStep.
bool is_object_of_fields(std::span<const FieldInfo> fields, const std::string& key) {
  return std::any_of(fields.begin(), fields.end(), [&](const FieldInfo& field) {
    return field.path.size() > key.size() && field.path.substr(0, key.size()) == key && field.path[key.size()] == '.';
  });
}

template <class Entity>
std::optional<Issue> read_field(Entity& entity, std::span<const FieldInfo> fields, const std::string& key,
                                const Json& value) {
  if (is_field(fields, key)) return set_field(entity, key, value);
  if (!is_object_of_fields(fields, key)) return Issue{"fieldUnknown", key, {key}};
  if (value.is_null()) return std::nullopt;
  if (!value.is_object()) return Issue{"wrongType", key, {"object"}};
  for (const auto& [member, each] : value.items()) {
    const std::string path = key + "." + member;
    if (!is_field(fields, path)) return Issue{"fieldUnknown", path, {path}};
    if (auto issue = set_field(entity, path, each)) return issue;
  }
  return std::nullopt;
}

std::optional<Issue> read_id(std::string& id, const Json& value, const std::string& where) {
  if (!value.is_string()) return Issue{"wrongType", where, {"text"}};
  const auto& text = value.get_ref<const std::string&>();
  if (!is_id(text)) return Issue{"idInvalid", where, {}};
  id = text;
  return std::nullopt;
}

/// Reads an object key by key. `ids` are the keys that are not in the manifest; each must be there.
template <class Entity>
Result<Entity> read_entity(const Json& json, std::span<const FieldInfo> fields,
                           std::initializer_list<std::pair<std::string_view, std::string Entity::*>> ids) {
  if (!json.is_object()) return Issue{"wrongType", "", {"object"}};
  Entity entity;
  for (const auto& [key, value] : json.items()) {
    const auto own = std::find_if(ids.begin(), ids.end(), [&key = key](const auto& id) { return id.first == key; });
    const auto issue = own == ids.end() ? read_field(entity, fields, key, value)
                                        : read_id(entity.*own->second, value, std::string(key));
    if (issue) return *issue;
  }
  for (const auto& [key, member] : ids)
    if ((entity.*member).empty()) return Issue{"idInvalid", std::string(key), {}};
  return entity;
}

template <class Map>
Json values_of(const Map& map) {
  Json list = Json::array();
  for (const auto& [id, entity] : map) list.push_back(to_json(entity));
  return list;
}

}  // namespace

Json to_json(const Node& node) {
  Json json = {{"id", node.id}};
  put_fields(json, node);
  return json;
}

Json to_json(const Edge& edge) {
  Json json = {{"id", edge.id}, {"from", edge.from}, {"to", edge.to}, {"kind", edge.kind}};
  put_fields(json, edge);
  return json;
}

Json to_json(const Story& story) {
  Json json = {{"id", story.id}};
  put_fields(json, story);
  return json;
}

Json to_json(const Snapshot& snapshot) {
  return {{"id", snapshot.id}, {"title", snapshot.title}, {"date", snapshot.date}, {"network", snapshot.network}};
}

Json to_json(const Sector& sector) {
  Json json = {{"id", sector.id}};
  if (!sector.label.empty()) json["label"] = sector.label;
  if (!sector.color.empty()) json["color"] = sector.color;
  return json;
}

Json to_json(const Network& network) {
  // A key that a later version may know must not hide one of ours.
  Json json = network.fields.empty() ? Json::object() : Json(network.fields);
  json["title"] = network.title;
  json["description"] = network.description;
  json["sectors"] = Json::array();
  for (const Sector& sector : network.sectors) json["sectors"].push_back(to_json(sector));
  json["nodes"] = values_of(network.nodes);
  json["edges"] = values_of(network.edges);
  json["stories"] = values_of(network.stories);
  json["snapshots"] = values_of(network.snapshots);
  return json;
}

Result<Node> node_from_json(const Json& json) {
  Result<Node> result = read_entity<Node>(json, node_fields(), {{"id", &Node::id}});
  if (const Node* node = std::get_if<Node>(&result); node != nullptr && node->label.empty())
    return Issue{"labelEmpty", "label", {}};
  return result;
}

Result<Edge> edge_from_json(const Json& json) {
  return read_entity<Edge>(json, edge_fields(), {{"id", &Edge::id}, {"from", &Edge::from}, {"to", &Edge::to}});
}

Result<Story> story_from_json(const Json& json) {
  return read_entity<Story>(json, story_fields(), {{"id", &Story::id}});
}

Result<Snapshot> snapshot_from_json(const Json& json) {
  if (!json.is_object()) return Issue{"wrongType", "", {"object"}};
  Snapshot snapshot;
  Story lines;  // title and date are checked as those of a story
  for (const auto& [key, value] : json.items()) {
    std::optional<Issue> issue;
    if (key == "id")
      issue = read_id(snapshot.id, value, "id");
    else if (key == "title" || key == "date")
      issue = set_field(lines, key, value);
    else if (key == "network") {
      if (!value.is_object()) return Issue{"wrongType", "network", {"object"}};
      if (nested_deeper_than(value, limits::snapshot_depth))
        return Issue{"nestedTooDeep", "network", {std::to_string(limits::snapshot_depth)}};
      snapshot.network = value;
    } else {
      issue = Issue{"fieldUnknown", key, {key}};
    }
    if (issue) return *issue;
  }
  if (snapshot.id.empty()) return Issue{"idInvalid", "id", {}};
  if (!snapshot.network.is_object()) return Issue{"wrongType", "network", {"object"}};
  snapshot.title = lines.title;
  snapshot.date = lines.date;
  return snapshot;
}

Result<Sector> sector_from_json(const Json& json) {
  if (!json.is_object()) return Issue{"wrongType", "", {"object"}};
  Sector sector;
  Story line;
  for (const auto& [key, value] : json.items()) {
    std::optional<Issue> issue;
    if (key == "id") {
      issue = read_id(sector.id, value, "id");
    } else if (key == "label") {
      if ((issue = set_field(line, "title", value))) issue->where = "label";
      sector.label = line.title;
    } else if (key == "color") {
      if (!value.is_null() && !value.is_string()) return Issue{"wrongType", "color", {"text"}};
      const std::string color = value.is_null() ? std::string() : value.get<std::string>();
      if (!color.empty() &&
          (color.size() != 7 || color[0] != '#' || !std::all_of(color.begin() + 1, color.end(), is_hex_digit)))
        return Issue{"colorInvalid", "color", {color.substr(0, 20)}};
      sector.color = color;
    } else {
      issue = Issue{"fieldUnknown", key, {key}};
    }
    if (issue) return *issue;
  }
  if (sector.id.empty()) return Issue{"idInvalid", "id", {}};
  return sector;
}

}  // namespace impactweb

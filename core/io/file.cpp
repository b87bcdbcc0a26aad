#include "core/io/file.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

#include "core/io/clean_json.hpp"
#include "core/io/repair_ids.hpp"
#include "core/io/text_repair.hpp"
#include "core/model/fields.hpp"
#include "core/model/ids.hpp"
#include "core/model/limits.hpp"
#include "core/text/text.hpp"

namespace impactweb {
namespace {

/// Strings of a list that can be kept: not empty, each once. Others are named.
Json repair_list(const Json& value, const std::string& where, Warnings& warnings) {
  // One word where a list is wanted is a list of one.
  if (value.is_string()) return repair_list(Json::array({value}), where, warnings);
  if (!value.is_array()) return value;
  Json kept = Json::array();
  std::set<std::string> seen;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const std::string place = item_place(where, i);
    Json item = repair_text(value[i], false, place, warnings);
    if (!item.is_string() && !item.is_number()) {
      warnings.add("wrongTypeDropped", place, {shortened(value[i])});
      continue;
    }
    if (item.is_number()) item = item.dump();
    if (trim(item.get_ref<const std::string&>()).empty()) {
      warnings.add("listEmptyItem", place);
      continue;
    }
    if (!seen.insert(item.get<std::string>()).second) {
      warnings.add("listDuplicate", place, {item.get<std::string>()});
      continue;
    }
    if (kept.size() == limits::list_items) {
      warnings.add("listCut", where, {std::to_string(value.size()), std::to_string(limits::list_items)});
      break;
    }
    kept.push_back(std::move(item));
  }
  return kept;
}

/// A finite [x, y] in range out of [x, y] or {x, y}; null, named, for anything else. What is more is named as well.
Json repair_position(const Json& value, const std::string& where, Warnings& warnings) {
  Json x, y;
  if (value.is_array() && value.size() >= 2)
    x = value[0], y = value[1];
  else if (value.is_object() && value.contains("x") && value.contains("y"))
    x = value["x"], y = value["y"];
  const auto good = [](const Json& number) {
    return number.is_number() && std::abs(number.get<double>()) <= limits::coordinate;
  };
  if (good(x) && good(y)) {
    // A third coordinate, say: a place here has two.
    const auto filled = std::count_if(value.begin(), value.end(), [](const Json& each) { return !each.is_null(); });
    if (filled > 2) warnings.add("positionCut", where, {shortened(value)});
    return Json{x, y};
  }
  warnings.add("positionDropped", where, {shortened(value)});
  return nullptr;
}

/// A whole number in range where a rating is wanted: 3.0 and "3" are 3.
Json repair_rating(const Json& value) {
  if (!value.is_string()) return value;
  const auto& text = value.get_ref<const std::string&>();
  if (text.size() == 1 && is_digit(text[0])) return text[0] - '0';
  return value;
}

/// A key for a free field that is not taken.
std::string free_key(const std::map<std::string, Json>& fields, const std::string& key) {
  std::string name = without_control(key, false);
  if (count_characters(name) > limits::label_characters - 8)
    name = std::string(first_characters(name, limits::label_characters - 8));
  if (name.empty()) name = "?";
  std::string candidate = name;
  // Beyond a few the numbers leap to those that are free, for an entity full of names that come out the same.
  for (std::size_t n = 2; fields.contains(candidate); n = n < 20 ? n + 1 : std::max(n + 1, fields.size()))
    candidate = name + " " + std::to_string(n);
  return candidate;
}

/// Keeps what has no place of its own, so that reading loses nothing that can be read.
template <class Entity>
void keep_as_field(Entity& entity, const std::string& key, const Json& value, const std::string& where,
                   Warnings& warnings) {
  if (value.is_null()) return;
  const std::string name = free_key(entity.fields, key);
  Json kept = value.is_string() ? repair_text(value, true, where, warnings) : value;
  if (auto issue = set_field(entity, "fields." + name, kept)) {
    warnings.add("fieldDropped", where, {shortened(value)});
  } else if (name != key) {
    warnings.add("fieldRenamed", where, {shortened(key), name});
  }
}

void keep_as_field(Story&, const std::string&, const Json& value, const std::string& where, Warnings& warnings) {
  if (!value.is_null()) warnings.add("fieldDropped", where, {shortened(value)});
}

Json repair_exchange(const Json& value, const std::string& where, Warnings& warnings) {
  if (value.is_string()) return {{"text", repair_text(value, false, where, warnings)}};
  if (!value.is_object()) {
    warnings.add("wrongTypeDropped", where, {shortened(value)});
    return nullptr;
  }
  Json kept = Json::object();
  for (const auto& [key, each] : value.items()) {
    const std::string place = member_place(where, key);
    if (each.is_null()) continue;
    if (key == "id" && each.is_string() && is_id(each.get_ref<const std::string&>())) {
      kept["id"] = each;
      continue;
    }
    Node probe;
    Json candidate = key == "tags"   ? repair_list(each, place, warnings)
                     : key == "text" ? repair_text(each, false, place, warnings)
                                     : each;
    if (key != "id" && !set_field(probe, "needs", Json::array({{{"id", "x"}, {key, candidate}}})))
      kept[key] = std::move(candidate);
    else
      warnings.add("fieldDropped", place, {shortened(each)});
  }
  return kept;
}

Json repair_exchanges(const Json& value, const std::string& where, Warnings& warnings) {
  if (!value.is_array()) return value;
  // An id that is made up must not be one that a later item has.
  std::set<std::string> good, seen;
  for (const Json& item : value)
    if (item.is_object()) good.insert(given_id(item, "id"));
  Json kept = Json::array();
  std::size_t number = 1;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const std::string place = item_place(where, i);
    if (kept.size() == limits::list_items) {
      warnings.add("listCut", where, {std::to_string(value.size()), std::to_string(limits::list_items)});
      break;
    }
    Json item = repair_exchange(value[i], place, warnings);
    if (item.is_null()) continue;
    const std::string given = item.value("id", std::string());
    std::string id = given;
    // A need without an id gets one from its place, so that the same file always reads the same.
    number = std::max(number, i + 1);
    while (id.empty() || seen.contains(id) || (id != given && good.contains(id))) {
      const std::string digits = std::to_string(number++);
      id = "item-" + std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits;
    }
    if (!given.empty() && id != given) warnings.add("idRenamed", place + ".id", {given, id});
    item["id"] = id;
    seen.insert(id);
    kept.push_back(std::move(item));
  }
  return kept;
}

const FieldInfo* field_of(std::span<const FieldInfo> fields, std::string_view path) {
  for (const FieldInfo& field : fields)
    if (field.path == path) return &field;
  return nullptr;
}

Json repair_value(const FieldInfo& field, const Json& value, const std::string& where, Warnings& warnings) {
  switch (field.type) {
    case FieldType::line:
    case FieldType::suggestion:
      return repair_text(value, false, where, warnings);
    case FieldType::text:
      return repair_text(value, true, where, warnings);
    case FieldType::list:
      return repair_list(value, where, warnings);
    case FieldType::exchanges:
      return repair_exchanges(value, where, warnings);
    case FieldType::position:
      return repair_position(value, where, warnings);
    case FieldType::rating:
      return repair_rating(value);
    default:
      return value;
  }
}

/// Sets one field, repaired; what cannot be is named, and kept as a free field when it can be read.
template <class Entity>
void read_field(Entity& entity, std::span<const FieldInfo> fields, const std::string& path, const Json& value,
                const std::string& where, Warnings& warnings) {
  if (value.is_null()) return;
  const FieldInfo* field = field_of(fields, path);
  if (field == nullptr) {
    keep_as_field(entity, path, value, where, warnings);
    return;
  }
  if (field->path == "fields") {
    if (!value.is_object()) {
      keep_as_field(entity, "fields", value, where, warnings);
      return;
    }
    for (const auto& [key, each] : value.items()) keep_as_field(entity, key, each, member_place(where, key), warnings);
    return;
  }
  if (field->path == "stageDates" && value.is_object()) {
    for (const auto& [stage, date] : value.items())
      if (!date.is_null() && set_field(entity, "stageDates." + stage, date)) {
        warnings.add("valueKeptAsField", member_place(where, stage), {shortened(date)});
        keep_as_field(entity, "stageDates." + stage, date, member_place(where, stage), warnings);
      }
    return;
  }
  if (set_field(entity, path, repair_value(*field, value, where, warnings))) {
    warnings.add("valueKeptAsField", where, {shortened(value)});
    keep_as_field(entity, path, value, where, warnings);
  }
}

template <class Entity>
void read_fields(Entity& entity, std::span<const FieldInfo> fields, const Json& json,
                 std::initializer_list<std::string_view> own, const std::string& where, Warnings& warnings) {
  // The entity's free fields first: what has no place of its own must not take one of their names.
  for (const bool free_first : {true, false})
    for (const auto& [key, value] : json.items()) {
      if (std::find(own.begin(), own.end(), key) != own.end() || (key == "fields") != free_first) continue;
      const std::string place = member_place(where, key);
      if (key == "nextStep" && value.is_object() && field_of(fields, "nextStep.text") != nullptr) {
        for (const auto& [member, each] : value.items())
          read_field(entity, fields, "nextStep." + member, each, member_place(place, member), warnings);
        continue;
      }
      read_field(entity, fields, key, value, place, warnings);
    }
}

const Json& list_in(const Json& network, const char* key) {
  static const Json none;
  const auto list = network.find(key);
  return list == network.end() ? none : *list;
}

/// Calls `read` for each object of a list; what is not one is named.
void for_each_object(const Json& network, const char* key, const std::string& where, Warnings& warnings,
                     const std::function<void(const Json&, std::size_t, const std::string&)>& read) {
  const Json& list = list_in(network, key);
  if (list.is_null()) return;
  const std::string path = where + "." + key;
  if (!list.is_array()) {
    warnings.add("wrongTypeDropped", path, {shortened(list)});
    return;
  }
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string place = item_place(path, i);
    if (list[i].is_object())
      read(list[i], i, place);
    else
      warnings.add("wrongTypeDropped", place, {shortened(list[i])});
  }
}

/// The ids of a file's lists, as other entries name them.
struct Ids {
  explicit Ids(const Json& network)
      : sectors(list_in(network, "sectors"), "sector-"),
        nodes(list_in(network, "nodes"), "node-"),
        edges(list_in(network, "edges"), "edge-"),
        stories(list_in(network, "stories"), "story-"),
        snapshots(list_in(network, "snapshots"), "snapshot-") {}

  IdRepair sectors, nodes, edges, stories, snapshots;
};

void read_nodes(Network& network, Ids& ids, const Json& json, const std::string& where, Warnings& warnings) {
  bool full = false;
  for_each_object(json, "nodes", where, warnings, [&](const Json& entry, std::size_t index, const std::string& place) {
    if (full) return;
    if (network.nodes.size() >= limits::nodes) {
      full = true;
      warnings.add("tooManyNodes", place, {std::to_string(limits::nodes)});
      return;
    }
    Node node;
    node.id = ids.nodes.give(entry, index, place, warnings);
    read_fields(node, node_fields(), entry, {"id"}, place, warnings);
    if (const auto sector = entry.find("sector"); sector != entry.end() && sector->is_string())
      if (const std::string now = ids.sectors.current(sector->get<std::string>()); now != *sector) node.sector = now;
    if (trim(node.label).empty()) {
      node.label = trim(node.id).empty() ? ids.nodes.made_up(index) : node.id;
      warnings.add("labelMissing", place + ".label", {node.label});
    }
    std::string id = node.id;
    network.nodes.emplace(std::move(id), std::move(node));
  });
}

void read_edges(Network& network, Ids& ids, const Json& json, const std::string& where, Warnings& warnings) {
  bool full = false;
  for_each_object(json, "edges", where, warnings, [&](const Json& entry, std::size_t index, const std::string& place) {
    if (full) return;
    if (network.edges.size() >= limits::edges) {
      full = true;
      warnings.add("tooManyEdges", place, {std::to_string(limits::edges)});
      return;
    }
    Edge edge;
    edge.from = ids.nodes.current(given_id(entry, "from"));
    edge.to = ids.nodes.current(given_id(entry, "to"));
    for (const char* key : {"from", "to"}) {
      if (network.nodes.contains(key[0] == 'f' ? edge.from : edge.to)) continue;
      warnings.add("edgeDangling", place + "." + key,
                   {shortened(entry.contains(key) ? entry[key] : Json("")), shortened(entry)});
      return;
    }
    edge.id = ids.edges.give(entry, index, place, warnings);
    read_fields(edge, edge_fields(), entry, {"id", "from", "to"}, place, warnings);
    std::string id = edge.id;
    network.edges.emplace(std::move(id), std::move(edge));
  });
}

/// What a story is about, by the ids that nodes and edges have now.
Json current_about(const Json& about, const Ids& ids) {
  if (!about.is_array()) return about;
  Json list = about;
  for (Json& item : list)
    if (item.is_string()) item = ids.edges.current(ids.nodes.current(item.get<std::string>()));
  return list;
}

void read_stories(Network& network, Ids& ids, const Json& json, const std::string& where, Warnings& warnings) {
  for_each_object(
      json, "stories", where, warnings, [&](const Json& entry, std::size_t index, const std::string& place) {
        Story story;
        story.id = ids.stories.give(entry, index, place, warnings);
        read_fields(story, story_fields(), entry, {"id", "about"}, place, warnings);
        if (entry.contains("about"))
          read_field(story, story_fields(), "about", current_about(entry["about"], ids), place + ".about", warnings);
        std::string id = story.id;
        network.stories.emplace(std::move(id), std::move(story));
      });
}

void read_snapshots(Network& network, Ids& ids, const Json& json, const std::string& where, Warnings& warnings) {
  for_each_object(json, "snapshots", where, warnings,
                  [&](const Json& entry, std::size_t index, const std::string& place) {
                    Snapshot snapshot;
                    snapshot.id = ids.snapshots.give(entry, index, place, warnings);
                    if (!entry.contains("network") || !entry["network"].is_object()) {
                      warnings.add("wrongTypeDropped", place + ".network", {shortened(entry.value("network", Json()))});
                      return;
                    }
                    Story lines;
                    for (const auto& [key, value] : entry.items()) {
                      if (key == "id" || key == "network" || value.is_null()) continue;
                      const bool known = key == "title" || key == "date";
                      if (!known || set_field(lines, key, repair_text(value, false, place + "." + key, warnings)))
                        warnings.add("fieldDropped", member_place(place, key), {shortened(value)});
                    }
                    snapshot.title = lines.title;
                    snapshot.date = lines.date;
                    snapshot.network = entry["network"];
                    std::string id = snapshot.id;
                    network.snapshots.emplace(std::move(id), std::move(snapshot));
                  });
}

void read_sectors(Network& network, Ids& ids, const Json& json, const std::string& where, Warnings& warnings) {
  const Json& list = list_in(json, "sectors");
  if (list.is_null()) {
    network.sectors = make_network().sectors;
    return;
  }
  bool full = false;
  for_each_object(
      json, "sectors", where, warnings, [&](const Json& entry, std::size_t index, const std::string& place) {
        if (full) return;
        if (network.sectors.size() == limits::list_items) {
          full = true;
          warnings.add("listCut", where + ".sectors",
                       {std::to_string(list.size()), std::to_string(limits::list_items)});
          return;
        }
        Sector sector;
        sector.id = ids.sectors.give(entry, index, place, warnings);
        for (const auto& [key, value] : entry.items()) {
          if (key == "id" || value.is_null()) continue;
          Json candidate = {{"id", "x"},
                            {key, key == "label" ? repair_text(value, false, place + ".label", warnings) : value}};
          const Result<Sector> read = sector_from_json(candidate);
          if (const Sector* good = std::get_if<Sector>(&read)) {
            if (key == "label") sector.label = good->label;
            if (key == "color") sector.color = good->color;
          } else {
            warnings.add("fieldDropped", member_place(place, key), {shortened(value)});
          }
        }
        network.sectors.push_back(std::move(sector));
      });
}

void read_network_fields(Network& network, const Json& json, const std::string& where, Warnings& warnings) {
  Node probe;  // texts and free fields follow the same rules as those of a node
  for (const auto& [key, value] : json.items()) {
    if (key == "nodes" || key == "edges" || key == "stories" || key == "snapshots" || key == "sectors" ||
        value.is_null())
      continue;
    const std::string place = member_place(where, key);
    if (key == "title" && value.is_string())
      network.title = repair_text(value, false, place, warnings).get<std::string>();
    else if (key == "description" && value.is_string())
      network.description = repair_text(value, true, place, warnings).get<std::string>();
    else if (key == "title" || key == "description")
      warnings.add("wrongTypeDropped", place, {shortened(value)});
    else
      keep_as_field(probe, key, value, place, warnings);
  }
  network.fields = std::move(probe.fields);
}

Result<Network> read_file(const Json& file, Warnings& warnings) {
  if (!file.is_object() || !file.contains("type") || file["type"] != "impactweb")
    return Issue{"notImpactweb", "type", {}};
  const Json version = file.value("version", Json());
  if (!version.is_number() || version.get<double>() < 1) return Issue{"versionMissing", "version", {}};
  if (version.get<double>() > schema_version)
    return Issue{"newerVersion", "version", {version.dump(), std::to_string(schema_version)}};
  if (!file.contains("network") || !file["network"].is_object()) return Issue{"networkMissing", "network", {}};
  for (const auto& [key, value] : file.items())
    if (key != "type" && key != "version" && key != "generator" && key != "network" && !value.is_null())
      warnings.add("fieldDropped", shortened(key), {shortened(value)});
  Network network;
  const Json& json = file["network"];
  const std::string where = "network";
  Ids ids(json);
  read_network_fields(network, json, where, warnings);
  read_sectors(network, ids, json, where, warnings);
  read_nodes(network, ids, json, where, warnings);
  read_edges(network, ids, json, where, warnings);
  read_stories(network, ids, json, where, warnings);
  read_snapshots(network, ids, json, where, warnings);
  return network;
}

Result<Opened> opened_from(const Json& file, Warnings& warnings) {
  Result<Network> read = read_file(file, warnings);
  if (const Issue* issue = std::get_if<Issue>(&read)) return *issue;
  return Opened{std::get<Network>(std::move(read)), warnings.take()};
}

}  // namespace

Result<Json> json_from_bytes(std::string_view bytes, Warnings& warnings) {
  if (bytes.size() > limits::file_bytes)
    return Issue{"fileTooLarge", "", {std::to_string(bytes.size() >> 20), std::to_string(limits::file_bytes >> 20)}};
  const std::string utf8 = repair_utf8(bytes, warnings);
  if (trim(utf8).empty()) return Issue{"fileEmpty", "", {}};
  const CleanJson clean = repair_tokens(utf8, warnings);
  if (!clean.refusal.code.empty()) return clean.refusal;
  // Places are those of the text that people have before them, not of the repaired one.
  const auto refuse = [&](const char* code, std::size_t byte) {
    return Issue{code, TextPositions(utf8).of(origin_of(utf8, byte)), {}};
  };
  try {
    return Json::parse(clean.text);
  } catch (const Json::parse_error& error) {
    // The parser counts the byte that it stumbles over, and what comes after the last one as well.
    if (error.byte > clean.text.size()) return refuse("jsonCutOff", clean.text.size());
    if (error.byte > clean.end) return refuse("jsonTrailing", clean.text.find_first_not_of(" \t\r\n", clean.end));
    return refuse("notJson", error.byte > 0 ? error.byte - 1 : 0);
  } catch (const Json::exception&) {
    return Issue{"notJson", "", {}};
  }
}

Result<Opened> open_impactweb(std::string_view bytes) {
  Warnings warnings;
  const Result<Json> json = json_from_bytes(bytes, warnings);
  if (const Issue* issue = std::get_if<Issue>(&json)) return *issue;
  return opened_from(std::get<Json>(json), warnings);
}

Result<Opened> open_impactweb_json(const Json& file) {
  Warnings warnings;
  return opened_from(file, warnings);
}

Json file_from_network(const Network& network) {
  return {
      {"type", "impactweb"}, {"version", schema_version}, {"generator", "Impactweb"}, {"network", to_json(network)}};
}

std::string bytes_from_network(const Network& network) {
  // The head first, so that people and programs see at once what the file is.
  std::string text = "{\n  \"type\": \"impactweb\",\n  \"version\": " + std::to_string(schema_version) +
                     ",\n  \"generator\": \"Impactweb\",\n  \"network\": ";
  const std::string body = to_json(network).dump(2, ' ', false, Json::error_handler_t::replace);
  for (const char c : body) {
    text += c;
    if (c == '\n') text += "  ";
  }
  return text + "\n}\n";
}

}  // namespace impactweb

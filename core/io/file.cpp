#include "core/io/file.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

#include "core/io/clean_json.hpp"
#include "core/model/fields.hpp"
#include "core/model/ids.hpp"
#include "core/model/limits.hpp"
#include "core/text/text.hpp"

namespace impactweb {
namespace {

std::string indexed(const std::string& list, std::size_t index) { return list + "[" + std::to_string(index) + "]"; }

std::string shortened(const Json& value) {
  const std::string text =
      value.is_string() ? value.get<std::string>() : value.dump(-1, ' ', false, Json::error_handler_t::replace);
  return count_characters(text) > 60 ? std::string(first_characters(text, 59)) + "…" : text;
}

// ---------------------------------------------------------------- repairs of one value

/// Control characters become spaces; a carriage return before a line feed goes.
std::string without_control(const std::string& text, bool several_lines) {
  std::string clean;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (text[i] == '\r' && several_lines) {
      if (i + 1 < text.size() && text[i + 1] == '\n') continue;
      clean += '\n';
    } else if ((byte < 0x20 || byte == 0x7f) && !(several_lines && (text[i] == '\n' || text[i] == '\t'))) {
      clean += ' ';
    } else {
      clean += text[i];
    }
  }
  return clean;
}

/// A text as long as its place allows and without control characters, with a warning for each repair.
Json repair_text(const Json& value, bool several_lines, const std::string& where, Issues& warnings) {
  if (!value.is_string()) return value;
  std::string text = value.get<std::string>();
  std::string clean = without_control(text, several_lines);
  if (clean != text) {
    warnings.push_back({"controlRemoved", where, {}});
    text = std::move(clean);
  }
  const std::size_t limit = several_lines ? limits::text_characters : limits::label_characters;
  if (text.size() > limit) {
    if (const std::size_t characters = count_characters(text); characters > limit) {
      warnings.push_back({"textCut", where, {std::to_string(characters), std::to_string(limit)}});
      text = std::string(first_characters(text, limit));
    }
  }
  return text;
}

/// Strings of a list that can be kept: not empty, each once. Others are named.
Json repair_list(const Json& value, const std::string& where, Issues& warnings) {
  // One word where a list is wanted is a list of one.
  if (value.is_string()) return repair_list(Json::array({value}), where, warnings);
  if (!value.is_array()) return value;
  Json kept = Json::array();
  std::set<std::string> seen;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const std::string place = indexed(where, i);
    Json item = repair_text(value[i], false, place, warnings);
    if (!item.is_string() && !item.is_number()) {
      warnings.push_back({"wrongTypeDropped", place, {shortened(value[i])}});
      continue;
    }
    if (item.is_number()) item = item.dump();
    if (trim(item.get_ref<const std::string&>()).empty()) {
      warnings.push_back({"listEmptyItem", place, {}});
      continue;
    }
    if (!seen.insert(item.get<std::string>()).second) {
      warnings.push_back({"listDuplicate", place, {item.get<std::string>()}});
      continue;
    }
    if (kept.size() == limits::list_items) {
      warnings.push_back({"listCut", where, {std::to_string(value.size()), std::to_string(limits::list_items)}});
      break;
    }
    kept.push_back(std::move(item));
  }
  return kept;
}

/// A finite [x, y] in range out of [x, y] or {x, y}; null, named, for anything else.
Json repair_position(const Json& value, const std::string& where, Issues& warnings) {
  Json x, y;
  if (value.is_array() && value.size() >= 2)
    x = value[0], y = value[1];
  else if (value.is_object() && value.contains("x") && value.contains("y"))
    x = value["x"], y = value["y"];
  const auto good = [](const Json& number) {
    return number.is_number() && std::abs(number.get<double>()) <= limits::coordinate;
  };
  if (good(x) && good(y)) return Json{x, y};
  warnings.push_back({"positionDropped", where, {shortened(value)}});
  return nullptr;
}

/// A whole number in range where a rating is wanted: 3.0 and "3" are 3.
Json repair_rating(const Json& value) {
  if (!value.is_string()) return value;
  const auto& text = value.get_ref<const std::string&>();
  if (text.size() == 1 && text[0] >= '0' && text[0] <= '9') return text[0] - '0';
  return value;
}

/// A key for a free field that is not taken.
std::string free_key(const std::map<std::string, Json>& fields, const std::string& key) {
  std::string name = without_control(key, false);
  if (count_characters(name) > limits::label_characters - 8)
    name = std::string(first_characters(name, limits::label_characters - 8));
  if (name.empty()) name = "?";
  std::string candidate = name;
  for (int n = 2; fields.contains(candidate); ++n) candidate = name + " " + std::to_string(n);
  return candidate;
}

/// Keeps what has no place of its own, so that reading loses nothing that can be read.
template <class Entity>
void keep_as_field(Entity& entity, const std::string& key, const Json& value, const std::string& where,
                   Issues& warnings) {
  if (value.is_null()) return;
  const std::string name = free_key(entity.fields, key);
  Json kept = value.is_string() ? repair_text(value, true, where, warnings) : value;
  if (auto issue = set_field(entity, "fields." + name, kept)) {
    warnings.push_back({"fieldDropped", where, {shortened(value)}});
  } else if (name != key) {
    warnings.push_back({"fieldRenamed", where, {key, name}});
  }
}

void keep_as_field(Story&, const std::string&, const Json& value, const std::string& where, Issues& warnings) {
  if (!value.is_null()) warnings.push_back({"fieldDropped", where, {shortened(value)}});
}

// ---------------------------------------------------------------- repairs of an entity

Json repair_exchange(const Json& value, const std::string& where, Issues& warnings) {
  if (value.is_string()) return {{"text", repair_text(value, false, where, warnings)}};
  if (!value.is_object()) {
    warnings.push_back({"wrongTypeDropped", where, {shortened(value)}});
    return nullptr;
  }
  Json kept = Json::object();
  for (const auto& [key, each] : value.items()) {
    const std::string place = where + "." + key;
    if (each.is_null()) continue;
    if (key == "id" && each.is_string() && !each.get_ref<const std::string&>().empty() &&
        each.get_ref<const std::string&>().size() <= limits::id_bytes &&
        without_control(each.get<std::string>(), false) == each.get<std::string>()) {
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
      warnings.push_back({"fieldDropped", place, {shortened(each)}});
  }
  return kept;
}

Json repair_exchanges(const Json& value, const std::string& where, Issues& warnings) {
  if (!value.is_array()) return value;
  Json kept = Json::array();
  std::set<std::string> seen;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const std::string place = indexed(where, i);
    if (kept.size() == limits::list_items) {
      warnings.push_back({"listCut", where, {std::to_string(value.size()), std::to_string(limits::list_items)}});
      break;
    }
    Json item = repair_exchange(value[i], place, warnings);
    if (item.is_null()) continue;
    if (item.contains("id") && seen.contains(item["id"].get<std::string>())) {
      warnings.push_back({"idRenamed", place + ".id", {item["id"].get<std::string>()}});
      item.erase("id");
    }
    // A need without an id gets one from its place, so that the same file always reads the same.
    std::string id = item.value("id", std::string());
    for (int n = static_cast<int>(i) + 1; id.empty() || (!item.contains("id") && seen.contains(id)); ++n) {
      std::string number = std::to_string(n);
      id = "item-" + std::string(number.size() < 4 ? 4 - number.size() : 0, '0') + number;
    }
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

Json repair_value(const FieldInfo& field, const Json& value, const std::string& where, Issues& warnings) {
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
                const std::string& where, Issues& warnings) {
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
    for (const auto& [key, each] : value.items()) keep_as_field(entity, key, each, where + "." + key, warnings);
    return;
  }
  if (field->path == "stageDates" && value.is_object()) {
    for (const auto& [stage, date] : value.items())
      if (!date.is_null() && set_field(entity, "stageDates." + stage, date)) {
        warnings.push_back({"valueKeptAsField", where + "." + stage, {shortened(date)}});
        keep_as_field(entity, "stageDates." + stage, date, where + "." + stage, warnings);
      }
    return;
  }
  if (set_field(entity, path, repair_value(*field, value, where, warnings))) {
    warnings.push_back({"valueKeptAsField", where, {shortened(value)}});
    keep_as_field(entity, path, value, where, warnings);
  }
}

template <class Entity>
void read_fields(Entity& entity, std::span<const FieldInfo> fields, const Json& json,
                 std::initializer_list<std::string_view> own, const std::string& where, Issues& warnings) {
  // The entity's free fields first: what has no place of its own must not take one of their names.
  for (const bool free_first : {true, false})
    for (const auto& [key, value] : json.items()) {
      if (std::find(own.begin(), own.end(), key) != own.end() || (key == "fields") != free_first) continue;
      const std::string place = where + "." + key;
      if (key == "nextStep" && value.is_object() && field_of(fields, "nextStep.text") != nullptr) {
        for (const auto& [member, each] : value.items())
          read_field(entity, fields, "nextStep." + member, each, place + "." + member, warnings);
        continue;
      }
      read_field(entity, fields, key, value, place, warnings);
    }
}

// ---------------------------------------------------------------- repairs of the whole

/// The id of an entity: as it is when it is good and free, otherwise a new one made from it, named.
template <class Map>
std::string repair_id(const Json& json, const Map& taken, const char* prefix, std::size_t index,
                      const std::string& where, Issues& warnings) {
  std::string id;
  const auto given = json.find("id");
  if (given != json.end() && given->is_string()) id = given->get<std::string>();
  if (given != json.end() && given->is_number()) id = given->dump();
  std::string clean = without_control(id, false);
  while (clean.size() > limits::id_bytes) clean = std::string(first_characters(clean, count_characters(clean) - 1));
  const bool missing = clean.empty();
  if (missing) clean = prefix + std::to_string(index + 1);
  std::string unique = clean;
  for (int n = 2; taken.contains(unique); ++n) {
    const std::string ending = "-" + std::to_string(n);
    std::string stem = clean;
    while (stem.size() + ending.size() > limits::id_bytes)
      stem = std::string(first_characters(stem, count_characters(stem) - 1));
    unique = stem + ending;
  }
  if (missing)
    warnings.push_back({"idMissing", where, {unique}});
  else if (unique != id)
    warnings.push_back({"idRenamed", where + ".id", {shortened(id), unique}});
  return unique;
}

/// Calls `read` for each object of a list; what is not one is named.
void for_each_object(const Json& network, const char* key, const std::string& where, Issues& warnings,
                     const std::function<void(const Json&, std::size_t, const std::string&)>& read) {
  const auto list = network.find(key);
  if (list == network.end() || list->is_null()) return;
  const std::string path = where + "." + key;
  if (!list->is_array()) {
    warnings.push_back({"wrongTypeDropped", path, {shortened(*list)}});
    return;
  }
  for (std::size_t i = 0; i < list->size(); ++i) {
    const std::string place = indexed(path, i);
    if ((*list)[i].is_object())
      read((*list)[i], i, place);
    else
      warnings.push_back({"wrongTypeDropped", place, {shortened((*list)[i])}});
  }
}

void read_nodes(Network& network, const Json& json, const std::string& where, Issues& warnings) {
  for_each_object(json, "nodes", where, warnings, [&](const Json& entry, std::size_t index, const std::string& place) {
    if (network.nodes.size() >= limits::nodes) {
      if (network.nodes.size() == limits::nodes && index == limits::nodes)
        warnings.push_back({"tooManyNodes", place, {std::to_string(limits::nodes)}});
      return;
    }
    Node node;
    node.id = repair_id(entry, network.nodes, "node-", index, place, warnings);
    read_fields(node, node_fields(), entry, {"id"}, place, warnings);
    if (trim(node.label).empty()) {
      node.label = count_characters(node.id) > limits::label_characters ? "?" : node.id;
      warnings.push_back({"labelMissing", place + ".label", {node.label}});
    }
    std::string id = node.id;
    network.nodes.emplace(std::move(id), std::move(node));
  });
}

std::string end_of(const Json& entry, const char* key) {
  const auto end = entry.find(key);
  if (end == entry.end()) return {};
  return end->is_string() ? end->get<std::string>() : end->is_number() ? end->dump() : std::string();
}

void read_edges(Network& network, const Json& json, const std::string& where, Issues& warnings) {
  for_each_object(json, "edges", where, warnings, [&](const Json& entry, std::size_t index, const std::string& place) {
    if (network.edges.size() >= limits::edges) {
      if (index == limits::edges) warnings.push_back({"tooManyEdges", place, {std::to_string(limits::edges)}});
      return;
    }
    Edge edge;
    edge.from = end_of(entry, "from");
    edge.to = end_of(entry, "to");
    for (const char* key : {"from", "to"}) {
      if (network.nodes.contains(end_of(entry, key))) continue;
      warnings.push_back({"edgeDangling",
                          place + "." + key,
                          {shortened(entry.contains(key) ? entry[key] : Json("")), shortened(entry)}});
      return;
    }
    edge.id = repair_id(entry, network.edges, "edge-", index, place, warnings);
    read_fields(edge, edge_fields(), entry, {"id", "from", "to"}, place, warnings);
    std::string id = edge.id;
    network.edges.emplace(std::move(id), std::move(edge));
  });
}

void read_stories(Network& network, const Json& json, const std::string& where, Issues& warnings) {
  for_each_object(json, "stories", where, warnings,
                  [&](const Json& entry, std::size_t index, const std::string& place) {
                    Story story;
                    story.id = repair_id(entry, network.stories, "story-", index, place, warnings);
                    read_fields(story, story_fields(), entry, {"id"}, place, warnings);
                    std::string id = story.id;
                    network.stories.emplace(std::move(id), std::move(story));
                  });
}

void read_snapshots(Network& network, const Json& json, const std::string& where, Issues& warnings) {
  for_each_object(
      json, "snapshots", where, warnings, [&](const Json& entry, std::size_t index, const std::string& place) {
        Snapshot snapshot;
        snapshot.id = repair_id(entry, network.snapshots, "snapshot-", index, place, warnings);
        if (!entry.contains("network") || !entry["network"].is_object()) {
          warnings.push_back({"wrongTypeDropped", place + ".network", {shortened(entry.value("network", Json()))}});
          return;
        }
        Story lines;
        for (const auto& [key, value] : entry.items()) {
          if (key == "id" || key == "network" || value.is_null()) continue;
          const bool known = key == "title" || key == "date";
          if (!known || set_field(lines, key, repair_text(value, false, place + "." + key, warnings)))
            warnings.push_back({"fieldDropped", place + "." + key, {shortened(value)}});
        }
        snapshot.title = lines.title;
        snapshot.date = lines.date;
        snapshot.network = entry["network"];
        std::string id = snapshot.id;
        network.snapshots.emplace(std::move(id), std::move(snapshot));
      });
}

void read_sectors(Network& network, const Json& json, const std::string& where, Issues& warnings) {
  if (!json.contains("sectors") || json["sectors"].is_null()) {
    network.sectors = make_network().sectors;
    return;
  }
  std::set<std::string> seen;
  for_each_object(
      json, "sectors", where, warnings, [&](const Json& entry, std::size_t index, const std::string& place) {
        Sector sector;
        sector.id = repair_id(entry, seen, "sector-", index, place, warnings);
        for (const auto& [key, value] : entry.items()) {
          if (key == "id" || value.is_null()) continue;
          Json candidate = {{"id", "x"},
                            {key, key == "label" ? repair_text(value, false, place + ".label", warnings) : value}};
          const Result<Sector> read = sector_from_json(candidate);
          if (const Sector* good = std::get_if<Sector>(&read)) {
            if (key == "label") sector.label = good->label;
            if (key == "color") sector.color = good->color;
          } else {
            warnings.push_back({"fieldDropped", place + "." + key, {shortened(value)}});
          }
        }
        seen.insert(sector.id);
        network.sectors.push_back(std::move(sector));
      });
}

void read_network_fields(Network& network, const Json& json, const std::string& where, Issues& warnings) {
  Node probe;  // texts and free fields follow the same rules as those of a node
  for (const auto& [key, value] : json.items()) {
    if (key == "nodes" || key == "edges" || key == "stories" || key == "snapshots" || key == "sectors" ||
        value.is_null())
      continue;
    const std::string place = where + "." + key;
    if (key == "title" && value.is_string())
      network.title = repair_text(value, false, place, warnings).get<std::string>();
    else if (key == "description" && value.is_string())
      network.description = repair_text(value, true, place, warnings).get<std::string>();
    else if (key == "title" || key == "description")
      warnings.push_back({"wrongTypeDropped", place, {shortened(value)}});
    else
      keep_as_field(probe, key, value, place, warnings);
  }
  network.fields = std::move(probe.fields);
}

}  // namespace

Result<Json> json_from_bytes(std::string_view bytes, Issues& warnings) {
  if (bytes.size() > limits::file_bytes)
    return Issue{"fileTooLarge", "", {std::to_string(bytes.size() >> 20), std::to_string(limits::file_bytes >> 20)}};
  const std::string utf8 = repair_utf8(bytes, warnings);
  if (trim(utf8).empty()) return Issue{"fileEmpty", "", {}};
  Issue refusal;
  const std::string text = repair_tokens(utf8, warnings, refusal);
  if (!refusal.code.empty()) return refusal;
  std::vector<std::set<std::string>> keys;
  const auto watch = [&](int, Json::parse_event_t event, Json& parsed) {
    if (event == Json::parse_event_t::object_start)
      keys.emplace_back();
    else if (event == Json::parse_event_t::object_end && !keys.empty())
      keys.pop_back();
    else if (event == Json::parse_event_t::key && !keys.empty() &&
             !keys.back().insert(parsed.get<std::string>()).second)
      warnings.push_back({"keyTwice", "", {shortened(parsed)}});
    return true;
  };
  try {
    return Json::parse(text, watch);
  } catch (const Json::parse_error& error) {
    const std::size_t byte = error.byte > 0 ? error.byte - 1 : 0;
    const bool cut = byte + 1 >= text.size();
    return Issue{cut ? "jsonCutOff" : "notJson", place_in(text, byte), {}};
  } catch (const Json::exception&) {
    return Issue{"notJson", "", {}};
  }
}

Result<Opened> open_impactweb(std::string_view bytes) {
  Issues warnings;
  Result<Json> json = json_from_bytes(bytes, warnings);
  if (const Issue* issue = std::get_if<Issue>(&json)) return *issue;
  Result<Opened> opened = open_impactweb_json(std::get<Json>(json));
  if (Opened* good = std::get_if<Opened>(&opened))
    good->warnings.insert(good->warnings.begin(), warnings.begin(), warnings.end());
  return opened;
}

Result<Opened> open_impactweb_json(const Json& file) {
  if (!file.is_object() || !file.contains("type") || file["type"] != "impactweb")
    return Issue{"notImpactweb", "type", {}};
  const Json version = file.value("version", Json());
  if (!version.is_number() || version.get<double>() < 1) return Issue{"versionMissing", "version", {}};
  if (version.get<double>() > schema_version)
    return Issue{"newerVersion", "version", {version.dump(), std::to_string(schema_version)}};
  if (!file.contains("network") || !file["network"].is_object()) return Issue{"networkMissing", "network", {}};
  Opened opened;
  const Json& network = file["network"];
  const std::string where = "network";
  read_network_fields(opened.network, network, where, opened.warnings);
  read_sectors(opened.network, network, where, opened.warnings);
  read_nodes(opened.network, network, where, opened.warnings);
  read_edges(opened.network, network, where, opened.warnings);
  read_stories(opened.network, network, where, opened.warnings);
  read_snapshots(opened.network, network, where, opened.warnings);
  return opened;
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

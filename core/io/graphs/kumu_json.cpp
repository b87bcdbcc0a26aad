#include "core/io/graphs/kumu_json.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "core/io/content.hpp"
#include "core/io/records/cell_text.hpp"
#include "core/io/records/columns.hpp"
#include "core/io/records/read_values.hpp"
#include "core/io/records/record_builder.hpp"
#include "core/io/records/rows.hpp"
#include "core/io/text_repair.hpp"
#include "core/model/fields.hpp"
#include "core/model/limits.hpp"
#include "core/text/text.hpp"

namespace impactweb {

namespace {

using records::Table;

/// What a blueprint says about an element besides its attributes: bookkeeping of Kumu's own.
constexpr std::array<std::string_view, 6> bookkeeping = {"created_at", "updated_at", "created_by",
                                                         "updated_by", "createdAt",  "updatedAt"};

/// The attributes of an entry, those of a blueprint and of the simple form alike.
struct Attributes {
  std::vector<std::string> keys;
  std::vector<const Json*> values;
  std::vector<std::string> wheres;
  std::vector<std::string_view> fields;

  [[nodiscard]] std::size_t index_of(std::string_view field) const {
    return static_cast<std::size_t>(std::find(fields.begin(), fields.end(), field) - fields.begin());
  }
  [[nodiscard]] Json value_of(std::string_view field) const {
    const std::size_t index = index_of(field);
    return index < values.size() ? *values[index] : Json();
  }
  [[nodiscard]] std::string text_of(std::string_view field) const {
    const Json value = value_of(field);
    if (value.is_string()) return std::string(trim(value.get_ref<const std::string&>()));
    return value.is_number() ? value.dump() : std::string();
  }
  [[nodiscard]] std::string where_of(std::string_view field, const std::string& where) const {
    const std::size_t index = index_of(field);
    return index < wheres.size() ? wheres[index] : where + "." + std::string(field);
  }
  [[nodiscard]] std::vector<records::Value> rest(std::initializer_list<std::string_view> own) const {
    std::vector<records::Value> list;
    for (std::size_t i = 0; i < keys.size(); ++i)
      if (fields[i].empty() || std::find(own.begin(), own.end(), fields[i]) == own.end())
        list.push_back({fields[i], keys[i], *values[i], wheres[i]});
    return list;
  }
};

Attributes attributes_of(Table table, const Json& entry, const std::string& where,
                         std::initializer_list<std::string_view> handled) {
  Attributes attributes;
  const auto add = [&](const std::string& key, const Json& value, const std::string& place) {
    if (value.is_null()) return;
    attributes.keys.push_back(key);
    attributes.values.push_back(&value);
    attributes.wheres.push_back(place + "." + key);
  };
  const auto blueprint = entry.find("attributes");
  const bool is_blueprint = blueprint != entry.end() && blueprint->is_object();
  for (const auto& [key, value] : entry.items()) {
    if (std::find(handled.begin(), handled.end(), key) != handled.end()) continue;
    if (is_blueprint &&
        (key == "attributes" || std::find(bookkeeping.begin(), bookkeeping.end(), key) != bookkeeping.end()))
      continue;
    add(key, value, where);
  }
  if (is_blueprint)
    for (const auto& [key, value] : blueprint->items()) add(key, value, where + ".attributes");
  attributes.fields = records::map_headers(table, attributes.keys);
  return attributes;
}

std::string quoted(const Json& value) { return excerpt(json_text(value)); }

/// Calls `use(entry, where)` for each object of a list until it returns false; what is not one is named.
template <class Use>
void for_each_object(const Json& file, const char* key, Warnings& warnings, const Use& use) {
  const auto list = file.find(key);
  if (list == file.end() || list->is_null()) return;
  if (!list->is_array()) {
    warnings.add("wrongTypeDropped", key, {quoted(*list)});
    return;
  }
  for (std::size_t i = 0; i < list->size(); ++i) {
    if (!(*list)[i].is_object())
      warnings.add("wrongTypeDropped", item_place(key, i), {quoted((*list)[i])});
    else if (!use((*list)[i], item_place(key, i)))
      return;
  }
}

void read_elements(const Json& file, RecordBuilder& builder) {
  for_each_object(file, "elements", builder.warnings(), [&](const Json& entry, const std::string& where) {
    const Attributes attributes = attributes_of(Table::nodes, entry, where, {});
    return builder.add(NodeRecord{where, attributes.where_of("id", where), attributes.where_of("label", where),
                                  attributes.value_of("id"), attributes.value_of("label"),
                                  attributes.rest({"id", "label"})});
  });
}

void read_connections(const Json& file, RecordBuilder& builder) {
  for_each_object(file, "connections", builder.warnings(), [&](const Json& entry, const std::string& where) {
    const Attributes attributes = attributes_of(Table::edges, entry, where, {"reversed"});
    EdgeRecord::End from{attributes.text_of("from"), attributes.text_of("fromLabel"),
                         attributes.where_of("from", where)};
    EdgeRecord::End to{attributes.text_of("to"), attributes.text_of("toLabel"), attributes.where_of("to", where)};
    if (entry.value("reversed", Json()) == true) std::swap(from, to);
    return builder.add(EdgeRecord{where, attributes.where_of("id", where), attributes.value_of("id"), std::move(from),
                                  std::move(to), false, attributes.rest({"id", "from", "to", "fromLabel", "toLabel"})});
  });
}

/// Positions and pins out of the first map of a blueprint that has any.
void read_positions(const Json& file, Network& network, Warnings& warnings) {
  const auto maps = file.find("maps");
  if (maps == file.end() || !maps->is_array()) return;
  for (std::size_t m = 0; m < maps->size(); ++m) {
    const Json& map = (*maps)[m];
    if (!map.is_object() || !map.contains("elements") || !map["elements"].is_array()) continue;
    const std::string list = item_place("maps", m) + ".elements";
    bool any = false;
    for (std::size_t i = 0; i < map["elements"].size(); ++i) {
      const Json& placed = map["elements"][i];
      if (!placed.is_object()) {
        warnings.add("wrongTypeDropped", item_place(list, i), {quoted(placed)});
        continue;
      }
      const Json id = placed.value("element", Json()), position = placed.value("position", Json());
      const auto node = network.nodes.find(records::id_of(id));
      if (node == network.nodes.end() || position.is_null()) continue;
      if (!position.is_object() ||
          set_field(node->second, "position", Json{position.value("x", Json()), position.value("y", Json())})) {
        warnings.add("positionDropped", item_place(list, i) + ".position", {quoted(position)});
        continue;
      }
      if (placed.value("pinned", Json()) == true) node->second.pinned = true;
      any = true;
    }
    if (any) return;
  }
}

/// The title and the description of a blueprint.
void read_head(const Json& file, RecordBuilder& builder) {
  const auto name = file.find("name"), description = file.find("description");
  if (name != file.end() && name->is_string())
    builder.network().title = records::line_of(*name, "name", builder.warnings());
  Node lines;
  if (description != file.end() && description->is_string() && !set_field(lines, "description", *description))
    builder.network().description = lines.description;
  // Feedback loops go round connections; a network has no word for them.
  Node probe;
  const auto loops = file.find("loops");
  if (loops == file.end() || !records::is_filled(*loops)) return;
  if (set_field(probe, "fields.loops", *loops))
    builder.warnings().add("fieldDropped", "loops", {"loops"});
  else
    builder.network().fields = std::move(probe.fields);
}

bool is_list(const Json& file, const char* key) {
  const auto found = file.find(key);
  return found != file.end() && found->is_array();
}

/// True when an attribute of this name and value is read back as it is.
bool is_free_attribute(Table table, std::string_view key, const Json& value) {
  if (records::is_known_header(table, key) || key == "attributes" || key == "reversed") return false;
  if (trim(key) != key || count_characters(key) > limits::label_characters - 8) return false;
  if (value.is_array()) return !value.empty();
  if (!value.is_string()) return true;
  const std::string_view text = value.get_ref<const std::string&>();
  return !text.empty() && trim(text) == text;
}

bool is_free_element_attribute(std::string_view key, const Json& value) {
  return is_free_attribute(Table::nodes, key, value);
}
bool is_free_connection_attribute(std::string_view key, const Json& value) {
  return is_free_attribute(Table::edges, key, value);
}

/// Kumu's own names for what it knows; our other columns are capitalised.
std::string attribute_name(const std::string& header) {
  for (const std::string_view own : {"ID", "Label", "Type", "Description", "Tags", "From", "To", "Direction"})
    if (header == own) return fold(header);
  return header;
}

template <class Map>
Json entries_of(Table table, const Network& network, const Map& entities, const records::IsFree& is_free) {
  std::map<std::string, std::string> names;
  for (const std::string& header : records::own_headers(table)) names.emplace(header, attribute_name(header));
  // Names stand in tables beside ids for people to read; here nobody reads them.
  names["From label"] = names["To label"] = "";
  Json entries = Json::array();
  for (const auto& [id, entity] : entities) {
    Json entry = Json::object();
    for (const auto& [header, value] : records::row_of(network, entity, is_free)) {
      const auto own = names.find(header);
      const std::string& name = own == names.end() ? header : own->second;
      if (!value.is_null() && !name.empty()) entry[name] = value;
    }
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace

int kumu_likeness(const InputFile& file) {
  if (content_of(file.bytes) != Content::json) return 0;
  bool elements = false, connections = false;
  for (const JsonMember& member : outermost_members(file.bytes)) {
    // Others that have elements say of what type they are; Kumu does not.
    if (member.key == "type" && !member.text.empty()) return 0;
    elements = elements || (member.key == "elements" && member.begins_with == '[');
    connections = connections || (member.key == "connections" && member.begins_with == '[');
  }
  return elements && connections ? 95 : elements || connections ? 80 : 0;
}

Result<Opened> open_kumu(std::span<const InputFile> files) {
  if (auto issue = not_one_file(files)) return *issue;
  RecordBuilder builder;
  const Result<Json> read = json_from_bytes(files[0].bytes, builder.warnings());
  if (const Issue* issue = std::get_if<Issue>(&read)) return *issue;
  const Json& file = std::get<Json>(read);
  if (!file.is_object() || (!is_list(file, "elements") && !is_list(file, "connections")))
    return Issue{"notKumu", "", {}};
  read_elements(file, builder);
  read_connections(file, builder);
  read_positions(file, builder.network(), builder.warnings());
  read_head(file, builder);
  return builder.take();
}

std::vector<OutputFile> save_kumu(const Network& network) {
  Json file = {{"elements", entries_of(Table::nodes, network, network.nodes, is_free_element_attribute)},
               {"connections", entries_of(Table::edges, network, network.edges, is_free_connection_attribute)}};
  if (!network.title.empty()) file["name"] = network.title;
  if (!network.description.empty()) file["description"] = network.description;
  if (const auto loops = network.fields.find("loops"); loops != network.fields.end() && loops->second.is_array())
    file["loops"] = loops->second;
  return {{"kumu.json", file.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"}};
}

}  // namespace impactweb

#include "core/io/graphs/json_pieces.hpp"

#include <algorithm>
#include <set>

namespace impactweb::json_pieces {

const Json& member(const Json& object, const std::string& key) {
  static const Json none;
  if (!object.is_object()) return none;
  const auto found = object.find(key);
  return found == object.end() ? none : *found;
}

std::string id_in(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  return value.is_number() ? value.dump() : std::string();
}

void read_attributes(graphs::GraphReader& graph, records::Table table, std::initializer_list<Source> sources,
                     std::vector<graphs::Attribute>& attributes) {
  std::set<std::string_view> seen;
  for (const Source& source : sources) {
    if (source.attributes.is_null()) continue;
    if (!source.attributes.is_object()) {
      graph.warnings().add("wrongTypeDropped", source.where, {shortened(source.attributes)});
      continue;
    }
    for (const auto& [key, value] : source.attributes.items())
      if (!value.is_null() && seen.insert(key).second)
        attributes.push_back({graph.attribute(table, key), value, member_place(source.where, key)});
  }
}

Json beside(const Json& entry, std::initializer_list<const char*> own) {
  Json rest = entry;
  for (const char* key : own) rest.erase(key);
  return rest;
}

void read_network_values(graphs::GraphReader& graph, const Json& object, const std::string& where,
                         std::initializer_list<std::string_view> left_out) {
  if (!object.is_object()) return;
  for (const auto& [key, value] : object.items())
    if (std::find(left_out.begin(), left_out.end(), key) == left_out.end())
      graph.add_network_value(key, value, member_place(where, key));
}

}  // namespace impactweb::json_pieces

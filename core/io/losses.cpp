#include "core/io/losses.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "core/model/fields.hpp"
#include "core/text/text.hpp"

namespace impactweb {

namespace {

using Names = std::set<std::string>;

template <class Map>
std::size_t count_different(const Map& before, const Map& after) {
  return static_cast<std::size_t>(std::count_if(before.begin(), before.end(), [&](const auto& entry) {
    const auto found = after.find(entry.first);
    return found == after.end() || !(found->second == entry.second);
  }));
}

Names different_keys(const std::map<std::string, Json>& before, const std::map<std::string, Json>& after) {
  Names names;
  for (const auto& [key, value] : before)
    if (const auto found = after.find(key); found == after.end() || found->second != value) names.insert(key);
  for (const auto& [key, value] : after)
    if (!before.contains(key)) names.insert(key);
  return names;
}

/// Lists of sectors: colours apart, as they are what most formats lose of them.
void add_sectors(const Network& before, const Network& after, Issues& losses) {
  const auto find = [](const std::vector<Sector>& sectors, const std::string& id) -> const Sector* {
    const auto found = std::find_if(sectors.begin(), sectors.end(), [&](const Sector& each) { return each.id == id; });
    return found == sectors.end() ? nullptr : &*found;
  };
  std::size_t colors = 0, others = 0;
  for (const Sector& sector : before.sectors) {
    const Sector* same = find(after.sectors, sector.id);
    if (same == nullptr || same->label != sector.label) ++others;
    if (!sector.color.empty() && (same == nullptr || same->color != sector.color)) ++colors;
  }
  for (const Sector& sector : after.sectors)
    if (find(before.sectors, sector.id) == nullptr) ++others;
  // The same ones in another order.
  if (others == 0 && !std::equal(before.sectors.begin(), before.sectors.end(), after.sectors.begin(),
                                 after.sectors.end(), [](const Sector& a, const Sector& b) { return a.id == b.id; }))
    others = before.sectors.size();
  if (others > 0) losses.push_back({"lossSectors", "", {std::to_string(others)}});
  if (colors > 0) losses.push_back({"lossSectorColors", "", {std::to_string(colors)}});
}

Names different_fields(const Network& before, const Node& node, const Network& after, const Node& other) {
  Names names;
  for (const FieldInfo& field : node_fields()) {
    if (field.path == "fields") {
      names.merge(different_keys(node.fields, other.fields));
    } else if (field.path == "sector") {
      if (sector_label(before, node.sector) != sector_label(after, other.sector)) names.insert("sector");
    } else if (get_field(node, field.path) != get_field(other, field.path)) {
      names.insert(std::string(field.path));
    }
  }
  return names;
}

Names different_fields(const Network&, const Edge& edge, const Network&, const Edge& other) {
  Names names;
  if (edge.from != other.from) names.insert("from");
  if (edge.to != other.to) names.insert("to");
  for (const FieldInfo& field : edge_fields()) {
    if (field.path == "fields")
      names.merge(different_keys(edge.fields, other.fields));
    else if (get_field(edge, field.path) != get_field(other, field.path))
      names.insert(std::string(field.path));
  }
  return names;
}

template <class Map>
void add_entities(const Network& before, const Map& entities, const Network& after, const Map& others,
                  const char* gone_code, const char* changed_code, Issues& losses) {
  std::size_t gone = 0, changed = 0;
  Names names;
  for (const auto& [id, entity] : entities) {
    const auto found = others.find(id);
    if (found == others.end()) {
      ++gone;
    } else if (!(found->second == entity)) {
      Names fields = different_fields(before, entity, after, found->second);
      if (!fields.empty()) ++changed;
      names.merge(fields);
    }
  }
  if (gone > 0) losses.push_back({gone_code, "", {std::to_string(gone)}});
  if (changed > 0) losses.push_back({changed_code, "", {std::to_string(changed), joined(names, 150)}});
}

}  // namespace

Issues losses_between(const Network& before, const Network& after) {
  Issues losses;
  if (before.title != after.title) losses.push_back({"lossTitle", "", {}});
  if (before.description != after.description) losses.push_back({"lossDescription", "", {}});
  if (const Names keys = different_keys(before.fields, after.fields); !keys.empty())
    losses.push_back({"lossNetworkFields", "", {std::to_string(keys.size()), joined(keys, 150)}});
  if (const std::size_t stories = count_different(before.stories, after.stories); stories > 0)
    losses.push_back({"lossStories", "", {std::to_string(stories)}});
  if (const std::size_t snapshots = count_different(before.snapshots, after.snapshots); snapshots > 0)
    losses.push_back({"lossSnapshots", "", {std::to_string(snapshots)}});
  add_sectors(before, after, losses);
  add_entities(before, before.nodes, after, after.nodes, "lossNodes", "lossNodeFields", losses);
  add_entities(before, before.edges, after, after.edges, "lossEdges", "lossEdgeFields", losses);
  return losses;
}

}  // namespace impactweb

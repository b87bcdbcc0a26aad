#include "scene/colors.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "core/support/sort.hpp"
#include "platform/deferred.hpp"
#include "scene/motivation.hpp"
#include "scene/node_measures.hpp"
#include "ui/theme.hpp"
#include "ui/translate.hpp"

namespace impactweb::canvas {
namespace {

using app::ColorBy;

using Entries = std::map<std::string, LegendEntry>;

void give_color(Entries& entries, SceneNode& node, const std::string& value, std::string label, ImVec4 tint,
                int glyph) {
  node.color = tint;
  node.glyph = glyph;
  LegendEntry& entry = entries[value];
  entry = {value, std::move(label), tint, glyph, entry.count + 1};
}

/// A scale of one colour, with the number itself in the node.
void color_by_energy(SceneNode& node, Entries& entries) {
  const int energy = node.node->energy;
  if (energy == 0) return give_color(entries, node, "", ui::tr("ui.notFilledIn"), ui::neutral_color(), -1);
  node.initials = std::to_string(energy);
  give_color(entries, node, node.initials, node.initials + "/5", ui::scale_color(energy - 1, 5), -1);
}

/// The themes that most have get colours and signs; the others share one.
void color_by_motivation(SceneNode& node, Entries& entries) {
  const Theme theme = theme_of(*node.node);
  if (theme.word.empty())
    give_color(entries, node, "", ui::tr("ui.notFilledIn"), ui::neutral_color(), -1);
  else if (theme.rank < 0)
    give_color(entries, node, theme.word, ui::tr("ui.otherMotivation"), ui::neutral_color(), 7);
  else
    give_color(entries, node, theme.word, theme.word, ui::sector_color(theme.rank), theme.rank);
}

/// The place of a sector that is none of the default ones among the group's own: those in the network's list in its
/// order, then words that are in no list, each at the first free place from one that its letters give, so that it keeps
/// its colour when others come.
int place_of_own_sector(const std::string& sector) {
  static std::map<std::string, int> places;
  static std::uint64_t revision = 0;
  if (revision != app::session().content_revision() || !places.contains(sector)) {
    revision = app::session().content_revision();
    places.clear();
    const auto& listed = app::network().sectors;
    std::set<std::string> free_words{sector};
    for (const auto& [id, node] : app::network().nodes)
      if (!node.sector.empty()) free_words.insert(node.sector);
    const auto is_default = [](const std::string& id) {
      return std::find(std::begin(default_sectors), std::end(default_sectors), id) != std::end(default_sectors);
    };
    // A bit for each of the first places; those behind share.
    std::uint64_t taken = 0;
    const auto is_taken = [&taken](int place) { return place < 64 && (taken >> place & 1) != 0; };
    const auto take = [&](const std::string& word, int place) {
      if (places.emplace(word, place).second && place < 64) taken |= std::uint64_t{1} << place;
    };
    for (const Sector& known : listed)
      if (!is_default(known.id)) take(known.id, static_cast<int>(places.size()));
    for (const std::string& word : free_words) {
      if (is_default(word) || places.contains(word)) continue;
      unsigned hash = 0;
      for (const char c : word) hash = hash * 31 + static_cast<unsigned char>(c);
      const int round = static_cast<int>(places.size()) / ui::sector_colors * ui::sector_colors;
      int place = round + static_cast<int>(hash % ui::sector_colors);
      for (int tries = 0; tries < ui::sector_colors && is_taken(place); ++tries)
        place = round + (place - round + 1) % ui::sector_colors;
      take(word, place);
    }
  }
  return places.at(sector);
}

}  // namespace

std::string value_of_community(int number) { return std::to_string(1000 + number); }

ColorBy usable_color(const Scene& scene, ColorBy wanted) {
  constexpr std::size_t many = 40;
  if (wanted != ColorBy::sector || scene.nodes.empty()) return wanted;
  const auto has_sector = [](const SceneNode& node) { return !node.node->sector.empty(); };
  if (std::any_of(scene.nodes.begin(), scene.nodes.end(), has_sector)) return wanted;
  const NodeKind first = scene.nodes.front().node->kind;
  const auto is_first = [&](const SceneNode& node) { return node.node->kind == first; };
  const bool all_alike = std::all_of(scene.nodes.begin(), scene.nodes.end(), is_first);
  // Groups change while a network is typed, and colours would with them; kinds do not.
  return all_alike && scene.nodes.size() >= many && !scene.edges.empty() ? ColorBy::community : ColorBy::kind;
}

void color_nodes(Scene& scene, ColorBy by) {
  Entries entries;
  const auto color = [&](SceneNode& node, const std::string& value, std::string label, ImVec4 tint, int glyph) {
    give_color(entries, node, value, std::move(label), tint, glyph);
  };
  for (SceneNode& node : scene.nodes) {
    const Node& of = *node.node;
    switch (by) {
      case ColorBy::sector:
        color(node, of.sector, of.sector.empty() ? ui::tr("ui.noSector") : sector_name(of.sector),
              color_of_sector(of.sector), sign_of_sector(of.sector));
        break;
      case ColorBy::kind: {
        const int index = static_cast<int>(of.kind);
        const std::string name(name_of(node_kinds, of.kind));
        color(node, name, ui::tr("kind." + name), ui::sector_color(index), -1);
        break;
      }
      case ColorBy::stage: {
        const int index = static_cast<int>(of.stage);
        const std::string name(name_of(stages, of.stage));
        color(node, std::to_string(index), name.empty() ? ui::tr("ui.notFilledIn") : ui::tr("stage." + name),
              name.empty() ? ui::neutral_color() : ui::scale_color(index - 1, 6), -1);
        break;
      }
      case ColorBy::energy:
        platform::call_deferred<color_by_energy>(node, entries);
        break;
      case ColorBy::motivation:
        platform::call_deferred<color_by_motivation>(node, entries);
        break;
      case ColorBy::community: {
        const float group = known_value(analysis::SlowMeasure::communities, of);
        const int index = static_cast<int>(group);
        color(node, group < 0 ? std::string() : value_of_community(index),
              group < 0 ? ui::tr("ui.notFilledIn") : ui::tr("ui.community", {std::to_string(index + 1)}),
              group < 0 ? ui::neutral_color() : ui::sector_color(index), group < 0 ? -1 : index % ui::sector_colors);
        break;
      }
    }
  }
  for (auto& [value, entry] : entries) {
    entry.value = value;
    scene.legend.push_back(entry);
  }
  if (by == ColorBy::sector)
    sort_stably(scene.legend, [](const LegendEntry& a, const LegendEntry& b) {
      const auto rank = [](const LegendEntry& e) {
        return index_of_sector(e.value) < 0 ? 1000 : index_of_sector(e.value);
      };
      return rank(a) < rank(b);
    });
}

ImVec4 color_of_edge(const Edge& edge) {
  ImVec4 color = ui::palette().secondary;
  // Funding and founding stand out a little: they carry the network.
  if (edge.kind == "funds") color = ui::funding_color();
  if (edge.kind == "founded") color = ui::palette().accent;
  if (edge.status == EdgeStatus::dormant)
    color.w = 0.35f;
  else if (edge.status == EdgeStatus::potential)
    color.w = 0.75f;
  else
    color.w = 0.85f;
  return color;
}

std::string sector_name(const std::string& sector) {
  for (const Sector& known : app::network().sectors)
    if (known.id == sector && !known.label.empty()) return known.label;
  const std::string key = "sector." + sector;
  return ui::has_text(key) ? ui::tr(key) : sector;
}

std::string edge_kind_name(const std::string& kind) {
  const std::string key = "edgeKind." + kind;
  return kind.empty() ? ui::tr("edgeKind.none") : ui::has_text(key) ? ui::tr(key) : kind;
}

int index_of_sector(const std::string& sector) {
  if (sector.empty()) return -1;
  for (int i = 0; i < ui::sector_colors; ++i)
    if (default_sectors[i] == sector) return i;
  return ui::sector_colors + place_of_own_sector(sector);
}

int sign_of_sector(const std::string& sector) {
  const int index = index_of_sector(sector);
  // Signs of a group's own sectors begin elsewhere in the row each time that their colours begin again.
  const int own = index - ui::sector_colors;
  return own < 0 ? index : (own * 3 + 4 + own / ui::sector_colors) % ui::sector_colors;
}

ImVec4 color_of_sector(const std::string& sector) {
  const int index = index_of_sector(sector);
  if (index < 0) return ui::neutral_color();
  const ImVec4 fallback =
      index < ui::sector_colors ? ui::sector_color(index) : ui::own_sector_color(index - ui::sector_colors);
  for (const Sector& known : app::network().sectors)
    if (known.id == sector) return ui::color_from_hex(known.color, fallback);
  return fallback;
}

}  // namespace impactweb::canvas

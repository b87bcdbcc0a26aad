#include "panels/known_words.hpp"

#include <algorithm>
#include <map>

#include "core/search/name_index.hpp"
#include "core/support/sort.hpp"
#include "core/text/text.hpp"
#include "scene/colors.hpp"
#include "state/state.hpp"
#include "ui/translate.hpp"

namespace impactweb::panels {
namespace {

constexpr std::size_t most_suggestions = 40;

/// Gathered once for each content and language.
struct Words {
  std::uint64_t revision = 0;
  std::string language;
  std::vector<std::string> places, tags;
  ui::Choices kinds;
};

std::vector<std::string> most_used(const std::map<std::string, int>& counts) {
  std::vector<std::pair<int, std::string>> order;
  for (const auto& [word, count] : counts) order.emplace_back(-count, word);
  sort_stably(order);
  std::vector<std::string> words;
  for (auto& [count, word] : order)
    if (words.size() < most_suggestions) words.push_back(std::move(word));
  return words;
}

const Words& words() {
  static Words words;
  if (words.revision == app::session().content_revision() && words.language == ui::language()) return words;
  words.revision = app::session().content_revision();
  words.language = ui::language();
  std::map<std::string, int> places, tags, kinds;
  for (const auto& [id, node] : app::network().nodes) {
    if (!node.place.empty()) ++places[node.place];
    for (const std::string& tag : node.tags) ++tags[tag];
    for (const auto* list : {&node.needs, &node.offers})
      for (const Exchange& exchange : *list)
        for (const std::string& tag : exchange.tags) ++tags[tag];
  }
  for (const auto& [id, edge] : app::network().edges) ++kinds[edge.kind];
  words.places = most_used(places);
  words.tags = most_used(tags);
  words.kinds.clear();
  for (const std::string_view kind : default_edge_kinds) {
    words.kinds.emplace_back(kind, canvas::edge_kind_name(std::string(kind)));
    kinds.erase(std::string(kind));
  }
  kinds.erase("");
  for (const std::string& kind : most_used(kinds)) words.kinds.emplace_back(kind, kind);
  return words;
}

}  // namespace

const std::vector<std::string>& used_places() { return words().places; }
const std::vector<std::string>& used_tags() { return words().tags; }
const ui::Choices& edge_kinds() { return words().kinds; }

std::vector<std::string> edge_kind_names() {
  std::vector<std::string> names;
  for (const auto& [id, name] : edge_kinds()) names.push_back(name);
  return names;
}

std::vector<std::string> sector_names() {
  std::vector<std::string> names;
  const auto add = [&names](const std::string& id) {
    std::string name = canvas::sector_name(id);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
  };
  for (const Sector& sector : app::network().sectors) add(sector.id);
  for (const std::string_view id : default_sectors) add(std::string(id));
  return names;
}

std::string sector_from_name(const std::string& name) {
  const std::string wanted = fold(name);
  for (const Sector& sector : app::network().sectors)
    if (fold(canvas::sector_name(sector.id)) == wanted) return sector.id;
  for (const std::string_view id : default_sectors)
    if (fold(canvas::sector_name(std::string(id))) == wanted) return std::string(id);
  return name;
}

std::string edge_kind_from_name(const std::string& name) {
  const std::string wanted = fold(name);
  for (const auto& [id, known] : edge_kinds())
    if (fold(known) == wanted) return id;
  return name;
}

bool is_known_sector(const std::string& id) {
  const auto& sectors = app::network().sectors;
  return std::any_of(sectors.begin(), sectors.end(), [&id](const Sector& sector) { return sector.id == id; }) ||
         std::find(std::begin(default_sectors), std::end(default_sectors), id) != std::end(default_sectors);
}

bool is_known_edge_kind(const std::string& id) {
  return std::any_of(edge_kinds().begin(), edge_kinds().end(), [&id](const auto& kind) { return kind.first == id; });
}

std::vector<std::string> suggestions_for(std::string_view path, bool is_edge, const std::string& text) {
  if (path == "sector") return sector_names();
  if (path == "place") return used_places();
  if (path == "kind" && is_edge) return edge_kind_names();
  if (path == "currency") return {"EUR"};
  std::vector<std::string> names;
  if (path == "nextStep.owner" || path == "claimedBy" || path == "confirmedBy")
    for (const Completion& completion : complete_name(app::network(), text)) names.push_back(completion.label);
  return names;
}

std::pair<std::string, std::string> choice_of(std::string_view name, const char* prefix, const char* unset) {
  return {std::string(name), name.empty() ? ui::tr(unset) : ui::tr(prefix + std::string(name))};
}

}  // namespace impactweb::panels

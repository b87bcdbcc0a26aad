// The view of a network as JSON, so that it comes back as it was left. Read leniently: it may come from another
// version.
#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "platform/deferred.hpp"
#include "state/state.hpp"

namespace impactweb::app {
namespace {

constexpr std::pair<const char*, std::set<std::string> Filters::*> filter_lists[] = {
    {"kinds", &Filters::kinds},
    {"sectors", &Filters::sectors},
    {"tags", &Filters::tags},
    {"places", &Filters::places},
    {"energies", &Filters::energies},
    {"motivations", &Filters::motivations},
    {"edgeKinds", &Filters::edge_kinds},
    {"edgeStatuses", &Filters::edge_statuses}};

template <std::size_t N>
int index_in(const std::string_view (&names)[N], const Json& value, int otherwise) {
  if (!value.is_string()) return otherwise;
  const auto found = std::find(std::begin(names), std::end(names), value.get<std::string>());
  return found == std::end(names) ? otherwise : static_cast<int>(found - std::begin(names));
}

std::set<std::string> strings_of(const Json& object, const char* name) {
  std::set<std::string> strings;
  const auto list = object.find(name);
  if (list == object.end() || !list->is_array()) return strings;
  for (const Json& entry : *list)
    if (entry.is_string()) strings.insert(entry.get<std::string>());
  return strings;
}

bool finite_number(const Json& value) { return value.is_number() && std::isfinite(value.get<double>()); }

}  // namespace

Json view_state() {
  const State& s = state();
  const Point center = s.camera.target();
  Json filters = {{"text", s.filters.text}};
  for (const auto& [name, chosen] : filter_lists) filters[name] = s.filters.*chosen;
  return {{"camera", {center.x, center.y, s.camera.target_zoom()}},
          {"fitted", !s.camera.moved_by_hand()},
          {"selection", {{"nodes", s.selection.nodes}, {"edges", s.selection.edges}}},
          {"filters", filters},
          {"colorBy", color_by_names[static_cast<std::size_t>(s.color_by)]},
          {"sizeBy", size_by_names[static_cast<std::size_t>(s.size_by)]},
          {"side", side_panel_names[static_cast<std::size_t>(s.side)]},
          {"legend", s.legend},
          {"groups", s.groups}};
}

void set_view_state(const Json& view) {
  State& s = state();
  s.selection = {};
  if (!s.marks.empty()) platform::call_deferred<forget_marks>();
  s.filters = {};
  s.tool = Tool::select;
  s.color_by = ColorBy::sector;
  s.size_by = SizeBy::ties;
  s.side = SidePanel::none;
  s.legend = s.groups = true;
  s.presenting = s.search_open = s.help_open = false;
  ++s.view_revision;
  ++s.selection_revision;
  if (!view.is_object()) {
    s.fit_wanted = true;
    return;
  }
  const Json& selection = view.value("selection", Json::object());
  if (selection.is_object()) s.selection = {strings_of(selection, "nodes"), strings_of(selection, "edges")};
  std::erase_if(s.selection.nodes, [](const std::string& id) { return !network().nodes.contains(id); });
  std::erase_if(s.selection.edges, [](const std::string& id) { return !network().edges.contains(id); });
  const Json& filters = view.value("filters", Json::object());
  if (filters.is_object()) {
    for (const auto& [name, chosen] : filter_lists) s.filters.*chosen = strings_of(filters, name);
    if (filters.contains("text") && filters["text"].is_string()) s.filters.text = filters["text"];
  }
  s.color_by = static_cast<ColorBy>(index_in(color_by_names, view.value("colorBy", Json()), 0));
  s.size_by = static_cast<SizeBy>(index_in(size_by_names, view.value("sizeBy", Json()), 0));
  s.side = static_cast<SidePanel>(index_in(side_panel_names, view.value("side", Json()), 0));
  if (view.contains("legend") && view["legend"].is_boolean()) s.legend = view["legend"];
  if (view.contains("groups") && view["groups"].is_boolean()) s.groups = view["groups"];
  const Json& camera = view.value("camera", Json());
  const Json fitted = view.value("fitted", Json());
  if (!(fitted.is_boolean() && fitted.get<bool>()) && camera.is_array() && camera.size() == 3 &&
      std::all_of(camera.begin(), camera.end(), finite_number))
    s.camera.jump({camera[0], camera[1]}, camera[2]), s.camera.set_moved_by_hand(true);
  else
    s.fit_wanted = true;
  want_frames();
}

}  // namespace impactweb::app

// Search over all text; choosing a hit flies there.
#include <imgui.h>

#include <algorithm>

#include "actions/actions.hpp"
#include "actions/arranging.hpp"
#include "canvas/mirror_items.hpp"
#include "core/model/ids.hpp"
#include "core/search/search.hpp"
#include "core/support/sort.hpp"
#include "core/text/text.hpp"
#include "panels/panels.hpp"
#include "scene/colors.hpp"
#include "ui/icons.hpp"
#include "ui/mirror_registry.hpp"
#include "ui/theme.hpp"
#include "ui/translate.hpp"
#include "ui/widgets.hpp"

namespace impactweb::panels {
namespace {

struct Search {
  std::string query;
  std::vector<Hit> hits;  ///< nodes first, then ties, then stories; best first within each
  std::uint64_t revision = 0;
  std::string searched;
  std::size_t limit = 0;
  int chosen = 0;
  double changed_at = 0;  ///< when the query changed last
  std::string told;       ///< the query of which it was told what was found
};

Search search_;

/// Whoever types hears what was found once they pause, not with every letter.
constexpr double pause_of_typing = 0.5;

void find(std::size_t limit) {
  if (search_.searched == search_.query && search_.revision == app::session().content_revision() &&
      search_.limit == limit)
    return;
  if (search_.searched != search_.query) search_.chosen = 0;
  search_.searched = search_.query;
  search_.revision = app::session().content_revision();
  search_.limit = limit;
  search_.hits = search(app::network(), search_.query, limit);
  sort_stably(search_.hits, [](const Hit& a, const Hit& b) { return a.type < b.type; });
}

void close() {
  app::state().search_open = false;
  search_.query.clear();
  search_.told.clear();
  app::want_frames();
}

std::string name_of_hit(const Hit& hit) {
  const Network& network = app::network();
  if (const auto node = network.nodes.find(hit.id); hit.type == EntityType::node && node != network.nodes.end())
    return node->second.label;
  if (const auto edge = network.edges.find(hit.id); hit.type == EntityType::edge && edge != network.edges.end())
    return canvas::sentence_of(edge->second);
  const auto story = network.stories.find(hit.id);
  return story == network.stories.end() ? std::string() : story->second.title;
}

/// Where it was found, when that is not the name itself: "Vraag: ruimte om te vergaderen".
std::string place_of_hit(const Hit& hit, const std::string& name) {
  if (hit.excerpt.empty() || hit.excerpt == name) return {};
  std::string field = hit.field;
  // needs.ID.text is a need; fields.NAME is that name.
  if (field.rfind("needs.", 0) == 0) field = "need";
  if (field.rfind("offers.", 0) == 0) field = "offer";
  const std::string own = field.rfind("fields.", 0) == 0 ? field.substr(7) : std::string();
  const std::string key = (hit.type == EntityType::story ? "story." : "field.") + field;
  const std::string shown = field == "sector" ? canvas::sector_name(hit.excerpt) : hit.excerpt;
  if (shown == name) return {};
  return (!own.empty() ? own + ": " : ui::has_text(key) ? ui::tr(key) + std::string(": ") : std::string()) + shown;
}

void go_to(const Hit& hit) {
  close();
  if (hit.type == EntityType::node) return app::go_to_node(hit.id);
  if (hit.type == EntityType::edge) return app::go_to_edge(hit.id);
  const auto story = app::network().stories.find(hit.id);
  if (story == app::network().stories.end()) return;
  // A story is told at the first that it is about.
  for (const std::string& about : story->second.about) {
    if (app::network().nodes.contains(about)) return app::go_to_node(about);
    if (app::network().edges.contains(about)) return app::go_to_edge(about);
  }
}

void add_actor(const std::string& name) {
  Json operation;
  operation["op"] = "addNode";
  operation["node"]["label"] = name;
  ApplyOptions step;
  step.gesture = "search:" + make_id();
  const ApplyReport report = app::apply({operation}, step);
  app::place_new_nodes(step.gesture);
  app::session().end_gesture();
  if (!report.created.empty()) app::go_to_node(report.created.front());
}

/// Tells those who listen what was found, and what an arrow has chosen among it.
void tell_hits(bool moved) {
  const std::string name(trim(search_.query));
  const auto chosen = static_cast<std::size_t>(search_.chosen);
  if (moved) return app::announce(name_of_hit(search_.hits[chosen]));
  if (search_.told == search_.query) return;
  if (const double due = search_.changed_at + pause_of_typing - app::state().now; due > 0)
    return app::want_frame_in(due + 0.01);
  search_.told = search_.query;
  if (name.empty()) return;
  app::announce(search_.hits.empty() ? ui::tr("search.none", {name})
                                     : ui::tr("search.hits", {std::to_string(search_.hits.size())}) + ". " +
                                           name_of_hit(search_.hits[chosen]));
}

/// The hits under a heading for each type; the one that was pressed, or -1.
int draw_hits() {
  constexpr const char* titles[] = {"search.nodes", "search.ties", "search.stories"};
  const char* const icons[] = {ui::icon::person, ui::icon::link, ui::icon::edit};
  int pressed = -1;
  ui::mirror::begin_group("listbox", ui::tr("search.hits", {std::to_string(search_.hits.size())}),
                          ImGui::GetID("hits"));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {8, 2});
  const bool several = !search_.hits.empty() && search_.hits.front().type != search_.hits.back().type;
  for (std::size_t i = 0; i < search_.hits.size(); ++i) {
    const Hit& hit = search_.hits[i];
    const auto type = static_cast<std::size_t>(hit.type);
    if (several && (i == 0 || search_.hits[i - 1].type != hit.type)) {
      ui::space(6);
      ui::field_label(ui::tr(titles[type]));
    }
    ui::RowOptions row;
    row.role = "option";
    row.chosen = static_cast<int>(i) == search_.chosen;
    row.icon = icons[type];
    const std::string name = name_of_hit(hit);
    row.detail = place_of_hit(hit, name);
    if (const auto node = app::network().nodes.find(hit.id);
        hit.type == EntityType::node && node != app::network().nodes.end()) {
      row.icon_color = ui::pack(canvas::color_of_sector(node->second.sector));
      if (row.detail.empty()) row.detail = canvas::description_of(node->second);
    }
    ImGui::PushID(static_cast<int>(i));
    if (ui::row("hit", name, row)) pressed = static_cast<int>(i);
    ImGui::PopID();
  }
  ImGui::PopStyleVar();
  ui::mirror::end_group();
  return pressed;
}

}  // namespace

void draw_search(Area area) {
  // As many as there is room for.
  const float room = app::state().camera.stage().y - area.position.y - 120;
  const auto limit = static_cast<std::size_t>(std::clamp(room / 58, 3.f, 9.f));
  int taken = -1;
  bool add = false, left = false;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {8, 8});
  if (ui::begin_panel("search", ui::tr("ui.search"), area.position, area.size, ImGuiWindowFlags_AlwaysAutoResize,
                      "search")) {
    ui::TextOptions options;
    options.show_label = false;
    options.key = "search";
    options.input = "search";
    options.placeholder = ui::tr("search.placeholder");
    options.width = area.size.x - 16 - ui::control_height() - 8;
    const ui::TextEdit edit = ui::text_field("query", ui::tr("search.name"), search_.query, options);
    if (edit.changed) {
      search_.query = edit.text;
      search_.changed_at = app::state().now;
    }
    ImGui::SameLine();
    left = ui::icon_button("close", ui::tr("ui.close"), ui::icon::close, {.shortcut = "Esc"}) || edit.key == "Escape";
    find(limit);
    const auto count = static_cast<int>(search_.hits.size());
    if (edit.key == "ArrowDown" && count > 0) search_.chosen = (search_.chosen + 1) % count;
    if (edit.key == "ArrowUp" && count > 0) search_.chosen = (search_.chosen + count - 1) % count;
    search_.chosen = std::clamp(search_.chosen, 0, std::max(0, count - 1));
    tell_hits(count > 0 && (edit.key == "ArrowDown" || edit.key == "ArrowUp"));
    const std::string name(trim(search_.query));
    if (count > 0) {
      taken = draw_hits();
      if (edit.entered) taken = search_.chosen;
    } else if (!name.empty()) {
      ui::text(ui::tr("search.none", {name}), true);
      ui::RowOptions row;
      row.icon = ui::icon::add;
      row.chosen = true;
      row.key = "search_add";
      add = ui::row("add", ui::tr("search.add", {name}), row) || edit.entered;
    }
    if (left || add || taken >= 0) ui::reset_text(ImGui::GetID("query"));
  }
  ui::end_panel();
  ImGui::PopStyleVar();
  if (taken >= 0 && taken < static_cast<int>(search_.hits.size())) {
    const Hit hit = search_.hits[static_cast<std::size_t>(taken)];
    go_to(hit);
  } else if (add) {
    const std::string name(trim(search_.query));
    close();
    add_actor(name);
  } else if (left) {
    close();
  }
}

}  // namespace impactweb::panels

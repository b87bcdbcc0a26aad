// Search over all text; choosing a hit flies there.
#include <imgui_internal.h>

#include <algorithm>

#include "app/state.hpp"
#include "canvas/mirror_items.hpp"
#include "core/text/search.hpp"
#include "panels/panels.hpp"
#include "ui/icons.hpp"
#include "ui/mirror_registry.hpp"
#include "ui/theme.hpp"
#include "ui/translate.hpp"
#include "ui/widgets.hpp"

namespace impactweb::panels {
namespace {

struct Search {
  std::string query;
  std::vector<Hit> hits;
  std::uint64_t revision = 0;
  std::string searched;
  int chosen = 0;
};

Search search_;

void find() {
  if (search_.searched == search_.query && search_.revision == app::session().revision()) return;
  search_.chosen = 0;
  search_.searched = search_.query;
  search_.revision = app::session().revision();
  search_.hits = search(app::network(), search_.query, 12);
}

std::string name_of_hit(const Hit& hit) {
  if (hit.type == EntityType::node) return app::network().nodes.at(hit.id).label;
  if (hit.type == EntityType::edge) return canvas::sentence_of(app::network().edges.at(hit.id));
  return app::network().stories.at(hit.id).title;
}

void go_to(const Hit& hit) {
  app::state().search_open = false;
  search_.query.clear();
  if (hit.type == EntityType::node)
    app::go_to_node(hit.id);
  else if (hit.type == EntityType::edge)
    app::go_to_edge(hit.id);
  else {
    // A story is told at the first node that it is about.
    for (const std::string& about : app::network().stories.at(hit.id).about)
      if (app::network().nodes.contains(about)) return app::go_to_node(about);
  }
}

}  // namespace

void draw_search(Area area) {
  find();
  const Hit* go = nullptr;
  Hit kept;
  if (ui::begin_panel("search", ui::tr("ui.search"), area.position, area.size, ImGuiWindowFlags_AlwaysAutoResize,
                      "search")) {
    ui::TextOptions options;
    options.show_label = false;
    options.key = "search";
    options.input = "search";
    options.placeholder = ui::tr("search.placeholder");
    options.width = area.size.x - 32 - ui::control_height() - 8;
    const ui::TextEdit edit = ui::text_field("query", ui::tr("search.name"), search_.query, options);
    if (edit.changed || edit.finished) search_.query = edit.text;
    ImGui::SameLine();
    if (ui::icon_button("close", ui::tr("ui.close"), ui::icon::close, {.shortcut = "Esc"}) || edit.key == "Escape") {
      app::state().search_open = false;
      search_.query.clear();
      app::want_frames();
    }
    find();
    const auto count = static_cast<int>(search_.hits.size());
    if (edit.key == "ArrowDown" && count > 0) search_.chosen = (search_.chosen + 1) % count;
    if (edit.key == "ArrowUp" && count > 0) search_.chosen = (search_.chosen + count - 1) % count;
    for (int i = 0; i < count; ++i) {
      const Hit& hit = search_.hits[static_cast<std::size_t>(i)];
      ImGui::PushID(i);
      ui::ButtonOptions look{.look = i == search_.chosen ? ui::Look::pressed : ui::Look::quiet, .width = -1};
      look.icon = hit.type == EntityType::node   ? ui::icon::person
                  : hit.type == EntityType::edge ? ui::icon::link
                                                 : ui::icon::tag;
      const std::string name = name_of_hit(hit);
      const std::string label =
          hit.field == "label" || hit.excerpt.empty() || hit.excerpt == name ? name : name + " · " + hit.excerpt;
      if (ui::button("hit", label, look)) go = &hit;
      ImGui::PopID();
    }
    if (count == 0 && !search_.query.empty()) {
      ui::text(ui::tr("search.none", {search_.query}), true);
      if (ui::button("add", ui::tr("search.add", {search_.query}), {.icon = ui::icon::add, .width = -1})) {
        const std::string name = search_.query;
        app::state().search_open = false;
        search_.query.clear();
        ApplyOptions step;
        step.gesture = "search:" + name;
        const ApplyReport report =
            app::apply({{{"op", "addNode"}, {"node", {{"kind", "actor"}, {"label", name}}}}}, step);
        app::place_new_nodes(step.gesture);
        app::session().end_gesture();
        if (!report.created.empty()) app::go_to_node(report.created.front());
      }
    }
    if (edit.entered && count > 0)
      go = &search_.hits[static_cast<std::size_t>(std::clamp(search_.chosen, 0, count - 1))];
    if (go != nullptr) kept = *go;
    if (!app::state().search_open || go != nullptr) ui::reset_text(ImGui::GetID("query"));
  }
  ui::end_panel();
  if (go != nullptr) go_to(kept);
}

}  // namespace impactweb::panels

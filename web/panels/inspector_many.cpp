// Several nodes and ties at once: what is set here is set for all, as one step.
#include <imgui.h>

#include <algorithm>

#include "app/state.hpp"
#include "core/text/text.hpp"
#include "panels/field_editor.hpp"
#include "panels/inspector_parts.hpp"
#include "ui/icons.hpp"
#include "ui/theme.hpp"
#include "ui/translate.hpp"
#include "ui/widgets.hpp"

namespace impactweb::panels {
namespace {

void set_for_all(const char* field, const Json& value) {
  std::vector<Json> operations;
  for (const std::string& id : app::state().selection.nodes)
    operations.push_back({{"op", "setNode"}, {"id", id}, {"field", field}, {"value", value}});
  app::apply(operations);
}

void add_tag_to_all(const std::string& tag) {
  std::vector<Json> operations;
  for (const std::string& id : app::state().selection.nodes) {
    std::vector<std::string> tags = app::network().nodes.at(id).tags;
    if (std::find(tags.begin(), tags.end(), tag) != tags.end()) continue;
    tags.push_back(tag);
    operations.push_back({{"op", "setNode"}, {"id", id}, {"field", "tags"}, {"value", tags}});
  }
  app::apply(operations);
}

void text_for_all(const char* field, const std::string& label, std::vector<std::string> suggestions) {
  ui::TextOptions options;
  options.suggestions = std::move(suggestions);
  options.placeholder = ui::tr("ui.forAll");
  const ui::TextEdit edit = ui::text_field(field, label, "", options);
  if (!edit.finished) return;
  const std::string text(trim(edit.text));
  if (!text.empty()) {
    if (std::string_view(field) == "tags")
      add_tag_to_all(text);
    else
      set_for_all(field, std::string_view(field) == "sector" ? sector_from_name(text) : text);
  }
  ui::reset_text(ImGui::GetID(field));
}

}  // namespace

void inspect_many() {
  const app::Selection& selection = app::state().selection;
  ui::heading(
      ui::tr("ui.severalSelected", {std::to_string(selection.nodes.size()), std::to_string(selection.edges.size())}),
      1);
  if (!selection.nodes.empty()) {
    text_for_all("sector", ui::tr("field.sector"), sector_names());
    text_for_all("place", ui::tr("field.place"), used_places());
    text_for_all("tags", ui::tr("field.tags"), used_tags());
    if (ui::button("pin", ui::tr("menu.pin"), {.icon = ui::icon::pin, .width = -1})) set_for_all("pinned", true);
    if (ui::button("unpin", ui::tr("menu.unpin"), {.icon = ui::icon::pin, .width = -1})) set_for_all("pinned", false);
    if (selection.nodes.size() == 2 &&
        ui::button("connect", ui::tr("ui.connectTwo"), {.icon = ui::icon::link, .width = -1}))
      app::create_edge(*selection.nodes.begin(), *selection.nodes.rbegin());
  }
  ui::separator();
  if (ui::button("remove", ui::tr("menu.removeAll"),
                 {.look = ui::Look::danger, .icon = ui::icon::trash, .shortcut = "Del"}))
    app::remove_selection();
}

}  // namespace impactweb::panels

// Stories and lessons about a node or tie.
#include <imgui.h>

#include <algorithm>

#include "actions/actions.hpp"
#include "core/text/text.hpp"
#include "panels/inspector_parts.hpp"
#include "panels/local_values.hpp"
#include "ui/icons.hpp"
#include "ui/mirror_registry.hpp"
#include "ui/theme.hpp"
#include "ui/translate.hpp"
#include "ui/widgets.hpp"

namespace impactweb::panels {
namespace {

Json story_operation(const std::string& id, const char* field, const Json& value) {
  Json operation;
  operation["op"] = "setStory";
  operation["id"] = id;
  operation["field"] = field;
  operation["value"] = value;
  return operation;
}

void edit(const std::string& id, const char* field, const std::string& value, bool multiline = false,
          bool date = false) {
  ui::TextOptions options;
  options.multiline = multiline;
  options.lines = 5;
  if (date) options.placeholder = ui::tr("ui.dateExample");
  const std::string key = id + ":" + field, label = ui::tr(std::string("story.") + field);
  see_others_change(key, label, value);
  const ui::TextEdit change = ui::text_field(field, label, date ? text_from_date(value) : value, options);
  const Json offered = theirs_of(key);
  const std::string theirs = offered.is_string() ? offered.get<std::string>() : std::string();
  if (offer_others_change(key, label, date ? text_from_date(theirs) : theirs) == WhichStands::theirs) {
    if (offered != value) app::apply({story_operation(id, field, theirs.empty() ? Json() : Json(theirs))});
    ui::reset_text(ImGui::GetID(field));
    return;
  }
  if ((!change.changed && !change.finished) || !may_apply_typed(key, value, change)) return;
  const std::string wanted = date ? date_from_text(change.text) : change.text;
  // A date is whole only when its field is left.
  if (wanted != value && (!date || change.finished)) {
    ApplyOptions step;
    step.gesture = "edit:" + id + ":" + field;
    app::apply({story_operation(id, field, wanted.empty() ? Json() : Json(wanted))}, step);
    note_applied(key, wanted);
  }
  if (change.finished) app::session().end_gesture();
}

void edit_story(const Story& story) {
  bool open = ImGui::GetStateStorage()->GetBool(ImGui::GetID("open"), false);
  ui::RowOptions row;
  row.icon = open ? ui::icon::chevron_down : ui::icon::chevron_right;
  row.detail = story.author;
  if (!story.date.empty()) row.detail += (row.detail.empty() ? "" : " · ") + text_from_date(story.date);
  if (ui::row("story", story.title.empty() ? ui::tr("ui.newStory") : story.title, row)) {
    ImGui::GetStateStorage()->SetBool(ImGui::GetID("open"), open = !open);
    app::want_frames();
  }
  if (!open) return;
  if (app::state().view_only) {
    ui::text(story.text);
    ui::space(12);
    return;
  }
  edit(story.id, "title", story.title);
  edit(story.id, "text", story.text, true);
  edit(story.id, "author", story.author);
  edit(story.id, "date", story.date, false, true);
  if (ui::button("remove", ui::tr("ui.removeStory"), {.look = ui::Look::danger, .icon = ui::icon::trash})) {
    Json operation;
    operation["op"] = "removeStories";
    operation["ids"].push_back(story.id);
    const bool removed = app::apply({operation}).applied > 0;
    if (const auto name = app::session().undo_name(); removed && name) app::notice(ui::sentence(*name), false, true);
  }
  ui::space(12);
}

}  // namespace

void edit_stories(const std::string& about) {
  std::vector<Story> stories;
  for (const auto& [id, story] : app::network().stories)
    if (std::find(story.about.begin(), story.about.end(), about) != story.about.end()) stories.push_back(story);
  if (app::state().view_only && stories.empty()) return;
  if (!ui::section("stories", ui::tr("ui.stories"), !stories.empty(), static_cast<int>(stories.size()))) return;
  for (const Story& story : stories) {
    ImGui::PushID(story.id.c_str());
    edit_story(story);
    ImGui::PopID();
  }
  if (app::state().view_only) return;
  ImGui::PushID(about.c_str());
  ui::TextOptions options;
  options.show_label = false;
  options.placeholder = ui::tr("ui.addStory");
  const ui::TextEdit added = ui::text_field("add_story", ui::tr("ui.addStory"), "", options);
  if (added.finished) {
    const std::string title(trim(added.text));
    ui::reset_text(ImGui::GetID("add_story"));
    if (!title.empty()) {
      Json operation;
      operation["op"] = "addStory";
      operation["story"]["title"] = title;
      operation["story"]["about"].push_back(about);
      app::apply({operation});
    }
  }
  ImGui::PopID();
}

}  // namespace impactweb::panels

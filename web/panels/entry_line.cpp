// The quick-entry line: what people say becomes actors and ties, shown before Enter makes it so.
#include <imgui_internal.h>

#include <algorithm>

#include "app/state.hpp"
#include "canvas/scene.hpp"
#include "core/entry/quick_entry.hpp"
#include "core/model/ids.hpp"
#include "panels/panels.hpp"
#include "ui/icons.hpp"
#include "ui/mirror_registry.hpp"
#include "ui/theme.hpp"
#include "ui/translate.hpp"
#include "ui/widgets.hpp"

namespace impactweb::panels {
namespace {

/// What is in the line, and what it would do; worked out again only when the line or the network changes.
struct Line {
  std::string text;
  std::string last;  ///< the line that was entered last, for ArrowUp
  EntryPlan plan;
  EntryCompletion completion;
  std::uint64_t revision = 0;
  std::string planned;
  int chosen = 0;  ///< of the completions
};

Line line_;

void plan() {
  if (line_.planned == line_.text && line_.revision == app::session().revision()) return;
  if (line_.planned != line_.text) line_.chosen = 0;
  line_.planned = line_.text;
  line_.revision = app::session().revision();
  line_.plan = line_.text.empty() ? EntryPlan{} : plan_entry(app::network(), line_.text);
  line_.completion =
      line_.text.empty() ? EntryCompletion{} : complete_entry(app::network(), line_.text, line_.text.size());
  // A completion that changes nothing is none.
  std::erase_if(line_.completion.replacements, [](const std::string& text) {
    return line_.text.substr(line_.completion.begin, line_.completion.end - line_.completion.begin) == text;
  });
}

std::string sentence_of(const EntryStep& step) {
  switch (step.kind) {
    case EntryStep::Kind::new_node:
      return ui::tr("entry.newNode", {step.text});
    case EntryStep::Kind::existing_node:
      return ui::tr(step.guessed ? "entry.guessedNode" : "entry.existingNode", {step.text});
    case EntryStep::Kind::new_edge:
      return ui::tr("entry.newEdge", {step.text, canvas::edge_kind_name(step.detail)});
    case EntryStep::Kind::new_need:
      return ui::tr("entry.newNeed", {step.text, step.detail});
    case EntryStep::Kind::new_offer:
      return ui::tr("entry.newOffer", {step.text, step.detail});
    case EntryStep::Kind::new_tag:
      return ui::tr("entry.newTag", {step.text, step.detail});
    case EntryStep::Kind::new_place:
      return ui::tr("entry.newPlace", {step.text, step.detail});
  }
  return step.text;
}

void take_completion(std::size_t index) {
  if (index >= line_.completion.replacements.size()) return;
  line_.text = line_.text.substr(0, line_.completion.begin) + line_.completion.replacements[index] +
               line_.text.substr(line_.completion.end);
}

void enter() {
  if (line_.plan.operations.empty()) {
    if (!line_.plan.issues.empty()) app::notice(ui::sentence(line_.plan.issues.front()), true);
    return;
  }
  ApplyOptions options;
  options.gesture = "entry:" + make_id();
  options.name = {"entry", {line_.text}};
  std::string done;
  for (const EntryStep& step : line_.plan.steps)
    if (step.kind != EntryStep::Kind::existing_node) done += (done.empty() ? "" : ", ") + sentence_of(step);
  const ApplyReport report = app::apply(line_.plan.operations, options);
  if (report.applied == 0) return;
  app::place_new_nodes(options.gesture);
  app::session().end_gesture();
  app::announce(done);
  line_.last = line_.text;
  line_.text.clear();
}

/// The preview above the line, and the completions.
void draw_preview(Area area) {
  if (line_.text.empty()) return;
  const bool completing = !line_.completion.replacements.empty();
  if (line_.plan.steps.empty() && line_.plan.issues.empty() && !completing) return;
  static float height = 80;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {6, 4});
  if (ui::begin_panel("entry_preview", ui::tr("entry.preview"), {area.position.x, area.position.y - height - 6},
                      {area.size.x, height}, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoFocusOnAppearing,
                      "status")) {
    for (const EntryStep& step : line_.plan.steps)
      ui::text(sentence_of(step), step.kind == EntryStep::Kind::existing_node && !step.guessed, ui::small_text_size);
    for (const Issue& issue : line_.plan.issues) {
      ImGui::PushStyleColor(ImGuiCol_Text, ui::palette().warning);
      ui::text(ui::sentence(issue), false, ui::small_text_size);
      ImGui::PopStyleColor();
    }
    if (completing) {
      ui::text(ui::tr("entry.completeWithTab"), true, ui::small_text_size);
      for (std::size_t i = 0; i < line_.completion.replacements.size(); ++i) {
        const std::string& name = line_.completion.replacements[i];
        const float width = ImGui::CalcTextSize(name.c_str()).x + 34;
        if (i > 0 && ImGui::GetItemRectMax().x + width < area.position.x + area.size.x - 16) ImGui::SameLine();
        ImGui::PushID(static_cast<int>(i));
        if (ui::chip("completion", name, static_cast<int>(i) == line_.chosen)) {
          take_completion(i);
          ui::mirror::focus_key("entry");
        }
        ImGui::PopID();
      }
    }
    const float wanted = std::min(ImGui::GetCursorPosY() + 8, area.position.y - 12);
    if (std::abs(wanted - height) > 0.5f) {
      height = wanted;
      app::want_frames(2);
    }
  }
  ui::end_panel();
  ImGui::PopStyleVar();
}

}  // namespace

void draw_entry_line(Area area) {
  plan();
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {8, 8});
  if (ui::begin_panel("entry", ui::tr("entry.name"), area.position, area.size, ImGuiWindowFlags_NoScrollbar, "form")) {
    ui::TextOptions options;
    options.show_label = false;
    options.key = "entry";
    options.placeholder = ui::tr(app::network().nodes.empty() ? "entry.placeholderEmpty" : "entry.placeholder");
    options.wants_tab = !line_.completion.replacements.empty();
    options.width = area.size.x - 16 - ui::control_height() - 8;
    const std::string before = line_.text;
    const ui::TextEdit edit = ui::text_field("line", ui::tr("entry.name"), line_.text, options);
    const ImGuiID field = ImGui::GetID("line");
    if (edit.changed || edit.finished) line_.text = edit.text;
    const auto count = static_cast<int>(line_.completion.replacements.size());
    if (edit.key == "Tab") take_completion(static_cast<std::size_t>(line_.chosen));
    if (edit.key == "ArrowDown" && count > 0) line_.chosen = (line_.chosen + 1) % count;
    if (edit.key == "ArrowUp") {
      if (line_.text.empty())
        line_.text = line_.last;
      else if (count > 0)
        line_.chosen = (line_.chosen + count - 1) % count;
    }
    if (edit.key == "Escape") line_.text.clear();
    bool go = edit.entered;
    ImGui::SameLine();
    if (ui::icon_button("enter", ui::tr("entry.enter"), ui::icon::enter,
                        {.look = ui::Look::primary, .shortcut = "Enter"})) {
      go = true;
      ui::mirror::focus(field);
    }
    if (go) {
      plan();
      enter();
    }
    if (line_.text != before && !(edit.changed && line_.text == edit.text)) ui::reset_text(field);
    if (go) ui::reset_text(field);
    if (line_.text != before) app::want_frames();
  }
  ui::end_panel();
  ImGui::PopStyleVar();
  plan();
  draw_preview(area);
}

}  // namespace impactweb::panels

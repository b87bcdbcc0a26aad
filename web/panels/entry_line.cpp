// The quick-entry line: what people say becomes actors and ties, shown before Enter makes it so.
#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "actions/actions.hpp"
#include "actions/arranging.hpp"
#include "core/entry/quick_entry.hpp"
#include "core/model/ids.hpp"
#include "panels/local_values.hpp"
#include "panels/panels.hpp"
#include "platform/deferred.hpp"
#include "scene/colors.hpp"
#include "ui/icons.hpp"
#include "ui/mirror_registry.hpp"
#include "ui/theme.hpp"
#include "ui/translate.hpp"
#include "ui/widgets.hpp"

namespace impactweb::panels {
namespace {

constexpr std::size_t most_remembered = 50;

/// What is in the line, and what it would do; worked out again only when the line or the network changes.
struct Line {
  std::string text;
  std::vector<std::string> entered;  ///< earlier lines, oldest first, for ArrowUp
  std::size_t recalled = 0;          ///< which of them stands in the line, counted from the end; 0: none
  EntryPlan plan;
  EntryCompletion completion;
  std::uint64_t revision = 0;
  std::string planned;
  int chosen = 0;  ///< of the completions
};

Line line_;
/// Whom the line before was about, for `zij`.
std::string speaker_;
ImGuiID line_field_ = 0;

void plan_text() {
  EntryContext context;
  context.speaker = speaker_;
  for (const std::string_view id : default_sectors)
    context.sectors.push_back({canvas::sector_name(std::string(id)), std::string(id)});
  line_.plan = plan_entry(app::network(), line_.text, default_entry_vocabulary(), context);
  line_.completion = complete_entry(app::network(), line_.text, line_.text.size());
  // A completion that changes nothing is none.
  std::erase_if(line_.completion.replacements, [](const std::string& text) {
    return line_.text.substr(line_.completion.begin, line_.completion.end - line_.completion.begin) == text;
  });
}

void plan() {
  if (line_.planned == line_.text && line_.revision == app::session().content_revision()) return;
  if (line_.planned != line_.text) line_.chosen = 0;
  line_.planned = line_.text;
  line_.revision = app::session().content_revision();
  line_.plan = {};
  line_.completion = {};
  // An empty line is in every first picture, one with something in it in none.
  if (!line_.text.empty()) platform::call_deferred<plan_text>();
}

/// Amount, period and status of a tie that the line makes: ", € 10.000, sinds 2017".
std::string particulars_of(const EntryStep& step) {
  if (step.operation >= line_.plan.operations.size()) return {};
  const Json& operation = line_.plan.operations[step.operation];
  const auto edge = operation.find("edge");
  if (edge == operation.end()) return {};
  std::string text;
  const auto string_of = [&edge](const char* field) {
    const auto value = edge->find(field);
    return value != edge->end() && value->is_string() ? value->get<std::string>() : std::string();
  };
  if (const auto amount = edge->find("amount"); amount != edge->end() && amount->is_number()) {
    const std::string currency = string_of("currency");
    text += ", " + (currency == "EUR" || currency.empty() ? std::string("€") : currency) + " " +
            text_from_number(amount->get<double>());
  }
  if (const std::string since = string_of("since"); !since.empty()) text += ", " + ui::tr("tie.since", {since});
  if (const std::string until = string_of("until"); !until.empty()) text += " " + ui::tr("tie.until", {until});
  if (const std::string status = string_of("status"); !status.empty() && status != "active")
    text += std::string(", ") + ui::tr("edgeStatus." + status);
  if (const std::string label = string_of("label"); !label.empty()) text += ", " + label;
  return text;
}

std::string sentence_of(const EntryStep& step) {
  using Kind = EntryStep::Kind;
  switch (step.kind) {
    case Kind::new_node: {
      const bool actor = step.detail.empty() || step.detail == "actor";
      return actor ? ui::tr("entry.newNode", {step.text})
                   : ui::tr("entry.newNodeOfKind", {step.text, ui::tr("kind." + step.detail)});
    }
    case Kind::existing_node:
      return ui::tr(step.guessed ? "entry.guessedNode" : "entry.existingNode", {step.text});
    case Kind::new_edge:
      return ui::tr("entry.newEdge", {step.text, canvas::edge_kind_name(step.detail) + particulars_of(step)});
    case Kind::new_need:
      return ui::tr("entry.newNeed", {step.text, step.detail});
    case Kind::new_offer:
      return ui::tr("entry.newOffer", {step.text, step.detail});
    case Kind::new_tag:
      return ui::tr("entry.newTag", {step.text, step.detail});
    case Kind::new_place:
      return ui::tr("entry.newPlace", {step.text, step.detail});
    case Kind::new_sector:
      return ui::tr("entry.newSector", {step.text, canvas::sector_name(step.detail)});
    case Kind::new_energy:
      return ui::tr("entry.newEnergy", {step.text, step.detail});
    case Kind::new_motivation:
      return ui::tr("entry.newMotivation", {step.text, step.detail});
  }
  return step.text;
}

const char* icon_of(const EntryStep& step) {
  using Kind = EntryStep::Kind;
  switch (step.kind) {
    case Kind::new_node:
      return ui::icon::add;
    case Kind::existing_node:
      return step.guessed ? ui::icon::edit : ui::icon::check;
    case Kind::new_edge:
      return ui::icon::link;
    case Kind::new_need:
      return ui::icon::need;
    case Kind::new_offer:
      return ui::icon::offer;
    case Kind::new_tag:
      return ui::icon::tag;
    case Kind::new_place:
      return ui::icon::place;
    case Kind::new_sector:
      return ui::icon::palette;
    case Kind::new_energy:
    case Kind::new_motivation:
      return ui::icon::edit;
  }
  return ui::icon::add;
}

/// A line of the preview: an icon, and words that go on under themselves.
void say(const char* icon, const std::string& words, const ImVec4& ink, const ImVec4& icon_ink) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  {
    const ui::TextStyle style(ui::text_size);
    ImGui::GetWindowDrawList()->AddText(at, ui::pack(icon_ink), icon);
  }
  ImGui::Indent(26);
  ImGui::PushStyleColor(ImGuiCol_Text, ink);
  ui::text(words, false, 15);
  ImGui::PopStyleColor();
  ImGui::Unindent(26);
}

void take_completion(std::size_t index) {
  if (index >= line_.completion.replacements.size()) return;
  line_.text = line_.text.substr(0, line_.completion.begin) + line_.completion.replacements[index] +
               line_.text.substr(line_.completion.end);
}

/// Further back in what was entered, or forward again.
void recall(bool back) {
  if (back && line_.recalled < line_.entered.size())
    ++line_.recalled;
  else if (!back && line_.recalled > 0)
    --line_.recalled;
  else
    return;
  line_.text = line_.recalled == 0 ? std::string() : line_.entered[line_.entered.size() - line_.recalled];
}

/// Does what the plan says, as one step; false when there is nothing to do.
bool carry_out() {
  if (line_.plan.operations.empty()) {
    if (!line_.plan.issues.empty())
      app::notice(ui::sentence(line_.plan.issues.front()), true);
    else if (!line_.plan.steps.empty())
      app::announce(sentence_of(line_.plan.steps.front()));
    return false;
  }
  ApplyOptions options;
  options.gesture = "entry:" + make_id();
  options.name = {"entry", {line_.text}};
  std::string done;
  for (const EntryStep& step : line_.plan.steps)
    if (step.kind != EntryStep::Kind::existing_node) done += (done.empty() ? "" : ". ") + sentence_of(step);
  const ApplyReport report = app::apply(line_.plan.operations, options);
  if (report.applied == 0) return false;
  app::place_new_nodes(options.gesture);
  app::session().end_gesture();
  app::announce(done);
  if (!line_.plan.speaker.empty()) speaker_ = line_.plan.speaker;
  // What is said next is about them, also where the words stay the same.
  line_.revision = 0;
  return true;
}

/// Keeps a line for ArrowUp.
void remember(const std::string& text) {
  line_.recalled = 0;
  if (!line_.entered.empty() && line_.entered.back() == text) return;
  line_.entered.push_back(text);
  if (line_.entered.size() > most_remembered) line_.entered.erase(line_.entered.begin());
}

void enter() {
  if (!carry_out()) return;
  remember(line_.text);
  line_.text.clear();
}

void draw_completions(float right) {
  ui::space(8);
  ui::text(ui::tr(ui::touch()                                 ? "entry.completeByTouch"
                  : line_.completion.replacements.size() == 1 ? "entry.completeWithTab"
                                                              : "entry.completeWithArrows"),
           true, ui::small_text_size);
  ui::mirror::begin_group("group", ui::tr("entry.completions"), ImGui::GetID("completions"));
  int taken = -1;
  for (std::size_t i = 0; i < line_.completion.replacements.size(); ++i) {
    const std::string& name = line_.completion.replacements[i];
    if (i > 0 && ImGui::GetItemRectMax().x + ImGui::CalcTextSize(name.c_str()).x + 34 < right) ImGui::SameLine();
    ImGui::PushID(static_cast<int>(i));
    if (ui::chip("completion", name, static_cast<int>(i) == line_.chosen)) taken = static_cast<int>(i);
    ImGui::PopID();
  }
  ui::mirror::end_group();
  if (taken < 0) return;
  take_completion(static_cast<std::size_t>(taken));
  ui::mirror::focus_key("entry");
  app::want_frames();
}

/// The preview above the line, and the completions.
void draw_preview(Area area) {
  if (line_.text.empty()) return;
  const bool completing = !line_.completion.replacements.empty();
  if (line_.plan.steps.empty() && line_.plan.issues.empty() && !completing) return;
  static float height = 80;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {6, 6});
  if (ui::begin_panel("entry_preview", ui::tr("entry.preview"), {area.position.x, area.position.y - height - 8},
                      {area.size.x, height}, ImGuiWindowFlags_NoFocusOnAppearing, "status")) {
    const ui::Palette& p = ui::palette();
    for (const EntryStep& step : line_.plan.steps) {
      const bool there = step.kind == EntryStep::Kind::existing_node;
      say(icon_of(step), sentence_of(step),
          there && !step.guessed ? p.secondary
          : step.guessed         ? p.warning
                                 : p.ink,
          there && !step.guessed ? p.secondary
          : step.guessed         ? p.warning
                                 : p.accent);
    }
    for (const Issue& issue : line_.plan.issues) say(ui::icon::help, ui::sentence(issue), p.warning, p.warning);
    if (completing) draw_completions(area.position.x + area.size.x - 16);
    // As high as what it says, up to the top of the stage.
    const float wanted = std::min(ImGui::GetCursorPosY() + 8, area.position.y - 20);
    if (std::abs(wanted - height) > 0.5f) {
      height = wanted;
      app::want_frames(2);
    }
  }
  ui::end_panel();
  ImGui::PopStyleVar();
}

}  // namespace

namespace {

void forget_text() {
  speaker_.clear();
  line_.text.clear();
  line_.recalled = 0;
  ui::reset_text(line_field_);
}

}  // namespace

void clear_entry_line() {
  if (!line_.text.empty() || !speaker_.empty()) platform::call_deferred<forget_text>();
}

bool enter_line(const std::string& text, bool typed) {
  const Line before = std::exchange(line_, Line{.text = text});
  plan();
  const bool done = carry_out();
  line_ = before;
  if (typed) {
    remember(text);
    if (done) line_.text.clear();
  }
  app::want_frames();
  return done;
}

void draw_entry_line(Area area) {
  plan();
  const std::string before = line_.text;
  ImGuiID field = 0;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {8, (area.size.y - ui::control_height()) / 2});
  if (ui::begin_panel("entry", ui::tr("entry.name"), area.position, area.size, ImGuiWindowFlags_NoScrollbar, "form")) {
    ui::TextOptions options;
    options.show_label = false;
    options.key = "entry";
    options.placeholder = ui::tr(app::network().nodes.empty() ? "entry.placeholderEmpty" : "entry.placeholder");
    options.limit = 2000;
    options.awaits_enter = true;
    options.wants_tab = !line_.completion.replacements.empty();
    options.width = area.size.x - 16 - ui::control_height() - 8;
    const ui::TextEdit edit = ui::text_field("line", ui::tr("entry.name"), line_.text, options);
    field = line_field_ = ImGui::GetID("line");
    if (edit.changed) {
      if (line_.text != edit.text) line_.recalled = 0;
      line_.text = edit.text;
    }
    const auto count = static_cast<int>(line_.completion.replacements.size());
    if (edit.key == "Tab") take_completion(static_cast<std::size_t>(line_.chosen));
    if (edit.key == "ArrowUp" || edit.key == "ArrowDown") {
      const bool up = edit.key == "ArrowUp";
      if (line_.text.empty() || line_.recalled > 0)
        recall(up);
      else if (count > 0)
        line_.chosen = (line_.chosen + (up ? count - 1 : 1)) % count;
    }
    if (edit.key == "Escape") line_.text.clear();
    bool go = edit.entered;
    ImGui::SameLine();
    if (ui::icon_button("enter", ui::tr("entry.enter"), ui::icon::enter,
                        {.look = ui::Look::primary, .shortcut = "Enter", .disabled = line_.text.empty()})) {
      go = true;
      ui::mirror::focus(field);
    }
    if (go) {
      plan();
      enter();
    }
    if (go || (line_.text != before && !(edit.changed && line_.text == edit.text))) ui::reset_text(field);
    if (line_.text != before) app::want_frames();
  }
  ui::end_panel();
  ImGui::PopStyleVar();
  plan();
  const std::string shown = line_.text;
  draw_preview(area);
  // A completion was pressed: the field must show it, also while it has the focus.
  if (line_.text != shown) ui::reset_text(field);
}

}  // namespace impactweb::panels

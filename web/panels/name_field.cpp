#include "panels/name_field.hpp"

#include <imgui.h>

#include <algorithm>
#include <vector>

#include "canvas/mirror_items.hpp"
#include "core/search/name_index.hpp"
#include "core/text/text.hpp"
#include "state/state.hpp"
#include "ui/icons.hpp"
#include "ui/mirror_registry.hpp"
#include "ui/translate.hpp"
#include "ui/widgets.hpp"

namespace impactweb::panels {
namespace {

/// The one name that is being typed, and what it may stand for.
struct Typing {
  ImGuiID field = 0;
  std::string text;
  std::vector<Completion> found;
  bool is_new = false;  ///< nobody has this very name
  std::uint64_t revision = 0;
  int chosen = 0;
};

Typing typing_;

void look_up(const std::string& without) {
  if (typing_.revision == app::session().content_revision()) return;
  typing_.revision = app::session().content_revision();
  typing_.found = complete_name(app::network(), typing_.text, 6);
  const std::string folded = fold(trim(typing_.text));
  typing_.is_new = std::none_of(typing_.found.begin(), typing_.found.end(),
                                [&](const Completion& found) { return fold(found.label) == folded; });
  std::erase_if(typing_.found, [&](const Completion& found) { return found.node_id == without; });
}

}  // namespace

std::optional<NameChoice> name_field(const char* id, const std::string& label, const char* key,
                                     const std::string& without, const char* new_text) {
  const ImGuiID field = ImGui::GetID(id);
  ui::TextOptions options;
  options.show_label = false;
  options.placeholder = label;
  options.key = key;
  options.awaits_enter = true;
  const ui::TextEdit edit = ui::text_field(id, label, typing_.field == field ? typing_.text : std::string(), options);
  if (edit.changed && (typing_.field != field || typing_.text != edit.text)) {
    typing_ = {};
    typing_.field = field;
    typing_.text = edit.text;
    app::want_frames();
  }
  if (typing_.field != field) return std::nullopt;
  if (edit.key == "Escape") {
    typing_ = {};
    ui::reset_text(field);
    return std::nullopt;
  }
  const std::string name(trim(typing_.text));
  if (name.empty()) return std::nullopt;
  look_up(without);
  const auto known = static_cast<int>(typing_.found.size()), count = known + (typing_.is_new ? 1 : 0);
  if (count == 0) return std::nullopt;
  if (edit.key == "ArrowDown") typing_.chosen = (typing_.chosen + 1) % count;
  if (edit.key == "ArrowUp") typing_.chosen = (typing_.chosen + count - 1) % count;
  typing_.chosen = std::min(typing_.chosen, count - 1);

  int taken = edit.entered ? typing_.chosen : -1;
  ui::mirror::begin_group("listbox", label, ImGui::GetID("choices"));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {8, 2});
  for (int i = 0; i < count; ++i) {
    ui::RowOptions row;
    row.role = "option";
    row.chosen = i == typing_.chosen;
    std::string text = ui::tr(new_text, {name});
    row.icon = ui::icon::add;
    if (i < known) {
      const Completion& found = typing_.found[static_cast<std::size_t>(i)];
      const auto node = app::network().nodes.find(found.node_id);
      text = found.label;
      row.icon = ui::icon::arrow_right;
      if (node != app::network().nodes.end()) row.detail = canvas::description_of(node->second);
    }
    ImGui::PushID(i);
    if (ui::row("choice", text, row)) taken = i;
    ImGui::PopID();
  }
  ImGui::PopStyleVar();
  ui::mirror::end_group();
  if (taken < 0) return std::nullopt;
  NameChoice choice;
  if (taken < known)
    choice.id = typing_.found[static_cast<std::size_t>(taken)].node_id;
  else
    choice.name = name;
  typing_ = {};
  ui::reset_text(field);
  ui::mirror::focus(field);
  app::want_frames();
  return choice;
}

}  // namespace impactweb::panels

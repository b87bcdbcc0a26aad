// Needs and offers of a node: what it asks of others and what it brings.
#include <imgui.h>

#include <algorithm>

#include "core/model/ids.hpp"
#include "core/text/text.hpp"
#include "panels/inspector_parts.hpp"
#include "panels/known_words.hpp"
#include "state/state.hpp"
#include "ui/icons.hpp"
#include "ui/mirror_registry.hpp"
#include "ui/theme.hpp"
#include "ui/translate.hpp"
#include "ui/widgets.hpp"

namespace impactweb::panels {
namespace {

/// What differs from an open wish without terms: "gekoppeld · ruil · #vergaderen".
std::string summary_of(const Exchange& item) {
  std::string text;
  const auto add = [&text](const std::string& part) { text += (text.empty() ? "" : " · ") + part; };
  if (item.status != ExchangeStatus::open)
    add(ui::tr("exchangeStatus." + std::string(name_of(exchange_statuses, item.status))));
  if (item.terms != Terms::unset) add(ui::tr("terms." + std::string(name_of(terms_names, item.terms))));
  for (const std::string& tag : item.tags) add("#" + tag);
  return text;
}

void details(const Subject& subject, const std::string& path, const Exchange& item) {
  const float half = (ImGui::GetContentRegionAvail().x - 8) / 2;
  const std::string status(name_of(exchange_statuses, item.status)), terms(name_of(terms_names, item.terms));
  const auto new_status = ui::choice("status", ui::tr("field.status"),
                                     choices_of(exchange_statuses, "exchangeStatus.", ""), status, false, half);
  ImGui::SameLine();
  const auto new_terms = ui::choice("terms", ui::tr("field.terms"), choices_of(terms_names, "terms.", "ui.termsUnset"),
                                    terms, false, half);
  edit_words(subject, path + ".tags", ui::tr("field.tags"), used_tags());
  if (new_status) set_now(subject, path + ".status", *new_status);
  if (new_terms) set_now(subject, path + ".terms", new_terms->empty() ? Json() : Json(*new_terms));
}

void edit_exchange(const Subject& subject, const std::string& list, const Exchange& item) {
  const std::string path = list + "." + item.id, label = ui::tr(list == "needs" ? "field.need" : "field.offer");
  const std::string name = item.text.empty() ? label : item.text;
  ImGui::PushID(item.id.c_str());
  ui::mirror::begin_group("group", name, ImGui::GetID("group"));
  bool open = ImGui::GetStateStorage()->GetBool(ImGui::GetID("open"), false);
  if (app::state().view_only) {
    ui::text(name);
    if (const std::string summary = summary_of(item); !summary.empty()) ui::text(summary, true, ui::small_text_size);
    ui::space(4);
    ui::mirror::end_group();
    ImGui::PopID();
    return;
  }
  LineOptions line;
  line.show_label = false;
  line.grows = true;
  line.width = ImGui::GetContentRegionAvail().x - 2 * ui::control_height() - 8;
  edit_text(subject, path + ".text", label, line);
  ImGui::SameLine(0, 4);
  ui::ButtonOptions more;
  more.expanded = open ? 1 : 0;
  if (ui::icon_button("more", ui::tr("ui.details"), open ? ui::icon::chevron_down : ui::icon::chevron_right, more)) {
    ImGui::GetStateStorage()->SetBool(ImGui::GetID("open"), open = !open);
    app::want_frames();
  }
  ImGui::SameLine(0, 4);
  const bool gone = ui::icon_button("remove", ui::tr("ui.remove", {name}), ui::icon::trash);
  if (open) {
    details(subject, path, item);
    ui::space(12);
  } else if (const std::string summary = summary_of(item); !summary.empty()) {
    ImGui::SetCursorPos({ImGui::GetCursorPosX() + 10, ImGui::GetCursorPosY() - 4});
    ui::text(summary, true, ui::small_text_size);
  }
  ui::mirror::end_group();
  ImGui::PopID();
  if (gone) set_now(subject, path, nullptr);
}

}  // namespace

void edit_exchanges(const Subject& subject, const Node& node, const std::string& list) {
  const std::vector<Exchange> items = list == "needs" ? node.needs : node.offers;
  app::State& s = app::state();
  const bool wanted = s.wanted_exchange_node == node.id && s.wanted_exchange_list == list;
  if (wanted) ImGui::GetStateStorage()->SetBool(ImGui::GetID(list.c_str()), true);
  if (s.view_only && items.empty()) return;
  if (!ui::section(list.c_str(), ui::tr("field." + list), true, static_cast<int>(items.size()))) return;
  ImGui::PushID((node.id + list).c_str());
  for (const Exchange& item : items) edit_exchange(subject, list, item);
  if (s.view_only) {
    ImGui::PopID();
    return;
  }
  const bool needs = list == "needs";
  ui::TextOptions options;
  options.show_label = false;
  options.placeholder = ui::tr(needs ? "ui.newNeed" : "ui.newOffer");
  options.key = needs ? "new_need" : "new_offer";
  const ui::TextEdit edit = ui::text_field("new", options.placeholder, "", options);
  const ImGuiID field = ImGui::GetID("new");
  if (wanted) {
    ui::mirror::focus(field);
    s.wanted_exchange_node.clear();
    app::want_frames();
  }
  if (edit.finished) {
    const std::string text(trim(edit.text));
    if (!text.empty()) {
      Json item;
      item["text"] = text;
      set_now(subject, list + "." + make_id(), item);
    }
    ui::reset_text(field);
  }
  ImGui::PopID();
}

}  // namespace impactweb::panels

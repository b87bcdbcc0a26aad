// Everything about one node.
#include <imgui.h>

#include <algorithm>

#include "app/state.hpp"
#include "canvas/mirror_items.hpp"
#include "canvas/scene.hpp"
#include "core/model/ids.hpp"
#include "core/text/search.hpp"
#include "core/text/text.hpp"
#include "panels/field_editor.hpp"
#include "panels/inspector_parts.hpp"
#include "ui/icons.hpp"
#include "ui/mirror_registry.hpp"
#include "ui/theme.hpp"
#include "ui/translate.hpp"
#include "ui/widgets.hpp"

namespace impactweb::panels {
namespace {

void fields_of(const Subject& subject, std::initializer_list<std::string_view> paths) {
  for (const std::string_view path : paths)
    for (const FieldInfo& field : node_fields())
      if (field.path == path) edit_field(subject, field);
}

void exchange(const Subject& subject, const std::string& list, const Exchange& item) {
  const std::string path = list + "." + item.id;
  ImGui::PushID(item.id.c_str());
  edit_text(subject, path + ".text", ui::tr(list == "needs" ? "field.need" : "field.offer"));
  const float half = (ImGui::GetContentRegionAvail().x - 8) / 2;
  ui::Choices statuses, terms;
  for (const auto& entry : exchange_statuses)
    statuses.emplace_back(entry.name, ui::tr("exchangeStatus." + std::string(entry.name)));
  for (const auto& entry : terms_names)
    terms.emplace_back(entry.name,
                       entry.name.empty() ? ui::tr("ui.termsUnset") : ui::tr("terms." + std::string(entry.name)));
  if (const auto chosen = ui::choice("status", ui::tr("field.status"), statuses,
                                     std::string(name_of(exchange_statuses, item.status)), false, half))
    set_now(subject, path + ".status", *chosen);
  ImGui::SameLine();
  if (const auto chosen =
          ui::choice("terms", ui::tr("field.terms"), terms, std::string(name_of(terms_names, item.terms)), false, half))
    set_now(subject, path + ".terms", chosen->empty() ? Json() : Json(*chosen));
  edit_list(subject, path + ".tags", ui::tr("field.tags"), used_tags());
  if (ui::button(
          "remove",
          ui::tr("ui.remove", {item.text.empty() ? ui::tr(list == "needs" ? "field.need" : "field.offer") : item.text}),
          {.look = ui::Look::quiet, .icon = ui::icon::trash}))
    set_now(subject, path, nullptr);
  ui::separator();
  ImGui::PopID();
}

void exchanges(const Subject& subject, const Node& node, const std::string& list) {
  const std::vector<Exchange> items = list == "needs" ? node.needs : node.offers;
  app::State& s = app::state();
  const bool wanted = s.wanted_exchange_node == node.id && s.wanted_exchange_list == list;
  if (wanted) ImGui::GetStateStorage()->SetBool(ImGui::GetID(list.c_str()), true);
  if (!ui::section(list.c_str(), ui::tr("field." + list), true, static_cast<int>(items.size()))) return;
  ImGui::PushID((list + "_items").c_str());
  for (const Exchange& item : items) exchange(subject, list, item);
  ui::TextOptions options;
  options.show_label = false;
  options.placeholder = ui::tr(list == "needs" ? "ui.newNeed" : "ui.newOffer");
  options.key = list == "needs" ? "new_need" : "new_offer";
  const ui::TextEdit edit = ui::text_field("new", ui::tr(list == "needs" ? "ui.newNeed" : "ui.newOffer"), "", options);
  if (wanted) {
    ui::mirror::focus(ImGui::GetID("new"));
    s.wanted_exchange_node.clear();
    app::want_frames();
  }
  if (edit.finished) {
    const std::string text(trim(edit.text));
    if (!text.empty()) set_now(subject, list + "." + make_id(), {{"text", text}});
    ui::reset_text(ImGui::GetID("new"));
  }
  ImGui::PopID();
}

void ties(const Node& node) {
  std::vector<const Edge*> list;
  for (const auto& [id, edge] : app::network().edges)
    if (edge.from == node.id || edge.to == node.id) list.push_back(&edge);
  if (!ui::section("ties", ui::tr("ui.ties"), true, static_cast<int>(list.size()))) return;
  std::string go;
  for (const Edge* edge : list) {
    ImGui::PushID(edge->id.c_str());
    if (ui::button("tie", canvas::sentence_of(*edge), {.look = ui::Look::quiet, .icon = ui::icon::link, .width = -1}))
      go = edge->id;
    ImGui::PopID();
  }
  ui::TextOptions options;
  options.show_label = false;
  options.placeholder = ui::tr("ui.tieWith");
  options.key = "tie_with";
  for (const auto& [id, other] : app::network().nodes)
    if (id != node.id && options.suggestions.size() < 400) options.suggestions.push_back(other.label);
  const ui::TextEdit edit = ui::text_field("tie_with", ui::tr("ui.tieWith"), "", options);
  if (edit.entered) {
    const std::string name(trim(edit.text));
    const std::string from = node.id;
    if (!name.empty()) {
      const std::string other = resolve_name(app::network(), name);
      if (!other.empty()) {
        app::create_edge(from, other);
      } else {
        const std::string id = make_id(), gesture = "tie:" + id;
        ApplyOptions step;
        step.gesture = gesture;
        step.name = {"addNode", {name}};
        app::apply({{{"op", "addNode"}, {"node", {{"id", id}, {"label", name}}}},
                    {{"op", "addEdge"}, {"edge", {{"from", from}, {"to", id}, {"kind", "worksWith"}}}}},
                   step);
        app::place_new_nodes(gesture);
        app::session().end_gesture();
      }
    }
    ui::reset_text(ImGui::GetID("tie_with"));
  } else if (edit.finished) {
    ui::reset_text(ImGui::GetID("tie_with"));
  }
  if (!go.empty()) app::go_to_edge(go);
}

void stories(const Node& node) {
  std::vector<std::string> about;
  for (const auto& [id, story] : app::network().stories)
    if (std::find(story.about.begin(), story.about.end(), node.id) != story.about.end()) about.push_back(id);
  if (!ui::section("stories", ui::tr("ui.stories"), !about.empty(), static_cast<int>(about.size()))) return;
  for (const std::string& id : about) {
    const Story story = app::network().stories.at(id);
    ImGui::PushID(id.c_str());
    const auto edit = [&](const char* field, const std::string& value, bool multiline) {
      ui::TextOptions options;
      options.multiline = multiline;
      const ui::TextEdit change = ui::text_field(field, ui::tr(std::string("story.") + field), value, options);
      if (change.changed && change.text != value) {
        ApplyOptions step;
        step.gesture = "story:" + id + field;
        app::apply({{{"op", "setStory"}, {"id", id}, {"field", field}, {"value", change.text}}}, step);
      }
      if (change.finished) app::session().end_gesture();
    };
    edit("title", story.title, false);
    edit("text", story.text, true);
    if (ui::button("remove", ui::tr("ui.remove", {story.title}), {.look = ui::Look::quiet, .icon = ui::icon::trash}))
      app::apply({{{"op", "removeStories"}, {"ids", {id}}}});
    ui::separator();
    ImGui::PopID();
  }
  if (ui::button("add_story", ui::tr("ui.addStory"), {.icon = ui::icon::add}))
    app::apply({{{"op", "addStory"}, {"story", {{"title", ui::tr("ui.newStory")}, {"about", {node.id}}}}}});
}

}  // namespace

void inspect_node(const std::string& id) {
  const auto found = app::network().nodes.find(id);
  if (found == app::network().nodes.end()) return;
  const Node& node = found->second;
  const Subject subject{id, false};
  ImGui::PushID(id.c_str());
  ui::heading(node.label, 1);
  ui::text(canvas::description_of(node), true, ui::small_text_size);
  edit_text(subject, "label", ui::tr("field.label"), false, "title");
  fields_of(subject, {"kind", "sector", "form", "place"});
  exchanges(subject, node, "needs");
  exchanges(subject, node, "offers");
  ties(node);
  if (ui::section("more", ui::tr("ui.moreAbout")))
    fields_of(subject, {"tags", "motivation", "energy", "description", "roles"});
  if (node.kind == NodeKind::initiative && ui::section("stage", ui::tr("ui.stageAndStep"))) {
    fields_of(subject, {"stage"});
    for (const auto& stage : stages)
      if (stage.value != Stage::unset && (stage.value == node.stage || node.stage_dates.contains(stage.value)))
        edit_text(subject, "stageDates." + std::string(stage.name),
                  ui::tr("ui.stageSince", {ui::tr("stage." + std::string(stage.name))}));
    fields_of(subject, {"nextStep.text", "nextStep.owner", "nextStep.due"});
  }
  stories(node);
  if (ui::section("fields", ui::tr("field.fields"), !node.fields.empty(), static_cast<int>(node.fields.size())))
    edit_free_fields(subject);
  ui::separator();
  fields_of(subject, {"pinned"});
  if (ui::button("remove", ui::tr("menu.remove"),
                 {.look = ui::Look::danger, .icon = ui::icon::trash, .shortcut = "Del"}))
    app::remove_selection();
  ImGui::PopID();
}

}  // namespace impactweb::panels

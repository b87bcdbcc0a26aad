// Several nodes and ties at once: what is set here is set for all, as one step.
#include <imgui.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <set>

#include "actions/actions.hpp"
#include "actions/arranging.hpp"
#include "core/model/ids.hpp"
#include "core/text/text.hpp"
#include "panels/inspector_parts.hpp"
#include "panels/known_words.hpp"
#include "panels/name_field.hpp"
#include "scene/colors.hpp"
#include "ui/icons.hpp"
#include "ui/theme.hpp"
#include "ui/translate.hpp"
#include "ui/widgets.hpp"

namespace impactweb::panels {
namespace {

/// Beyond so many, ties between all of them are a hairball and not a network.
constexpr std::size_t most_connected = 6;

const std::set<std::string>& chosen_of(bool edges) {
  return edges ? app::state().selection.edges : app::state().selection.nodes;
}

void set_for_all(bool edges, const std::string& field, const Json& value) {
  std::vector<Json> operations;
  for (const std::string& id : chosen_of(edges)) {
    const Subject subject{id, edges};
    if (value_at(subject, field) != value) operations.push_back(set_operation(subject, field, value));
  }
  if (!operations.empty()) app::apply(operations);
}

void add_tag_to_all(const std::string& tag) {
  std::vector<Json> operations;
  for (const std::string& id : chosen_of(false)) {
    const Subject subject{id, false};
    Json tags = value_at(subject, "tags");
    if (std::find(tags.begin(), tags.end(), tag) != tags.end()) continue;
    tags.push_back(tag);
    operations.push_back(set_operation(subject, "tags", tags));
  }
  if (!operations.empty()) app::apply(operations);
}

/// What all of them have at `field`; `differs` when they do not agree. Asked in every frame, of thousands, so it is
/// kept while neither they nor the network change.
Json common_value(bool edges, const std::string& field, bool& differs) {
  struct Common {
    Json value;
    bool differs = false;
  };
  static std::map<std::string, Common> known;
  static std::uint64_t session = 0, selection = 0;
  if (session != app::session().revision() || selection != app::state().selection_revision) {
    session = app::session().revision();
    selection = app::state().selection_revision;
    known.clear();
  }
  const auto [found, is_new] = known.try_emplace((edges ? "edges." : "nodes.") + field);
  Common& common = found->second;
  if (is_new) {
    bool first = true;
    for (const std::string& id : chosen_of(edges)) {
      Json value = value_at({id, edges}, field);
      common.differs = !first && value != common.value;
      if (common.differs) break;
      common.value = std::move(value);
      first = false;
    }
    if (common.differs) common.value = Json();
  }
  differs = common.differs;
  return common.value;
}

void text_for_all(bool edges, const std::string& field) {
  bool differs = false;
  const Json common = field == "tags" ? Json() : common_value(edges, field, differs);
  std::string shown = common.is_string() ? common.get<std::string>() : std::string();
  if (field == "sector" && !shown.empty()) shown = canvas::sector_name(shown);
  if (edges && !shown.empty()) shown = canvas::edge_kind_name(shown);
  ui::TextOptions options;
  options.suggestions = field == "tags" ? used_tags() : suggestions_for(field, edges, {});
  options.placeholder = ui::tr(differs ? "ui.differs" : field == "tags" ? "ui.addWord" : "ui.notFilledIn");
  const std::string id = (edges ? "edges." : "nodes.") + field;
  const ui::TextEdit edit = ui::text_field(id.c_str(), ui::tr("field." + field), shown, options);
  if (!edit.finished) return;
  const std::string text(trim(edit.text));
  ui::reset_text(ImGui::GetID(id.c_str()));
  if (field == "tags") {
    if (!text.empty()) add_tag_to_all(text);
  } else if (text != shown) {
    set_for_all(edges, field,
                text.empty()        ? Json()
                : field == "sector" ? Json(sector_from_name(text))
                : edges             ? Json(edge_kind_from_name(text))
                                    : Json(text));
  }
}

void choice_for_all(bool edges, const std::string& field, ui::Choices choices) {
  bool differs = false;
  const Json common = common_value(edges, field, differs);
  if (differs) choices.insert(choices.begin(), {"", ui::tr("ui.differs")});
  const std::string id = (edges ? "edges." : "nodes.") + field;
  const auto chosen = ui::choice(id.c_str(), ui::tr("field." + field), choices,
                                 common.is_string() ? common.get<std::string>() : std::string());
  if (chosen && !chosen->empty()) set_for_all(edges, field, *chosen);
}

/// Ties between all of them.
void connect_all() {
  const std::set<std::string>& nodes = chosen_of(false);
  std::vector<Json> operations;
  for (auto from = nodes.begin(); from != nodes.end(); ++from)
    for (auto to = std::next(from); to != nodes.end(); ++to) {
      Json operation;
      operation["op"] = "addEdge";
      operation["edge"]["from"] = *from;
      operation["edge"]["to"] = *to;
      operation["edge"]["kind"] = "worksWith";
      operation["edge"]["direction"] = "mutual";
      operations.push_back(std::move(operation));
    }
  app::apply(operations);
}

/// A tie from each of them to one that is named.
void connect_with() {
  ui::field_label(ui::tr("ui.connectAllWith"));
  const auto named = name_field("with", ui::tr("ui.nameOfOther"), "", "", "ui.tieWithNew");
  if (!named) return;
  std::vector<Json> operations;
  ApplyOptions step;
  step.gesture = "connect:" + make_id();
  std::string to = named->id;
  if (to.empty()) {
    to = make_id();
    Json add;
    add["op"] = "addNode";
    add["node"]["id"] = to;
    add["node"]["label"] = named->name;
    operations.push_back(std::move(add));
  }
  for (const std::string& from : chosen_of(false)) {
    if (from == to) continue;
    Json operation;
    operation["op"] = "addEdge";
    operation["edge"]["from"] = from;
    operation["edge"]["to"] = to;
    operation["edge"]["kind"] = "worksWith";
    operations.push_back(std::move(operation));
  }
  app::apply(operations, step);
  if (named->id.empty()) app::place_new_nodes(step.gesture);
  app::session().end_gesture();
}

void nodes_section(std::size_t count) {
  choice_for_all(false, "kind", choices_of(node_kinds, "kind.", ""));
  text_for_all(false, "sector");
  text_for_all(false, "place");
  text_for_all(false, "tags");
  ui::space(12);
  bool differs = false;
  const bool pinned = common_value(false, "pinned", differs) == true;
  if (ui::button("pin", ui::tr(pinned ? "menu.unpin" : "menu.pin"), {.icon = ui::icon::pin, .width = -1}))
    set_for_all(false, "pinned", !pinned);
  if (count < 2) return;
  if (count <= most_connected && ui::button("connect", ui::tr(count == 2 ? "ui.connectTwo" : "ui.connectAll"),
                                            {.icon = ui::icon::link, .width = -1}))
    connect_all();
  connect_with();
}

}  // namespace

void inspect_many() {
  const std::size_t nodes = chosen_of(false).size(), edges = chosen_of(true).size();
  const std::string counts[] = {std::to_string(nodes), std::to_string(edges)};
  ui::heading(edges == 0   ? ui::tr("ui.nodesSelected", {counts[0]})
              : nodes == 0 ? ui::tr("ui.tiesSelected", {counts[1]})
                           : ui::tr("ui.severalSelected", {counts[0], counts[1]}),
              1);
  if (app::state().view_only) return;
  ui::space(12);
  ui::text(ui::tr("ui.forAll"), true, ui::small_text_size);
  if (nodes > 0) nodes_section(nodes);
  if (edges > 0) {
    if (nodes > 0) ui::heading(ui::tr("ui.ties"));
    text_for_all(true, "kind");
    choice_for_all(true, "status", choices_of(edge_statuses, "edgeStatus.", ""));
    choice_for_all(true, "direction", choices_of(directions, "direction.", ""));
  }
  ui::separator();
  if (ui::button("remove", ui::tr("menu.removeAll"),
                 {.look = ui::Look::danger, .icon = ui::icon::trash, .shortcut = "Del"}))
    app::remove_selection();
}

}  // namespace impactweb::panels

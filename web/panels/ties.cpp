// The ties of a node as sentences, and a new one by typing a name.
#include <imgui.h>

#include <algorithm>

#include "actions/actions.hpp"
#include "actions/arranging.hpp"
#include "canvas/mirror_items.hpp"
#include "core/model/ids.hpp"
#include "panels/inspector_parts.hpp"
#include "panels/known_words.hpp"
#include "panels/name_field.hpp"
#include "ui/icons.hpp"
#include "ui/theme.hpp"
#include "ui/translate.hpp"
#include "ui/widgets.hpp"

namespace impactweb::panels {
namespace {

constexpr std::size_t first_shown = 25;

/// The ties of the node in view, gathered once for each content.
const std::vector<std::string>& ties_of(const std::string& node) {
  static std::vector<std::string> ties;
  static std::string of;
  static std::uint64_t revision = 0;
  if (of == node && revision == app::session().content_revision()) return ties;
  of = node;
  revision = app::session().content_revision();
  ties.clear();
  for (const auto& [id, edge] : app::network().edges)
    if (edge.from == node || edge.to == node) ties.push_back(id);
  return ties;
}

const char* arrow_of(const Edge& edge) {
  return edge.direction == Direction::mutual       ? ui::icon::arrow_both
         : edge.direction == Direction::undirected ? ui::icon::minus
                                                   : ui::icon::arrow_right;
}

}  // namespace

void tie_to(const std::string& from, const std::string& id, const std::string& name, const std::string& kind) {
  std::vector<Json> operations;
  ApplyOptions step;
  std::string to = id;
  if (to.empty()) {
    to = make_id();
    Json add;
    add["op"] = "addNode";
    add["node"]["id"] = to;
    add["node"]["label"] = name;
    operations.push_back(std::move(add));
    step.name = {"addNode", {name}};
  }
  Json tie;
  tie["op"] = "addEdge";
  tie["edge"]["from"] = from;
  tie["edge"]["to"] = to;
  tie["edge"]["kind"] = kind;
  operations.push_back(std::move(tie));
  step.gesture = "tie:" + make_id();
  const ApplyReport report = app::apply(operations, step);
  if (report.applied < operations.size()) return;
  if (id.empty()) app::place_new_nodes(step.gesture);
  app::session().end_gesture();
  const auto edge = app::network().edges.find(report.created.back());
  if (edge != app::network().edges.end()) app::announce(canvas::sentence_of(edge->second));
}

namespace {

/// A tie to whom is named.
void new_tie(const Node& node) {
  ui::space(12);
  static std::string kind = "worksWith";
  ui::field_label(ui::tr("ui.newTieOf", {node.label}));
  if (const auto chosen = ui::choice("kind", ui::tr("ui.newTieKind"), edge_kinds(), kind, false)) kind = *chosen;
  const auto named = name_field("tie_with", ui::tr("ui.tieWith"), "tie_with", "", "ui.tieWithNew");
  if (named) tie_to(node.id, named->id, named->name, kind);
}

}  // namespace

void edit_ties(const Node& node) {
  const std::vector<std::string> ties = ties_of(node.id);
  if (!ui::section("ties", ui::tr("ui.ties"), true, static_cast<int>(ties.size()))) return;
  ImGui::PushID(node.id.c_str());
  std::string go;
  const ImGuiID all = ImGui::GetID("all");
  const bool show_all = ties.size() <= first_shown || ImGui::GetStateStorage()->GetBool(all, false);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {8, 2});
  for (std::size_t i = 0; i < ties.size() && (show_all || i < first_shown); ++i) {
    const Edge& edge = app::network().edges.at(ties[i]);
    ui::RowOptions row;
    row.icon = arrow_of(edge);
    ImGui::PushID(ties[i].c_str());
    if (ui::row("tie", canvas::sentence_of(edge), row)) go = ties[i];
    ImGui::PopID();
  }
  ImGui::PopStyleVar();
  if (!show_all && ui::button("all", ui::tr("ui.showAll", {std::to_string(ties.size())}), {.look = ui::Look::quiet}))
    ImGui::GetStateStorage()->SetBool(all, true);

  if (!app::state().view_only) new_tie(node);
  ImGui::PopID();
  if (!go.empty()) app::go_to_edge(go);
}

}  // namespace impactweb::panels

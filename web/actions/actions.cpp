// What people do, as operations and changes of view. Views call these; nothing else writes the network.
#include "actions/actions.hpp"

#include <cmath>
#include <utility>

#include "bridge/bridge.hpp"
#include "core/model/ids.hpp"
#include "platform/deferred.hpp"
#include "platform/gui.hpp"
#include "scene/motion.hpp"
#include "scene/scene.hpp"
#include "ui/mirror_registry.hpp"
#include "ui/translate.hpp"

namespace impactweb::app {
namespace {

void tell_selection() {
  Json nodes = Json::array(), edges = Json::array();
  for (const std::string& id : state().selection.nodes) nodes.push_back(id);
  for (const std::string& id : state().selection.edges) edges.push_back(id);
  bridge::post({{"type", "selection"}, {"nodes", nodes}, {"edges", edges}});
}

/// What left the network leaves the selection as well: whoever took it away, and whichever way.
void prune_selection() {
  Selection kept = state().selection;
  std::erase_if(kept.nodes, [](const std::string& id) { return !network().nodes.contains(id); });
  std::erase_if(kept.edges, [](const std::string& id) { return !network().edges.contains(id); });
  if (kept == state().selection) return;
  state().selection = std::move(kept);
  ++state().selection_revision;
  // The picture and the panels are drawn anew after any change.
  tell_selection();
}

[[maybe_unused]] const bool listening = [] {
  session().on_change([](const Change&) {
    if (!state().selection.empty()) platform::call_deferred<prune_selection>();
  });
  return true;
}();

void say_history(const char* key, const HistoryReport& report) {
  if (!report.done) return;
  std::string text = ui::tr(key, {ui::sentence(report.name)});
  for (const Issue& issue : report.skipped) text += " " + ui::sentence(issue);
  notice(text, false, false);
  touch_view(true);
}

}  // namespace

ApplyReport apply(const std::vector<Json>& operations, const ApplyOptions& options) {
  if (state().view_only) {
    ApplyReport refused;
    refused.rejected.push_back({0, {"viewOnly", "", {}}});
    notice(ui::sentence(refused.rejected.front().issue), true);
    return refused;
  }
  ApplyReport report = session().apply(operations, options);
  for (const Rejection& rejection : report.rejected) notice(ui::sentence(rejection.issue), true);
  want_frames();
  return report;
}

std::optional<Issue> set_field_of(const std::string& entity, bool is_edge, const std::string& field, const Json& value,
                                  const std::string& gesture) {
  if (state().view_only) return Issue{"viewOnly", "", {}};
  ApplyOptions options;
  options.gesture = gesture;
  const ApplyReport report = session().apply(
      {{{"op", is_edge ? "setEdge" : "setNode"}, {"id", entity}, {"field", field}, {"value", value}}}, options);
  want_frames();
  if (report.rejected.empty()) return std::nullopt;
  return report.rejected.front().issue;
}

void undo() {
  canvas::glide_next_change();
  say_history("ui.undone", session().undo());
}

void redo() {
  canvas::glide_next_change();
  say_history("ui.redone", session().redo());
}

void select(Selection selection, bool show_inspector) {
  if (selection == state().selection) return;
  state().selection = std::move(selection);
  session().end_gesture();
  // On a phone the sheet opens by itself as well, at its lowest height.
  if (show_inspector && !state().selection.empty() && state().side != SidePanel::list)
    state().side = SidePanel::inspector;
  state().reveal_wanted = true;
  tell_selection();
  ++state().selection_revision;
  touch_view(false);
}

void select_nodes(std::set<std::string> ids, bool show_inspector) { select({std::move(ids), {}}, show_inspector); }
void select_edges(std::set<std::string> ids, bool show_inspector) { select({{}, std::move(ids)}, show_inspector); }

void toggle_node(const std::string& id) {
  Selection next = state().selection;
  if (next.nodes.erase(id) == 0) next.nodes.insert(id);
  select(std::move(next));
}

void toggle_edge(const std::string& id) {
  Selection next = state().selection;
  if (next.edges.erase(id) == 0) next.edges.insert(id);
  select(std::move(next));
}

void clear_selection() {
  select({});
  if (is_phone() && state().side == SidePanel::inspector) state().side = SidePanel::none;
}

void select_all() {
  Selection all;
  for (const auto& node : canvas::scene().nodes) all.nodes.insert(node.node->id);
  select(std::move(all));
}

void toggle_side(SidePanel panel) {
  state().reveal_wanted = true;
  state().side = state().side == panel ? SidePanel::none : panel;
  if (state().presenting) present(false);
  touch_view(false);
  want_frames();
}

void go_to_node(const std::string& id) {
  const auto found = network().nodes.find(id);
  if (found == network().nodes.end()) return;
  select_nodes({id});
  if (found->second.position) state().camera.show(*found->second.position);
  announce(found->second.label);
  touch_view(false);
}

void go_to_edge(const std::string& id) {
  const auto found = network().edges.find(id);
  if (found == network().edges.end()) return;
  select_edges({id});
  if (const auto index = canvas::scene().edge_index.find(id); index != canvas::scene().edge_index.end())
    state().camera.show(canvas::middle_of(canvas::scene().edges[index->second]));
  touch_view(false);
}

void remove_selection() {
  if (state().selection.empty()) return;
  const Selection gone = state().selection;
  std::vector<Json> operations;
  // Ties that go along with their nodes need no operation of their own.
  std::vector<std::string> edges;
  for (const std::string& id : gone.edges) {
    const auto edge = network().edges.find(id);
    if (edge != network().edges.end() && !gone.nodes.contains(edge->second.from) &&
        !gone.nodes.contains(edge->second.to))
      edges.push_back(id);
  }
  if (!edges.empty()) operations.push_back({{"op", "removeEdges"}, {"ids", edges}});
  if (!gone.nodes.empty())
    operations.push_back(
        {{"op", "removeNodes"}, {"ids", std::vector<std::string>(gone.nodes.begin(), gone.nodes.end())}});
  if (!state().view_only) clear_selection();
  if (apply(operations).applied == 0) return;
  if (const auto name = session().undo_name()) notice(ui::sentence(*name), false, true);
}

std::string create_node(Point position, NodeKind kind) {
  const std::string kind_name(name_of(node_kinds, kind));
  const ApplyReport report =
      apply({{{"op", "addNode"},
              {"node",
               {{"kind", kind_name}, {"label", ui::tr("new." + kind_name)}, {"position", {position.x, position.y}}}}}});
  if (report.created.empty()) return {};
  select_nodes({report.created.front()});
  ui::mirror::focus_key("title");
  return report.created.front();
}

std::string create_edge(std::string from, std::string to) {
  const ApplyReport report =
      apply({{{"op", "addEdge"}, {"edge", {{"from", from}, {"to", to}, {"kind", "worksWith"}}}}});
  if (report.created.empty()) return {};
  select_edges({report.created.front()});
  announce(ui::tr("ui.tieMade", {network().nodes.at(from).label, network().nodes.at(to).label}));
  return report.created.front();
}

std::string create_linked_node(const std::string& from, Point position) {
  const std::string id = make_id();
  ApplyOptions options;
  options.name = {"addNode", {ui::tr("new.actor")}};
  const ApplyReport report = apply(
      {{{"op", "addNode"},
        {"node",
         {{"id", id}, {"kind", "actor"}, {"label", ui::tr("new.actor")}, {"position", {position.x, position.y}}}}},
       {{"op", "addEdge"}, {"edge", {{"from", from}, {"to", id}, {"kind", "worksWith"}}}}},
      options);
  if (report.applied == 0) return {};
  select_nodes({id});
  ui::mirror::focus_key("title");
  return id;
}

void flip_edge(const std::string& id) {
  const auto found = network().edges.find(id);
  if (found == network().edges.end()) return;
  const std::string from = found->second.from, to = found->second.to;
  apply({{{"op", "setEdge"}, {"id", id}, {"field", "from"}, {"value", to}},
         {{"op", "setEdge"}, {"id", id}, {"field", "to"}, {"value", from}}});
}

void add_exchange(const std::string& node, const std::string& list) {
  select_nodes({node});
  state().side = SidePanel::inspector;
  state().wanted_exchange_node = node;
  state().wanted_exchange_list = list;
}

void fit(bool fly) {
  // Where nodes glide, it is to where they are going.
  const Rect& drawn = canvas::scene().bounds;
  state().camera.fit(canvas::gliding() ? canvas::bounds_at_rest() : drawn, fly);
  touch_view(false);
}

void reveal_selection() {
  const Selection& selection = state().selection;
  if (selection.size() != 1) return;
  const canvas::Scene& scene = canvas::scene();
  if (!selection.nodes.empty()) {
    if (const auto found = scene.node_index.find(*selection.nodes.begin()); found != scene.node_index.end())
      state().camera.reveal(scene.nodes[found->second].position, 56);
  } else if (const auto found = scene.edge_index.find(*selection.edges.begin()); found != scene.edge_index.end()) {
    state().camera.reveal(canvas::middle_of(scene.edges[found->second]), 24);
  }
}

void follow_picture() {
  static ImVec2 free_min, free_max;
  canvas::Camera& camera = state().camera;
  const auto same = [](ImVec2 a, ImVec2 b) { return std::abs(a.x - b.x) < 1 && std::abs(a.y - b.y) < 1; };
  const Rect newcomers = std::exchange(state().newcomers, {});
  // A sheet over most of a phone comes and goes: what it is about is brought into sight, and the rest stays.
  const bool sheet = is_phone() && state().side != SidePanel::none;
  const bool other_room = !sheet && !(same(free_min, camera.free_min()) && same(free_max, camera.free_max()));
  const bool had_room = free_max.x > 0;
  if (!sheet) {
    free_min = camera.free_min();
    free_max = camera.free_max();
  }
  if (newcomers.empty() && !(other_room && had_room)) return;
  if (sheet || camera.moved_by_hand())
    camera.reveal(newcomers);
  else
    camera.follow(canvas::scene().bounds);
  if (!camera.flying()) return;
  touch_view(false);
  want_frames(2);
}

}  // namespace impactweb::app

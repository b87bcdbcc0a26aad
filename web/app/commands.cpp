// The commands of the program with the canvas.
#include <algorithm>

#include "actions/actions.hpp"
#include "actions/arranging.hpp"
#include "app/frames.hpp"
#include "app/picture.hpp"
#include "bridge/commands.hpp"
#include "canvas/canvas_view.hpp"
#include "canvas/labels.hpp"
#include "core/analysis/measures.hpp"
#include "core/layout/layout.hpp"
#include "panels/panels.hpp"
#include "platform/deferred.hpp"
#include "platform/gui.hpp"
#include "scene/groups.hpp"
#include "scene/scene.hpp"
#include "ui/mirror_registry.hpp"
#include "ui/theme.hpp"
#include "ui/translate.hpp"

namespace impactweb::bridge::commands {
namespace {

app::PictureOf picture_of(const std::string& of) {
  using app::PictureOf;
  return of == "view" ? PictureOf::view : of == "selection" ? PictureOf::selection : PictureOf::all;
}

std::string text_in(const Json& object, const char* name) {
  if (!object.is_object()) return {};
  const auto found = object.find(name);
  return found == object.end() || !found->is_string() ? std::string() : found->get<std::string>();
}

}  // namespace

Json strings(StringsArguments arguments) {
  std::map<std::string, std::string, std::less<>> table;
  for (const auto& [key, text] : arguments.table.items()) table.emplace(key, text.get<std::string>());
  ui::set_strings(arguments.language, std::move(table));
  app::touch_view(true);
  return nullptr;
}

Json appearance(AppearanceArguments arguments) {
  app::State& state = app::state();
  state.reduced_motion = arguments.reduced_motion;
  state.camera.set_reduced_motion(state.reduced_motion);
  state.text_scale = std::clamp(static_cast<float>(arguments.text_scale), 0.75f, 2.5f);
  ui::set_touch(arguments.touch);
  ui::set_theme(arguments.scheme == "dark" ? ui::Scheme::dark : ui::Scheme::light, arguments.strong, state.text_scale);
  app::touch_view(true);
  return nullptr;
}

Json view_state() { return app::view_state(); }

Json set_view_state(SetViewStateArguments arguments) {
  app::set_view_state(arguments.view);
  return nullptr;
}

Json set_open(SetOpenArguments arguments) {
  app::State& state = app::state();
  state.open = arguments.open;
  if (!state.open) panels::clear_entry_line();
  state.view_only = arguments.view_only.value_or(false);
  state.bare = state.view_only && arguments.framed.value_or(false);
  state.tool = app::Tool::select;
  if (!state.marks.empty()) platform::call_deferred<app::forget_marks>();
  app::touch_view(true);
  return nullptr;
}

Json select(SelectArguments arguments) {
  app::Selection chosen;
  const std::vector<std::string> none;
  for (const auto& id : arguments.nodes.value_or(none))
    if (app::network().nodes.contains(id)) chosen.nodes.insert(id);
  for (const auto& id : arguments.edges.value_or(none))
    if (app::network().edges.contains(id)) chosen.edges.insert(id);
  app::select(chosen);
  if (arguments.fly.value_or(false) && !chosen.nodes.empty()) app::go_to_node(*chosen.nodes.begin());
  return nullptr;
}

Json show(ShowArguments arguments) {
  const std::string& what = arguments.what;
  app::State& state = app::state();
  if (what == "groups") {
    state.groups_known = true;
    // A small network has none, and nothing is to be drawn anew.
    if (canvas::scene().nodes.size() >= canvas::grouped_from) app::touch_view(true);
    return nullptr;
  }
  if (what == "help")
    state.help_open = true;
  else if (what == "search")
    state.search_open = true, ui::mirror::focus_key("search");
  else if (what == "entry")
    ui::mirror::focus_key("entry");
  else if (what == "list")
    state.side = app::SidePanel::list;
  else if (what == "filters")
    state.side = app::SidePanel::filters;
  else if (what == "fit")
    app::fit();
  else if (what == "present")
    app::present(!state.presenting);
  app::want_frames();
  return nullptr;
}

Json places(PlacesArguments arguments) {
  const canvas::Scene& scene = canvas::scene();
  const app::State& state = app::state();
  const canvas::Camera& camera = state.camera;
  Json items = Json::array();
  const auto add = [&](const std::string& id, const std::string& label, Point at, float radius) {
    const ImVec2 place = camera.screen_from_world(at);
    items.push_back({{"id", id}, {"label", label}, {"x", place.x}, {"y", place.y}, {"radius", radius}});
  };
  const auto zoom = static_cast<float>(camera.zoom());
  for (const std::string& id : arguments.ids) {
    if (const auto node = scene.node_index.find(id); node != scene.node_index.end()) {
      const canvas::SceneNode& found = scene.nodes[node->second];
      add(id, found.node->label, found.position, canvas::screen_radius(found.radius, zoom));
    } else if (const auto edge = scene.edge_index.find(id); edge != scene.edge_index.end()) {
      const canvas::SceneEdge& found = scene.edges[edge->second];
      add(id, scene.nodes[found.from].node->label + " – " + scene.nodes[found.to].node->label, canvas::middle_of(found),
          8);
    }
  }
  const Point corner = camera.world_from_screen({0, 0});
  const Rect view = camera.free_world();
  return {{"items", std::move(items)},
          {"corner", {corner.x, corner.y}},
          {"zoom", camera.zoom()},
          {"view", {view.min.x, view.min.y, view.max.x, view.max.y}},
          {"target", {camera.target().x, camera.target().y, camera.target_zoom()}}};
}

Json look_at(LookAtArguments arguments) {
  if (arguments.bounds.size() == 4) {
    Rect bounds;
    bounds.include({arguments.bounds[0], arguments.bounds[1]});
    bounds.include({arguments.bounds[2], arguments.bounds[3]});
    app::state().camera.lead_to(bounds);
    app::touch_view(false);
    app::want_frames(2);
  }
  return nullptr;
}

Json mark(MarkArguments arguments) {
  const std::vector<Json> none;
  app::Marks marks;
  for (const Json& node : arguments.nodes.value_or(none))
    if (std::string id = text_in(node, "id"); !id.empty())
      marks.nodes.push_back({std::move(id), node.value("level", 1) > 1 ? 2 : 1});
  marks.edges = arguments.edges.value_or(std::vector<std::string>());
  for (const Json& tie : arguments.proposed.value_or(none))
    if (std::string from = text_in(tie, "from"), to = text_in(tie, "to"); !from.empty() && !to.empty())
      marks.proposed.push_back({std::move(from), std::move(to)});
  for (const Json& group : arguments.groups.value_or(none))
    marks.groups.push_back({text_in(group, "label"), group.value("nodes", std::vector<std::string>())});
  app::set_marks(std::move(marks));
  return nullptr;
}

Json stats() {
  const app::FrameTimes& times = app::frame_times();
  return {{"frames", times.count}, {"names", canvas::names_in_sight()}, {"frameMilliseconds", times.latest}};
}

Json key(KeyArguments arguments) {
  return {{"handled",
           app::state().open && canvas::key(arguments.key, {arguments.shift, arguments.control, arguments.alt})}};
}

Json mirror_action(MirrorActionArguments arguments) {
  using Kind = ui::mirror::Action::Kind;
  static const std::map<std::string, Kind> kinds = {
      {"click", Kind::click}, {"input", Kind::input}, {"commit", Kind::commit}, {"blur", Kind::blur},
      {"leave", Kind::leave}, {"focus", Kind::focus}, {"key", Kind::key},       {"context", Kind::context}};
  if (const auto kind = kinds.find(arguments.kind); kind != kinds.end())
    ui::mirror::post_action(static_cast<ImGuiID>(arguments.id), {kind->second, std::move(arguments.value)});
  app::want_frames();
  return nullptr;
}

Json picture(PictureArguments arguments) {
  return app::take_picture(picture_of(arguments.of), arguments.scale, arguments.transparent);
}

Json lay_out_picture(LayOutPictureArguments arguments) {
  return app::lay_out_picture(picture_of(arguments.of), arguments.answer.value_or(true));
}

Json picture_items(PictureItemsArguments arguments) {
  return app::picture_items(arguments.what, static_cast<std::size_t>(arguments.from),
                            static_cast<std::size_t>(arguments.count));
}

Json forget_picture() {
  app::forget_picture();
  return nullptr;
}

Json set_fonts(SetFontsArguments arguments) {
  const auto& bytes = buffer();
  std::vector<std::vector<unsigned char>> fonts;
  std::size_t at = 0;
  for (const double size : arguments.sizes) {
    const auto end = std::min(bytes.size(), at + static_cast<std::size_t>(size));
    fonts.emplace_back(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                       bytes.begin() + static_cast<std::ptrdiff_t>(end));
    at = end;
  }
  if (fonts.size() == 3)
    platform::set_fonts(std::move(fonts[0]), std::move(fonts[1]), std::move(fonts[2]), ui::text_size);
  buffer() = {};
  return nullptr;
}

Json enter(EnterArguments arguments) {
  return {{"done", panels::enter_line(arguments.line, arguments.typed.value_or(false))}};
}

Json lists() {
  Json layouts = Json::array(), measures = Json::array();
  for (const auto& algorithm : layout::algorithms()) layouts.push_back(algorithm.id);
  for (const auto& measure : analysis::all_measures()) measures.push_back(measure.id);
  return {{"layouts", layouts}, {"measures", measures}};
}

Json begin_layout(Json arguments) { return app::begin_arranging(arguments); }

Json go_on_with_layout(GoOnWithLayoutArguments arguments) {
  return app::go_on_arranging(arguments.job, arguments.milliseconds);
}

Json stop_layout() {
  app::stop_arranging();
  return nullptr;
}

Json place_new_nodes(PlaceNewNodesArguments arguments) {
  return {{"arrange", app::place_new_nodes(arguments.gesture.value_or(""), arguments.rows.value_or(true))}};
}

}  // namespace impactweb::bridge::commands

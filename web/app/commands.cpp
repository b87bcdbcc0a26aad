// What the page can ask of the program, beside what the core can do: AppCommands in page/bridge/bridge.ts.
#include "app/commands.hpp"

#include <algorithm>

#include "actions/actions.hpp"
#include "actions/arranging.hpp"
#include "app/frames.hpp"
#include "app/picture.hpp"
#include "bridge/bridge.hpp"
#include "canvas/canvas_view.hpp"
#include "canvas/labels.hpp"
#include "core/analysis/measures.hpp"
#include "core/layout/layout.hpp"
#include "panels/panels.hpp"
#include "platform/deferred.hpp"
#include "platform/gui.hpp"
#include "ui/mirror_registry.hpp"
#include "ui/theme.hpp"
#include "ui/translate.hpp"

namespace impactweb::app {
namespace {

using bridge::add_command;

// ------------------------------------------------------------------ commands

Json strings(const Json& arguments) {
  std::map<std::string, std::string, std::less<>> table;
  for (const auto& [key, text] : arguments.at("table").items()) table.emplace(key, text.get<std::string>());
  ui::set_strings(arguments.at("language").get<std::string>(), std::move(table));
  touch_view(true);
  return nullptr;
}

Json appearance(const Json& arguments) {
  state().reduced_motion = arguments.at("reducedMotion").get<bool>();
  state().camera.set_reduced_motion(state().reduced_motion);
  state().text_scale = std::clamp(arguments.value("textScale", 1.f), 0.75f, 2.5f);
  ui::set_touch(arguments.value("touch", false));
  ui::set_theme(arguments.at("scheme") == "dark" ? ui::Scheme::dark : ui::Scheme::light,
                arguments.value("strong", false), state().text_scale);
  touch_view(true);
  return nullptr;
}

Json set_open(const Json& arguments) {
  state().open = arguments.at("open").get<bool>();
  if (!state().open) panels::clear_entry_line();
  state().view_only = arguments.value("viewOnly", false);
  state().tool = Tool::select;
  if (!state().marks.empty()) platform::call_deferred<forget_marks>();
  touch_view(true);
  return nullptr;
}

Json select_command(const Json& arguments) {
  Selection chosen;
  for (const auto& id : arguments.value("nodes", std::vector<std::string>{}))
    if (network().nodes.contains(id)) chosen.nodes.insert(id);
  for (const auto& id : arguments.value("edges", std::vector<std::string>{}))
    if (network().edges.contains(id)) chosen.edges.insert(id);
  select(chosen);
  if (arguments.value("fly", false) && !chosen.nodes.empty()) go_to_node(*chosen.nodes.begin());
  return nullptr;
}

Json show(const Json& arguments) {
  const std::string what = arguments.at("what").get<std::string>();
  State& s = state();
  if (what == "help")
    s.help_open = true;
  else if (what == "search")
    s.search_open = true, ui::mirror::focus_key("search");
  else if (what == "entry")
    ui::mirror::focus_key("entry");
  else if (what == "list")
    s.side = SidePanel::list;
  else if (what == "filters")
    s.side = SidePanel::filters;
  else if (what == "fit")
    fit();
  else if (what == "present")
    s.presenting = !s.presenting;
  want_frames();
  return nullptr;
}

Json stats(const Json&) {
  const FrameTimes& times = frame_times();
  return {{"frames", times.count}, {"names", canvas::names_in_sight()}, {"frameMilliseconds", times.latest}};
}

Json key_command(const Json& arguments) {
  const bool handled = state().open && canvas::key(arguments.at("key").get<std::string>(),
                                                   {arguments.value("shift", false), arguments.value("control", false),
                                                    arguments.value("alt", false)});
  return {{"handled", handled}};
}

Json mirror_action(const Json& arguments) {
  using Kind = ui::mirror::Action::Kind;
  static const std::map<std::string, Kind> kinds = {
      {"click", Kind::click}, {"input", Kind::input}, {"commit", Kind::commit}, {"blur", Kind::blur},
      {"leave", Kind::leave}, {"focus", Kind::focus}, {"key", Kind::key},       {"context", Kind::context}};
  const auto kind = kinds.find(arguments.at("kind").get<std::string>());
  if (kind != kinds.end())
    ui::mirror::post_action(arguments.at("id").get<ImGuiID>(), {kind->second, arguments.value("value", std::string())});
  want_frames();
  return nullptr;
}

PictureOf picture_of(const Json& arguments) {
  const std::string of = arguments.at("of").get<std::string>();
  return of == "view" ? PictureOf::view : of == "selection" ? PictureOf::selection : PictureOf::all;
}

Json picture_command(const Json& arguments) {
  return take_picture(picture_of(arguments), arguments.value("scale", 2.0), arguments.value("transparent", false));
}

Json set_fonts(const Json& arguments) {
  const auto& bytes = bridge::buffer();
  std::vector<std::vector<unsigned char>> fonts;
  std::size_t at = 0;
  for (const Json& size : arguments.at("sizes")) {
    const auto end = std::min(bytes.size(), at + size.get<std::size_t>());
    fonts.emplace_back(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                       bytes.begin() + static_cast<std::ptrdiff_t>(end));
    at = end;
  }
  if (fonts.size() == 3)
    platform::set_fonts(std::move(fonts[0]), std::move(fonts[1]), std::move(fonts[2]), ui::text_size);
  bridge::buffer() = {};
  return nullptr;
}

Json lists(const Json&) {
  Json layouts = Json::array(), measures = Json::array();
  for (const auto& algorithm : layout::algorithms()) layouts.push_back(algorithm.id);
  for (const auto& measure : analysis::all_measures()) measures.push_back(measure.id);
  return {{"layouts", layouts}, {"measures", measures}};
}

}  // namespace

void add_app_commands() {
  add_command("strings", strings);
  add_command("appearance", appearance);
  add_command("viewState", [](const Json&) { return view_state(); });
  add_command("setViewState", [](const Json& arguments) { return set_view_state(arguments.at("view")), Json(); });
  add_command("setOpen", set_open);
  add_command("select", select_command);
  add_command("mark", [](const Json& arguments) { return set_marks(read_marks(arguments)), Json(); });
  add_command("show", show);
  add_command("stats", stats);
  add_command("key", key_command);
  add_command("mirrorAction", mirror_action);
  add_command("picture", picture_command);
  add_command("layOutPicture", [](const Json& arguments) {
    return lay_out_picture(picture_of(arguments), arguments.value("answer", true));
  });
  add_command("pictureItems", [](const Json& arguments) {
    return picture_items(arguments.at("what").get<std::string>(), arguments.at("from").get<std::size_t>(),
                         arguments.at("count").get<std::size_t>());
  });
  add_command("forgetPicture", [](const Json&) { return forget_picture(), Json(); });
  add_command("setFonts", set_fonts);
  add_command("enter", [](const Json& arguments) {
    return Json{{"done", panels::enter_line(arguments.at("line").get<std::string>())}};
  });
  add_command("lists", lists);
  add_command("beginLayout", [](const Json& arguments) { return begin_arranging(arguments); });
  add_command("goOnWithLayout", [](const Json& arguments) {
    return go_on_arranging(arguments.at("job").get<int>(), arguments.at("milliseconds").get<double>());
  });
  add_command("stopLayout", [](const Json&) { return stop_arranging(), Json(); });
  add_command("placeNewNodes", [](const Json& arguments) {
    return Json{{"arrange", place_new_nodes(arguments.value("gesture", std::string()))}};
  });
}

}  // namespace impactweb::app

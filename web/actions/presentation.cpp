#include <algorithm>

#include "actions/actions.hpp"
#include "scene/scene.hpp"
#include "ui/translate.hpp"

namespace impactweb::app {
namespace {

/// Without an answer on the screen, so many nodes are shown one by one.
constexpr std::size_t most_important = 12;

int stop_ = 0;  // 0: the whole picture

/// Indices of scene nodes, in the order in which they are shown.
std::vector<std::uint32_t> stops() {
  const canvas::Scene& scene = canvas::scene();
  if (!scene.marked_nodes.empty()) return scene.marked_nodes;
  std::vector<std::uint32_t> nodes = scene.by_importance;
  nodes.resize(std::min(nodes.size(), most_important));
  return nodes;
}

void show_with_neighbours(std::uint32_t index) {
  const canvas::Scene& scene = canvas::scene();
  // As much beside the outermost nodes as their names need.
  constexpr double around = 90;
  Rect bounds;
  const auto include = [&](std::uint32_t each) {
    const Point at = scene.nodes[each].position;
    bounds.include({at.x - around, at.y - around});
    bounds.include({at.x + around, at.y + around});
  };
  include(index);
  for (const std::uint32_t tie : scene.incident[index]) {
    include(scene.edges[tie].from);
    include(scene.edges[tie].to);
  }
  state().camera.fit(bounds, true);
  touch_view(false);
}

}  // namespace

void present(bool on) {
  if (state().presenting == on) return;
  state().presenting = on;
  state().fit_wanted = true;
  if (!on && stop_ > 0) select({}, false);
  stop_ = 0;
  request("present", on ? "on" : "off");
  touch_view(false);
  want_frames();
}

void step_presentation(int by) {
  const std::vector<std::uint32_t> all = stops();
  const int count = static_cast<int>(all.size()) + 1;
  stop_ = ((std::min(stop_, count - 1) + by) % count + count) % count;
  if (stop_ == 0) {
    select({}, false);
    fit();
    announce(ui::tr("ui.presentWhole"));
  } else {
    const Node& node = *canvas::scene().nodes[all[static_cast<std::size_t>(stop_ - 1)]].node;
    const std::string id = node.id;
    show_with_neighbours(all[static_cast<std::size_t>(stop_ - 1)]);
    announce(ui::tr("ui.presentStop", {node.label, std::to_string(stop_), std::to_string(count - 1)}));
    select_nodes({id}, false);
  }
  want_frames();
}

}  // namespace impactweb::app

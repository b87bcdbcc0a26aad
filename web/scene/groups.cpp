#include "scene/groups.hpp"

#include <map>

#include "core/insight/group_names.hpp"
#include "scene/colors.hpp"
#include "scene/node_measures.hpp"
#include "ui/theme.hpp"
#include "ui/translate.hpp"

namespace impactweb::canvas {
namespace {

/// Fewer are a clique, and seen without help.
constexpr std::size_t least_members = 4;

}  // namespace

void find_communities(Scene& scene) {
  std::map<int, std::vector<std::uint32_t>> members;
  for (std::uint32_t i = 0; i < scene.nodes.size(); ++i)
    if (const float group = known_value(analysis::SlowMeasure::communities, *scene.nodes[i].node); group >= 0)
      members[static_cast<int>(group)].push_back(i);
  std::vector<insight::NodeGroup> groups;
  std::vector<int> numbers;
  for (const auto& [number, nodes] : members) {
    if (nodes.size() < least_members) continue;
    insight::NodeGroup& group = groups.emplace_back();
    numbers.push_back(number);
    for (const std::uint32_t index : nodes) group.push_back(scene.nodes[index].node);
    const bool colored = scene.colored_by == app::ColorBy::community;
    scene.communities.push_back({std::string(), nodes, colored ? ui::sector_color(number) : ui::palette().secondary});
  }
  if (scene.communities.size() < 2) return scene.communities.clear();
  const std::vector<insight::GroupName> names = insight::group_names(app::network(), groups);
  for (std::size_t i = 0; i < names.size(); ++i) {
    scene.communities[i].label =
        names[i].from == insight::GroupName::From::heart ? ui::tr("ui.groupAround", {names[i].text}) : names[i].text;
    // The legend calls them the same.
    if (scene.colored_by == app::ColorBy::community)
      for (LegendEntry& entry : scene.legend)
        if (entry.value == value_of_community(numbers[i])) entry.label = scene.communities[i].label;
  }
}

}  // namespace impactweb::canvas

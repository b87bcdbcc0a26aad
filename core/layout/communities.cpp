#include "core/layout/communities.hpp"

namespace impactweb::layout {

namespace {

constexpr Parameter parameters[] = {{"edgeLength", 120, 20, 1000}, {"gap", 8, 0, 200},
                                    {"aspect", 1.4, 0.2, 5},       {"passes", 100, 1, 1000},
                                    {"resolution", 1, 0.01, 100},  {"fill", 0, 0, 1}};

// Times what boxes cover when they begin to push each other apart: names find room, and between groups some is left.
constexpr double room_for_groups = 8;

}  // namespace

std::span<const Parameter> communities_parameters() { return parameters; }

std::unique_ptr<Task> start_communities(const Graph& graph, const Options& options) {
  const auto value = [&](std::string_view id) { return parameter(parameters, options, id); };
  ForceSettings settings;
  settings.edge_length = value("edgeLength");
  settings.passes = static_cast<int>(value("passes"));
  settings.resolution = value("resolution");
  settings.seed = options.seed;
  const double gap = value("gap");
  const auto make_solver = [settings, gap](const Prepared& prepared, const Component& component,
                                           analysis::Adjacency rows) {
    std::vector<Point> start;
    std::vector<char> fixed;
    std::vector<double> room;
    for (const std::uint32_t node : component) {
      start.push_back(prepared.start[node]);
      fixed.push_back(prepared.pinned[node]);
      const Box& box = prepared.boxes[node];
      room.push_back((box.left + box.right + gap) * (box.above + box.below + gap));
    }
    return make_force_solver(std::move(rows), std::move(start), std::move(fixed), std::move(room), settings);
  };
  const bool fill = value("fill") >= 0.5;
  return std::make_unique<ComponentsTask>(
      graph, ComponentsTask::Settings{gap, value("aspect"), true, fill, fill ? room_for_groups : 0}, make_solver);
}

}  // namespace impactweb::layout

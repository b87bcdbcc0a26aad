#include "core/layout/stress.hpp"

namespace impactweb::layout {

namespace {

constexpr Parameter parameters[] = {
    {"edgeLength", 120, 20, 1000}, {"gap", 8, 0, 200}, {"aspect", 1.4, 0.2, 5}, {"passes", 12, 1, 1000},
    {"pivots", 1000, 10, 5000},    {"keep", 0, 0, 1},  {"fill", 0, 0, 1}};

// Boxes may cover half of the picture when they begin to push each other apart.
constexpr double room_for_boxes = 1.8;

}  // namespace

std::span<const Parameter> stress_parameters() { return parameters; }

std::unique_ptr<Task> start_stress(const Graph& graph, const Options& options) {
  const auto value = [&](std::string_view id) { return parameter(parameters, options, id); };
  StressSettings settings;
  settings.edge_length = value("edgeLength");
  settings.passes = static_cast<int>(value("passes"));
  settings.pivots = static_cast<int>(value("pivots"));
  settings.seed = options.seed;
  const bool keep = value("keep") >= 0.5;
  const auto make_solver = [settings, keep](const Prepared& prepared, const Component& component,
                                            analysis::Adjacency rows) {
    StressSettings here = settings;
    here.keep = keep;
    std::vector<Point> start;
    std::vector<char> fixed;
    for (const std::uint32_t node : component) {
      start.push_back(prepared.start[node]);
      fixed.push_back(prepared.pinned[node]);
      here.keep = here.keep && prepared.has_start[node];
    }
    return make_stress_solver(std::move(rows), std::move(start), std::move(fixed), here);
  };
  const bool fill = !keep && value("fill") >= 0.5;
  return std::make_unique<ComponentsTask>(
      graph, ComponentsTask::Settings{value("gap"), value("aspect"), !keep, fill, room_for_boxes}, make_solver);
}

}  // namespace impactweb::layout

#include "bridge/layout_command.hpp"

#include <chrono>

#include "core/layout/layout.hpp"

namespace impactweb::bridge {

Json run_layout(const Json& arguments, const layout::BoxOf& box_of) {
  const auto began = std::chrono::steady_clock::now();
  std::string algorithm = "stress";
  layout::Options options;
  layout::BoxOf box = box_of;
  for (const auto& [key, value] : arguments.items()) {
    if (value.is_null()) continue;
    if (key == "algorithm") {
      if (!value.is_string()) return {{"error", to_json(Issue{"wrongType", key, {"text"}})}};
      algorithm = value.get<std::string>();
      continue;
    }
    if (!value.is_number()) return {{"error", to_json(Issue{"wrongType", key, {"number"}})}};
    if (key == "seed")
      options.seed = static_cast<std::uint64_t>(value.get<double>());
    else if (key == "room")
      box = [room = value.get<double>()](const Node&) { return layout::Box{room, room, room, room}; };
    else
      options.parameters[key] = value.get<double>();
  }
  const layout::NetworkGraph network = layout::graph_from_network(session().network(), box);
  auto started = layout::start(network.graph, algorithm, options);
  if (const Issue* issue = std::get_if<Issue>(&started)) return {{"error", to_json(*issue)}};
  layout::Run& run = std::get<layout::Run>(started);
  run.finish();
  const Json move = layout::move_operation(network, run.positions());
  if (!move.is_null()) {
    ApplyOptions apply;
    apply.name = {"layout", {algorithm}};
    session().apply({move}, apply);
  }
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - began;
  return {{"milliseconds", took.count()}, {"iterations", run.iterations()}};
}

}  // namespace impactweb::bridge

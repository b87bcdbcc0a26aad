#include "core/layout/network_layout.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <unordered_map>

#include "core/layout/place_coordinates.hpp"
#include "core/support/sort.hpp"
#include "core/text/text.hpp"

namespace impactweb::layout {

namespace {

constexpr double usual_radius = 20;
constexpr double letter_width = 7.4;
constexpr double widest_label = 200;
constexpr double label_height = 20;

// Sectors that are in use, by their place around the wheel.
std::map<std::string, std::int32_t> sector_numbers(const Network& network) {
  std::map<std::string, std::int32_t> numbers;
  for (const auto& [id, node] : network.nodes) numbers[node.sector] = -1;
  std::int32_t next = 0;
  for (const Sector& sector : network.sectors)
    if (const auto found = numbers.find(sector.id); found != numbers.end() && found->second < 0) found->second = next++;
  for (auto& [sector, number] : numbers)
    if (number < 0 && !sector.empty()) number = next++;
  if (const auto none = numbers.find(""); none != numbers.end() && none->second < 0) none->second = next;
  return numbers;
}

}  // namespace

Box box_with_label(double radius, double label_width, double height) {
  const double half = std::max(radius, label_width / 2);
  return {half, half, radius, height > 0 ? radius + 4 + height : radius};
}

Box estimated_box(const Node& node) {
  const double width = letter_width * static_cast<double>(count_characters(node.label));
  return box_with_label(usual_radius, std::min(width, widest_label), node.label.empty() ? 0 : label_height);
}

NetworkGraph graph_from_network(const Network& network, const BoxOf& box_of) {
  NetworkGraph result;
  Graph& graph = result.graph;
  graph.size = static_cast<std::uint32_t>(network.nodes.size());
  const std::map<std::string, std::int32_t> sectors = sector_numbers(network);
  std::unordered_map<std::string_view, std::uint32_t> index;
  index.reserve(network.nodes.size());
  std::vector<std::tuple<NodeKind, std::int32_t, std::string, std::uint32_t>> reading_order;
  for (const auto& [id, node] : network.nodes) {
    const auto number = static_cast<std::uint32_t>(result.ids.size());
    const std::int32_t sector = sectors.at(node.sector);
    index.emplace(id, number);
    result.ids.push_back(id);
    graph.start.push_back(node.position);
    graph.pinned.push_back(node.pinned ? 1 : 0);
    graph.boxes.push_back(box_of ? box_of(node) : estimated_box(node));
    graph.group.push_back(node.kind == NodeKind::actor ? sector : -1);
    graph.layer.push_back(node.kind == NodeKind::initiative ? static_cast<std::int32_t>(node.stage) : -1);
    graph.places.push_back(coordinates_of_place(node.place));
    reading_order.emplace_back(node.kind, sector, fold(node.label), number);
  }
  sort_stably(reading_order);
  graph.rank.resize(graph.size);
  for (std::uint32_t rank = 0; rank < graph.size; ++rank) graph.rank[std::get<3>(reading_order[rank])] = rank;
  for (const auto& [id, edge] : network.edges) {
    const auto from = index.find(edge.from);
    const auto to = index.find(edge.to);
    if (from != index.end() && to != index.end()) graph.edges.emplace_back(from->second, to->second);
  }
  return result;
}

std::map<std::string, Point> positions_by_id(const NetworkGraph& graph, const std::vector<Point>& positions) {
  std::map<std::string, Point> by_id;
  for (std::size_t i = 0; i < std::min(graph.ids.size(), positions.size()); ++i) by_id[graph.ids[i]] = positions[i];
  return by_id;
}

Json move_operation(const NetworkGraph& graph, const std::vector<Point>& positions) {
  Json moved = Json::object();
  for (std::size_t i = 0; i < std::min(graph.ids.size(), positions.size()); ++i)
    if (graph.graph.start[i] != positions[i]) moved[graph.ids[i]] = {positions[i].x, positions[i].y};
  if (moved.empty()) return nullptr;
  return {{"op", "moveNodes"}, {"positions", std::move(moved)}};
}

Json place_new_nodes(const Network& network, Point view_center, const BoxOf& box_of) {
  const bool any_new =
      std::any_of(network.nodes.begin(), network.nodes.end(), [](const auto& entry) { return !entry.second.position; });
  if (!any_new) return nullptr;
  const NetworkGraph graph = graph_from_network(network, box_of);
  return move_operation(graph, place_new_nodes(graph.graph, view_center));
}

}  // namespace impactweb::layout

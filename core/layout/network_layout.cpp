#include "core/layout/network_layout.hpp"

#include <algorithm>
#include <numeric>

#include "core/layout/map_coordinates.hpp"
#include "core/layout/place_new_nodes.hpp"
#include "core/layout/untangling.hpp"
#include "core/text/text.hpp"

namespace impactweb::layout {

namespace {

constexpr double usual_radius = 20;
constexpr double letter_width = 7.4;
constexpr double widest_label = 200;
constexpr double label_height = 20;

constexpr std::size_t looked_at_once = 1000;

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
  NetworkGraphBuilder builder(network, box_of);
  while (!builder.advance()) continue;
  return builder.take();
}

NetworkGraphBuilder::NetworkGraphBuilder(const Network& network, BoxOf box_of)
    : network_(&network), box_of_(box_of ? std::move(box_of) : BoxOf(estimated_box)) {}

bool NetworkGraphBuilder::advance() {
  // Goes on after the last id: what it stood for may be gone by now.
  const auto some_of = [this](const auto& all, const auto& look) {
    auto at = begun_ ? all.upper_bound(last_) : all.begin();
    for (std::size_t i = 0; i < looked_at_once && at != all.end(); ++i, ++at) {
      look(at->second);
      last_ = at->first;
      begun_ = true;
    }
    if (at != all.end()) return false;
    begun_ = false;
    return true;
  };
  switch (phase_) {
    case Phase::sectors:
      if (!some_of(network_->nodes, [this](const Node& node) { sectors_[node.sector] = -1; })) return false;
      number_sectors();
      phase_ = Phase::nodes;
      return false;
    case Phase::nodes:
      if (!some_of(network_->nodes, [this](const Node& node) { add(node); })) return false;
      phase_ = Phase::edges;
      return false;
    case Phase::edges:
      if (!some_of(network_->edges, [this](const Edge& edge) {
            const auto from = index_.find(edge.from), to = index_.find(edge.to);
            if (from != index_.end() && to != index_.end()) result_.graph.edges.emplace_back(from->second, to->second);
          }))
        return false;
      phase_ = Phase::done;
      return true;
    case Phase::done:
      return true;
  }
  return true;
}

// By their place around the wheel.
void NetworkGraphBuilder::number_sectors() {
  std::int32_t next = 0;
  for (const Sector& sector : network_->sectors)
    if (const auto found = sectors_.find(sector.id); found != sectors_.end() && found->second < 0)
      found->second = next++;
  for (auto& [sector, number] : sectors_)
    if (number < 0 && !sector.empty()) number = next++;
  if (const auto none = sectors_.find(""); none != sectors_.end() && none->second < 0) none->second = next;
}

void NetworkGraphBuilder::add(const Node& node) {
  Graph& graph = result_.graph;
  const auto number = graph.size++;
  const auto found = sectors_.find(node.sector);
  const std::int32_t sector = found == sectors_.end() ? -1 : found->second;
  index_.emplace(node.id, number);
  result_.ids.push_back(node.id);
  graph.start.push_back(node.position);
  graph.pinned.push_back(node.pinned ? 1 : 0);
  graph.boxes.push_back(box_of_(node));
  graph.group.push_back(node.kind == NodeKind::actor ? sector : -1);
  graph.layer.push_back(node.kind == NodeKind::initiative ? static_cast<std::int32_t>(node.stage) : -1);
  graph.places.push_back(coordinates_of_place(node.place));
  reading_order_.emplace(node.kind, sector, fold(node.label), number);
}

NetworkGraph NetworkGraphBuilder::take() {
  result_.graph.rank.resize(result_.graph.size);
  std::uint32_t rank = 0;
  for (const auto& [kind, sector, label, node] : reading_order_) result_.graph.rank[node] = rank++;
  return std::move(result_);
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
  if (!any_new && network.nodes.size() > most_untangled) return nullptr;
  const NetworkGraph graph = graph_from_network(network, box_of);
  return move_operation(graph, place_new_nodes(graph.graph, view_center));
}

}  // namespace impactweb::layout

// Layouts of a network: as a graph for the algorithms, and back as the operation that moves its nodes.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "core/layout/layout.hpp"
#include "core/model/network.hpp"

namespace impactweb::layout {

/// The room that a node takes with its label, in world units.
using BoxOf = std::function<Box(const Node&)>;

/// A node of this radius with its label centred under it.
Box box_with_label(double radius, double label_width, double label_height);

/// For callers that cannot measure text: a radius of 20, and a label of 14 px with letters of average width, which is
/// broken or cut beyond 200.
Box estimated_box(const Node& node);

/// A network as arrays, in ascending order of id. Actors stand in the group of their sector, in the order of the
/// network's list, after that other words in ascending order, and last those without; what is not an actor stands
/// inside the wheel. Initiatives stand in the layer of their stage, those without one before the first. Places are
/// looked up in place_coordinates.hpp. The reading order is by kind, sector and label.
struct NetworkGraph {
  Graph graph;
  std::vector<std::string> ids;  ///< by index
};
NetworkGraph graph_from_network(const Network& network, const BoxOf& box_of = estimated_box);

/// The same a piece at a time. What is added to the network meanwhile may be missing, and what is removed may still be
/// there; nothing worse happens.
class NetworkGraphBuilder {
 public:
  /// `network` must outlive the work.
  explicit NetworkGraphBuilder(const Network& network, BoxOf box_of = estimated_box);

  /// Looks at some more sectors, nodes or edges; true when all are there.
  bool advance();
  [[nodiscard]] NetworkGraph take();

 private:
  enum class Phase { sectors, nodes, edges, done };

  void number_sectors();
  void add(const Node& node);

  const Network* network_;
  BoxOf box_of_;
  Phase phase_ = Phase::sectors;
  std::string last_;  // id of the last node or edge that was looked at
  bool begun_ = false;
  std::map<std::string, std::int32_t> sectors_;
  std::unordered_map<std::string, std::uint32_t> index_;
  std::set<std::tuple<NodeKind, std::int32_t, std::string, std::uint32_t>> reading_order_;
  NetworkGraph result_;
};

/// Positions by node id.
std::map<std::string, Point> positions_by_id(const NetworkGraph& graph, const std::vector<Point>& positions);

/// `{"op":"moveNodes","positions":{id:[x,y]}}` of the nodes that are now elsewhere, or null when none are.
Json move_operation(const NetworkGraph& graph, const std::vector<Point>& positions);

/// The operation that gives every node without a position one and makes way for ties (see `place_new_nodes`), or null
/// when all stand well.
Json place_new_nodes(const Network& network, Point view_center = {}, const BoxOf& box_of = estimated_box);

}  // namespace impactweb::layout

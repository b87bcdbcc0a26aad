// A network as arrays of numbers, the form on which measures work: nodes are 0 … n−1 in ascending order of id,
// neighbours lie in compressed sparse rows.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/model/network.hpp"

namespace impactweb::analysis {

/// Compressed sparse rows of a simple graph: the neighbours of v are targets[offsets[v]] … targets[offsets[v + 1] − 1],
/// ascending, each once, never v itself. An undirected edge stands in both rows.
struct Adjacency {
  std::vector<std::uint32_t> offsets{0};
  std::vector<std::uint32_t> targets;

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(offsets.size() - 1); }
  [[nodiscard]] std::span<const std::uint32_t> neighbours(std::uint32_t node) const {
    return {targets.data() + offsets[node], targets.data() + offsets[node + 1]};
  }
  [[nodiscard]] std::uint32_t degree(std::uint32_t node) const { return offsets[node + 1] - offsets[node]; }
  /// Whether `to` stands in the row of `from`; logarithmic in the degree.
  [[nodiscard]] bool has(std::uint32_t from, std::uint32_t to) const;

  friend bool operator==(const Adjacency&, const Adjacency&) = default;
};

/// The rows of `size` nodes with the arcs (from, to); repeated arcs and loops are dropped. Both ends must be below
/// `size`.
Adjacency make_adjacency(std::uint32_t size, const std::vector<std::pair<std::uint32_t, std::uint32_t>>& arcs);

/// The rows with every arc turned round.
Adjacency transposed(const Adjacency& rows);

/// Which part of a network counts.
struct GraphOptions {
  bool potential = false;  ///< edges that are only potential count as well
  bool two_mode = false;   ///< nodes of every kind count, not only actors

  friend bool operator==(const GraphOptions&, const GraphOptions&) = default;
};

/// An edge that counts, with its ends as numbers.
struct GraphEdge {
  const Edge* edge = nullptr;
  std::uint32_t from = 0;
  std::uint32_t to = 0;
};

/// The part of a network that measures look at. It points into the network, which must outlive it and not change.
class Graph {
 public:
  explicit Graph(const Network& network, const GraphOptions& options = {});

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(nodes_.size()); }
  [[nodiscard]] const Node& node(std::uint32_t index) const { return *nodes_[index]; }
  /// Every edge between nodes that count, parallel ones and loops included, in ascending order of id.
  [[nodiscard]] const std::vector<GraphEdge>& edges() const { return edges_; }
  /// The simple undirected view: who is tied to whom, in whatever direction and by however many edges.
  [[nodiscard]] const Adjacency& undirected() const { return undirected_; }
  /// The simple directed view: a directed edge goes one way, a mutual or undirected one both ways.
  [[nodiscard]] const Adjacency& out() const { return out_; }
  /// The directed view turned round.
  [[nodiscard]] const Adjacency& in() const { return in_; }

 private:
  std::vector<const Node*> nodes_;
  std::vector<GraphEdge> edges_;
  Adjacency undirected_;
  Adjacency out_;
  Adjacency in_;
};

/// To which group each node belongs.
struct Groups {
  static constexpr std::uint32_t unknown = 0xffffffffu;

  std::vector<std::string_view> names;  ///< ascending, each once
  std::vector<std::uint32_t> of_node;   ///< index into `names`, or `unknown` where it is not filled in
  std::vector<std::uint32_t> sizes;     ///< number of nodes of each group

  [[nodiscard]] std::uint32_t known() const;  ///< number of nodes of which the group is known
};

/// The sectors of a graph's nodes. The names point into the network.
Groups sectors_of(const Graph& graph);

}  // namespace impactweb::analysis

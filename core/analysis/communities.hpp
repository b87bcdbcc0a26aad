// Groups of nodes that have more edges among themselves than with others.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "core/analysis/graph.hpp"

namespace impactweb::analysis {

struct Communities {
  std::vector<std::uint32_t> of_node;  ///< numbered from the largest; equally large ones in order of their first node
  std::uint32_t count = 0;
  std::optional<double> modularity;  ///< nothing without edges
};

struct CommunityOptions {
  std::uint64_t seed = 1;  ///< the same seed gives the same communities, on every machine
  double resolution = 1;   ///< above 1 more and smaller communities, below 1 fewer and larger; > 0
  bool quick = false;      ///< one beginning and two rounds, whatever the size: to compare networks by

  friend bool operator==(const CommunityOptions&, const CommunityOptions&) = default;
};

/// Q = Σ (e − γ K² / 4m) / m over the communities, e being the edges within and K the sum of their members' degrees.
/// M. Newman & M. Girvan, "Finding and evaluating community structure in networks", Physical Review E 69 (2004);
/// resolution γ after J. Reichardt & S. Bornholdt (2006). Nothing without edges.
std::optional<double> modularity(const Adjacency& graph, const std::vector<std::uint32_t>& of_node,
                                 double resolution = 1);

/// The Leiden algorithm on modularity: fast local moves, refinement within each community (random, in favour of what
/// gains most, among parts that are well connected to the rest of it), and aggregation over the refined parts; in two
/// rounds, in a small network from several beginnings and until a further round brings nothing. Every community hangs
/// together. Simple undirected view, each pair counting once. V. Traag, L. Waltman & N. van Eck, "From Louvain to
/// Leiden: guaranteeing well-connected communities", Scientific Reports 9 (2019) 5233.
class CommunitySearch {
 public:
  /// `graph` must outlive the search.
  explicit CommunitySearch(const Adjacency& graph, const CommunityOptions& options = {});
  CommunitySearch(const CommunitySearch&) = delete;
  CommunitySearch& operator=(const CommunitySearch&) = delete;
  ~CommunitySearch();

  /// Does a piece of work; true after the last.
  bool advance();
  /// Share of the work done, 0 to 1; a guess.
  [[nodiscard]] double progress() const;
  /// Once `advance` gave true.
  [[nodiscard]] const Communities& found() const { return found_; }

 private:
  struct State;

  void begin();
  bool end_round();
  void number_by_size();

  const Adjacency& graph_;
  CommunityOptions options_;
  std::unique_ptr<State> state_;
  Communities found_;
};

/// The whole search at once.
Communities find_communities(const Adjacency& graph, const CommunityOptions& options = {});

}  // namespace impactweb::analysis

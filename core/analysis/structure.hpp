// What takes long and hangs on the simple undirected view alone: it stays when an edit leaves that as it was.
#pragma once

#include <memory>

#include "core/analysis/graph.hpp"
#include "core/analysis/run.hpp"

namespace impactweb::analysis {

/// The undirected rows of a network with the measures that have been begun on them.
class Structure {
 public:
  explicit Structure(const Graph& graph) : rows_(graph.undirected()) {}
  Structure(const Structure&) = delete;
  Structure& operator=(const Structure&) = delete;

  /// Whether the graph has the same edges between the same places; who stands there does not matter.
  [[nodiscard]] bool is_of(const Graph& graph) const { return rows_ == graph.undirected(); }

  /// Begun when first asked for.
  BetweennessRun& betweenness(bool exact);
  ClosenessRun& closeness();
  /// Of one choice of options at a time.
  CommunitiesRun& communities(const CommunityOptions& options);

 private:
  Adjacency rows_;
  std::unique_ptr<BetweennessRun> betweenness_;
  std::unique_ptr<BetweennessRun> exact_betweenness_;
  std::unique_ptr<ClosenessRun> closeness_;
  CommunityOptions community_options_;
  std::unique_ptr<CommunitiesRun> communities_;
};

}  // namespace impactweb::analysis

// Standing by the standing of those who point at you.
#pragma once

#include <vector>

#include "core/analysis/graph.hpp"

namespace impactweb::analysis {

/// PageRank over a directed graph, given by its rows in both directions: p(v) = (1 − d)/n + d (Σ p(u)/out(u) over u → v
/// + D/n), where d = 0.85 and D is the rank of nodes that point at nobody. Power iteration from 1/n until the sum of
/// absolute changes is below 1e-12. The ranks add up to 1; empty for an empty graph. S. Brin & L. Page, "The anatomy of
/// a large-scale hypertextual web search engine", Computer Networks 30 (1998) 107–117.
std::vector<double> page_rank(const Adjacency& out, const Adjacency& in);

}  // namespace impactweb::analysis

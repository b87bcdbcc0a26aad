// Standing by the standing of those who point at you.
#pragma once

#include <vector>

#include "core/analysis/graph.hpp"

namespace impactweb::analysis {

/// PageRank over a directed graph, given by its rows in both directions: p(v) = (1 − d)/n + d (Σ p(u)/out(u) over u → v
/// + D/n), where d = 0.85 and D is the rank of nodes that point at nobody. The ranks add up to 1; empty for an empty
/// graph. S. Brin & L. Page, "The anatomy of a large-scale hypertextual web search engine", Computer Networks 30 (1998)
/// 107–117. What is solved is y(v) = 1 + d Σ y(u)/out(u), of which p is y divided by its sum (G. Del Corso, A. Gullí &
/// F. Romani, "Fast PageRank computation via a sparse linear system", Internet Mathematics 2 (2005)), with
/// Gauss–Seidel, and where all edges go both ways with successive over-relaxation (D. Young, "Iterative methods for
/// solving partial difference equations of elliptic type", Transactions of the American Mathematical Society 76 (1954)
/// 92–111; that it converges: A. Ostrowski, "On the linear iteration procedures for symmetric matrices", Rendiconti di
/// Matematica 14 (1954)), until what is missing can change no rank by more than 1e-12.
std::vector<double> page_rank(const Adjacency& out, const Adjacency& in);

}  // namespace impactweb::analysis

// Numbers of groups that stay with their group when the network changes a little.
#pragma once

#include <string>
#include <vector>

namespace impactweb::analysis {

/// The groups of `now`, by node, with the numbers of those `before` that they have most nodes in common with: of all
/// pairs of an earlier and a present group the one with most nodes in common first, each once. Whoever is left takes
/// the lowest free numbers, in order. `ids_before` and `ids_now` are the nodes, ascending; values are whole numbers
/// from 0. Greedy, as in G. Palla, A.-L. Barabási & T. Vicsek, "Quantifying social group evolution", Nature 446 (2007)
/// 664–667.
std::vector<double> numbers_as_before(const std::vector<std::string>& ids_before, const std::vector<double>& before,
                                      const std::vector<std::string>& ids_now, const std::vector<double>& now);

}  // namespace impactweb::analysis

// Measures over three nodes at a time: whose contacts know each other, and who stands between whom.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/analysis/graph.hpp"

namespace impactweb::analysis {

/// Effective size of each node's network: its k contacts, less those that it would reach anyway: k − 2t/k, where t is
/// the number of edges among the contacts. Nothing for a node without contacts. Simple undirected view. R. Burt,
/// "Structural Holes" (1992); in this form S. Borgatti, "Structural holes: unpacking Burt's redundancy measures",
/// Connections 20 (1997) 35–38.
std::vector<std::optional<double>> effective_size(const Adjacency& graph);

/// Constraint of each node: Σ over its contacts j of (p_ij + Σ over q of p_iq p_qj)², where p_ij = 1 / k_i is the share
/// of its time that i has for each of its k contacts: low where they do not know each other. Above 0, and at
/// most 1.125. Nothing for a node without contacts. Simple undirected view. R. Burt, "Structural Holes" (1992),
/// chapter 2.
std::vector<std::optional<double>> constraint(const Adjacency& graph);

/// How often a node b stands between a and c, a → b → c without a → c, by the groups that the three belong to.
struct Brokerage {
  std::uint64_t coordinator = 0;     ///< all three in one group
  std::uint64_t consultant = 0;      ///< a and c in one group, b outside it (also: itinerant broker)
  std::uint64_t gatekeeper = 0;      ///< a outside the group of b and c
  std::uint64_t representative = 0;  ///< c outside the group of a and b
  std::uint64_t liaison = 0;         ///< three groups

  friend bool operator==(const Brokerage&, const Brokerage&) = default;
};

/// Over the directed view, so that three nodes joined by mutual edges count twice, once each way. Nodes of which the
/// group is unknown neither broker nor are brokered for, and have nothing. R. Gould & R. Fernandez, "Structures of
/// mediation", Sociological Methodology 19 (1989) 89–126.
std::vector<std::optional<Brokerage>> brokerage(const Adjacency& out, const Adjacency& in, const Groups& groups);

}  // namespace impactweb::analysis

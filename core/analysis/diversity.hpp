// How mixed a network is: over the sectors of its nodes, and over who is tied to whom.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "core/analysis/graph.hpp"

namespace impactweb::analysis {

/// The chance that two picked at random, with replacement, are from different groups: 1 − Σ p². Nothing without
/// members. P. Blau, "Inequality and Heterogeneity" (1977).
std::optional<double> blau(std::span<const std::uint32_t> sizes);

/// Index of qualitative variation: Blau's index as a share of the most that `categories` groups allow, 1 −
/// 1/categories. `categories` counts the groups that could be there, empty ones too. Nothing without members or with
/// fewer than two. J. Mueller & K. Schuessler, "Statistical Reasoning in Sociology" (1961).
std::optional<double> qualitative_variation(std::span<const std::uint32_t> sizes, std::size_t categories);

/// Pielou's evenness: the entropy −Σ p ln p as a share of ln S, S being the number of groups that have members; 1 when
/// all are equally large. Nothing with fewer than two such groups. E. Pielou, "The measurement of diversity in
/// different types of biological collections", J. Theoretical Biology 13 (1966).
std::optional<double> evenness(std::span<const std::uint32_t> sizes);

/// E-I index: (E − I) / (E + I) over tied pairs, E between groups and I within; −1 when all edges stay inside, 1 when
/// all cross. Pairs of which a group is unknown do not count. Simple undirected view. Nothing without pairs. D.
/// Krackhardt & R. Stern, "Informal networks and organizational crises", Social Psychology Quarterly 51 (1988) 123–140.
std::optional<double> ei_index(const Adjacency& graph, const Groups& groups);

/// The E-I index if everybody were tied to everybody, hence what edges made at random would give with these group
/// sizes. Nothing with fewer than two members.
std::optional<double> ei_baseline(std::span<const std::uint32_t> sizes);

/// Herfindahl–Hirschman index: Σ s² over the shares of a total; 1 when one has everything, 1/n when n have as much
/// each. Amounts that are not positive do not count. Nothing without a total. A. Hirschman, "The paternity of an
/// index", American Economic Review 54 (1964) 761.
std::optional<double> herfindahl(std::span<const double> amounts);

}  // namespace impactweb::analysis

// Which needs could be met by which offers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/exchange.hpp"
#include "core/model/network.hpp"

namespace impactweb::analysis {

/// A largest matching in a bipartite graph: for each left node the right node that it is matched with, or `unmatched`.
/// `offsets` and `targets` are the rows of the left nodes; targets are below `right_size`.
/// J. Hopcroft & R. Karp, "An n^(5/2) algorithm for maximum matchings in bipartite graphs", SIAM Journal on Computing 2
/// (1973) 225–231.
inline constexpr std::uint32_t unmatched = 0xffffffffu;
std::vector<std::uint32_t> maximum_matching(const std::vector<std::uint32_t>& offsets,
                                            const std::vector<std::uint32_t>& targets, std::uint32_t right_size);

/// The words by which an exchange is found: of its text and tags, folded, without stop words (Dutch and English),
/// without numbers and single letters; ascending, each once.
std::vector<std::string> key_words(const Exchange& exchange);

/// A need, and the offer that it is matched with.
struct NeedMatch {
  std::string need_node;
  std::string need;  ///< id of the need
  std::string offer_node;
  std::string offer;
  std::vector<std::string> words;  ///< that both have, ascending
};

struct NeedReport {
  std::uint64_t open = 0;          ///< needs that are open
  std::uint64_t covered = 0;       ///< of these: needs for which some node other than its own has a fitting open offer
  std::vector<NeedMatch> matches;  ///< a largest set in which no need and no offer occurs twice, in order of need
  Completeness nodes;              ///< actors and initiatives with a need or an offer filled in
};

/// Compares the open needs of all nodes with the open offers of all other nodes; they fit when they share a key word.
/// Where a word is shared by so many that it would give more than `pair_limit` pairs, each need is compared with 64 of
/// the offers only; beyond four million pairs in all, a need that has an offer gets no more. That leaves `covered`
/// exact, and the matching may then be a little short of the largest.
NeedReport match_needs(const Network& network, std::uint64_t pair_limit = 65'536);

}  // namespace impactweb::analysis

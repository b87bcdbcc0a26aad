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

/// Whether a folded word says something: it has a letter and another sign, and joins no others (Dutch and English).
bool is_key_word(std::string_view word);

/// The words by which an exchange is found: of its text and tags, folded, without stop words (Dutch and English),
/// without numbers and single letters; ascending, each once.
std::vector<std::string> key_words(const Exchange& exchange);

/// A need, and the offer that it is matched with.
struct NeedMatch {
  std::string need_node;
  std::string need;  ///< id of the need
  std::string offer_node;
  std::string offer;
  std::vector<std::string> words;  ///< of the need, by which it fits
};

/// Which open needs are covered by open offers.
struct NeedReport {
  std::uint64_t open = 0;     ///< needs that are open
  std::uint64_t covered = 0;  ///< of these: needs for which some node other than its own has an open offer that fits
  std::vector<NeedMatch> matches;  ///< a largest set in which no need and no offer occurs twice, in order of need
  Completeness nodes;              ///< actors and initiatives with a need or an offer filled in
};

}  // namespace impactweb::analysis

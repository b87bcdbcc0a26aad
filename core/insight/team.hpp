// The smallest team that covers the most.
#pragma once

#include <cstdint>
#include <vector>

namespace impactweb::insight {

/// Somebody who could join: what he or she covers, as bits, and whether it takes an introduction.
struct Candidate {
  std::uint64_t needs = 0;    ///< bit i: can meet need i
  std::uint64_t sectors = 0;  ///< bit i: comes from sector i; none or one
  bool introduced = false;    ///< has to be introduced first
};

struct Team {
  std::vector<std::uint32_t> members;  ///< indices of candidates, ascending
  std::uint64_t needs = 0;             ///< covered together
  std::uint64_t sectors = 0;
  /// Whether no team is better. If not, it covers at least 1 − 1/e (63 %) of the most that so many can cover, a need
  /// counting as more than all sectors together: the greedy choice of G. Nemhauser, L. Wolsey & M. Fisher, "An analysis
  /// of approximations for maximizing submodular set functions", Mathematical Programming 14 (1978) 265–294.
  bool exact = true;
};

/// The best team of at most `size` members: the one that covers most needs; of those most sectors; of those the
/// smallest; of those one with the fewest introductions, the same every time. Branch and bound over the
/// candidates that no other one outdoes, for at most `most_steps` steps; beyond that the greedy team.
Team best_team(const std::vector<Candidate>& candidates, std::uint32_t size, std::uint64_t most_steps = 200'000);

}  // namespace impactweb::insight

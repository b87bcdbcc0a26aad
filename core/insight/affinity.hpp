// What speaks for an edge between two actors who have none: reasons with weights, the ground of every introduction that
// a lens proposes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/analysis/graph.hpp"
#include "core/analysis/separation.hpp"
#include "core/insight/need_offer_matches.hpp"

namespace impactweb::insight {

/// How much each reason counts, 0 or more; the weight of a pair is their sum. Our own heuristic.
struct AffinityWeights {
  double need_offer = 3;       ///< what one needs fits what the other offers; times the weight of the fits, at most 1
  double shared_aim = 2;       ///< both stand behind the same challenge or vision
  double round_cut_point = 2;  ///< they share a contact without whom they would be parted
  double sector_bridge = 1;    ///< different sectors between which no actors have an edge; half when some have
  double near = 1;             ///< they share a contact
  double place = 0.5;          ///< the same place
};

/// Two actors, as numbers in the graph; the lower first.
using Pair = std::pair<std::uint32_t, std::uint32_t>;

struct RankedPair {
  Pair pair;
  double weight = 0;
};

class Affinity {
 public:
  /// `actors` is the graph of the network's actors, `matches` of the same network. All must outlive it.
  Affinity(const Network& network, const analysis::Graph& actors, const NeedOfferMatches& matches,
           const AffinityWeights& weights = {});

  /// Two different actors.
  [[nodiscard]] double weight(std::uint32_t a, std::uint32_t b) const;
  /// Whether more speaks for it than where they stand among the others: what they need and offer, stand behind, or
  /// where they are.
  [[nodiscard]] bool has_content(std::uint32_t a, std::uint32_t b) const;
  /// Why they know each other already, though nobody has drawn it: both founded or fund the same, both are part of or
  /// take part in the same with at most ten others, or one is named after the office that they hold with the other.
  /// Null when nothing says so.
  [[nodiscard]] Json acquaintance(std::uint32_t a, std::uint32_t b) const;
  /// Why, as a list of texts, the heaviest kind of reason first.
  [[nodiscard]] Json reasons(std::uint32_t a, std::uint32_t b) const;
  /// Who may know each other already, ascending and each pair once, tied ones among them.
  [[nodiscard]] std::vector<Pair> acquainted() const;
  /// Pairs that have more in common than that their sectors differ, ascending and each once, tied ones among them: all
  /// of them where groups are small. Of a challenge, vision, place or contact shared by more than 48, each meets 16
  /// others.
  [[nodiscard]] std::vector<Pair> candidates() const;

  /// The operation that brings two together: a potential edge that is there is set to exploring, else one is made.
  [[nodiscard]] Json bring_together(std::uint32_t a, std::uint32_t b) const;

 private:
  void find_shared(const Network& network, const std::unordered_map<std::string_view, std::uint32_t>& number);
  [[nodiscard]] bool holds_office_at(std::uint32_t holder, std::uint32_t seat) const;
  [[nodiscard]] double fit_weight(std::uint32_t a, std::uint32_t b) const;
  [[nodiscard]] std::uint32_t common_contact(std::uint32_t a, std::uint32_t b, bool& cut_point) const;
  [[nodiscard]] bool sectors_tied(std::uint32_t a, std::uint32_t b) const;

  const analysis::Graph& graph_;
  const NeedOfferMatches& matches_;
  AffinityWeights weights_;
  analysis::Groups sectors_;
  analysis::Separation separation_;
  std::vector<char> tied_sectors_;                         // sectors × sectors
  std::vector<std::vector<std::uint32_t>> aims_;           // of each actor, ascending
  std::vector<const Node*> aim_nodes_;                     // challenges and visions
  std::vector<std::string> places_;                        // folded, of each actor
  std::vector<std::string> names_;                         // folded, of each actor
  std::vector<std::vector<std::uint32_t>> shares_;         // what each actor founded, funds or joins, ascending
  std::vector<const Node*> shared_nodes_;                  // what more than one does
  std::vector<std::pair<Pair, std::uint32_t>> exchanges_;  // pair and index into fits, ascending
  std::vector<std::pair<Pair, const Edge*>> potential_;    // ascending
};

}  // namespace impactweb::insight

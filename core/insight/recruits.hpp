// Whom to ask for something that is under way: an initiative that lacks people, or whoever loses a funder.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/insight/actor_graph.hpp"
#include "core/insight/need_offer_matches.hpp"

namespace impactweb::insight {

/// An actor who might join, with what speaks for it: 3 for an offer that is asked for (times its fit, at most 1), 2 for
/// a challenge or vision that both stand behind, 1 for an edge with somebody who takes part, 0.5 for the same place.
/// Our own heuristic.
struct Recruit {
  std::uint32_t actor = 0;
  double weight = 0;
  Json reasons;
};

class Recruits {
 public:
  /// All must outlive it, and are of the same network.
  Recruits(const Network& network, const ActorGraph& actor_graph, const NeedOfferMatches& matches);

  /// Who has no edge of any kind with `node` and something speaks for beyond the place, the best first, of equals the
  /// first. `among`: by actor, who is looked at.
  [[nodiscard]] std::vector<Recruit> for_node(const Node& node, const std::vector<char>& among, std::size_t most) const;

 private:
  const Network& network_;
  const ActorGraph& actor_graph_;
  const NeedOfferMatches& matches_;
  std::vector<std::string> places_;                              // folded, of each actor
  std::map<std::string_view, std::set<std::string_view>> aims_;  // of actors, and of everything else tied to an aim
  std::map<std::string_view, std::set<std::string_view>> tied_;  // who has an edge with whom, potential ones included
  std::map<std::string_view, std::vector<const NeedOfferMatch*>> wanted_;  // by who needs it
};

}  // namespace impactweb::insight

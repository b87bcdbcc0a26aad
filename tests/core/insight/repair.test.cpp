#include "core/insight/repair.hpp"

#include <catch2/catch_test_macros.hpp>
#include <map>
#include <numeric>
#include <optional>

#include "core/analysis/arithmetic.hpp"

using namespace impactweb::insight;
using impactweb::analysis::Random;

namespace {

using Pieces = std::vector<std::vector<std::uint32_t>>;

bool joins(const Pieces& pieces, const std::vector<Pair>& ties) {
  std::map<std::uint32_t, std::uint32_t> piece_of;
  for (std::uint32_t piece = 0; piece < pieces.size(); ++piece)
    for (const std::uint32_t actor : pieces[piece]) piece_of[actor] = piece;
  std::vector<std::uint32_t> group(pieces.size());
  std::iota(group.begin(), group.end(), 0u);
  for (const auto& [a, b] : ties) {
    const std::uint32_t from = group[piece_of[a]], to = group[piece_of[b]];
    for (std::uint32_t& each : group)
      if (each == from) each = to;
  }
  for (const std::uint32_t each : group)
    if (each != group[0]) return false;
  return true;
}

/// The heaviest of the smallest sets of ties that join the pieces, trying all sets of growing size.
std::pair<std::size_t, double> best_of_all(const Pieces& pieces, const std::map<Pair, double>& weights) {
  const std::vector<std::pair<Pair, double>> pairs(weights.begin(), weights.end());
  for (std::size_t size = 0;; ++size) {
    std::optional<double> best;
    std::vector<Pair> chosen;
    const std::function<void(std::size_t, double)> choose = [&](std::size_t from, double weight) {
      if (chosen.size() == size) {
        if (joins(pieces, chosen) && (!best || weight > *best)) best = weight;
        return;
      }
      for (std::size_t i = from; i < pairs.size(); ++i) {
        chosen.push_back(pairs[i].first);
        choose(i + 1, weight + pairs[i].second);
        chosen.pop_back();
      }
    };
    choose(0, 0);
    if (best) return {size, *best};
  }
}

}  // namespace

TEST_CASE("a repair is the heaviest of the smallest sets of ties that join all pieces") {
  Random chance(8);
  for (int round = 0; round < 60; ++round) {
    const std::uint32_t actors = 2 + chance.below(5);
    Pieces pieces(1 + chance.below(std::min(actors, 4u)));
    for (std::uint32_t actor = 0; actor < actors; ++actor)
      pieces[actor < pieces.size() ? actor : chance.below(static_cast<std::uint32_t>(pieces.size()))].push_back(actor);
    std::vector<std::uint32_t> hosts;
    for (const auto& piece : pieces) hosts.push_back(piece.front());
    std::map<Pair, double> weights;
    for (std::uint32_t a = 0; a < actors; ++a)
      for (std::uint32_t b = a + 1; b < actors; ++b) weights[{a, b}] = chance.below(6) / 2.0;
    const Repair found = fewest_introductions(
        pieces, hosts,
        [&](std::uint32_t a, std::uint32_t b) {
          return weights.at({std::min(a, b), std::max(a, b)});
        },
        [] { return std::vector<Pair>(); });
    std::vector<Pair> ties;
    double total = 0;
    for (const RankedPair& tie : found.edges) {
      ties.push_back(tie.pair);
      total += tie.weight;
    }
    CHECK(joins(pieces, ties));
    const auto [size, best] = best_of_all(pieces, weights);
    CHECK(ties.size() == size);
    CHECK(total == best);
    CHECK(found.heaviest);
  }
}

TEST_CASE("of many pieces every one is joined, with candidates first and hosts for the rest") {
  Pieces pieces;
  std::vector<std::uint32_t> hosts;
  for (std::uint32_t i = 0; i < 1000; ++i) {
    pieces.push_back({i});
    hosts.push_back(i);
  }
  const Repair found = fewest_introductions(
      pieces, hosts, [](std::uint32_t a, std::uint32_t b) { return a == 7 && b == 9 ? 5.0 : 0.0; },
      [] {
        return std::vector<Pair>{{7, 9}};
      });
  CHECK_FALSE(found.heaviest);
  CHECK(found.edges.size() == 999);
  CHECK(found.edges[0].pair == Pair{7, 9});
  std::vector<Pair> ties;
  for (const RankedPair& tie : found.edges) ties.push_back(tie.pair);
  CHECK(joins(pieces, ties));
}

#include "core/insight/repair.hpp"

#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace impactweb::insight {

namespace {

constexpr std::uint64_t most_pairs = 200'000;

bool comes_first(const RankedPair& a, const RankedPair& b) {
  return a.weight != b.weight ? a.weight > b.weight : a.pair < b.pair;
}

}  // namespace

Repair fewest_introductions(const std::vector<std::vector<std::uint32_t>>& pieces,
                            const std::vector<std::uint32_t>& hosts,
                            const std::function<double(std::uint32_t, std::uint32_t)>& weight,
                            const std::function<std::vector<Pair>()>& candidates) {
  Repair repair;
  if (pieces.size() < 2) return repair;
  std::unordered_map<std::uint32_t, std::uint32_t> piece_of;
  std::uint64_t pairs = 0, before = 0;
  for (std::uint32_t piece = 0; piece < pieces.size(); ++piece) {
    for (const std::uint32_t actor : pieces[piece]) piece_of.emplace(actor, piece);
    pairs += before * pieces[piece].size();
    before += pieces[piece].size();
  }
  std::vector<RankedPair> ranked;
  const auto consider = [&](std::uint32_t a, std::uint32_t b) {
    ranked.push_back({{std::min(a, b), std::max(a, b)}, weight(a, b)});
  };
  if (pairs <= most_pairs) {
    for (std::size_t i = 0; i < pieces.size(); ++i)
      for (std::size_t j = i + 1; j < pieces.size(); ++j)
        for (const std::uint32_t a : pieces[i])
          for (const std::uint32_t b : pieces[j]) consider(a, b);
  } else {
    repair.heaviest = false;
    for (const auto& [a, b] : candidates()) {
      const auto from = piece_of.find(a), to = piece_of.find(b);
      if (from != piece_of.end() && to != piece_of.end() && from->second != to->second) consider(a, b);
    }
    for (std::size_t piece = 1; piece < hosts.size(); ++piece) consider(hosts[0], hosts[piece]);
  }
  std::sort(ranked.begin(), ranked.end(), comes_first);

  std::vector<std::uint32_t> joined(pieces.size());
  std::iota(joined.begin(), joined.end(), 0u);
  const auto whole_of = [&](std::uint32_t piece) {
    while (joined[piece] != piece) piece = joined[piece] = joined[joined[piece]];
    return piece;
  };
  for (const RankedPair& each : ranked) {
    const std::uint32_t a = whole_of(piece_of[each.pair.first]), b = whole_of(piece_of[each.pair.second]);
    if (a == b) continue;
    joined[b] = a;
    repair.edges.push_back(each);
    if (repair.edges.size() + 1 == pieces.size()) break;
  }
  return repair;
}

}  // namespace impactweb::insight

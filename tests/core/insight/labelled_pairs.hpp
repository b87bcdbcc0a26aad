// Labelled pairs of needs and offers, and how well they are told apart; for the tests and the benchmark.
#pragma once

#include <cstdint>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "core/insight/need_offer_matches.hpp"

namespace labelled_pairs {

struct Pair {
  std::string language;  ///< nl, en or mixed
  std::string fits;      ///< yes, perhaps or no
  std::string kind;
  std::string need, offer;
  bool held_out = false;  ///< not looked at while tuning
};

/// Lines of five fields with tabs between, after a line of headings.
inline std::vector<Pair> read(const std::string& path) {
  std::vector<Pair> pairs;
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::vector<std::string> fields(1);
    for (const char c : line)
      if (c == '\t')
        fields.emplace_back();
      else
        fields.back() += c;
    if (fields.size() != 5) continue;
    std::uint32_t hash = 2166136261u;  // FNV-1a
    for (const char c : fields[3]) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
    pairs.push_back({fields[0], fields[1], fields[2], fields[3], fields[4], ((hash >> 7) & 1) != 0});
  }
  return pairs;
}

struct Score {
  int fitting = 0;   ///< pairs that fit
  int found = 0;     ///< of these: proposed
  int mistaken = 0;  ///< proposed, and do not fit

  [[nodiscard]] double precision() const {
    return found + mistaken > 0 ? static_cast<double>(found) / (found + mistaken) : 0;
  }
  [[nodiscard]] double recall() const { return fitting > 0 ? static_cast<double>(found) / fitting : 0; }
};

inline impactweb::Exchange exchange_of(const std::string& id, const std::string& text) {
  impactweb::Exchange exchange;
  exchange.id = id;
  exchange.text = text;
  return exchange;
}

inline impactweb::Node& actor(impactweb::Network& network, const std::string& id) {
  impactweb::Node& node = network.nodes[id];
  node.id = id;
  node.label = id;
  return node;
}

/// Each pair in a network of its own; those of `perhaps` do not count.
inline Score score(const std::vector<Pair>& pairs, const std::string& language, bool held_out,
                   const std::string& kind = {}) {
  Score score;
  for (const Pair& pair : pairs) {
    if (pair.language != language || pair.held_out != held_out || pair.fits == "perhaps") continue;
    if (!kind.empty() && pair.kind != kind) continue;
    impactweb::Network network;
    actor(network, "a").needs = {exchange_of("n", pair.need)};
    actor(network, "b").offers = {exchange_of("o", pair.offer)};
    const bool proposed = !impactweb::insight::NeedOfferMatches(network).all().empty();
    if (pair.fits == "yes") {
      ++score.fitting;
      score.found += proposed ? 1 : 0;
    } else {
      score.mistaken += proposed ? 1 : 0;
    }
  }
  return score;
}

/// The share of pairs that fit of which, with all needs and offers of the language in one network, the offer is among
/// the need's first three: those that fit before those that perhaps do.
inline double among_first_three(const std::vector<Pair>& pairs, const std::string& language) {
  impactweb::Network network;
  std::vector<const Pair*> asked;
  for (const Pair& pair : pairs) {
    if (pair.language != language) continue;
    const std::string id = std::to_string(asked.size());
    asked.push_back(&pair);
    actor(network, "a" + id).needs = {exchange_of(id, pair.need)};
    actor(network, "b" + id).offers = {exchange_of(id, pair.offer)};
  }
  const impactweb::insight::NeedOfferMatches matches(network);
  std::map<std::string, int> rank;
  int fitting = 0, found = 0;
  for (const auto* list : {&matches.all(), &matches.perhaps()})
    for (const auto& match : *list) {
      const std::string& need = matches.needs()[match.need].exchange->id;
      if (rank[need]++ < 3 && matches.offers()[match.offer].exchange->id == need &&
          asked[std::stoul(need)]->fits == "yes")
        ++found;
    }
  for (const Pair* pair : asked) fitting += pair->fits == "yes" ? 1 : 0;
  return fitting > 0 ? static_cast<double>(found) / fitting : 0;
}

}  // namespace labelled_pairs

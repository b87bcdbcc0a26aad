#include "tests/core/analysis/shapes.hpp"

#include <algorithm>
#include <set>

#include "core/analysis/arithmetic.hpp"

namespace fixtures {

namespace {

using impactweb::analysis::Random;

Ties joined(std::initializer_list<Ties> parts) {
  Ties all;
  for (const Ties& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

/// `centre` with the `leaves` nodes from `first` on.
Ties spokes(std::size_t centre, std::size_t first, std::size_t leaves) {
  Ties ties;
  for (std::size_t leaf = 0; leaf < leaves; ++leaf) ties.emplace_back(centre, first + leaf);
  return ties;
}

/// A centre and its leaves, from `first` on.
Ties star(std::size_t first, std::size_t leaves) { return spokes(first, first + 1, leaves); }

Ties chain(std::size_t first, std::size_t size) {
  Ties ties;
  for (std::size_t i = 1; i < size; ++i) ties.emplace_back(first + i - 1, first + i);
  return ties;
}

Ties ring(std::size_t first, std::size_t size) {
  Ties ties = chain(first, size);
  ties.emplace_back(first, first + size - 1);
  return ties;
}

Ties grid(std::size_t rows, std::size_t columns) {
  Ties ties;
  for (std::size_t row = 0; row < rows; ++row)
    for (std::size_t column = 0; column < columns; ++column) {
      if (column + 1 < columns) ties.emplace_back(row * columns + column, row * columns + column + 1);
      if (row + 1 < rows) ties.emplace_back(row * columns + column, (row + 1) * columns + column);
    }
  return ties;
}

/// Each of `core` nodes (0 … core − 1) with `each` nodes of its own behind it.
Ties pendants(std::size_t core, std::size_t each) {
  Ties ties;
  for (std::size_t i = 0; i < core * each; ++i) ties.emplace_back(i % core, core + i);
  return ties;
}

/// `count` nodes from `core` on, each tied to two of the core.
Ties periphery(std::size_t core, std::size_t count) {
  Ties ties;
  for (std::size_t i = 0; i < count; ++i) {
    ties.emplace_back(i % core, core + i);
    ties.emplace_back((i + core / 2) % core, core + i);
  }
  return ties;
}

/// Every pair of one from each side.
Ties between(std::size_t left, std::size_t right) {
  Ties ties;
  for (std::size_t a = 0; a < left; ++a)
    for (std::size_t b = 0; b < right; ++b) ties.emplace_back(a, left + b);
  return ties;
}

/// Cliques of `size`, each with a tie to the next in a ring.
Ties ring_of_cliques(std::size_t cliques, std::size_t size) {
  Ties ties;
  for (std::size_t at = 0; at < cliques; ++at) {
    for (const auto& tie : clique(at * size, size)) ties.push_back(tie);
    ties.emplace_back(at * size, ((at + 1) % cliques) * size + 1);
  }
  return ties;
}

/// A spine, and `legs` for each of it.
Ties caterpillar(std::size_t spine, std::size_t legs) { return joined({chain(0, spine), pendants(spine, legs)}); }

Ties tree(std::size_t children, std::size_t nodes) {
  Ties ties;
  for (std::size_t node = 1; node < nodes; ++node) ties.emplace_back((node - 1) / children, node);
  return ties;
}

/// Ten of whom `tied` pairs are tied, evenly: 25 of 45 are a share of 0.56.
Ties loose_core(std::size_t tied) {
  Ties ties;
  for (std::size_t step = 1; step < 10 && ties.size() < tied; ++step)
    for (std::size_t a = 0; a < 10 && ties.size() < tied; ++a) {
      const std::size_t b = (a + step) % 10;
      const std::pair pair(std::min(a, b), std::max(a, b));
      if (std::find(ties.begin(), ties.end(), pair) == ties.end()) ties.push_back(pair);
    }
  return ties;
}

}  // namespace

Ties clique(std::size_t first, std::size_t size) {
  Ties ties;
  for (std::size_t a = 0; a < size; ++a)
    for (std::size_t b = a + 1; b < size; ++b) ties.emplace_back(first + a, first + b);
  return ties;
}

Ties random_ties(std::size_t nodes, double share, std::uint64_t seed) {
  Random chance(seed);
  Ties ties;
  for (std::size_t a = 0; a < nodes; ++a)
    for (std::size_t b = a + 1; b < nodes; ++b)
      if (chance.unit() < share) ties.emplace_back(a, b);
  return ties;
}

Ties ties_of_degrees(std::vector<std::uint32_t> degrees, std::uint64_t seed) {
  Random chance(seed);
  std::vector<std::size_t> ends;
  for (std::size_t node = 0; node < degrees.size(); ++node) ends.insert(ends.end(), degrees[node], node);
  for (std::size_t i = ends.size(); i > 1; --i)
    std::swap(ends[i - 1], ends[chance.below(static_cast<std::uint32_t>(i))]);
  std::set<std::pair<std::size_t, std::size_t>> ties;
  for (std::size_t i = 0; i + 1 < ends.size(); i += 2)
    if (ends[i] != ends[i + 1]) ties.emplace(std::min(ends[i], ends[i + 1]), std::max(ends[i], ends[i + 1]));
  return {ties.begin(), ties.end()};
}

Ties preferential_ties(std::size_t nodes, std::size_t each, std::uint64_t seed) {
  Random chance(seed);
  std::vector<std::size_t> ends;
  Ties ties;
  for (std::size_t node = each; node < nodes; ++node) {
    std::set<std::size_t> chosen;
    while (chosen.size() < each)
      chosen.insert(ends.empty() ? chosen.size() : ends[chance.below(static_cast<std::uint32_t>(ends.size()))]);
    for (const std::size_t other : chosen) {
      ties.emplace_back(other, node);
      ends.push_back(other);
      ends.push_back(node);
    }
  }
  return ties;
}

std::vector<Shape> all_shapes() {
  const std::string scattered = "scattered", hub = "hubAndSpoke", hubs = "multiHub", core = "corePeriphery",
                    flat = "flat", unclear = "unclear", none;
  std::vector<std::uint32_t> few_with_many(60, 2);
  for (std::size_t i = 0; i < 4; ++i) few_with_many[i] = 18;
  return {
      {"one actor", 1, {}, none, "nothing to compare"},
      {"two actors with a tie", 2, {{0, 1}}, none, "nothing to compare"},
      {"three actors without ties", 3, {}, scattered, "everybody stands alone"},
      {"three in a row", 3, {{0, 1}, {1, 2}}, unclear, "a chain and a star at once"},
      {"three who all know each other", 3, clique(0, 3), flat, "nobody has more ties than another"},
      {"four actors with one tie", 4, {{0, 1}}, scattered, "half stands apart"},
      {"four in a star", 4, star(0, 3), unclear, "chance makes one of four such trees a star"},
      {"three pairs", 6, {{0, 1}, {2, 3}, {4, 5}}, scattered, "no part holds more than half"},
      {"a chain of three and four alone", 7, chain(0, 3), scattered, "three of seven"},
      {"two cliques, not joined", 10, joined({clique(0, 5), clique(5, 5)}), scattered, "each holds half"},
      {"two stars, not joined", 14, joined({star(0, 6), star(7, 6)}), scattered, "each holds half"},
      {"many small pieces", 40, random_ties(40, 0.015, 2), scattered, "fewer ties than actors"},
      {"a star of six", 6, star(0, 5), hub, "without the centre all are alone"},
      {"a star of thirty", 30, star(0, 29), hub, "without the centre all are alone"},
      {"a star with others outside", 13, star(0, 8), hub, "read in the part that hangs together"},
      {"a star whose rays have two joints", 17,
       joined({star(0, 8), {{1, 9}, {2, 10}, {3, 11}, {4, 12}, {5, 13}, {6, 14}, {7, 15}, {8, 16}}}), hub,
       "all go through the centre"},
      {"a star with some ties around it", 13, joined({star(0, 12), {{1, 2}, {3, 4}, {5, 6}}}), hub,
       "six fall off alone"},
      {"a large star and a small one, joined", 16, joined({star(0, 11), star(12, 3), {{0, 12}}}), hub,
       "the second has less than half of the ties of the first"},
      {"two stars joined by one person", 15, joined({star(0, 6), star(7, 6), {{0, 14}, {7, 14}}}), hubs,
       "two centres with as many ties"},
      {"two small stars joined by one person", 11, joined({star(0, 4), star(5, 4), {{0, 10}, {5, 10}}}), hubs,
       "two centres with as many ties"},
      {"two stars whose centres know each other", 14, joined({star(0, 6), star(7, 6), {{0, 7}}}), hubs,
       "two centres with as many ties"},
      {"three stars in a ring", 18, joined({clique(0, 3), pendants(3, 5)}), hubs,
       "three centres, and hardly a core of three"},
      {"four stars in a row", 24, caterpillar(4, 5), hubs, "four centres"},
      {"a caterpillar with three legs a joint", 20, caterpillar(5, 3), hubs, "each joint is a small centre"},
      {"two who know all others", 12, between(2, 10), hubs, "each tie is with one of the two"},
      {"scale-free, a tree", 60, preferential_ties(60, 1, 5), hubs, "a few have most of the ties"},
      {"scale-free", 80, preferential_ties(80, 2, 4), hubs, "a few have many ties"},
      {"four with many, the others with two", 60, ties_of_degrees(few_with_many, 3), hubs, "four degree outliers"},
      {"a clique with a periphery", 16, joined({clique(0, 8), periphery(8, 8)}), core, "dense inside, nothing outside"},
      {"a clique with one behind each", 16, joined({clique(0, 8), pendants(8, 1)}), core,
       "dense inside, nothing outside"},
      {"a clique of five with three behind each", 20, joined({clique(0, 5), pendants(5, 3)}), core,
       "dense inside, nothing outside"},
      {"a core whom all others know", 14, joined({clique(0, 4), between(4, 10)}), core,
       "the ties between core and edge speak for neither"},
      {"a core of density 0.56", 22, joined({loose_core(25), periphery(10, 12)}), core,
       "the edge has no ties of its own"},
      {"a core of density 0.56 with one tie each", 20, joined({loose_core(25), pendants(10, 1)}), core,
       "the edge has no ties of its own"},
      {"a large core and a large edge", 60, joined({random_ties(15, 0.8, 4), periphery(15, 45)}), core,
       "dense inside, nothing outside"},
      {"a ring", 12, ring(0, 12), flat, "everybody has two ties"},
      {"a path", 9, chain(0, 9), flat, "half falls off in the middle, but nobody is central"},
      {"a long path", 30, chain(0, 30), flat, "nobody is central"},
      {"a grid", 16, grid(4, 4), flat, "two to four ties each"},
      {"a large grid", 42, grid(6, 7), flat, "two to four ties each"},
      {"a clique", 9, clique(0, 9), flat, "nobody has more ties than another"},
      {"a clique less a tie", 10,
       [] {
         Ties ties = clique(0, 10);
         ties.pop_back();
         return ties;
       }(),
       flat, "nearly everybody knows everybody"},
      {"two cliques joined by a tie", 10, joined({clique(0, 5), clique(5, 5), {{0, 5}}}), flat,
       "groups, but nobody is a hub and neither is the core"},
      {"two cliques that share a person", 9, joined({clique(0, 5), clique(4, 5)}), hub,
       "one knows everybody, and half falls off"},
      {"a ring of cliques", 24, ring_of_cliques(6, 4), flat, "groups, but no hub"},
      {"a caterpillar with one leg a joint", 16, caterpillar(8, 1), flat, "at most three ties each"},
      {"a tree with two branches each", 31, tree(2, 31), flat, "at most three ties each"},
      {"the corners of a cube",
       8,
       {{0, 1}, {0, 2}, {0, 4}, {1, 3}, {1, 5}, {2, 3}, {2, 6}, {3, 7}, {4, 5}, {4, 6}, {5, 7}, {6, 7}},
       flat,
       "three ties each"},
      {"random, few ties", 60, random_ties(60, 0.05, 8), flat, "chance makes no hubs"},
      {"random, many ties", 40, random_ties(40, 0.4, 9), flat, "chance makes no hubs"},
      {"random, most ties", 30, random_ties(30, 0.8, 10), flat, "nearly everybody knows everybody"},
      {"a wheel", 11, joined({star(0, 10), ring(1, 10)}), unclear,
       "most ties are of one, without whom nobody is cut off"},
  };
}

}  // namespace fixtures

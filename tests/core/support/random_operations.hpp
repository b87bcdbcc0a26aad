// Random operations for property tests: the same seed gives the same operations on every machine.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/model/network.hpp"

namespace impactweb::test {

/// A small generator of our own (splitmix64; Steele, Lea, Flood 2014), as the standard's distributions differ between
/// libraries.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  /// 0 … bound − 1; bound above 0.
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }
  bool chance(int percent) { return below(100) < static_cast<std::size_t>(percent); }

 private:
  std::uint64_t state_;
};

/// One operation that may or may not be valid for `network`: mostly valid ones, of every kind in the manifest, on few
/// ids so that they meet; some are broken on purpose.
Json random_operation(Random& random, const Network& network);

/// A network with `nodes` nodes and about `edges` edges in which every field is used somewhere.
Network random_network(Random& random, std::size_t nodes, std::size_t edges);

/// What must hold of every network: ends of edges exist, waiting edges lack one, ids are keys, lists of needs ascend.
std::string broken_invariant(const Network& network);

}  // namespace impactweb::test

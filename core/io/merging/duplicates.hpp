// Nodes that look like the same party written in two ways: proposals for people to decide on. Nothing is merged here.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/network.hpp"
#include "core/search/name_likeness.hpp"

namespace impactweb {

struct DuplicatePair {
  std::string id;           ///< an incoming node
  std::string other;        ///< what it looks like: the node that stays if they are the same
  bool in_network = false;  ///< `other` is a node of the open network, else another incoming one
  Likeness likeness = Likeness::same_name;
};

/// The pairs within `incoming`, and between `incoming` and `network`, that look alike: the most certain first, then in
/// order of name; at most `most_duplicates`. `matched` are the incoming nodes that merging recognises already, with the
/// ids that they have in `network`. Of nodes that say so, persons are like persons only, and names that are merely
/// alike are not proposed where the places differ. Time is about linear in the number of names: words are looked up in
/// an index, and only names that share a rare word are compared.
std::vector<DuplicatePair> find_duplicates(const Network& network, const Network& incoming,
                                           const std::map<std::string, std::string>& matched);

inline constexpr std::size_t most_duplicates = 1'000;

}  // namespace impactweb

// What groups of nodes are called, so that somebody who has not seen the network before knows which is which.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/model/network.hpp"

namespace impactweb::insight {

struct GroupName {
  enum class From : std::uint8_t { place, tag, heart };
  From from = From::heart;
  std::string text;  ///< the place, the tag, or the label of who has most ties within the group
};

/// Nodes that belong together. They point into the network.
using NodeGroup = std::vector<const Node*>;

/// A name for each group: the place that three of five of those who have one share, at least half of the group, and
/// that is mostly found there; else a tag of which the same is true; else the heart of the group, who has most ties to
/// others in it, the first in order of id where several have as many. Upper case and spaces around do not count.
std::vector<GroupName> group_names(const Network& network, const std::vector<NodeGroup>& groups);

}  // namespace impactweb::insight

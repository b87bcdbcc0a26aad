// Which edges hang on which node: taking a node away must not cost a look at every edge of the network.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "core/model/network.hpp"

namespace impactweb {

/// An index of the edges of one network, waiting ones included. It is built when it is first asked, and knows of later
/// edges what `add` tells it. Edges that have gone or moved since stay in it: whoever asks looks whether they are tied.
class Ties {
 public:
  /// Ids of all edges of `network` that may hang on `node`.
  const std::set<std::string>& of(const Network& network, std::string_view node);
  /// An edge that came, or moved to another end.
  void add(const Edge& edge);
  /// Forgets everything: the network is another one.
  void clear();

 private:
  std::map<std::string, std::set<std::string>, std::less<>> edges_;
  bool built_ = false;
};

/// True when a tie that is not waiting hangs on the node.
bool has_ties(const Network& network, Ties& ties, std::string_view node);

}  // namespace impactweb

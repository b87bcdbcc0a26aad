// Nodes that are the same under several names: the other names that a node keeps, and making one node of two.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/network.hpp"

namespace impactweb {

/// The further field in which a node keeps the other names that it was met under, `a | b`. A name in it is recognised
/// when the same file is opened again.
inline constexpr std::string_view also_known_as = "Also known as";

/// The other names of a node.
std::vector<std::string> other_names(const Node& node);

/// True when a field's value is filled in.
bool is_filled(const Json& value);

/// Names of nodes, folded, with the ids that have them.
using NodeNames = std::map<std::string, std::vector<std::string>>;
NodeNames names_of(const Network& network);

/// `incoming` with the nodes that are the same made one: what is filled in in the one that stays is kept, what it lacks
/// comes from the other, lists are united, and what differs is kept in further fields (`place 2`). The other name goes
/// into `also_known_as`; edges and stories follow.
Network united(Network incoming, const std::map<std::string, std::string>& same);

/// Incoming nodes that go by another name in `network`, with their ids there.
std::map<std::string, std::string> recognised_by_other_names(const Network& network, const Network& incoming);

/// Incoming nodes that are written as an id on one side, with their ids in `network`: a list of ties that names its
/// ends by the ids of nodes that are open, or nodes whose ids the open ties have for names. Only where nothing but ids
/// can be meant: nodes of which nothing is known but a name, none of them a name on the other side, each of them an id
/// there.
std::map<std::string, std::string> recognised_by_ids(const Network& network, const Network& incoming);

/// Ids from elsewhere that nodes of both networks have.
struct SharedIds {
  std::size_t count = 0;  ///< of the nodes that both have
  std::size_t named = 0;  ///< of them those that have a name besides the id in `incoming`
  std::size_t alike = 0;  ///< of these those that are called the same
  bool meant = true;      ///< whether they are likely to mean the same
  std::vector<std::string> differing;
};
SharedIds shared_ids(const Network& network, const Network& incoming);

/// Whether `text` holds all words of `other`, in their order, and more.
bool says_more(std::string_view text, std::string_view other);

}  // namespace impactweb

// Search over all text of a network, accents and case folded.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/network.hpp"

namespace impactweb {

enum class EntityType : std::uint8_t { node, edge, story };

struct Hit {
  EntityType type = EntityType::node;
  std::string id;
  std::string field;    ///< path of the field in which it was found, such as `needs.k3.text`
  std::string excerpt;  ///< the field's text around the hit, at most 80 characters, unfolded
  double score = 0;     ///< higher is better
};

/// Every word of `query` must occur somewhere in the entity's text (label, description, place, tags, needs, free fields
/// …). Best first: label before other fields, beginning of the label, then of a word, then inside; a label with typing
/// mistakes comes after those. Equal ones in order of id. At most `limit` hits; none for an empty query.
std::vector<Hit> search(const Network& network, std::string_view query, std::size_t limit = 50);

/// Whether one of the texts about a node (name, description, place, tags, motivation, needs and offers) holds `folded`,
/// a folded text: the filter of the picture.
bool mentions(const Node& node, std::string_view folded);

}  // namespace impactweb

// Where in some JSON the nodes and links of a network are. Programs put them in lists under many names, in trees, in
// lists of neighbours, one record a line; this finds them, and says what each is called.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/io/warnings.hpp"
#include "core/model/json.hpp"

namespace impactweb::json_shapes {

/// An object that stands for a node or a link, and its place in the file.
struct Item {
  const Json* entry = nullptr;
  std::string where;
};

struct Lists {
  std::vector<Item> nodes, links;
  std::vector<std::pair<const Json*, std::string>>
      values;                         ///< objects with what is said of the whole, and their places
  std::vector<std::string> left_out;  ///< keys in those that are none of it
  bool directed = false;              ///< what links are that do not say
  std::deque<Json> made;              ///< entries that are not in the file as they are
};

/// The nodes and links in `file`, nothing when there are none to be seen. `file` must outlive them.
std::optional<Lists> lists_in(const Json& file, Warnings& warnings);

/// How much the outermost keys look like such a file, 0 to 60, without reading on.
int likeness(std::string_view bytes);

/// True when the text is one record a line (JSON Lines): then it has to be put into a list first.
bool is_lines(std::string_view text);

/// The two ends of a link, whatever they are called; null where there is none.
struct EndKeys {
  std::string from, to;
};
std::optional<EndKeys> end_keys(const Json& entry);

/// The key of the id, of the name; empty when there is none.
std::string id_key(const Json& entry);
std::string name_key(const Json& entry);

}  // namespace impactweb::json_shapes

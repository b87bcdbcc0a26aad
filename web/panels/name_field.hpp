// A field in which a node's name is typed, with the nodes that it may stand for in a list under it.
#pragma once

#include <optional>
#include <string>

namespace impactweb::panels {

struct NameChoice {
  std::string id;    ///< of the node; empty when nobody has the name yet
  std::string name;  ///< as typed, when it is new
};

/// What was chosen, by Enter or by pressing a line of the list. `without` is a node that cannot be meant; `new_text` is
/// the key of the line that offers a new node ({0} is its name).
std::optional<NameChoice> name_field(const char* id, const std::string& label, const char* key,
                                     const std::string& without, const char* new_text);

}  // namespace impactweb::panels

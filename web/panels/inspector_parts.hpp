// The faces of the inspector.
#pragma once

#include <string>

namespace impactweb::panels {

void inspect_node(const std::string& id);
void inspect_edge(const std::string& id);
void inspect_many();

}  // namespace impactweb::panels

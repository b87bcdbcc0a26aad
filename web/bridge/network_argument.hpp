// A network that the page passes along, for programs that have none of their own.
#pragma once

#include "bridge/bridge.hpp"
#include "core/io/file.hpp"

namespace impactweb::bridge {

/// The network that stands in `arguments` under `name`, as its own JSON. `title`: when it has none.
inline Result<Opened> network_of(const Json& arguments, const char* name, const std::string& title = {}) {
  Json file{{"type", "impactweb"}, {"version", schema_version}, {"network", arguments.at(name)}};
  Json& network = file["network"];
  if (!title.empty() && (!network.contains("title") || network["title"] == "")) network["title"] = title;
  return open_impactweb_json(file);
}

}  // namespace impactweb::bridge

// A network that the page passes along, for programs that have none of their own.
#pragma once

#include "bridge/bridge.hpp"
#include "core/io/file.hpp"

namespace impactweb::bridge {

/// The network that stands in `arguments` under `name`, as its own JSON.
inline Result<Opened> network_of(const Json& arguments, const char* name) {
  return open_impactweb_json(Json{{"type", "impactweb"}, {"version", schema_version}, {"network", arguments.at(name)}});
}

}  // namespace impactweb::bridge

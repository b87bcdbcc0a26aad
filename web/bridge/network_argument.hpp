// A network that the page passes along.
#pragma once

#include "bridge/bridge.hpp"
#include "core/io/file.hpp"

namespace impactweb::bridge {

/// The network that `json` is, as it stands in a file of our own. `title`: when it has none.
inline Result<Opened> opened_network(Json json, const std::string& title = {}) {
  if (!title.empty() && (!json.contains("title") || json["title"] == "")) json["title"] = title;
  return open_impactweb_json(Json{{"type", "impactweb"}, {"version", schema_version}, {"network", std::move(json)}});
}

}  // namespace impactweb::bridge

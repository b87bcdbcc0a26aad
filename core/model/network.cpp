#include "core/model/network.hpp"

namespace impactweb {

const std::string& sector_label(const Network& network, const std::string& id) {
  for (const Sector& sector : network.sectors)
    if (sector.id == id && !sector.label.empty()) return sector.label;
  return id;
}

Network make_network() {
  Network network;
  for (const std::string_view sector : default_sectors) network.sectors.push_back({std::string(sector), "", ""});
  return network;
}

}  // namespace impactweb

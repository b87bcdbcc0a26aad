#include "core/model/network.hpp"

namespace impactweb {

Network make_network() {
  Network network;
  for (const std::string_view sector : default_sectors) network.sectors.push_back({std::string(sector), "", ""});
  return network;
}

}  // namespace impactweb

#include "platform/json_errors.hpp"

#include <nlohmann/json.hpp>

namespace impactweb {

template <class Error>
void raise_json_error(const Error& error) {
  throw error;
}

template void raise_json_error(const nlohmann::detail::parse_error&);
template void raise_json_error(const nlohmann::detail::type_error&);
template void raise_json_error(const nlohmann::detail::out_of_range&);
template void raise_json_error(const nlohmann::detail::invalid_iterator&);
template void raise_json_error(const nlohmann::detail::other_error&);

}  // namespace impactweb

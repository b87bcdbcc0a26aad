#include "core/model/json_values.hpp"

namespace impactweb {

std::string json_text(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::string text_at(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool nested_deeper_than(const Json& json, std::size_t levels) {
  if (!json.is_structured()) return false;
  if (levels == 0) return true;
  for (const Json& member : json)
    if (nested_deeper_than(member, levels - 1)) return true;
  return false;
}

}  // namespace impactweb

// Any JSON: written as a text, looked into, measured.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace impactweb {

using Json = nlohmann::json;

/// The value, null where there is none.
template <class Value>
Json or_null(const std::optional<Value>& value) {
  return value ? Json(*value) : Json();
}

/// The JSON on one line, U+FFFD in place of malformed UTF-8.
std::string json_text(const Json& json);
/// The member of this name if it is a text, else an empty one.
std::string text_at(const Json& object, const char* key);

/// True when more than `levels` objects and lists are in each other.
bool nested_deeper_than(const Json& json, std::size_t levels);

}  // namespace impactweb

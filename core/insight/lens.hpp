// What an insight lens is: a question that a network manager asks of a network, answered with a sentence, the numbers
// and names behind it, and what can be done. What an answer looks like stands in lens_answer.hpp.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/model/json.hpp"

namespace impactweb::insight {

enum class ParameterType : std::uint8_t {
  number,   ///< from `minimum` to `maximum`
  flag,     ///< true or false
  text,     ///< a word: the id of a node, a date …
  choice,   ///< one of `choices`, the first when left out
  list,     ///< texts
  numbers,  ///< an object of numbers from `minimum` to `maximum` by name
};

struct Parameter {
  std::string_view name;
  ParameterType type = ParameterType::text;
  double number = 0;  ///< default of a number; of a flag 0 or 1. Texts are empty, lists and objects too
  double minimum = 0;
  double maximum = 0;
  std::span<const std::string_view> choices = {};
};

/// What a lens is asked: `options` has every parameter of the lens, checked.
struct Inquiry {
  const Network& network;
  const Json& options;

  [[nodiscard]] double number(const char* name) const { return options[name].get<double>(); }
  [[nodiscard]] bool flag(const char* name) const { return options[name].get<bool>(); }
  [[nodiscard]] const std::string& text(const char* name) const { return options[name].get_ref<const std::string&>(); }
};

struct LensInfo {
  std::string_view id;
  std::span<const Parameter> parameters;
  Result<Json> (*answer)(const Inquiry&) = nullptr;
};

}  // namespace impactweb::insight

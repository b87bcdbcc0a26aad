// The insight lenses: questions that a network manager asks of a network, each answered with a sentence, the numbers
// and names behind it, and what can be done. Lenses are data, so that menus, the JavaScript API and tests list them; a
// new one is one entry in the table of lens.cpp. What an answer looks like stands in lens_answer.hpp.
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

/// All lenses, in the order in which a menu shows them.
std::span<const LensInfo> all_lenses();

/// The same for scripts: [{id, parameters: [{name, type, default, minimum, maximum, choices}]}]; `minimum` and
/// `maximum` of numbers only, `choices` of a choice only.
Json lens_list();

/// The answer of one lens (see lens_answer.hpp). `options` is an object with some of its parameters, or null; a null
/// among them counts as left out. Issues: `lensUnknown`, `lensOptionUnknown`, `wrongType`, `lensOptionRange`,
/// `lensOptionChoice`, `nodeUnknown`; their place is the option. The same network and options give the same answer,
/// byte for byte.
Result<Json> lens(const Network& network, std::string_view id, const Json& options = nullptr);

}  // namespace impactweb::insight

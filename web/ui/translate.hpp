// The words of the interface, from the string table of the language in use.
#pragma once

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>

#include "core/model/issue.hpp"
#include "core/operation/session.hpp"

namespace impactweb::ui {

/// Replaces the table; `language` is a BCP 47 tag such as `nl`.
void set_strings(std::string language, std::map<std::string, std::string, std::less<>> table);

/// `nl` or `en`.
const std::string& language();

/// The text of `key`, or the key itself when the table lacks it (a check in CI keeps that from happening). Lives until
/// the table is replaced.
const char* tr(std::string_view key);

/// The same with {0}, {1} … replaced. {0, date} is a date of ISO 8601 in words; {0, plural, =0 {…} one {…} other {…}}
/// chooses by a number, which is # in its forms.
std::string tr(std::string_view key, std::initializer_list<std::string> parameters);

/// True when the table has `key`.
bool has_text(std::string_view key);

/// The sentence for what was refused or repaired.
std::string sentence(const Issue& issue);

/// The name of an undo step.
std::string sentence(const StepName& name);

}  // namespace impactweb::ui

#include "ui/translate.hpp"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <vector>

namespace impactweb::ui {
namespace {

std::map<std::string, std::string, std::less<>> table_;
std::string language_ = "nl";

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

/// A whole number with a mark between its thousands; any other text as it is.
std::string with_thousands(std::string number) {
  for (const char letter : number)
    if (!is_digit(letter)) return number;
  for (std::size_t place = number.size(); place > 3;) {
    place -= 3;
    number.insert(place, 1, language_ == "nl" ? '.' : ',');
  }
  return number;
}

/// 2026-03-14, 2026-03 or 2026 as people write it; any other text as it is.
std::string spoken_date(const std::string& date) {
  if (date.size() != 7 && date.size() != 10) return date;
  for (std::size_t place = 0; place < date.size(); ++place)
    if (place == 4 || place == 7 ? date[place] != '-' : !is_digit(date[place])) return date;
  const int month = std::atoi(date.c_str() + 5);
  std::string_view months = tr("date.months");
  for (int passed = 1; passed < month && !months.empty(); ++passed)
    months.remove_prefix(std::min(months.find(' '), months.size() - 1) + 1);
  if (month == 0 || months.empty()) return date;
  const std::string spoken = std::string(months.substr(0, months.find(' '))) + " " + date.substr(0, 4);
  return date.size() == 7 ? spoken : std::to_string(std::atoi(date.c_str() + 8)) + " " + spoken;
}

/// Where the brace that opens at `open` is closed; the end of `text` when it is not.
std::size_t closing_brace(std::string_view text, std::size_t open) {
  int depth = 0;
  for (std::size_t i = open; i < text.size(); ++i) {
    if (text[i] == '{') ++depth;
    if (text[i] == '}' && --depth == 0) return i;
  }
  return text.size();
}

/// What stands in braces after `name` in the forms of a plural; nothing when there is no such form.
std::optional<std::string_view> form_of(std::string_view forms, std::string_view name) {
  for (std::size_t open = forms.find('{'); open < forms.size(); open = forms.find('{', open)) {
    const std::size_t close = closing_brace(forms, open);
    if (forms.substr(0, open).ends_with(std::string(" ") + std::string(name) + " "))
      return forms.substr(open + 1, close - open - 1);
    open = close;
  }
  return std::nullopt;
}

template <class Parameters>
std::string fill(std::string_view text, const Parameters& parameters, std::string_view number = {}) {
  std::string filled;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '#' && !number.empty()) {
      filled += number;
    } else if (text[i] == '{' && i + 2 < text.size() && is_digit(text[i + 1])) {
      const std::size_t close = closing_brace(text, i);
      const std::string_view kind = text.substr(i + 2, close - i - 2);
      const auto index = static_cast<std::size_t>(text[i + 1] - '0');
      i = close;
      if (index >= parameters.size()) continue;
      const std::string& value = *(parameters.begin() + static_cast<std::ptrdiff_t>(index));
      if (kind.starts_with(", plural,")) {
        auto form = form_of(kind, "=" + value);
        if (!form && value == "1") form = form_of(kind, "one");
        if (!form) form = form_of(kind, "other");
        filled += fill(form.value_or(""), parameters, with_thousands(value));
      } else {
        filled += kind == ", date" ? spoken_date(value) : value;
      }
    } else {
      filled += text[i];
    }
  }
  return filled;
}

}  // namespace

void set_strings(std::string language, std::map<std::string, std::string, std::less<>> table) {
  language_ = std::move(language);
  table_ = std::move(table);
}

const std::string& language() { return language_; }

const char* tr(std::string_view key) {
  // Words that are on their way come with the next frame; until then nothing is said, and no key.
  const auto found = table_.find(key);
  return found == table_.end() ? "" : found->second.c_str();
}

std::string tr(std::string_view key, std::initializer_list<std::string> parameters) {
  return fill(tr(key), parameters);
}

bool has_text(std::string_view key) { return table_.find(key) != table_.end(); }

std::string sentence(const Issue& issue) {
  const std::string key = "issue." + issue.code;
  return has_text(key) ? fill(tr(key), issue.params) : fill(tr("issue.unknown"), std::vector{issue.code});
}

std::string sentence(const StepName& name) { return fill(tr("history." + name.code), name.params); }

}  // namespace impactweb::ui

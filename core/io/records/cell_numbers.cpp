#include "core/io/records/cell_numbers.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "core/entry/terms.hpp"
#include "core/io/clean_json.hpp"
#include "core/model/fields.hpp"
#include "core/text/text.hpp"

namespace impactweb::records {

namespace {

/// The number that JSON writes as `text`.
std::optional<double> json_number(const std::string& text) {
  const Json number = Json::parse(text, nullptr, false);
  if (!number.is_number() || !std::isfinite(number.get<double>())) return std::nullopt;
  return number.get<double>();
}

constexpr std::pair<std::string_view, std::string_view> currency_signs[] = {{"€", "EUR"}, {"$", "USD"}, {"£", "GBP"}};

std::string padded(const std::string& number) { return number.size() == 1 ? "0" + number : number; }

}  // namespace

std::optional<double> decimal_of(const Json& value) {
  if (value.is_number()) return value.get<double>();
  if (!value.is_string()) return std::nullopt;
  std::string text(trim(value.get_ref<const std::string&>()));
  if (!text.empty() && text[0] == '+') text.erase(0, 1);
  if (text.find('.') == std::string::npos && std::count(text.begin(), text.end(), ',') == 1)
    std::replace(text.begin(), text.end(), ',', '.');
  // 007 is no JSON.
  const std::size_t sign = !text.empty() && text[0] == '-' ? 1 : 0;
  while (text.size() > sign + 1 && text[sign] == '0' && is_digit(text[sign + 1])) text.erase(sign, 1);
  return json_number(text);
}

std::optional<int> whole_number_of(const Json& value, int maximum) {
  const auto number = decimal_of(value);
  if (!number || *number < 1 || *number > maximum || std::floor(*number) != *number) return std::nullopt;
  return static_cast<int>(*number);
}

std::optional<Json> number_as_written(std::string_view text) {
  if (text.empty() || text.size() > 25 || is_rounded(text) || (text[0] != '-' && !is_digit(text[0])))
    return std::nullopt;
  Json number = Json::parse(text.begin(), text.end(), nullptr, false);
  if (!number.is_number() || number.dump() != text) return std::nullopt;
  return number;
}

namespace {

/// An amount in digits, as spreadsheets and forms have it.
std::optional<Money> digits_of_money(const Json& value) {
  std::string text(trim(value.get_ref<const std::string&>()));
  Money money{0, ""};
  for (const auto& [sign, code] : currency_signs)
    if (const auto at = text.find(sign); at != std::string::npos) {
      text.erase(at, sign.size());
      money.currency = code;
      break;
    }
  const auto letters_at = [&](std::size_t at) {
    return text.size() >= at + 3 &&
           std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at),
                       text.begin() + static_cast<std::ptrdiff_t>(at + 3), [](char c) { return c >= 'A' && c <= 'Z'; });
  };
  if (money.currency.empty() && text.size() > 3) {
    if (const std::size_t end = text.size() - 3; letters_at(end)) {
      money.currency = text.substr(end);
      text.erase(end);
    } else if (letters_at(0)) {
      money.currency = text.substr(0, 3);
      text.erase(0, 3);
    }
  }
  text = std::string(trim(text));
  for (const std::string_view ending : {",-", ",--", ".-"})
    if (text.size() > ending.size() && text.compare(text.size() - ending.size(), ending.size(), ending) == 0)
      text.erase(text.size() - ending.size());
  const bool negative = !text.empty() && text[0] == '-';
  if (negative || (!text.empty() && text[0] == '+')) text.erase(0, 1);
  // Spaces, no-break spaces and apostrophes separate thousands wherever they stand between digits.
  for (const std::string_view gap : {" ", "\u00A0", "\u202F", "'", "’"})
    for (std::size_t at = text.find(gap); at != std::string::npos; at = text.find(gap)) text.erase(at, gap.size());
  const std::size_t points = static_cast<std::size_t>(std::count(text.begin(), text.end(), '.'));
  const std::size_t commas = static_cast<std::size_t>(std::count(text.begin(), text.end(), ','));
  char decimal = '\0';
  if (points > 0 && commas > 0) {
    decimal = text.rfind('.') > text.rfind(',') ? '.' : ',';
    if ((decimal == '.' ? points : commas) > 1) return std::nullopt;
  } else if (points + commas == 1) {
    const std::size_t mark = text.find_first_of(".,");
    const bool thousands = text.size() - mark == 4 && mark >= 1 && mark <= 3 && text[0] != '0';
    if (!thousands) decimal = text[mark];
  }
  std::string plain;
  std::size_t since_mark = 0;
  bool grouped = false;
  for (const char c : text) {
    if (c == decimal && decimal != '\0') {
      if (grouped && since_mark != 3) return std::nullopt;
      plain += '.';
      grouped = false;
    } else if (c == '.' || c == ',') {
      // A mark between thousands stands before three digits.
      if (since_mark == 0 || since_mark > 3 || (grouped && since_mark != 3)) return std::nullopt;
      grouped = true;
      since_mark = 0;
    } else if (is_digit(c) || c == 'e' || c == 'E' ||
               ((c == '+' || c == '-') && !plain.empty() && (plain.back() == 'e' || plain.back() == 'E'))) {
      plain += c;
      ++since_mark;
    } else {
      return std::nullopt;
    }
  }
  if (grouped && since_mark != 3) return std::nullopt;
  const auto number = decimal_of(plain);
  if (!number) return std::nullopt;
  money.amount = negative ? -*number : *number;
  return money;
}

/// A date in digits.
std::string digits_of_date(const Json& value, bool& unsure) {
  std::string text(trim(value.get_ref<const std::string&>()));
  // What follows the day is the time.
  if (const auto space = text.find_first_of(" T");
      space != std::string::npos && text.find(':', space) != std::string::npos)
    text.erase(space);
  if (is_date(text)) return text;
  std::vector<std::string> parts(1);
  char mark = '\0';
  for (const char c : text) {
    if (is_digit(c)) {
      parts.back() += c;
    } else if ((c == '-' || c == '/' || c == '.') && (mark == '\0' || mark == c)) {
      mark = c;
      parts.emplace_back();
    } else {
      return {};
    }
  }
  for (const std::string& part : parts)
    if (part.empty() || part.size() > 4) return {};
  std::string date;
  if (parts.size() == 2 && parts[1].size() == 4) date = parts[1] + "-" + padded(parts[0]);
  if (parts.size() == 3 && parts[0].size() == 4) date = parts[0] + "-" + padded(parts[1]) + "-" + padded(parts[2]);
  if (parts.size() == 3 && parts[2].size() == 4) {
    date = parts[2] + "-" + padded(parts[1]) + "-" + padded(parts[0]);
    const std::string other = parts[2] + "-" + padded(parts[0]) + "-" + padded(parts[1]);
    if (mark == '/' && !is_date(date))
      date = other;
    else if (mark == '/' && date != other && is_date(other))
      unsure = true;
  }
  return date.empty() || !is_date(date) ? std::string() : date;
}

}  // namespace

std::optional<Money> money_of(const Json& value) {
  if (value.is_number()) return Money{value.get<double>(), ""};
  if (!value.is_string()) return std::nullopt;
  if (auto money = digits_of_money(value)) return money;
  const auto terms = entry::terms_of_whole(value.get_ref<const std::string&>());
  if (!terms || !terms->amount || terms->status || !terms->since.empty() || !terms->until.empty()) return std::nullopt;
  return Money{*terms->amount, terms->currency};
}

std::optional<Period> period_of(const Json& value) {
  if (!value.is_string()) return std::nullopt;
  const auto terms = entry::terms_of_whole(value.get_ref<const std::string&>());
  if (!terms || terms->amount || terms->status || terms->since.empty()) return std::nullopt;
  return Period{terms->since, terms->until};
}

std::string date_of(const Json& value, bool& unsure) {
  if (value.is_number_integer()) return is_date(value.dump()) ? value.dump() : std::string();
  if (!value.is_string()) return {};
  if (std::string date = digits_of_date(value, unsure); !date.empty()) return date;
  const auto period = period_of(value);
  return period && period->until.empty() ? period->since : std::string();
}

}  // namespace impactweb::records

#include "core/entry/terms.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "core/entry/words.hpp"
#include "core/model/fields.hpp"
#include "core/model/limits.hpp"
#include "core/text/text.hpp"

namespace impactweb::entry {

namespace {

struct Named {
  std::string_view name;
  std::string_view value;
};

constexpr Named currencies[] = {
    {"€", "EUR"},    {"eur", "EUR"},   {"euro", "EUR"},   {"euro's", "EUR"},  {"euros", "EUR"}, {"$", "USD"},
    {"usd", "USD"},  {"us$", "USD"},   {"dollar", "USD"}, {"dollars", "USD"}, {"£", "GBP"},     {"gbp", "GBP"},
    {"pond", "GBP"}, {"pound", "GBP"}, {"pounds", "GBP"}, {"chf", "CHF"},     {"sek", "SEK"},   {"nok", "NOK"},
    {"dkk", "DKK"},  {"pln", "PLN"},   {"czk", "CZK"},    {"cad", "CAD"},     {"aud", "AUD"},
};

std::string_view currency_of(std::string_view word) {
  for (const Named& currency : currencies)
    if (currency.name == word) return currency.value;
  return {};
}

struct Multiplier {
  std::string_view name;
  double factor;
  bool needs_currency;  ///< `5 m` alone may be metres
};

constexpr Multiplier multipliers[] = {
    {"k", 1e3, false},       {"duizend", 1e3, false}, {"thousand", 1e3, false}, {"ton", 1e5, true},
    {"m", 1e6, true},        {"mn", 1e6, false},      {"mln", 1e6, false},      {"mln.", 1e6, false},
    {"mio", 1e6, false},     {"miljoen", 1e6, false}, {"million", 1e6, false},  {"mrd", 1e9, false},
    {"miljard", 1e9, false}, {"bn", 1e9, false},      {"billion", 1e9, false},
};

const Multiplier* multiplier_of(std::string_view word) {
  for (const Multiplier& multiplier : multipliers)
    if (multiplier.name == word) return &multiplier;
  return nullptr;
}

constexpr Named months[] = {
    {"januari", "01"},  {"january", "01"}, {"jan", "01"},      {"februari", "02"},  {"february", "02"},
    {"feb", "02"},      {"maart", "03"},   {"march", "03"},    {"mrt", "03"},       {"mar", "03"},
    {"april", "04"},    {"apr", "04"},     {"mei", "05"},      {"may", "05"},       {"juni", "06"},
    {"june", "06"},     {"jun", "06"},     {"juli", "07"},     {"july", "07"},      {"jul", "07"},
    {"augustus", "08"}, {"august", "08"},  {"aug", "08"},      {"september", "09"}, {"sept", "09"},
    {"sep", "09"},      {"oktober", "10"}, {"october", "10"},  {"okt", "10"},       {"oct", "10"},
    {"november", "11"}, {"nov", "11"},     {"december", "12"}, {"dec", "12"},
};

std::string_view month_of(std::string_view word) {
  if (!word.empty() && word.back() == '.') word.remove_suffix(1);
  for (const Named& month : months)
    if (month.name == word) return month.value;
  return {};
}

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 9> since_words = {"sinds", "since", "vanaf",   "sedert", "from",
                                                         "van",   "in",    "tijdens", "during"};
constexpr std::array<std::string_view, 9> until_words = {"tot", "until",   "till", "to", "t/m",
                                                         "tm",  "through", "-",    "–"};

bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

int number_of(std::string_view digits) {
  int number = 0;
  for (const char c : digits) number = number * 10 + (c - '0');
  return number;
}

bool is_year(std::string_view text) {
  return text.size() == 4 && all_digits(text) && number_of(text) >= 1500 && number_of(text) <= 2199;
}

/// YYYY, YYYY-MM or YYYY-MM-DD in the years that people speak of.
bool is_iso_date(std::string_view text) { return is_year(text.substr(0, 4)) && is_date(text); }

/// `000`, or with decimals `000,50` where a number ends.
bool is_thousands_group(std::string_view text) {
  if (text.size() < 3 || !all_digits(text.substr(0, 3))) return false;
  return text.size() == 3 || (text.size() > 4 && (text[3] == ',' || text[3] == '.') && all_digits(text.substr(4)));
}

struct Token {
  std::string word;    ///< as typed
  std::string folded;  ///< without a comma or semicolon at the end
};

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  for (const std::string_view word : split(text, ' ')) {
    Token token{std::string(word), fold(word)};
    while (token.folded.size() > 1 && (token.folded.back() == ',' || token.folded.back() == ';'))
      token.folded.pop_back();
    tokens.push_back(std::move(token));
  }
  return tokens;
}

std::string words_between(const std::vector<Token>& tokens, std::size_t begin, std::size_t end) {
  std::string words;
  for (std::size_t i = begin; i < end; ++i) words += (words.empty() ? "" : " ") + tokens[i].word;
  while (!words.empty() && (words.back() == ',' || words.back() == ';' || words.back() == ' ')) words.pop_back();
  return words;
}

class Parser {
 public:
  Parser(const EntryVocabulary& vocabulary, const std::vector<std::string>& known_kinds, std::string_view today)
      : vocabulary_(vocabulary), known_kinds_(known_kinds), today_(today) {}

  /// The terms when all of `text` is periods, amounts and statuses.
  std::optional<EdgeTerms> parse_all(std::string_view text) {
    if (!take_all(text)) return std::nullopt;
    return std::move(terms_);
  }

  [[nodiscard]] std::string kind_in(const std::string& words, bool guess) const { return likely_kind(words, guess); }

  EdgeTerms parse(std::string_view text) {
    // `geeft aan "restjes"`: what the tie is about.
    const std::size_t opens = text.size() > 3 && text.back() == '"' ? text.rfind(" \"", text.size() - 2) : text.npos;
    if (opens != std::string_view::npos && opens > 0) {
      const std::string_view label = trim(text.substr(opens + 2, text.size() - opens - 3));
      EdgeTerms terms = Parser(vocabulary_, known_kinds_, today_).parse(text.substr(0, opens));
      if (!label.empty() && terms.label.empty()) {
        terms.label = first_characters(label, limits::label_characters);
        return terms;
      }
    }
    const std::vector<Token> tokens = tokens_of(take_brackets(text));
    // The words that are left, in runs between what was taken out.
    std::vector<Token> words;
    std::size_t first_run = std::string::npos;
    for (std::size_t i = 0; i < tokens.size();) {
      std::size_t taken = take_period(tokens, i);
      if (taken == 0) taken = take_amount(tokens, i, false);
      if (taken == 0) {
        words.push_back(tokens[i]);
        ++i;
        continue;
      }
      if (first_run == std::string::npos && !words.empty()) first_run = words.size();
      i += taken;
    }
    find_kind(words, std::min(first_run, words.size()));
    if (!terms_.since.empty() && !terms_.until.empty() && terms_.until < terms_.since) {
      std::swap(terms_.since, terms_.until);
      terms_.issues.push_back({"periodBackwards", {}, {terms_.until, terms_.since}});
    }
    return std::move(terms_);
  }

 private:
  [[nodiscard]] std::optional<EdgeStatus> status_of(std::string_view words, bool guess) const {
    std::string value = value_of_phrase(vocabulary_.edge_statuses, words);
    if (value.empty() && guess) value = nearest_value(vocabulary_.edge_statuses, words);
    return value_of(edge_statuses, value);
  }

  /// Takes out every bracketed part that is a status, an amount or a period, and gives the rest.
  std::string take_brackets(std::string_view text) {
    std::string rest;
    for (std::size_t i = 0; i < text.size();) {
      const std::size_t open = text.find('(', i);
      const std::size_t close = open == std::string_view::npos ? open : text.find(')', open);
      if (close == std::string_view::npos) {
        rest += text.substr(i);
        break;
      }
      rest += text.substr(i, open - i);
      const std::string_view inside = text.substr(open + 1, close - open - 1);
      if (take_all(inside))
        rest += ' ';
      else
        rest += text.substr(open, close + 1 - open);
      i = close + 1;
    }
    return rest;
  }

  bool take_all(std::string_view inside) {
    const EdgeTerms before = terms_;
    if (const auto status = status_of(inside, true)) {
      terms_.status = status;
      return true;
    }
    const std::vector<Token> tokens = tokens_of(inside);
    for (std::size_t i = 0; i < tokens.size();) {
      std::size_t taken = take_period(tokens, i);
      if (taken == 0) taken = take_amount(tokens, i, false);
      if (taken == 0) {
        const auto status = status_of(tokens[i].folded, true);
        if (!status) {
          terms_ = before;
          return false;
        }
        terms_.status = status;
        taken = 1;
      }
      i += taken;
    }
    return !tokens.empty();
  }

  /// The date that begins at token `i`, and how many tokens it takes.
  [[nodiscard]] std::size_t date_at(const std::vector<Token>& tokens, std::size_t i, std::string& date) const {
    if (i >= tokens.size()) return 0;
    const std::string& word = tokens[i].folded;
    if (const std::size_t taken = spoken_date_at(tokens, i, date); taken > 0) return taken;
    if (is_iso_date(word)) {
      date = word;
      return 1;
    }
    const std::string_view month = month_of(word);
    if (!month.empty() && i + 1 < tokens.size() && is_year(tokens[i + 1].folded)) {
      date = tokens[i + 1].folded + "-" + std::string(month);
      return 2;
    }
    // 15 maart 2017
    if (i + 2 < tokens.size() && word.size() <= 2 && all_digits(word) && is_year(tokens[i + 2].folded)) {
      const std::string_view name = month_of(tokens[i + 1].folded);
      std::string day = tokens[i + 2].folded + "-" + std::string(name) + (word.size() < 2 ? "-0" : "-") + word;
      if (!name.empty() && is_date(day)) {
        date = std::move(day);
        return 3;
      }
    }
    return 0;
  }

  /// `vorig jaar`, `last month`, `twee jaar geleden`, `vandaag`: counted from today.
  std::size_t spoken_date_at(const std::vector<Token>& tokens, std::size_t i, std::string& date) const {
    if (today_.size() < 7) return 0;
    const int year = number_of(today_.substr(0, 4)), month = number_of(today_.substr(5, 2));
    const std::string& word = tokens[i].folded;
    const std::string next = i + 1 < tokens.size() ? tokens[i + 1].folded : std::string();
    const auto month_text = [](int months) {
      const int in_year = months % 12 + 1;
      return std::to_string(months / 12) + (in_year < 10 ? "-0" : "-") + std::to_string(in_year);
    };
    if (word == "vandaag" || word == "today") {
      date = today_;
      return 1;
    }
    static constexpr std::array<std::string_view, 5> before = {"vorig", "vorige", "afgelopen", "last", "verleden"};
    static constexpr std::array<std::string_view, 4> present = {"dit", "deze", "this", "huidig"};
    static constexpr std::array<std::string_view, 4> after = {"volgend", "volgende", "next", "komend"};
    const int step = is_one_of(word, before) ? -1 : is_one_of(word, present) ? 0 : is_one_of(word, after) ? 1 : 2;
    if (step < 2 && (next == "jaar" || next == "year")) {
      date = std::to_string(year + step);
      return 2;
    }
    if (step < 2 && (next == "maand" || next == "month")) {
      date = month_text(year * 12 + month - 1 + step);
      return 2;
    }
    // drie jaar geleden, two years ago
    static constexpr std::array<std::string_view, 20> numbers = {
        "een", "twee", "drie",  "vier", "vijf", "zes", "zeven", "acht",  "negen", "tien",
        "one", "two",  "three", "four", "five", "six", "seven", "eight", "nine",  "ten"};
    const auto number = std::find(numbers.begin(), numbers.end(), word);
    int count = number != numbers.end() ? static_cast<int>(number - numbers.begin()) % 10 + 1 : 0;
    if (word == "a") count = 1;
    if (word.size() <= 2 && all_digits(word)) count = number_of(word);
    const std::string last = i + 2 < tokens.size() ? tokens[i + 2].folded : std::string();
    if (count == 0 || (last != "geleden" && last != "ago")) return 0;
    if (next == "jaar" || next == "jaren" || next == "year" || next == "years") {
      date = std::to_string(year - count);
      return 3;
    }
    if (next == "maand" || next == "maanden" || next == "month" || next == "months") {
      date = month_text(year * 12 + month - 1 - count);
      return 3;
    }
    return 0;
  }

  /// `2017-2021`, `2017-21` or `2017-` in one word.
  static bool read_span(std::string_view word, std::string& since, std::string& until) {
    const std::size_t dash = word.find('-');
    if (dash != 4 || !is_year(word.substr(0, 4)) || is_iso_date(word)) return false;
    const std::string_view end = word.substr(5);
    if (end.empty())
      until.clear();
    else if (is_year(end))
      until = end;
    else if (end.size() == 2 && all_digits(end) && number_of(end) > 12)
      until = std::string(word.substr(0, 2)) + std::string(end);
    else
      return false;
    since = word.substr(0, 4);
    return true;
  }

  std::size_t take_period(const std::vector<Token>& tokens, std::size_t i) {
    const std::size_t begin = i;
    std::string since;
    std::string until;
    if (is_one_of(tokens[i].folded, until_words) && tokens[i].folded != "to" && tokens[i].folded != "-") {
      ++i;
      if (i + 1 < tokens.size() && tokens[i].folded == "en" && tokens[i + 1].folded == "met") i += 2;
      const std::size_t taken = date_at(tokens, i, until);
      if (taken == 0) return 0;
      terms_.until = until;
      return i + taken - begin;
    }
    if (is_one_of(tokens[i].folded, since_words)) ++i;
    if (i >= tokens.size()) return 0;
    // `sinds september`: the last one that there was.
    if (i > begin && i + 1 == tokens.size() && today_.size() >= 7 && tokens[i].folded.size() > 3) {
      if (const std::string_view month = month_of(tokens[i].folded); !month.empty()) {
        const int year = number_of(today_.substr(0, 4)) - (month > today_.substr(5, 2) ? 1 : 0);
        terms_.since = std::to_string(year) + "-" + std::string(month);
        return 1 + i - begin;
      }
    }
    // `2000 euro`
    if (i + 1 < tokens.size() && !currency_of(tokens[i + 1].folded).empty()) return 0;
    if (read_span(tokens[i].folded, since, until)) {
      ++i;
    } else {
      const std::size_t taken = date_at(tokens, i, since);
      if (taken == 0) return 0;
      i += taken;
      std::size_t j = i;
      if (j < tokens.size() && is_one_of(tokens[j].folded, until_words)) {
        ++j;
        if (j + 1 < tokens.size() && tokens[j].folded == "en" && tokens[j + 1].folded == "met") j += 2;
        const std::size_t more = date_at(tokens, j, until);
        if (more > 0)
          i = j + more;
        else if (tokens[i].folded == "-")
          ++i;  // `2017 -`: it goes on
      }
    }
    terms_.since = since;
    if (!until.empty()) terms_.until = until;
    return i - begin;
  }

  /// `anderhalve ton`, `twee miljoen`: the number, 0 when the word is none.
  static double number_said(std::string_view word) {
    static constexpr std::array<std::string_view, 12> numbers = {"een",   "twee", "drie",  "vier", "vijf", "zes",
                                                                 "zeven", "acht", "negen", "tien", "one",  "two"};
    if (word == "anderhalve" || word == "anderhalf") return 1.5;
    if (word == "half" || word == "halve") return 0.5;
    const auto number = std::find(numbers.begin(), numbers.end(), word);
    if (number == numbers.end()) return word == "three" ? 3 : word == "five" ? 5 : word == "ten" ? 10 : 0;
    return static_cast<double>((number - numbers.begin()) % 10 + 1);
  }

  /// Whether nothing follows that could be weighed: `2 ton` is money, `2 ton appels` is not.
  static bool ends_sum(const std::vector<Token>& tokens, std::size_t i) {
    if (i >= tokens.size()) return true;
    const std::string& next = tokens[i].folded;
    return !currency_of(next).empty() || is_one_of(next, since_words) || is_one_of(next, until_words);
  }

  /// Takes `€ 10.000`, `EUR 10,000.50`, `10.000 euro`, `25k`, `1,5 mln`; a number on its own only with thousands
  /// separated or from five digits, unless `bare` (but never a year).
  std::size_t take_amount(const std::vector<Token>& tokens, std::size_t i, bool bare) {
    if (terms_.amount) return 0;
    const std::size_t begin = i;
    std::string word = tokens[i].folded;
    std::string currency(currency_of(word));
    if (!currency.empty()) {
      if (++i >= tokens.size()) return 0;
      word = tokens[i].folded;
    } else {
      for (const std::string_view sign : {"€", "us$", "$", "£", "eur", "usd", "gbp"}) {
        if (!word.starts_with(sign) || word.size() == sign.size() || !is_digit(word[sign.size()])) continue;
        currency = currency_of(sign);
        word.erase(0, sign.size());
        break;
      }
    }
    if (const double said = number_said(word); said > 0) {
      // `half a million`
      if (word == "half" && i + 1 < tokens.size() && (tokens[i + 1].folded == "a" || tokens[i + 1].folded == "een"))
        ++i;
      const Multiplier* multiplier = i + 1 < tokens.size() ? multiplier_of(tokens[i + 1].folded) : nullptr;
      if (multiplier == nullptr || multiplier->factor < 1000 || tokens[i + 1].folded.size() < 3) return 0;
      if (multiplier->needs_currency && !ends_sum(tokens, i + 2)) return 0;
      i += 2;
      if (i < tokens.size() && !currency_of(tokens[i].folded).empty()) currency = currency_of(tokens[i++].folded);
      terms_.amount = said * multiplier->factor;
      terms_.currency = currency;
      return i - begin;
    }
    if (word.empty() || !is_digit(word[0])) return 0;
    // The digits, and what is written against them.
    std::size_t digits = 0;
    while (digits < word.size() &&
           (is_digit(word[digits]) || word[digits] == '.' || word[digits] == ',' || word[digits] == '\''))
      ++digits;
    std::string number = word.substr(0, digits);
    std::string rest = word.substr(digits);
    ++i;
    // € 10 000 and € 10 000,50
    if (rest.empty() && all_digits(number) && number.size() <= 3) {
      for (; i < tokens.size() && is_thousands_group(tokens[i].folded); ++i) number += ' ' + tokens[i].folded;
    }
    bool decimals_left_out = false;  // € 10.000,-
    if (!number.empty() && number.back() == ',' && !rest.empty() && rest[0] == '-') {
      number.pop_back();
      while (!rest.empty() && (rest[0] == '-' || rest[0] == '=')) rest.erase(0, 1);
      decimals_left_out = true;
    }
    const auto value = number_from(number);
    if (!value) return 0;
    double amount = *value;
    bool multiplied = false;
    const auto take_factor = [&](std::string_view name) {
      const Multiplier* multiplier = multiplier_of(name);
      if (multiplier == nullptr) return false;
      const bool currency_follows = i + 1 < tokens.size() && !currency_of(tokens[i + 1].folded).empty();
      const bool of_money = name == "ton" && ends_sum(tokens, i + 1);
      if (multiplier->needs_currency && currency.empty() && !currency_follows && !of_money) return false;
      amount *= multiplier->factor;
      multiplied = true;
      return true;
    };
    if (!rest.empty()) {
      const std::string_view after = currency_of(rest);
      if (!after.empty() && currency.empty())
        currency = after;
      else if (!take_factor(rest))
        return 0;
    } else if (i < tokens.size() && take_factor(tokens[i].folded)) {
      ++i;
    }
    if (currency.empty() && i < tokens.size()) {
      currency = currency_of(tokens[i].folded);
      if (!currency.empty()) ++i;
    }
    const bool is_amount = !currency.empty() || multiplied || decimals_left_out ||
                           number.find_first_of(".,' ") != std::string::npos || number.size() >= 5 ||
                           (bare && !is_year(number));
    if (!is_amount) return 0;
    if (amount > limits::amount) {
      terms_.issues.push_back({"amountTooLarge", {}, {words_between(tokens, begin, i)}});
      return i - begin;
    }
    terms_.amount = amount;
    terms_.currency = currency;
    return i - begin;
  }

  /// The value that `words` are the words for, in the vocabulary or as a kind that is in use; empty when there is none.
  [[nodiscard]] std::string known_kind(const std::string& words) const {
    std::string value = value_of_phrase(vocabulary_.edge_kinds, words);
    if (!value.empty()) return value;
    const std::string folded = fold(words);
    for (const std::string& kind : known_kinds_)
      if (fold(kind) == folded) return kind;
    return {};
  }

  /// As `known_kind`, but articles and auxiliaries before it, prepositions after it and, with `guess`, typing mistakes
  /// do not count.
  [[nodiscard]] std::string likely_kind(const std::string& words, bool guess = true) const {
    static constexpr std::array<std::string_view, 19> before = {
        "is",   "was", "zijn", "waren", "heeft", "hebben", "had", "has",  "have", "are",
        "were", "de",  "het",  "een",   "the",   "a",      "an",  "mede", "also"};
    static constexpr std::array<std::string_view, 14> after = {"van", "of",   "aan", "to", "met", "with", "in",
                                                               "bij", "voor", "for", "op", "de",  "het",  "the"};
    if (words.empty()) return {};
    if (std::string kind = known_kind(words); !kind.empty()) return kind;
    std::string_view core = words;
    const auto first = [&] { return core.substr(0, core.find(' ')); };
    while (core.find(' ') != std::string_view::npos && is_one_of(fold(first()), before)) {
      core.remove_prefix(first().size() + 1);
      if (std::string kind = known_kind(std::string(core)); !kind.empty()) return kind;
    }
    const std::size_t last_space = core.rfind(' ');
    if (last_space != std::string_view::npos && is_one_of(fold(core.substr(last_space + 1)), after)) {
      if (std::string kind = known_kind(std::string(core.substr(0, last_space))); !kind.empty()) return kind;
    }
    if (!guess) return {};
    if (std::string kind = nearest_value(vocabulary_.edge_kinds, words); !kind.empty()) return kind;
    return nearest_value(vocabulary_.edge_kinds, core);
  }

  void set_kind(std::string kind) {
    terms_.reversed = kind.size() > 1 && kind[0] == '<';
    if (terms_.reversed) kind.erase(0, 1);
    terms_.kind = std::string(trim(first_characters(kind, limits::label_characters)));
  }

  /// `first_run`: how many of the words stand before the first amount or period.
  void find_kind(const std::vector<Token>& words, std::size_t first_run) {
    if (words.empty()) return;
    const std::string all = words_between(words, 0, words.size());
    if (all.empty()) return;
    if (std::string kind = likely_kind(all); !kind.empty()) return set_kind(std::move(kind));
    if (!terms_.status) {
      if (const auto status = status_of(all, false)) {
        terms_.status = status;
        return;
      }
      for (const bool at_end : {false, true}) {
        if (words.size() < 2) break;
        const auto status = status_of(at_end ? words.back().folded : words.front().folded, false);
        std::string kind =
            status ? likely_kind(words_between(words, at_end ? 0 : 1, words.size() - (at_end ? 1 : 0))) : "";
        if (kind.empty()) continue;
        terms_.status = status;
        return set_kind(std::move(kind));
      }
    }
    if (!terms_.amount && words.size() > 1) {
      // `funds 500`: a bare number is an amount where something is given.
      for (const bool at_end : {true, false}) {
        const std::size_t at = at_end ? words.size() - 1 : 0;
        std::string kind = likely_kind(words_between(words, at_end ? 0 : 1, words.size() - (at_end ? 1 : 0)));
        if (kind != "funds" && kind != "<funds" && kind != "givesTo" && kind != "<givesTo") continue;
        if (take_amount({words[at]}, 0, true) == 0) continue;
        return set_kind(std::move(kind));
      }
    }
    if (first_run < words.size()) {
      if (std::string kind = likely_kind(words_between(words, 0, first_run)); !kind.empty()) {
        set_kind(std::move(kind));
        terms_.label = trim(first_characters(words_between(words, first_run, words.size()), limits::label_characters));
        return;
      }
    }
    terms_.kind = std::string(trim(first_characters(all, limits::label_characters)));
  }

  const EntryVocabulary& vocabulary_;
  const std::vector<std::string>& known_kinds_;
  const std::string_view today_;
  EdgeTerms terms_;
};

}  // namespace

std::optional<double> number_from(std::string_view digits) {
  // Which separator comes last, and how often each is there.
  std::size_t last_separator = std::string_view::npos;
  std::size_t of_that_kind = 0;
  bool mixed = false;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (is_digit(digits[i])) continue;
    if (digits[i] != '.' && digits[i] != ',' && digits[i] != '\'' && digits[i] != ' ') return std::nullopt;
    if (last_separator != std::string_view::npos && digits[last_separator] != digits[i]) {
      if (mixed) return std::nullopt;
      mixed = true;
      of_that_kind = 0;
    }
    last_separator = i;
    ++of_that_kind;
  }
  if (digits.empty() || !is_digit(digits.front()) || !is_digit(digits.back())) return std::nullopt;
  std::size_t decimal_point = std::string_view::npos;
  if (last_separator != std::string_view::npos) {
    const bool can_be_decimal = digits[last_separator] == '.' || digits[last_separator] == ',';
    const std::size_t after = digits.size() - last_separator - 1;
    if (mixed) {
      if (!can_be_decimal || of_that_kind != 1) return std::nullopt;
      decimal_point = last_separator;
    } else if (of_that_kind == 1 && can_be_decimal && (after != 3 || digits[0] == '0')) {
      decimal_point = last_separator;
    }
  }
  // Groups of thousands hold three digits, the first one to three.
  const std::string_view whole = digits.substr(0, decimal_point);
  std::size_t group = 0;
  bool first_group = true;
  for (std::size_t i = 0; i <= whole.size(); ++i) {
    if (i < whole.size() && is_digit(whole[i])) {
      ++group;
      continue;
    }
    const bool last = i == whole.size();
    if (first_group ? (!last && (group < 1 || group > 3)) : group != 3) return std::nullopt;
    first_group = false;
    group = 0;
  }
  // Exact while the digits make a whole number below 2^53; more decimals than that are dropped.
  double value = 0;
  double scale = 1;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (!is_digit(digits[i])) continue;
    const bool decimal = i > decimal_point && decimal_point != std::string_view::npos;
    if (decimal && (scale >= 1e6 || value >= 9e14)) continue;
    value = value * 10 + (digits[i] - '0');
    if (decimal) scale *= 10;
    if (value > 1e30) return 1e30;
  }
  return value / scale;
}

EdgeTerms parse_terms(std::string_view text, bool quoted, const EntryVocabulary& vocabulary,
                      const std::vector<std::string>& known_kinds, std::string_view today) {
  if (!quoted) return Parser(vocabulary, known_kinds, today).parse(text);
  EdgeTerms terms;
  terms.kind = std::string(trim(first_characters(trim(text), limits::label_characters)));
  return terms;
}

namespace {
const std::vector<std::string> no_kinds;
}

std::optional<EdgeTerms> terms_of_whole(std::string_view text) {
  return Parser(default_entry_vocabulary(), no_kinds, {}).parse_all(text);
}

std::string edge_kind_in(std::string_view words, bool guess) {
  return Parser(default_entry_vocabulary(), no_kinds, {}).kind_in(std::string(trim(words)), guess);
}

std::optional<TermsAtEnd> terms_at_end(std::string_view name, const EntryVocabulary& vocabulary,
                                       std::string_view today) {
  static constexpr std::array<std::string_view, 12> begins = {"sinds", "since", "vanaf",  "sedert", "from", "van",
                                                              "tot",   "until", "tussen", "in",     "voor", "for"};
  const std::vector<std::string> none;
  for (std::size_t i = 1; i < name.size(); ++i) {
    if (name[i - 1] != ' ' || name[i] == ' ') continue;
    std::string_view rest = name.substr(i);
    const std::string first = fold(rest.substr(0, rest.find(' ')));
    const bool money = first.starts_with("€") || first.starts_with("$") || first == "eur" || first.starts_with("£");
    const bool joins = first == "voor" || first == "for" || first == "met" || first == "with";
    // `25k`, `2 ton`, `anderhalve ton`
    bool sum = false;
    if (!money && !joins && !is_one_of(first, begins) && !first.starts_with("(")) {
      const std::optional<EdgeTerms> terms = Parser(vocabulary, none, today).parse_all(rest);
      sum = terms && terms->amount && !terms->status;
      // A year or a span of years that is all there is.
      if (!sum && !(terms && !terms->until.empty() && !terms->status)) continue;
    }
    if (joins) {
      rest.remove_prefix(std::min(rest.size(), first.size() + 1));
      const std::string sum = fold(rest.substr(0, rest.find(' ')));
      const auto terms = Parser(vocabulary, none, today).parse_all(rest);
      if (sum.empty() || !terms || !terms->amount) continue;
    }
    if (auto terms = Parser(vocabulary, none, today).parse_all(rest)) {
      std::string_view before = trim(name.substr(0, i));
      while (!before.empty() && (before.back() == ',' || before.back() == ';'))
        before = trim(before.substr(0, before.size() - 1));
      if (before.empty()) continue;
      return TermsAtEnd{std::move(*terms), before.size()};
    }
  }
  return std::nullopt;
}

std::optional<BracketedStatus> status_at_end(std::string_view name, const EntryVocabulary& vocabulary) {
  if (name.empty() || name.back() != ')') return std::nullopt;
  const std::size_t open = name.rfind('(');
  if (open == std::string_view::npos) return std::nullopt;
  const std::string value = value_of_phrase(vocabulary.edge_statuses, name.substr(open + 1, name.size() - open - 2));
  const auto status = value_of(edge_statuses, value);
  if (!status) return std::nullopt;
  return BracketedStatus{*status, trim(name.substr(0, open)).size()};
}

}  // namespace impactweb::entry

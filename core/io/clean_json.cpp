#include "core/io/clean_json.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <set>
#include <vector>

#include "core/io/text_repair.hpp"
#include "core/model/limits.hpp"
#include "core/text/hex.hpp"
#include "core/text/text.hpp"

namespace impactweb {
namespace {

/// Length of the well-formed UTF-8 sequence at `at`, 0 when there is none.
std::size_t sequence_length(std::string_view bytes, std::size_t at) {
  const auto lead = static_cast<std::uint8_t>(bytes[at]);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || at + length > bytes.size()) return 0;
  return is_utf8(bytes.substr(at, length)) ? length : 0;
}

bool is_word(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '+' || c == '.' ||
         c == '_';
}

/// True when a JSON parser would take the word for a number that no double can hold.
bool is_beyond_double(const std::string& word) {
  if (word.empty() || (word[0] != '-' && !is_digit(word[0]))) return false;
  char* end = nullptr;
  const double value = std::strtod(word.c_str(), &end);
  return end == word.c_str() + word.size() && !std::isfinite(value);
}

/// The UTF-16 unit of the escape `\uXXXX` at `at`, or nothing when there is none.
std::optional<unsigned> escaped_unit(std::string_view text, std::size_t at) {
  if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u') return std::nullopt;
  return hex_number(text.substr(at + 2, 4));
}

/// Goes through JSON text and writes it anew, one step at a time: a character, a piece of a string, a number or a word.
class Cleaner {
 public:
  Cleaner(std::string_view text, Warnings& warnings)
      : text_(text), warnings_(warnings), positions_(text), positions_in_strings_(text) {
    json_.text.reserve(text.size());
  }

  [[nodiscard]] bool done() const { return at_ >= text_.size() || !json_.refusal.code.empty(); }
  void step() {
    if (in_string_)
      step_in_string();
    else if (text_[at_] == '"')
      begin_string();
    else if (is_word(text_[at_]))
      step_over_word();
    else
      step_over_mark();
  }

  [[nodiscard]] std::size_t read() const { return at_; }
  [[nodiscard]] std::size_t written() const { return json_.text.size(); }
  CleanJson take() { return std::move(json_); }

 private:
  /// An object or a list that is open.
  struct Level {
    bool is_object = false;
    std::set<std::string> keys;
  };

  void copy(std::size_t bytes) {
    json_.text += text_.substr(at_, bytes);
    at_ += bytes;
  }

  void begin_string() {
    in_string_ = true;
    has_control_ = false;
    string_begin_ = at_;
    string_written_ = written();
    copy(1);
  }

  void step_in_string() {
    const char c = text_[at_];
    if (c == '"') {
      copy(1);
      in_string_ = false;
      if (key_is_next_) take_key();
    } else if (c == '\\' && at_ + 1 < text_.size()) {
      step_over_escape();
    } else if (static_cast<unsigned char>(c) < 0x20) {
      if (!has_control_) warnings_.add("controlInString", positions_.of(string_begin_));
      has_control_ = true;
      json_.text += c == '\n' ? "\\n" : c == '\t' ? "\\t" : c == '\r' ? "" : " ";
      ++at_;
    } else {
      std::size_t end = at_ + 1;
      while (end < text_.size() && text_[end] != '"' && text_[end] != '\\' &&
             static_cast<unsigned char>(text_[end]) >= 0x20)
        ++end;
      copy(end - at_);
    }
  }

  /// Half of a pair, as a cut through an emoji leaves it, is no character.
  void step_over_escape() {
    const auto unit = escaped_unit(text_, at_);
    if (!unit || *unit < 0xD800 || *unit > 0xDFFF) {
      copy(2);
      return;
    }
    const auto second = *unit < 0xDC00 ? escaped_unit(text_, at_ + 6) : std::nullopt;
    if (second && *second >= 0xDC00 && *second <= 0xDFFF) {
      copy(12);
      return;
    }
    warnings_.add("characterCut", positions_in_strings_.of(at_));
    json_.text += "\\ufffd";
    at_ += 6;
  }

  /// The string that has just ended is a key of the innermost object.
  void take_key() {
    key_is_next_ = false;
    const std::string_view written_key = std::string_view(json_.text).substr(string_written_);
    std::string key(written_key.substr(1, written_key.size() - 2));
    if (key.find('\\') != std::string::npos)
      if (const Json read = Json::parse(std::string(written_key), nullptr, false); read.is_string())
        key = read.get<std::string>();
    const auto [place, is_new] = levels_.back().keys.insert(std::move(key));
    if (!is_new) warnings_.add("keyTwice", positions_.of(string_begin_), {shortened(*place)});
  }

  void step_over_word() {
    std::size_t end = at_;
    while (end < text_.size() && is_word(text_[end])) ++end;
    const std::string word(text_.substr(at_, end - at_));
    const bool not_a_number = word == "NaN" || word == "-NaN" || word == "Infinity" || word == "-Infinity" ||
                              word == "+Infinity" || word == "inf" || word == "-inf" || word == "nan" ||
                              is_beyond_double(word);
    if (not_a_number) {
      warnings_.add("notANumber", positions_.of(at_), {shortened(word)});
      json_.text += "null";
      at_ = end;
    } else if (is_rounded(word)) {
      warnings_.add("numberAsText", positions_.of(at_), {shortened(word)});
      json_.text += '"' + word + '"';
      at_ = end;
    } else {
      copy(end - at_);
    }
  }

  void step_over_mark() {
    const char c = text_[at_];
    if (c == '{' || c == '[') {
      if (levels_.size() == limits::json_depth) {
        json_.refusal = {"nestedTooDeep", positions_.of(at_), {std::to_string(limits::json_depth)}};
        return;
      }
      levels_.push_back({c == '{', {}});
      key_is_next_ = c == '{';
    } else if ((c == '}' || c == ']') && !levels_.empty()) {
      levels_.pop_back();
      key_is_next_ = false;
      if (levels_.empty() && json_.end == std::string::npos) json_.end = written() + 1;
    } else if (c == ',') {
      key_is_next_ = !levels_.empty() && levels_.back().is_object;
    }
    copy(1);
  }

  std::string_view text_;
  Warnings& warnings_;
  TextPositions positions_;
  TextPositions
      positions_in_strings_;  ///< of their own: those of strings are asked for behind them, at their beginnings
  CleanJson json_;
  std::size_t at_ = 0;
  std::vector<Level> levels_;
  bool key_is_next_ = false;
  bool in_string_ = false, has_control_ = false;
  std::size_t string_begin_ = 0, string_written_ = 0;  ///< where the string begins in what is read and written
};

}  // namespace

bool is_rounded(std::string_view word) {
  if (!word.empty() && word[0] == '-') word.remove_prefix(1);
  constexpr std::string_view most = "9007199254740991";
  if (word.size() < most.size() || word[0] == '0' || !std::all_of(word.begin(), word.end(), is_digit)) return false;
  return word.size() > most.size() || word > most;
}

std::string TextPositions::of(std::size_t byte) {
  byte = std::min(byte, text_.size());
  if (byte < byte_) *this = TextPositions(text_);
  for (; byte_ < byte; ++byte_) {
    const auto c = static_cast<unsigned char>(text_[byte_]);
    if (c == '\n') {
      ++line_;
      column_ = 1;
    } else if ((c & 0xC0) != 0x80) {
      ++column_;
    }
  }
  return "line " + std::to_string(line_) + ", column " + std::to_string(column_);
}

std::string repair_utf8(std::string_view bytes, Warnings& warnings) {
  if (bytes.size() >= 3 && bytes.substr(0, 3) == "\xEF\xBB\xBF") bytes.remove_prefix(3);
  if (is_utf8(bytes)) return std::string(bytes);
  std::string text;
  text.reserve(bytes.size() + 16);
  std::size_t line = 1, column = 1, named_line = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t length = sequence_length(bytes, at);
    if (length == 0) {
      text += "\xEF\xBF\xBD";
      // Half of a pair that was written as if it were a character is one fault, not three.
      if (surrogate_length(bytes, at) > 0) at += 2;
      if (line != named_line)
        warnings.add("notUtf8", "line " + std::to_string(line) + ", column " + std::to_string(column));
      named_line = line;
      ++at;
    } else {
      if (bytes[at] == '\n') {
        ++line;
        column = 0;
      }
      text += bytes.substr(at, length);
      at += length;
    }
    ++column;
  }
  return text;
}

CleanJson repair_tokens(std::string_view text, Warnings& warnings) {
  Cleaner cleaner(text, warnings);
  while (!cleaner.done()) cleaner.step();
  return cleaner.take();
}

std::size_t origin_of(std::string_view text, std::size_t repaired) {
  Warnings unheard;
  Cleaner cleaner(text, unheard);
  while (!cleaner.done()) {
    const std::size_t read = cleaner.read(), written = cleaner.written();
    cleaner.step();
    if (cleaner.written() <= repaired) continue;
    // What was copied came byte by byte; what was repaired stands for the whole of what it was.
    return cleaner.written() - written == cleaner.read() - read ? read + (repaired - written) : read;
  }
  return text.size();
}

}  // namespace impactweb

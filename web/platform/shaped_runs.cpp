#include "platform/shaped_runs.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <map>
#include <string>
#include <vector>

namespace impactweb::platform {
namespace {

bool between(unsigned int letter, unsigned int first, unsigned int last) { return letter >= first && letter <= last; }

bool is_right_to_left(unsigned int c) {
  return between(c, 0x0590, 0x08FF) || between(c, 0xFB1D, 0xFDFF) || between(c, 0xFE70, 0xFEFC) ||
         between(c, 0x10800, 0x10FFF) || between(c, 0x1E800, 0x1EEFF);
}

/// Of scripts that are written from left to right, and whose letters change with their neighbours.
bool is_joined(unsigned int c) {
  return between(c, 0x0900, 0x109F) || between(c, 0x1100, 0x11FF) || between(c, 0x1700, 0x18AF) ||
         between(c, 0x1900, 0x1C4F) || between(c, 0x11000, 0x11FFF);
}

/// What stands on, under or within the letter before it.
bool belongs_to_letter(unsigned int c) { return between(c, 0x0300, 0x036F) || between(c, 0x200C, 0x200F); }

bool is_emoji(unsigned int c) { return between(c, 0x1F000, 0x1FAFF) || between(c, 0x2600, 0x27BF); }
bool is_flag_letter(unsigned int c) { return between(c, 0x1F1E6, 0x1F1FF); }
bool changes_emoji(unsigned int c) {
  return between(c, 0xFE0E, 0xFE0F) || between(c, 0x1F3FB, 0x1F3FF) || between(c, 0xE0020, 0xE007F) || c == 0x20E3;
}

constexpr unsigned int joiner = 0x200D;

/// Longer ones could not be broken into lines; a name is shorter.
constexpr int most_letters = 48;

class Reader {
 public:
  Reader(const char* at, const char* end) : at_(at), end_(end) { read(); }
  /// The letter here, 0 at the end.
  unsigned int letter() const { return letter_; }
  const char* at() const { return at_; }
  void go_on() {
    at_ += size_;
    read();
  }

 private:
  void read() {
    letter_ = 0;
    size_ = at_ < end_ ? ImTextCharFromUtf8(&letter_, at_, end_) : 0;
  }

  const char *at_, *end_;
  unsigned int letter_ = 0;
  int size_ = 0;
};

/// The end of the words that run from right to left, with numbers and signs between them.
const char* end_of_right_to_left(Reader reader) {
  const char *end = reader.at(), *last_space = nullptr;
  for (int count = 0; reader.letter() != 0; ++count) {
    const unsigned int c = reader.letter();
    const bool letter_before = end == reader.at();
    if (count >= most_letters && (last_space != nullptr || !letter_before)) return last_space ? last_space : end;
    const bool taken =
        is_right_to_left(c) || between(c, '0', '9') || (letter_before && belongs_to_letter(c) && c != joiner);
    // Signs go with what comes after them; letters of other scripts and emoji are an end.
    const bool sign =
        c < 0x80 ? !between(c | 0x20, 'a', 'z') && c >= ' ' : between(c, 0xA0, 0xBF) || between(c, 0x2000, 0x206F);
    if (!taken && !sign) break;
    if (c == ' ' && letter_before) last_space = reader.at();
    reader.go_on();
    if (taken) end = reader.at();
  }
  return end;
}

const char* end_of_joined(Reader reader) {
  for (int count = 0; count < most_letters && (is_joined(reader.letter()) || belongs_to_letter(reader.letter()));
       ++count)
    reader.go_on();
  return reader.at();
}

/// The end of what is one picture: a family, a flag, a hand with its colour.
const char* end_of_emoji(Reader reader) {
  const bool flag = is_flag_letter(reader.letter());
  reader.go_on();
  if (flag && is_flag_letter(reader.letter())) {
    reader.go_on();
    return reader.at();
  }
  for (;;) {
    while (changes_emoji(reader.letter())) reader.go_on();
    Reader after = reader;
    if (after.letter() != joiner) return reader.at();
    after.go_on();
    if (!is_emoji(after.letter()) && !between(after.letter(), 0x2190, 0x2BFF)) return reader.at();
    after.go_on();
    reader = after;
  }
}

/// What lies before has letters.
constexpr unsigned int first_code = 0x32400, last_code = 0x3FFFF;

struct Runs {
  std::map<std::string, unsigned int, std::less<>> codes;
  std::vector<const std::string*> texts;
};

Runs& runs() {
  static Runs all;
  return all;
}

}  // namespace

int run_at(unsigned int* letter, const char* text, const char* end) {
  const Reader reader(text, end);
  const char* after = text;
  const bool backwards = is_right_to_left(reader.letter());
  if (backwards)
    after = end_of_right_to_left(reader);
  else if (is_joined(reader.letter()))
    after = end_of_joined(reader);
  else if (is_emoji(reader.letter())) {
    after = end_of_emoji(reader);
    Reader next = reader;
    next.go_on();
    // One by itself is a letter like any other.
    if (after == next.at()) return 0;
  }
  if (after == text) return 0;
  // Between these two it is ordered by itself, from right to left.
  std::string run(text, after);
  if (backwards) run = "\u2067" + run + "\u2069";
  Runs& all = runs();
  auto found = all.codes.find(run);
  if (found == all.codes.end()) {
    const unsigned int code = first_code + static_cast<unsigned int>(all.texts.size());
    if (code > last_code) return 0;
    found = all.codes.emplace(std::move(run), code).first;
    all.texts.push_back(&found->first);
  }
  *letter = found->second;
  return static_cast<int>(after - text);
}

const char* run_of(unsigned int letter) {
  const std::size_t index = letter - first_code;
  return index < runs().texts.size() ? runs().texts[index]->c_str() : nullptr;
}

}  // namespace impactweb::platform

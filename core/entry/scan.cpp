#include "core/entry/scan.hpp"

#include <algorithm>

#include "core/entry/words.hpp"
#include "core/text/text.hpp"

namespace impactweb::entry {

namespace {

using Type = Element::Type;

/// Signs that stand for a plainer one.
struct Shape {
  std::u32string_view signs;
  char32_t shape;
};
constexpr Shape shapes[] = {{U"“”„‟", U'"'}, {U"‐‑‒–—―−", U'-'}, {U"→⇒⟶➔➜", U'→'}, {U"←⇐⟵", U'←'}, {U"↔⇔⟷", U'↔'},
                            {U"，", U','},   {U"：", U':'},      {U"？", U'?'},    {U"！", U'!'},  {U"；", U';'}};

/// What a character is to the scanner: white space of any kind is a space, and so for dashes, quotes and arrows.
char32_t shape_of(char32_t c) {
  if (c < 0x80) return c;
  for (const auto& [signs, shape] : shapes)
    if (signs.find(c) != std::u32string_view::npos) return shape;
  return trim(utf8_from(std::u32string_view(&c, 1))).empty() ? U' ' : c;
}

struct EdgeMark {
  std::size_t length = 0;  ///< 0 when there is none
  Direction direction = Direction::directed;
  bool reversed = false;
};

class Scanner {
 public:
  Scanner(std::u32string_view line, const std::vector<EntryWord>& node_kinds,
          const std::vector<std::string>& known_names)
      : line_(line), node_kinds_(node_kinds), known_names_(known_names) {
    shape_.reserve(line.size());
    for (const char32_t c : line) shape_.push_back(shape_of(c));
  }

  std::vector<Element> run() {
    skip_spaces();
    skip_bullet();
    while (true) {
      skip_spaces();
      if (at_ >= size()) break;
      const char32_t c = shape_[at_];
      if (const EdgeMark edge = edge_mark_at(at_, true); edge.length > 0) {
        add(Type::edge, at_, at_ + edge.length);
        elements_.back().direction = edge.direction;
        elements_.back().reversed = edge.reversed;
        at_ += edge.length;
        edge_seen_ = true;
      } else if (c == U',' || c == U';') {
        add(Type::comma, at_, at_ + 1);
        elements_.back().text = utf8_from(std::u32string_view(&c, 1));
        ++at_;
      } else if ((c == U'?' || c == U'!') && (follows_name() || is_end_or_space(at_ + 1))) {
        scan_text();
      } else if (c == U'#' && (at_ + 1 >= size() || !is_space(at_ + 1))) {
        ++at_;
        scan_value(Type::tag);
      } else if (c == U'@') {
        ++at_;
        scan_value(Type::place);
      } else if (after_sector(at_) > 0) {
        const std::size_t end = after_sector(at_);
        add(Type::sector, at_ + 1, end - 1);
        elements_.back().text = text_between(at_ + 1, end - 1);
        at_ = end;
      } else if (after_energy(at_) > 0 && !elements_.empty()) {
        const std::size_t end = after_energy(at_);
        const bool digit = is_digit(shape_[end - 1]);
        add(Type::energy, at_, end);
        elements_.back().text = digit ? utf8_from(shape_.substr(end - 1, 1)) : std::to_string(end - at_);
        at_ = end;
      } else if (is_motivation_mark(at_) && !elements_.empty()) {
        scan_text();
      } else if (c == U':') {
        ++at_;
        scan_terms();
      } else {
        scan_name();
      }
    }
    return std::move(elements_);
  }

 private:
  [[nodiscard]] std::size_t size() const { return shape_.size(); }
  [[nodiscard]] bool is_space(std::size_t i) const { return shape_[i] == U' '; }
  [[nodiscard]] bool is_end_or_space(std::size_t i) const { return i >= size() || is_space(i); }
  [[nodiscard]] bool is_begin_or_space(std::size_t i) const { return i == 0 || is_space(i - 1); }
  [[nodiscard]] std::size_t after_spaces(std::size_t i) const {
    while (i < size() && is_space(i)) ++i;
    return i;
  }
  void skip_spaces() { at_ = after_spaces(at_); }

  /// A list pasted from elsewhere begins its lines with one.
  void skip_bullet() {
    if (at_ + 1 >= size() || !is_space(at_ + 1)) return;
    if (shape_[at_] == U'-' || shape_[at_] == U'*' || shape_[at_] == U'•') ++at_;
  }

  [[nodiscard]] bool follows_name() const {
    return !elements_.empty() && elements_.back().type != Type::edge && elements_.back().type != Type::comma;
  }

  void add(Type type, std::size_t begin, std::size_t end) {
    Element element;
    element.type = type;
    element.begin = begin;
    element.end = end;
    elements_.push_back(std::move(element));
  }

  /// The edge that begins at `i`; a dash on its own is one only where `dashes` are.
  [[nodiscard]] EdgeMark edge_mark_at(std::size_t i, bool dashes) const {
    const auto run_of = [&](std::size_t from, std::u32string_view characters) {
      std::size_t end = from;
      while (end < size() && characters.find(shape_[end]) != std::u32string_view::npos) ++end;
      return end;
    };
    switch (shape_[i]) {
      case U'→':
        return {1, Direction::directed, false};
      case U'←':
        return {1, Direction::directed, true};
      case U'↔':
        return {1, Direction::mutual, false};
      case U'>':
        return {run_of(i, U">") - i, Direction::directed, false};
      case U'~':
        return {run_of(i, U"~") - i, Direction::mutual, false};
      case U'<': {
        const std::size_t shaft = run_of(run_of(i, U"<"), U"-=");
        const std::size_t end = run_of(shaft, U">");
        if (end > shaft) return {end - i, Direction::mutual, false};
        return {shaft - i, Direction::directed, true};
      }
      case U'-':
      case U'=': {
        const std::size_t shaft = run_of(i, U"-=");
        const std::size_t end = run_of(shaft, U">");
        if (end > shaft) return {end - i, Direction::directed, false};
        const std::size_t dash = run_of(i, U"-");
        if (dashes && dash > i && is_begin_or_space(i) && is_end_or_space(dash))
          return {dash - i, Direction::undirected, false};
        return {};
      }
      default:
        return {};
    }
  }

  [[nodiscard]] bool is_comma(std::size_t i) const {
    if (shape_[i] == U';') return true;
    return shape_[i] == U',' && !(i > 0 && i + 1 < size() && is_digit(shape_[i - 1]) && is_digit(shape_[i + 1]));
  }

  /// `begin` is where the name begins that may end here.
  [[nodiscard]] bool is_exchange_mark(std::size_t i, std::size_t begin) const {
    if (shape_[i] != U'?' && shape_[i] != U'!') return false;
    if (is_begin_or_space(i)) return i > begin;
    std::size_t end = i;
    while (end < size() && (shape_[end] == U'?' || shape_[end] == U'!')) ++end;
    if (end >= size() || !is_space(end)) return false;
    const std::size_t next = after_spaces(end);
    if (next >= size() || edge_mark_at(next, true).length > 0) return false;
    return std::u32string_view(U",;#@:?!").find(shape_[next]) == std::u32string_view::npos;
  }

  [[nodiscard]] bool is_tag_mark(std::size_t i) const {
    return shape_[i] == U'#' && is_begin_or_space(i) && (i + 1 >= size() || !is_space(i + 1));
  }
  [[nodiscard]] bool is_place_mark(std::size_t i) const { return shape_[i] == U'@' && is_begin_or_space(i); }

  /// Just behind `[words]` at `i`; 0 when there is no such thing, or it does not end where a word does.
  [[nodiscard]] std::size_t after_sector(std::size_t i) const {
    if (shape_[i] != U'[' || !is_begin_or_space(i)) return 0;
    const std::size_t close = shape_.find(U']', i);
    return close != std::u32string::npos && close > i + 1 && is_end_or_space(close + 1) ? close + 1 : 0;
  }
  /// Just behind `*4`, `* 4` or `****` at `i`; 0 when there is none.
  [[nodiscard]] std::size_t after_energy(std::size_t i) const {
    if (shape_[i] != U'*' || !is_begin_or_space(i)) return 0;
    std::size_t end = i;
    while (end < size() && shape_[end] == U'*') ++end;
    if (end == i + 1) {
      const std::size_t digit = after_spaces(end);
      const bool is_level = digit < size() && shape_[digit] >= U'1' && shape_[digit] <= U'5';
      return is_level && is_end_or_space(digit + 1) ? digit + 1 : 0;
    }
    return end <= i + 5 && is_end_or_space(end) ? end : 0;
  }
  [[nodiscard]] bool is_motivation_mark(std::size_t i) const {
    return shape_[i] == U'*' && is_begin_or_space(i) && i + 1 < size() && shape_[i + 1] == U' ' &&
           after_spaces(i + 1) < size() && after_energy(i) == 0;
  }

  [[nodiscard]] bool wide_colon_follows(std::size_t i) const {
    for (++i; i < size() && edge_mark_at(i, false).length == 0; ++i)
      if (shape_[i] == U':' && is_begin_or_space(i) && is_end_or_space(i + 1)) return true;
    return false;
  }

  [[nodiscard]] bool is_terms_mark(std::size_t i, std::size_t begin) const {
    if (shape_[i] != U':' || i == begin) return false;
    const bool before = is_begin_or_space(i);
    const bool after = is_end_or_space(i + 1);
    if (before && after) return true;
    return edge_seen_ && (before || after) && !wide_colon_follows(i);
  }

  [[nodiscard]] bool is_own_mark(std::size_t i) const {
    return after_sector(i) > 0 || after_energy(i) > 0 || is_motivation_mark(i);
  }

  /// True when a name, tag or place that begins at `begin` ends before `i`.
  [[nodiscard]] bool is_mark(std::size_t i, std::size_t begin) const {
    return edge_mark_at(i, true).length > 0 || is_comma(i) || is_exchange_mark(i, begin) || is_tag_mark(i) ||
           is_place_mark(i) || is_terms_mark(i, begin) || (i > begin && is_own_mark(i));
  }

  /// Just behind the quote that closes the one at `i`, a doubled one being a quote within; 0 when none does.
  [[nodiscard]] std::size_t after_quotes(std::size_t i) const {
    for (++i; i < size(); ++i) {
      if (shape_[i] != U'"') continue;
      if (i + 1 < size() && line_[i + 1] == line_[i])
        ++i;
      else
        return i + 1;
    }
    return 0;
  }

  [[nodiscard]] std::string text_between(std::size_t begin, std::size_t end) const {
    std::u32string text;
    for (std::size_t i = begin; i < end; ++i) {
      if (!is_space(i))
        text.push_back(line_[i]);
      else if (!text.empty() && text.back() != U' ')
        text.push_back(U' ');
    }
    if (!text.empty() && text.back() == U' ') text.pop_back();
    return utf8_from(text);
  }

  /// What is between the quotes at `begin` and before `end`; without a closing quote everything.
  [[nodiscard]] std::string unquoted(std::size_t begin, std::size_t end) const {
    std::u32string text;
    for (std::size_t i = begin + 1; i < end; ++i) {
      if (shape_[i] == U'"') {
        if (i + 1 >= end || line_[i + 1] != line_[i]) break;
        ++i;
      }
      text.push_back(line_[i]);
    }
    return std::string(trim(utf8_from(text)));
  }

  /// Reads on from `at_` to the next mark into the last element.
  void read_value() {
    skip_spaces();
    Element& element = elements_.back();
    element.begin = element.end = at_;
    const std::size_t begin = at_;
    if (at_ < size() && shape_[at_] == U'"') {
      const std::size_t closed = after_quotes(at_);
      const std::size_t end = closed == 0 ? size() : closed;
      const std::size_t next = after_spaces(end);
      if (next >= size() || is_mark(next, begin) || shape_[next] == U'?' || shape_[next] == U'!') {
        element.end = end;
        element.text = unquoted(begin, end);
        element.quoted = true;
        at_ = end;
        return;
      }
    }
    while (at_ < size() && !is_mark(at_, begin)) {
      const std::size_t closed = shape_[at_] == U'"' && is_begin_or_space(at_) ? after_quotes(at_) : 0;
      at_ = closed > 0 ? closed : at_ + 1;
    }
    element.end = at_;
    while (element.end > begin && is_space(element.end - 1)) --element.end;
    element.text = text_between(begin, element.end);
  }

  void scan_value(Type type) {
    add(type, at_, at_);
    read_value();
  }

  /// Just behind the longest known name at `at_` that ends where a mark or the line's end follows; 0 when there is
  /// none.
  [[nodiscard]] std::size_t after_known_name() const {
    std::size_t longest = 0;
    for (const std::string& name : known_names_) {
      std::string folded;
      std::size_t i = at_;
      for (; i < size() && folded.size() < name.size(); ++i) {
        if (is_space(i) && !folded.empty() && folded.back() == ' ') continue;
        append_fold(folded, utf8_from(line_.substr(i, 1)));
        if (name.compare(0, folded.size(), folded) != 0) break;
      }
      if (folded != name || i <= longest) continue;
      const std::size_t next = after_spaces(i);
      const bool ends = next >= size() || edge_mark_at(next, true).length > 0 || shape_[next] == U',' ||
                        shape_[next] == U';' || shape_[next] == U':' || is_exchange_mark(next, at_) ||
                        is_tag_mark(next) || is_place_mark(next) || is_own_mark(next);
      if (ends) longest = i;
    }
    return longest;
  }

  /// Reads `initiative:` before a name.
  std::string read_kind_prefix() {
    const bool first = elements_.empty();
    for (std::size_t i = at_; i < size(); ++i) {
      if (shape_[i] != U':') {
        if (edge_mark_at(i, true).length > 0 || shape_[i] == U',' || shape_[i] == U';' || shape_[i] == U'"') return {};
        continue;
      }
      // `A > project : funds` is about an actor called project.
      if (is_begin_or_space(i) && (!first || edge_seen_)) return {};
      const std::string word = text_between(at_, i);
      std::string kind = value_of_phrase(node_kinds_, word);
      if (kind.empty()) kind = nearest_value(node_kinds_, word);
      if (!kind.empty()) at_ = i + 1;
      return kind;
    }
    return {};
  }

  void scan_name() {
    std::size_t known = after_known_name();
    std::string kind;
    if (known == 0) {
      kind = read_kind_prefix();
      skip_spaces();
      if (!kind.empty()) known = after_known_name();
    }
    add(Type::name, at_, at_);
    elements_.back().node_kind = std::move(kind);
    if (known == 0) return read_value();
    elements_.back().end = known;
    elements_.back().text = text_between(at_, known);
    at_ = known;
  }

  void scan_text() {
    const Type type = shape_[at_] == U'?' ? Type::need : shape_[at_] == U'!' ? Type::offer : Type::motivation;
    while (at_ < size() && (shape_[at_] == U'?' || shape_[at_] == U'!' || shape_[at_] == U'*')) ++at_;
    skip_spaces();
    const std::size_t begin = at_;
    add(type, begin, begin);
    for (; at_ < size(); ++at_) {
      const bool mark = (shape_[at_] == U'?' || shape_[at_] == U'!') && at_ > begin && is_begin_or_space(at_);
      // In a text a place has a capital: `@ons kamer` is part of it.
      const bool place =
          at_ > begin && is_place_mark(at_) && at_ + 1 < size() && shape_[at_ + 1] >= U'A' && shape_[at_ + 1] <= U'Z';
      if (mark || place || (at_ > begin && is_own_mark(at_))) break;
    }
    // Tags at the end belong to what is needed or offered.
    std::size_t end = at_;
    std::vector<std::string> tags;
    while (true) {
      while (end > begin && is_space(end - 1)) --end;
      std::size_t word = end;
      while (word > begin && !is_space(word - 1)) --word;
      if (word + 1 >= end || shape_[word] != U'#') break;
      tags.insert(tags.begin(), text_between(word + 1, end));
      end = word;
    }
    Element& element = elements_.back();
    element.end = end;
    element.text = text_between(begin, end);
    element.tags = std::move(tags);
  }

  void scan_terms() {
    skip_spaces();
    const std::size_t begin = at_;
    while (at_ < size() && edge_mark_at(at_, false).length == 0 && !is_tag_mark(at_) && !is_place_mark(at_) &&
           !is_own_mark(at_)) {
      const std::size_t closed = shape_[at_] == U'"' && is_begin_or_space(at_) ? after_quotes(at_) : 0;
      at_ = closed > 0 ? closed : at_ + 1;
    }
    std::size_t end = at_;
    while (end > begin && is_space(end - 1)) --end;
    add(Type::terms, begin, end);
    const bool quoted = begin < end && shape_[begin] == U'"' && after_quotes(begin) == end;
    elements_.back().quoted = quoted;
    elements_.back().text = quoted ? unquoted(begin, end) : text_between(begin, end);
  }

  std::u32string_view line_;
  const std::vector<EntryWord>& node_kinds_;
  const std::vector<std::string>& known_names_;
  std::u32string shape_;
  std::size_t at_ = 0;
  bool edge_seen_ = false;
  std::vector<Element> elements_;
};

}  // namespace

std::u32string line_characters(std::string_view line) {
  std::u32string characters = code_points(line);
  for (char32_t& c : characters)
    if (c < 0x20 || (c >= 0x7F && c < 0xA0)) c = U' ';
  return characters;
}

bool may_need_quotes(std::string_view name) {
  // Marks outside ASCII, typographic quotes and arrows among them, begin with these bytes.
  if (name.find_first_of("<>~-=,;?!#@:[*\"\xE2\xEF") == std::string_view::npos) return false;
  const std::u32string characters = line_characters(name);
  for (std::size_t i = 0; i < characters.size(); ++i) {
    const char32_t shape = shape_of(characters[i]);
    if (std::u32string_view(U"<>~→←↔,;?!#@:[*\"").find(shape) != std::u32string_view::npos) return true;
    if (shape == U'-' && (i == 0 || shape_of(characters[i - 1]) == U' ')) return true;
  }
  return false;
}

std::vector<Element> scan_line(std::u32string_view line, const std::vector<EntryWord>& node_kinds,
                               const std::vector<std::string>& known_names) {
  return Scanner(line, node_kinds, known_names).run();
}

void join_listed_names(std::vector<Element>& elements) {
  for (const Element& element : elements)
    if (element.type == Type::edge || element.type == Type::need || element.type == Type::offer) return;
  const auto is_plain_name = [](const Element& element) {
    return element.type == Type::name && !element.quoted && !element.text.empty();
  };
  std::vector<Element> joined;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const bool joins = elements[i].type == Type::comma && i + 1 < elements.size() && !joined.empty() &&
                       is_plain_name(joined.back()) && is_plain_name(elements[i + 1]) &&
                       elements[i + 1].node_kind.empty();
    if (!joins) {
      joined.push_back(std::move(elements[i]));
      continue;
    }
    Element& name = joined.back();
    const bool spaced = elements[i + 1].begin > elements[i].end;
    const bool space_before = elements[i].begin > name.end;
    name.text += (space_before ? " " : "") + elements[i].text + (spaced ? " " : "") + elements[i + 1].text;
    name.end = elements[i + 1].end;
    ++i;
  }
  elements = std::move(joined);
}

std::string quoted_if_needed(std::string_view name, Element::Type type, const std::vector<EntryWord>& node_kinds) {
  const std::string mark = type == Type::tag ? "x #" : type == Type::place ? "x @" : "";
  const auto survives = [&](const std::string& before, const std::string& after) {
    const std::vector<Element> elements =
        scan_line(line_characters(before + mark + std::string(name) + after), node_kinds, {});
    return std::count_if(elements.begin(), elements.end(), [&](const Element& element) {
             return element.type == type && element.text == name && element.node_kind.empty() && !element.quoted;
           }) == 1;
  };
  const std::u32string characters = line_characters(name);
  const bool has_quotes =
      std::any_of(characters.begin(), characters.end(), [](char32_t c) { return shape_of(c) == U'"'; });
  if (!has_quotes && survives("", "") && survives("", " > y") && survives("y > ", "") && survives("y > ", " > z") &&
      survives("y > ", " : funds") && survives("y > ", ": funds") && survives("y, ", " ? z") && survives("", "? z") &&
      survives("", ", y > z"))
    return std::string(name);
  std::u32string quoted = U"\"";
  for (const char32_t c : code_points(name)) {
    quoted.push_back(c);
    if (shape_of(c) == U'"') quoted.push_back(c);
  }
  return utf8_from(quoted + U"\"");
}

}  // namespace impactweb::entry

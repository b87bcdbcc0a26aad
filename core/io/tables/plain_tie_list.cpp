#include "core/io/tables/plain_tie_list.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "core/text/text.hpp"

namespace impactweb {

namespace {

using Names = std::set<std::string, std::less<>>;
using Cells = std::vector<std::string>;

constexpr std::size_t lines_to_guess_by = 500;

/// The lines of a text, each with a place in the table that it may become.
struct Lines {
  std::vector<std::string_view> comments;  ///< above all others, blank ones too
  std::vector<std::string_view> lines;
};

bool is_comment(std::string_view line) {
  return (line.starts_with('#') || line.starts_with('%')) && line.find_first_of(",;|\"") == std::string_view::npos;
}

Lines lines_in(std::string_view text) {
  Lines found;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    const bool above = found.lines.empty() && (trim(line).empty() || is_comment(trim(line)));
    (above ? found.comments : found.lines).push_back(line);
  }
  while (!found.lines.empty() && trim(found.lines.back()).empty()) found.lines.pop_back();
  return found;
}

Cells words_in(std::string_view line) {
  Cells words;
  std::size_t at = 0;
  while ((at = line.find_first_not_of(" \t", at)) != std::string_view::npos) {
    const std::size_t end = std::min(line.find_first_of(" \t", at), line.size());
    words.emplace_back(line.substr(at, end - at));
    at = end;
  }
  return words;
}

bool is_whole(std::string_view text) {
  return !text.empty() && text.size() < 19 && std::all_of(text.begin(), text.end(), is_digit);
}

bool is_decimal(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && text.find_first_not_of("0123456789.eE-+") == std::string_view::npos && is_digit(text[0]);
}

/// Whether enough names stand at both ends, of the first lines.
bool return_at_both_ends(const std::vector<Cells>& rows) {
  Names first, second;
  for (std::size_t i = 0; i < std::min(rows.size(), lines_to_guess_by); ++i) {
    first.insert(fold(rows[i][0]));
    second.insert(fold(rows[i][1]));
  }
  const auto shared =
      std::count_if(first.begin(), first.end(), [&](const std::string& name) { return second.contains(name); });
  const std::size_t fewer = std::min(first.size(), second.size());
  return shared > 0 && 10 * static_cast<std::size_t>(shared) >= 3 * fewer && std::max(first.size(), second.size()) > 1;
}

/// The table, with a line for each line of the text.
std::string table_of(const Lines& lines, const Cells& header, const std::vector<Cells>& rows) {
  std::string table;
  const auto append = [&](const Cells& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) table += '\t';
      table += cells[i];
    }
    table += '\n';
  };
  const std::size_t above = lines.comments.size();
  table.append(above > 0 && !header.empty() ? above - 1 : above, '\n');
  if (!header.empty()) append(header);
  for (const Cells& row : rows) append(row);
  return table;
}

/// `{'weight': 3, 'kind': 'x'}` as keys and values; nothing when it is no such thing.
std::optional<std::map<std::string, std::string>> attributes_in(std::string_view text) {
  std::map<std::string, std::string> found;
  text = trim(text);
  if (!text.starts_with('{') || !text.ends_with('}')) return std::nullopt;
  text = trim(text.substr(1, text.size() - 2));
  const auto take = [&]() -> std::optional<std::string> {
    text = trim(text);
    if (text.empty()) return std::nullopt;
    std::string taken;
    if (text[0] == '\'' || text[0] == '"') {
      std::size_t at = 1;
      while (at < text.size() && text[at] != text[0]) {
        if (text[at] == '\\' && at + 1 < text.size()) ++at;
        taken += text[at++];
      }
      if (at >= text.size()) return std::nullopt;
      text.remove_prefix(at + 1);
    } else {
      const std::size_t end = std::min(text.find_first_of(",:"), text.size());
      taken = trim(text.substr(0, end));
      text.remove_prefix(end);
    }
    text = trim(text);
    std::replace_if(
        taken.begin(), taken.end(), [](char c) { return c == '\t' || c == '\n' || c == '"'; }, ' ');
    return taken;
  };
  while (!text.empty()) {
    const auto key = take();
    if (!key || key->empty() || !text.starts_with(':')) return std::nullopt;
    text.remove_prefix(1);
    const auto value = take();
    if (!value) return std::nullopt;
    found[*key] = *value == "None" ? "" : *value;
    if (text.starts_with(',')) text.remove_prefix(1);
  }
  return found;
}

/// Two names and an object behind them.
std::optional<std::string> with_attributes(const Lines& lines) {
  std::vector<Cells> rows;
  std::vector<std::map<std::string, std::string>> objects;
  Names keys;
  for (const std::string_view line : lines.lines) {
    const std::size_t open = line.find('{');
    if (open == std::string_view::npos) return std::nullopt;
    Cells ends = words_in(line.substr(0, open));
    auto object = attributes_in(line.substr(open));
    if (ends.size() != 2 || !object) return std::nullopt;
    for (const auto& [key, value] : *object) keys.insert(key);
    rows.push_back(std::move(ends));
    objects.push_back(*std::move(object));
  }
  if (rows.empty()) return std::nullopt;
  Cells header = {"Source", "Target"};
  header.insert(header.end(), keys.begin(), keys.end());
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (const std::string& key : keys) rows[i].push_back(objects[i][key]);
  return table_of(lines, header, rows);
}

/// What stands between the names of a line, and how sure it is that they have a tie.
struct Arrow {
  std::string_view mark, means;
  bool certain = true;
};

constexpr Arrow arrows[] = {{"<-->", "<->"},      {"<->", "<->"},      {"↔", "<->"},          {"-->", "->"},
                            {"->", "->"},         {"→", "->"},         {" -- ", "--", false}, {" — ", "--", false},
                            {" – ", "--", false}, {" - ", "--", false}};

std::optional<std::string> with_arrows(const Lines& lines) {
  for (const Arrow& arrow : arrows) {
    std::vector<Cells> rows;
    for (const std::string_view line : lines.lines) {
      const std::size_t at = line.find(arrow.mark);
      if (at == std::string_view::npos) break;
      const std::string_view from = trim(line.substr(0, at)), to = trim(line.substr(at + arrow.mark.size()));
      if (from.empty() || to.empty() || to.find(arrow.mark) != std::string_view::npos ||
          line.find_first_of(",;\t|\"[]{}") != std::string_view::npos)
        break;
      rows.push_back({std::string(from), std::string(to), std::string(arrow.means)});
    }
    if (rows.size() < lines.lines.size() || rows.empty()) continue;
    if (arrow.certain || return_at_both_ends(rows)) return table_of(lines, {"From", "To", "Direction"}, rows);
  }
  return std::nullopt;
}

std::optional<std::string> with_blanks(const Lines& lines) {
  std::vector<Cells> rows;
  bool whole = true, tabs = false, weights = true, even = true;
  for (const std::string_view line : lines.lines) {
    if (line.find_first_of(",;|\"") != std::string_view::npos || line.size() > 10'000) return std::nullopt;
    tabs = tabs || line.find('\t') != std::string_view::npos;
    if (tabs && line.find(' ') != std::string_view::npos) return std::nullopt;
    rows.push_back(words_in(line));
    const Cells& row = rows.back();
    if (row.empty()) return std::nullopt;
    even = even && row.size() == rows[0].size();
    if (row.size() < 2) continue;
    whole = whole && is_whole(row[0]) && is_whole(row[1]);
    weights = weights && row.size() == 3 && is_decimal(row[2]);
  }
  if (rows.size() < 2 || (tabs && !whole)) return std::nullopt;
  if (even && (rows[0].size() == 2 || (rows[0].size() == 3 && weights))) {
    if (!return_at_both_ends(rows)) return std::nullopt;
    Cells header = {"Source", "Target"};
    if (weights) header.emplace_back("Weight");
    return table_of(lines, header, rows);
  }
  // Whoever is named has a line of their own.
  Names first, others;
  std::size_t met = 0;
  for (const Cells& row : rows)
    if (!first.insert(fold(row[0])).second) return std::nullopt;
  for (const Cells& row : rows)
    for (std::size_t i = 1; i < row.size(); ++i) others.insert(fold(row[i]));
  for (const std::string& name : others) met += first.contains(name) ? 1 : 0;
  if (others.empty() || 10 * met < 8 * others.size() || even) return std::nullopt;
  return table_of(lines, {}, rows);
}

}  // namespace

std::optional<std::string> plain_tie_list(std::string_view text) {
  const Lines lines = lines_in(text);
  if (lines.lines.empty()) return std::nullopt;
  if (auto table = with_attributes(lines)) return table;
  if (auto table = with_arrows(lines)) return table;
  return with_blanks(lines);
}

}  // namespace impactweb

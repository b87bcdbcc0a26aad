#include "core/io/records/cell_text.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "core/io/text_repair.hpp"
#include "core/model/json.hpp"
#include "core/model/limits.hpp"
#include "core/text/text.hpp"

namespace impactweb::records {

bool is_filled(const Json& value) {
  if (value.is_null()) return false;
  if (value.is_string()) return !trim(value.get_ref<const std::string&>()).empty();
  return !value.is_array() || !value.empty();
}

std::string text_of(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_array() && std::all_of(value.begin(), value.end(), [](const Json& item) { return item.is_string(); }))
    return join_with_bars(value.get<std::vector<std::string>>());
  return json_text(value);
}

std::string quoted(const Json& value) { return excerpt(text_of(value)); }

namespace {

std::string text_within(std::size_t limit, bool several_lines, const Json& value, const Place& where,
                        Warnings& warnings) {
  std::string text(trim(without_control(text_of(value), several_lines)));
  return text.size() <= limit ? text : limited(std::move(text), limit, where, warnings);
}

}  // namespace

std::string line_of(const Json& value, const Place& where, Warnings& warnings) {
  return text_within(limits::label_characters, false, value, where, warnings);
}

std::string lines_of(const Json& value, const Place& where, Warnings& warnings) {
  return text_within(limits::text_characters, true, value, where, warnings);
}

std::string id_of(const Json& value) {
  if (!value.is_string() && !value.is_number()) return {};
  const std::string text = text_of(value);
  const std::string id(trim(text));
  return std::none_of(id.begin(), id.end(), is_control) && id.size() <= limits::id_bytes ? id : std::string();
}

std::vector<std::string> split_at_bars(std::string_view text) {
  std::vector<std::string> parts;
  std::string part;
  const auto end_part = [&] {
    if (const std::string_view trimmed = trim(part); !trimmed.empty()) parts.emplace_back(trimmed);
    part.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == '|')
      part += text[++i];
    else if (text[i] == '|')
      end_part();
    else
      part += text[i];
  }
  end_part();
  return parts;
}

std::string join_with_bars(std::span<const std::string> parts) {
  std::string text;
  for (const std::string& part : parts) {
    if (!text.empty()) text += " | ";
    for (const char c : part) {
      if (c == '|') text += '\\';
      text += c;
    }
  }
  // One part with another separator in it must not be taken for several.
  if (parts.size() == 1 && text.find_first_of(",;") != std::string::npos) text += " |";
  return text;
}

std::vector<std::string> split_list(const std::string& text) {
  bool bar = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == '|')
      ++i;
    else if (text[i] == '|')
      bar = true;
  }
  if (bar) return split_at_bars(text);
  const char separator = text.find(';') != std::string::npos ? ';' : ',';
  std::vector<std::string> parts;
  // Within such a part `\|` still stands for a bar.
  for (const std::string_view each : split(text, separator))
    for (std::string& part : split_at_bars(each)) parts.push_back(std::move(part));
  return parts;
}

std::vector<std::string> items_of(const Json& value) {
  if (!value.is_array()) return split_list(text_of(value));
  std::vector<std::string> items;
  for (const Json& item : value) items.push_back(text_of(item));
  return items;
}

Json list_of(const Json& value, const Place& where, Warnings& warnings) {
  std::vector<std::string> kept;
  const auto items = items_of(value);
  std::set<std::string> seen;
  for (const std::string& item : items) {
    std::string line = line_of(item, where, warnings);
    if (line.empty() || !seen.insert(line).second) continue;
    if (kept.size() == limits::list_items) {
      warnings.add("listCut", where, {std::to_string(items.size()), std::to_string(limits::list_items)});
      break;
    }
    kept.push_back(std::move(line));
  }
  return kept;
}

Json json_in(const Json& cell) {
  if (!cell.is_string()) return cell;
  const auto& text = cell.get_ref<const std::string&>();
  std::size_t depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '\\')
      ++i;
    else if (c == '"')
      quoted = !quoted;
    else if (!quoted && (c == '[' || c == '{') && ++depth > limits::json_depth)
      return Json(Json::value_t::discarded);
    else if (!quoted && (c == ']' || c == '}') && depth > 0)
      --depth;
  }
  return Json::parse(text, nullptr, false);
}

}  // namespace impactweb::records

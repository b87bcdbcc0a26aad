#include "core/io/graphs/text_graph.hpp"

#include <algorithm>

#include "core/io/content.hpp"
#include "core/io/text_encoding.hpp"
#include "core/io/text_repair.hpp"
#include "core/model/limits.hpp"
#include "core/text/text.hpp"

namespace impactweb::text_graph {

namespace {

constexpr std::size_t beginning_bytes = 1 << 16;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v'; }

}  // namespace

std::string beginning_of(const InputFile& file) {
  if (content_of(file.bytes) != Content::text) return {};
  std::string text = decode_text(std::string_view(file.bytes).substr(0, beginning_bytes)).text;
  text.erase(0, std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  return text;
}

std::string place_at(std::size_t line, std::size_t column) {
  return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  std::size_t number = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find_first_of("\r\n", begin), text.size());
    lines.push_back({++number, text.substr(begin, end - begin)});
    begin = end + (text.substr(end).starts_with("\r\n") ? 2 : 1);
  }
  return lines;
}

std::vector<Word> words_of(std::string_view line, std::string_view separators) {
  std::vector<Word> words;
  std::size_t column = 1;
  const auto is_apart = [&](char c) { return is_space(c) || separators.find(c) != std::string_view::npos; };
  for (std::size_t i = 0; i < line.size();) {
    if (is_apart(line[i])) {
      ++i;
      ++column;
      continue;
    }
    Word word;
    word.column = column;
    std::size_t end = i;
    if (line[i] == '"' || line[i] == '\'') {
      const std::size_t closing = line.find(line[i], i + 1);
      // An apostrophe that nothing closes is a letter.
      word.quoted = closing != std::string_view::npos || line[i] == '"';
      if (word.quoted) {
        word.text = line.substr(i + 1, std::min(closing, line.size()) - i - 1);
        end = closing == std::string_view::npos ? line.size() : closing + 1;
      }
    }
    if (!word.quoted) {
      while (end < line.size() && !is_apart(line[end])) ++end;
      word.text = line.substr(i, end - i);
    }
    column += count_characters(line.substr(i, end - i));
    i = end;
    words.push_back(std::move(word));
  }
  return words;
}

Json value_of(const Word& word) {
  if (!word.quoted)
    if (auto number = graphs::number_in(word.text)) return *number;
  return word.text;
}

bool same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return ascii_lower(x) == ascii_lower(y); });
}

bool begins_with(std::string_view text, std::string_view word) { return same_word(text.substr(0, word.size()), word); }

Issue not_understood(const char* name, std::string where, std::string_view found) {
  if (trim(found).empty()) return {"textCutOff", std::move(where), {name}};
  return {"textNotUnderstood", std::move(where), {name, excerpt(found)}};
}

Result<std::string> text_in(std::span<const InputFile> files, const char* name, int (*likeness)(const InputFile& file),
                            Warnings& warnings) {
  if (auto issue = not_one_file(files)) return *issue;
  const InputFile& file = files[0];
  if (file.bytes.size() > limits::file_bytes)
    return Issue{
        "fileTooLarge", "", {std::to_string(file.bytes.size() >> 20), std::to_string(limits::file_bytes >> 20)}};
  if (likeness(file) == 0) return Issue{"notOfFormat", "", {name}};
  DecodedText decoded = decode_text(file.bytes);
  if (decoded.encoding == TextEncoding::windows1252) warnings.add("readAsWindows1252", "");
  if (decoded.replaced) {
    TextPositions positions(decoded.text);
    std::size_t line_end = 0;
    for (std::size_t at = 0; (at = decoded.text.find("\xEF\xBF\xBD", at)) != std::string::npos; ++at) {
      if (at < line_end) continue;
      warnings.add("charactersReplaced", positions.of(at));
      line_end = std::min(decoded.text.find('\n', at), decoded.text.size());
    }
  }
  return std::move(decoded.text);
}

void put(graphs::GraphReader& graph, records::Table table, const std::string& name, Json value,
         const std::string& where, std::vector<graphs::Attribute>& attributes) {
  if (!value.is_null()) attributes.push_back({graph.attribute(table, name), std::move(value), where});
}

}  // namespace impactweb::text_graph

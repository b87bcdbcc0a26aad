#include "core/io/graphs/tgf.hpp"

#include <algorithm>
#include <set>

#include "core/io/graphs/text_graph.hpp"
#include "core/io/text_repair.hpp"
#include "core/text/text.hpp"

namespace impactweb {

namespace {

using graphs::GraphReader;
using text_graph::Line;
using text_graph::place_at;

constexpr const char* name_of_format = "TGF";

/// The first word of a line, which is taken away from it.
std::string_view take_word(std::string_view& rest) {
  rest = trim(rest);
  const std::size_t end = std::min(rest.find_first_of(" \t"), rest.size());
  const std::string_view word = rest.substr(0, end);
  rest = trim(rest.substr(end));
  return word;
}

std::optional<Issue> read(const std::string& text, GraphReader& graph) {
  bool ties = false;
  for (const Line& line : text_graph::lines_of(text)) {
    std::string_view rest = trim(line.text);
    const std::string where = place_at(line.number, 1);
    if (rest.empty()) continue;
    if (rest == "#") {
      ties = true;
      continue;
    }
    if (!ties) {
      graphs::NodeIn node{where, std::string(take_word(rest)), {}};
      if (!rest.empty()) node.label = std::string(rest);
      graph.add(std::move(node));
      continue;
    }
    const std::string from(take_word(rest)), to(take_word(rest));
    if (to.empty()) {
      graph.warnings().add("lineNotUnderstood", where, {excerpt(line.text)});
      continue;
    }
    graphs::EdgeIn edge{where, "", from, to};
    // A number is how much, anything else a name.
    if (const auto number = graphs::number_in(rest))
      edge.weight = *number;
    else if (!rest.empty())
      edge.label = std::string(rest);
    graph.add(std::move(edge));
  }
  return std::nullopt;
}

}  // namespace

int tgf_likeness(const InputFile& file) {
  const std::string text = text_graph::beginning_of(file);
  std::set<std::string_view> ids;
  std::size_t nodes = 0, names = 0, ties = 0, known = 0;
  bool between = false;
  const std::vector<Line> lines = text_graph::lines_of(text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::string_view rest = trim(lines[i].text);
    if (rest.empty()) continue;
    if (rest == "#") {
      if (between) return 0;
      between = true;
      continue;
    }
    // The last line of a beginning may be cut.
    if (i + 1 == lines.size() && i > 0 && between && ties > 0) break;
    const std::string_view first = take_word(rest);
    if (!between) {
      if (!ids.insert(first).second) return 0;
      ++nodes;
      if (!rest.empty()) ++names;
      continue;
    }
    ++ties;
    const std::string_view second = take_word(rest);
    if (ids.contains(first) && ids.contains(second)) ++known;
  }
  if (!between || nodes == 0) return 0;
  const bool fits = ties == 0 ? names == nodes : known * 2 >= ties;
  return fits ? 97 : 0;
}

Result<Opened> open_tgf(std::span<const InputFile> files) {
  return text_graph::open_text(files, name_of_format, tgf_likeness, read);
}

}  // namespace impactweb

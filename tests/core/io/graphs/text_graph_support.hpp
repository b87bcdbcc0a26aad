// Opening a text as a network, for the tests of the formats that are one.
#pragma once

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "core/io/opening/formats.hpp"

namespace impactweb::test {

/// What a text opens as, whatever its file is called.
inline Opened opened_text(const std::string& text, std::string_view format) {
  const std::vector<InputFile> files{{"file", text}};
  CHECK(format_of(files) == format);
  Result<Opened> result = open_files(files);
  if (const Issue* issue = std::get_if<Issue>(&result)) FAIL("refused: " << issue->code << " at " << issue->where);
  return std::get<Opened>(std::move(result));
}

inline Issue refused_text(const std::string& text) {
  const Result<Opened> result = open_files(std::vector<InputFile>{{"file", text}});
  REQUIRE(std::holds_alternative<Issue>(result));
  return std::get<Issue>(result);
}

/// The ties of a network by the names of their ends, one a line: `a -> b`, `a -- b` or `a <-> b`, and behind a colon
/// what kind they are, how strong, and what they are called.
inline std::string drawn_ties(const Network& network) {
  std::vector<std::string> lines;
  for (const auto& [id, edge] : network.edges) {
    std::string line = network.nodes.at(edge.from).label +
                       (edge.direction == Direction::directed ? " -> "
                        : edge.direction == Direction::mutual ? " <-> "
                                                              : " -- ") +
                       network.nodes.at(edge.to).label;
    if (!edge.kind.empty()) line += " : " + edge.kind;
    if (edge.strength > 0) line += " *" + std::to_string(edge.strength);
    if (!edge.label.empty()) line += " \"" + edge.label + "\"";
    lines.push_back(line);
  }
  std::sort(lines.begin(), lines.end());
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

inline const Node& node_called(const Network& network, std::string_view label) {
  for (const auto& [id, node] : network.nodes)
    if (node.label == label) return node;
  FAIL("there is no node " << label);
  return network.nodes.begin()->second;
}

inline bool has_issue(const Issues& issues, std::string_view code, std::string_view where) {
  return std::any_of(issues.begin(), issues.end(),
                     [&](const Issue& each) { return each.code == code && each.where == where; });
}

}  // namespace impactweb::test

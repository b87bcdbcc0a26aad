#include "core/io/opening/foreign_text.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "core/io/graphs/text_graph.hpp"
#include "core/text/text.hpp"

namespace impactweb {

namespace {

using text_graph::begins_with;
using text_graph::Line;

constexpr std::size_t lines_looked_at = 400;

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' ||
         is_digit(static_cast<unsigned char>(c));
}

/// Text with its line ends, looked at from several sides.
struct Text {
  explicit Text(const std::string& text) {
    for (const Line& line : text_graph::lines_of(text)) {
      if (trim(line.text).empty()) continue;
      lines.push_back(line.text);
      if (lines.size() == lines_looked_at) break;
    }
  }
  [[nodiscard]] std::string_view line(std::size_t index) const {
    return index < lines.size() ? trim(lines[index]) : std::string_view();
  }
  template <class Test>
  [[nodiscard]] std::size_t count(const Test& test) const {
    return static_cast<std::size_t>(std::count_if(lines.begin(), lines.end(), test));
  }
  std::vector<std::string_view> lines;  ///< those that are not blank
};

/// True when `text` begins with one of some words, and a character that is part of none follows.
template <std::size_t Size>
bool begins_with_word(std::string_view text, const std::array<std::string_view, Size>& words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return text.starts_with(word) && (text.size() == word.size() || !is_word_character(text[word.size()]));
  });
}

// ---------------------------------------------------------------- diagrams and other formats

bool is_mermaid(const Text& text) {
  constexpr std::array<std::string_view, 18> kinds = {
      "sequenceDiagram", "classDiagram", "stateDiagram", "stateDiagram-v2",   "erDiagram",     "journey",
      "gantt",           "mindmap",      "timeline",     "gitGraph",          "quadrantChart", "requirementDiagram",
      "C4Context",       "sankey-beta",  "block-beta",   "architecture-beta", "xychart-beta",  "zenuml"};
  constexpr std::array<std::string_view, 6> ways = {"TD", "TB", "BT", "RL", "LR", "td"};
  const auto is_head = [&](std::string_view line) {
    for (const std::string_view kind : {"graph", "flowchart", "flowchart-elk"})
      if (line.starts_with(kind) && line.size() > kind.size() && line[kind.size()] == ' ')
        return begins_with_word(trim(line.substr(kind.size())), ways);
    return line == "flowchart" ||
           (begins_with_word(line, kinds) && line.find_first_of(",;\t") == std::string_view::npos);
  };
  for (std::size_t i = 0; i < std::min<std::size_t>(text.lines.size(), 40); ++i) {
    const std::string_view line = text.line(i);
    if (line.starts_with("```mermaid") || line.starts_with("%%{")) return true;
    if (is_head(line)) return text.lines.size() > 1 || line != "journey";
    // Before the head there is a comment, a title between dashes, or nothing.
    if (!line.starts_with("%%") && line != "---" && !line.starts_with("title:") && !line.starts_with("config:") &&
        i > 8)
      return false;
    if (i == 0 && !line.starts_with("%%") && line != "---") return false;
  }
  return false;
}

bool is_vna(const Text& text) {
  return begins_with(text.line(0), "*node data") || begins_with(text.line(0), "*node properties") ||
         begins_with(text.line(0), "*tie data");
}

bool is_sif(const Text& text, std::string_view name) {
  static const std::set<std::string_view> kinds = {"pp",
                                                   "pd",
                                                   "pr",
                                                   "rc",
                                                   "cr",
                                                   "gd",
                                                   "pm",
                                                   "mp",
                                                   "interacts",
                                                   "xx",
                                                   "interacts-with",
                                                   "interacts_with",
                                                   "in-complex-with",
                                                   "neighbor-of",
                                                   "controls-state-change-of",
                                                   "controls-expression-of",
                                                   "catalysis-precedes",
                                                   "controls-phosphorylation-of"};
  const bool tabs = text.count([](std::string_view line) { return line.find('\t') != std::string_view::npos; }) > 0;
  std::size_t ties = 0, known = 0;
  std::set<std::string> used;
  for (const std::string_view line : text.lines) {
    std::vector<std::string> parts;
    if (tabs)
      for (const std::string_view part : split(line, '\t')) parts.emplace_back(trim(part));
    else
      for (const auto& word : text_graph::words_of(line)) parts.push_back(word.text);
    if (parts.size() == 2 || (!tabs && line.find_first_of(",;") != std::string_view::npos)) return false;
    if (parts.size() < 3) continue;
    ++ties;
    used.insert(parts[1]);
    if (kinds.contains(parts[1])) ++known;
  }
  if (ties == 0) return false;
  const bool named = name.size() > 4 && begins_with(name.substr(name.size() - 4), ".sif");
  return known == ties || (named && used.size() * 2 <= ties + 2);
}

// ---------------------------------------------------------------- documents

/// `|---|:--:|`, and the lines of tables that are drawn with plus signs.
bool is_ruler(std::string_view line) {
  line = trim(line);
  const bool bars = line.find('|') != std::string_view::npos, pluses = line.starts_with("+-") || line.starts_with("+=");
  return (bars || pluses) && line.find("--") != std::string_view::npos &&
         line.find_first_not_of("|-:+= \t") == std::string_view::npos;
}

bool is_markdown(const Text& text) {
  for (std::size_t i = 0; i < text.lines.size(); ++i)
    if (is_ruler(text.lines[i])) {
      const std::string_view before = i > 0 ? text.lines[i - 1] : std::string_view();
      const std::string_view behind = i + 1 < text.lines.size() ? text.lines[i + 1] : std::string_view();
      if (before.find('|') != std::string_view::npos || behind.find('|') != std::string_view::npos) return true;
    }
  // Lines that begin and end with a bar are such a table without its ruler.
  const std::size_t barred = text.count([](std::string_view line) {
    line = trim(line);
    return line.size() > 2 && line.front() == '|' && line.back() == '|';
  });
  if (barred >= 2 && barred * 2 > text.lines.size()) return true;
  const auto is_head = [](std::string_view line) {
    const std::size_t marks = std::min(line.find_first_not_of('#'), line.size());
    return marks >= 1 && marks <= 6 && line.size() > marks + 1 && line[marks] == ' ';
  };
  const std::size_t heads = text.count(is_head);
  const std::size_t marked = text.count([](std::string_view line) {
    const std::string_view content = trim(line);
    return content.starts_with("- ") || content.starts_with("* ") || content.starts_with("```") ||
           content.starts_with("> ") || content.find("](") != std::string_view::npos ||
           content.find("**") != std::string_view::npos;
  });
  if (text.line(0).starts_with("```")) return true;
  return heads > 0 && marked > 0 && (is_head(text.line(0)) || (heads + marked) * 2 >= text.lines.size());
}

std::string_view other_document(const Text& text) {
  const std::string_view first = text.line(0);
  for (const auto& [mark, name] : {std::pair<std::string_view, std::string_view>{"BEGIN:VCARD", "vCard"},
                                   {"BEGIN:VCALENDAR", "iCalendar"},
                                   {"@startuml", "PlantUML"},
                                   {"@startmindmap", "PlantUML"},
                                   {"@prefix ", "RDF (Turtle)"},
                                   {"@base ", "RDF (Turtle)"},
                                   {"\\documentclass", "LaTeX"},
                                   {"TY  - ", "RIS"},
                                   {"@relation ", "ARFF"},
                                   {"#NEXUS", "NEXUS"},
                                   {"%%MatrixMarket", "Matrix Market"}})
    if (begins_with(first, mark)) return name;
  if (first.starts_with('@') && first.find('{') != std::string_view::npos && first.find(',') != std::string_view::npos)
    return "BibTeX";
  return {};
}

bool is_yaml(const Text& text) {
  std::size_t pairs = 0, inner = 0;
  for (const std::string_view line : text.lines) {
    std::string_view content = trim(line);
    const bool indented = !line.empty() && (line[0] == ' ');
    const bool item = content.starts_with("- ");
    if (item) content = trim(content.substr(2));
    const std::size_t colon = content.find(':');
    const bool pair = colon != std::string_view::npos && colon > 0 &&
                      content.substr(0, colon).find_first_of(" \t,;|\"") == std::string_view::npos &&
                      (colon + 1 == content.size() || content[colon + 1] == ' ');
    if (pair) ++pairs;
    if (pair && (indented || item)) ++inner;
  }
  return (inner > 0 || text.line(0) == "---") && pairs > 1 && pairs * 10 >= text.lines.size() * 6;
}

// ---------------------------------------------------------------- programs

/// Lines that hardly anything but a program begins with, and in which language.
std::string_view language_of(std::string_view line) {
  line = trim(line);
  const auto then = [&](std::string_view word, std::string_view mark) {
    const std::size_t at = line.find(mark);
    return line.starts_with(word) && at != std::string_view::npos && at > word.size();
  };
  const auto call = [&](std::string_view word) {
    return line.starts_with(word) && line.find(')') != std::string_view::npos;
  };
  if (line.starts_with("#!") && line.find('/') != std::string_view::npos)
    return line.find("python") != std::string_view::npos ? "Python" : "Shell";
  if (line.starts_with("<?php")) return "PHP";
  if (line.starts_with("#include <") || line.starts_with("#include \"") || line.starts_with("#pragma once")) return "C";
  if (then("from ", " import ") || then("def ", "):") || then("def ", ") ->") || then("class ", "):") ||
      line.starts_with("if __name__ ==") || line.starts_with("elif ") || then("async def ", "("))
    return "Python";
  if (line.starts_with("import ")) {
    if (line.find(" from '") != std::string_view::npos || line.find(" from \"") != std::string_view::npos ||
        line.starts_with("import '") || line.starts_with("import \""))
      return "JavaScript";
    if (line.ends_with(';')) return "Java";
    const std::string_view rest = line.substr(7);
    if (rest.find_first_of(";\t") == std::string_view::npos &&
        (rest.find(" as ") != std::string_view::npos || std::all_of(rest.begin(), rest.end(), [](char c) {
           return is_word_character(c) || c == '.' || c == ',' || c == ' ';
         })))
      return std::count(rest.begin(), rest.end(), ' ') <= 2 ? "Python" : "";
  }
  for (const std::string_view word : {"const ", "let ", "var ", "export const "})
    if (then(word, "=") && line.find(';') != 0) return "JavaScript";
  if (then("function ", "(") || then("export default ", "") || then("export function ", "(") ||
      then("async function ", "(") || line.starts_with("module.exports") || call("console.log(") || call("document.") ||
      line.starts_with("'use strict'") || line.starts_with("\"use strict\""))
    return line.find("<-") != std::string_view::npos ? "R" : "JavaScript";
  if (call("library(") || then("", " <- function(") || then("", " <- c(") || call("install.packages(")) return "R";
  if (line.starts_with("public class ") || line.starts_with("public static ") || then("package ", ";")) return "Java";
  if (then("using ", ";") || then("namespace ", "{")) return "C#";
  const std::string upper = fold(line.substr(0, 60));
  for (const std::string_view sql : {"create table ", "insert into ", "drop table ", "alter table "})
    if (upper.starts_with(sql)) return "SQL";
  if (upper.starts_with("select ") && fold(line).find(" from ") != std::string::npos) return "SQL";
  for (const std::string_view cypher : {"create (", "merge (", "match ("})
    if (upper.starts_with(cypher)) return "Cypher";
  if (then("package ", "") && line == "package main") return "Go";
  return {};
}

/// Lines as programs have many, and tables few.
bool is_code(std::string_view line) {
  line = trim(line);
  if (!language_of(line).empty()) return true;
  for (const std::string_view end : {";", "{", "}", "):", "else:", ")", "(", "[", "],", "},", "];", ");"})
    if (line.ends_with(end)) return true;
  for (const std::string_view begin :
       {"#", "//", "/*", "*", "return", "print(", "for ", "if ", "else", "while ", "try:", "@", "--"})
    if (line.starts_with(begin)) return true;
  return line.find(" = ") != std::string_view::npos || line.find(" <- ") != std::string_view::npos;
}

std::string_view program_language(const Text& text, std::string_view name) {
  std::string_view language;
  std::size_t certain = 0;
  for (const std::string_view line : text.lines)
    if (const std::string_view each = language_of(line); !each.empty()) {
      if (language.empty()) language = each;
      ++certain;
    }
  const std::size_t code = text.count(is_code);
  if (certain > 0 && (certain * 5 >= text.lines.size() || code * 10 >= text.lines.size() * 4)) return language;
  // Blocks in braces, as in style sheets.
  const std::size_t braces = text.count([](std::string_view line) {
    line = trim(line);
    return line.ends_with('{') || line == "}" || line == "};" || line == "},";
  });
  if (braces >= 2 && code * 10 >= text.lines.size() * 8)
    return name.size() > 4 && begins_with(name.substr(name.size() - 4), ".css") ? "CSS" : "JavaScript";
  return {};
}

}  // namespace

std::optional<Issue> foreign_text(const InputFile& file) {
  const std::string beginning = text_graph::beginning_of(file);
  if (beginning.empty()) return std::nullopt;
  const Text text(beginning);
  if (is_mermaid(text)) return Issue{"formatMermaid", "", {}};
  if (is_vna(text)) return Issue{"formatVna", "", {}};
  if (const std::string_view name = other_document(text); !name.empty())
    return Issue{"formatOfOtherTool", "", {std::string(name)}};
  if (is_markdown(text)) return Issue{"formatMarkdown", "", {}};
  if (const std::string_view language = program_language(text, file.name); !language.empty())
    return Issue{"formatProgram", "", {std::string(language)}};
  if (is_yaml(text)) return Issue{"formatOfOtherTool", "", {"YAML"}};
  if (is_sif(text, file.name)) return Issue{"formatSif", "", {}};
  return std::nullopt;
}

}  // namespace impactweb

// What readers of graphs in plain text have in common (GML, Pajek, UCINET DL, DOT, TGF, GDF): the text of a file, its
// lines, and places in it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/clean_json.hpp"
#include "core/io/format.hpp"
#include "core/io/graphs/graph_records.hpp"

namespace impactweb::text_graph {

/// The beginning of a text file, decoded, from its first character that is no white space; empty for any other file.
std::string beginning_of(const InputFile& file);

/// `line 3, column 17`
std::string place_at(std::size_t line, std::size_t column);

/// A line of a text, without its end.
struct Line {
  std::size_t number = 0;  ///< from 1
  std::string_view text;
};
/// The lines of a text, whatever they end in.
std::vector<Line> lines_of(std::string_view text);

/// A word of a line.
struct Word {
  std::string text;  ///< without its quotes
  bool quoted = false;
  std::size_t column = 1;  ///< in characters, from 1
};
/// The words of a line, apart by white space and by `separators`. In double or single quotes at the beginning of a word
/// anything is part of it; a quote that is never closed ends with the line.
std::vector<Word> words_of(std::string_view line, std::string_view separators = "");

/// A word as JSON: a number as it stands there, else the text.
Json value_of(const Word& word);

/// The same word without case.
bool same_word(std::string_view a, std::string_view b);
/// True when `text` begins with `word` in any case.
bool begins_with(std::string_view text, std::string_view word);

/// Somewhere that a file cannot be read: it is not as `name` has it.
Issue not_understood(const char* name, std::string where, std::string_view found);

/// The text of the one file, with what is odd about its letters named. Refused: what is not like `name`.
Result<std::string> text_in(std::span<const InputFile> files, const char* name, int (*likeness)(const InputFile& file),
                            Warnings& warnings);

/// The network in a file of text that `read(text, graph)` gathers; `read` gives why it cannot.
template <class Read>
Result<Opened> open_text(std::span<const InputFile> files, const char* name, int (*likeness)(const InputFile& file),
                         const Read& read) {
  graphs::GraphReader graph;
  const Result<std::string> text = text_in(files, name, likeness, graph.warnings());
  if (const Issue* issue = std::get_if<Issue>(&text)) return *issue;
  const std::optional<Issue> refusal = read(std::get<std::string>(text), graph);
  if (refusal) return *refusal;
  return graph.take();
}

/// Puts a value among the attributes of a node or an edge.
void put(graphs::GraphReader& graph, records::Table table, const std::string& name, Json value,
         const std::string& where, std::vector<graphs::Attribute>& attributes);

}  // namespace impactweb::text_graph

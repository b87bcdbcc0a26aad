// Quick entry: one line of text makes actors and edges while people talk.
//
//   A > B : founded          an edge from A to B of that kind (`A < B` the other way round; arrows such as -> do as
//   well) A, B > C, D : works with every left one with every right one A > B > C                a chain A ~ B a mutual
//   edge (A - B with spaces around the dash: undirected) A ? text                 A needs text A ! text A offers text;
//   tags at the end of the text belong to what is needed or offered A #tag @Place            tags and place; `#` and
//   `@` may follow any name and take words up to the next mark A                        just the actor "A, with >
//   marks"        a name in double quotes is taken as it is, and never as the misspelling of another one initiative: A
//   a new name is that kind of node (challenge: vision: actor: opgave: initiatief: visie: partij: …)
//
// After `:` come the kind of edge in words of any supported language (founded, oprichter, richtte op, financiert, funds
// …; also turned round: opgericht door, funded by) or any free text, then optionally an amount (`€ 10.000`, `10000
// EUR`, `25k`), a year or period (`2017`, `2017-2021`, `sinds 2017`), and a status in brackets or words (`(potential)`,
// `(mogelijk)`). Without a kind an edge is worksWith.
//
// A name is an existing node when its label is equal when folded or when it is plainly a misspelling of just one label.
// A semicolon lists names as a comma does.
// Names with marks in them stay whole where no mark makes sense (see scan.hpp), and always when they exist already.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/entry/vocabulary.hpp"
#include "core/model/issue.hpp"
#include "core/model/network.hpp"

namespace impactweb {

/// One thing that Enter will do, for the preview under the line.
struct EntryStep {
  enum class Kind : std::uint8_t {
    new_node,
    existing_node,
    new_edge,
    new_need,
    new_offer,
    new_tag,
    new_place,
    new_sector,
    new_energy,
    new_motivation
  };
  Kind kind = Kind::new_node;
  std::string text;      ///< what to show: the name (also of who gets a tag or place), `A → B`, the need
  std::string detail;    ///< kind of node, kind of edge, tag, place, sector (its id), energy or motivation; of a need
                         ///< or offer the name of whose it is
  bool guessed = false;  ///< an existing name was recognised in spite of typing mistakes
  /// Index in `operations` of what does this, `no_operation` for what is there already: its entity holds the amount,
  /// the period and the status for who wants to show them.
  std::size_t operation = no_operation;

  static constexpr std::size_t no_operation = static_cast<std::size_t>(-1);
};

struct EntryPlan {
  std::vector<EntryStep> steps;
  std::vector<Json> operations;  ///< to apply as one undo step; empty when the line says nothing (yet)
  Issues issues;                 ///< what is not understood: `where` is `character N`, counted from 1
  std::string speaker;           ///< id of the actor that the line is about, for `zij` in the next one
};

/// What a line is said after.
struct EntryContext {
  std::string speaker;  ///< id of whom `zij` is
  std::string today;    ///< YYYY-MM-DD; the clock's day when empty
  /// Names of sectors in the language of the reader and in the network's own words, with their ids.
  std::vector<EntryWord> sectors;
};

/// What `line` would do to `network`. Never fails; an incomplete line gives what is clear so far.
EntryPlan plan_entry(const Network& network, std::string_view line,
                     const EntryVocabulary& vocabulary = default_entry_vocabulary(), const EntryContext& context = {});

/// A name being typed at the caret, and what it can become.
struct EntryCompletion {
  std::size_t begin = 0;  ///< byte range of the name in the line
  std::size_t end = 0;
  /// Names of nodes, kinds of edge after `:`, tags after `#`, places after `@`; quoted where needed.
  std::vector<std::string> replacements;
};

/// Completions for the word at byte `caret` of `line`, best first, at most `limit`.
EntryCompletion complete_entry(const Network& network, std::string_view line, std::size_t caret, std::size_t limit = 6,
                               const EntryVocabulary& vocabulary = default_entry_vocabulary());

}  // namespace impactweb

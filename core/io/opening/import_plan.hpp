// What is to become of the tables in a file, as data that people and scripts can change: a proposal first, then reading
// by it.
//
//   { "tables": [ { "file": "…",        the name of the file, when there are several
//                   "sheet": "Blad1",   the name of the sheet, in a workbook
//                   "row": 1,           where the table begins, as a spreadsheet program counts
//                   "part": "nodes",    or "ties": the rows of a table that holds both
//                   "as": "nodes",      or "ties", "matrix", "lists" (the first name in a row with all others) or
//                                       "ignore"
//                   "header": 1,        the row with the names of the columns; 0 when there is none
//                   "are": "person",    of nodes whose kind no column says: a kind of node, a form, or empty
//                   "totals": "keep",   rows that look like sums of others are none; or "leaveOut"
//                   "columns": [ { "header": "Naam", "to": "label" },
//                                { "header": "Met wie?", "to": "tiedWith", "kind": "worksWith" }, … ],
//                   "ways": { "rows": "person", "columns": "initiative", "kind": "takesPartIn", "undirected": false,
//                             "reversed": false } }, … ],     of a matrix, of lists, or (what ends are and how they are
//                                                  tied that do not say it: rows, columns, kind) of ties
//     "values": { "sector":  { "Rijk": { "sector": "government" }, "Zorg": { "sector": "Zorg" } },
//                 "kind":    { "Project": { "kind": "initiative" }, "Mens": { "form": "person" }, "Bank": { "sector":
//                              "finance" }, "Overig": {} },
//                 "answer":  { "vaak": { "strength": "4" }, "nooit": { "none": "true" }, "kent": { "kind": "kent" } },
//                 "name":    { "Ana Wit": { "name": "Anna Wit" }, "weet niet": { "name": "" } },
//                 "tieKind": { "gefinancierd door": { "kind": "funds", "reversed": true } } },
//     "known": [ "De Brug", … ],          names in the open network, at which no cell is cut in two
//     "same": …, "ids": …, "keep": … }    see merge.hpp
//
// `to` is a field as `records::map_headers` names it (`label`, `sector`, `place`, `from`, `to` …), `fields` for a
// further field under the header, or an empty text for a column that is left out. What a plan does not mention is as
// proposed: a table is found by file, sheet and row, those of the three that are there; a column by its place in the
// list, and where that has another header by its header. A table of rows of nodes and of ties stays one with
// `"whole": true`. A column that is `tiedWith` holds names, or with `other` how one has a tie with that one. `{}` as
// the meaning of a word keeps it as a further field.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/io/tables/table_source.hpp"

namespace impactweb {

/// True when files of this format are tables, for which there can be a plan.
bool is_table_format(std::string_view format);

/// The tables in the files, how they would be read by `plan` (null or an object for the proposal itself), and enough
/// of what is in them to judge that:
///
///   { "format": "csv",
///     "plan": …,                        complete: tables, columns and the meanings of all words that need one
///     "tables": [ { "file", "sheet", "row", "rows": 60,
///                   "problem": "",      why it cannot be read so: "noName" (nodes), "noEnds" (edges)
///                   "fields": ["label", …],           what its columns can be
///                   "sample": [ { "row": 2, "cells": ["Zet", …] }, … ],   the first rows, texts cut
///                   "words": [ { "column": 1, "list": "sector", "words": [ { "word": "Rijk", "count": 12 }, … ],
///                                "more": 0 } ],       of columns of sectors and kinds, most frequent first
///                   "questions": [ … ] } ],           see table_questions.hpp
///     "warnings": [ … ] }
///
/// Refuses files that are no tables, and a plan that does not fit them, with its place in the plan.
Result<Json> preview_tables(std::span<const InputFile> files, std::string_view format, const Json& plan);

/// Reads the files as `plan` says. `progress` hears how far it is. Refuses like `preview_tables`, and a table that
/// lacks a column for what it must have.
Result<Opened> open_tables(std::span<const InputFile> files, std::string_view format, const Json& plan,
                           const Progress& progress = {});

}  // namespace impactweb

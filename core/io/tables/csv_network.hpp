// A network as a pair of spreadsheet tables: nodes and edges.
#pragma once

#include <span>
#include <vector>

#include "core/io/format.hpp"
#include "core/io/tables/table_source.hpp"

namespace impactweb {

int csv_likeness(const InputFile& file);

/// Reads tables of nodes and of edges, in any number and order; which is which tells the header, in Dutch or English.
/// Edges alone are enough: their ends become nodes. Further columns become free fields. Rows of nodes with the same id,
/// or without ids the same name, are one node, the last row wins. `where` of an issue is `ties.csv, row 7, column
/// "Van"`, without the name when there is one file.
Result<Opened> open_csv(std::span<const InputFile> files);

/// The tables in the files, one each, whether or not their headers are recognised. Refuses what is no text table at
/// all.
Result<TableSources> csv_sources(std::span<const InputFile> files, Warnings& warnings);

/// `nodes.csv` and `ties.csv`: UTF-8 with byte order mark, commas, CR LF. Every field of nodes and edges has a column
/// and is read back; needs and offers, besides their texts, with id, status, terms and tags in a column of JSON, and so
/// do free fields that are neither text nor number. What the pair cannot hold: title, description and further keys of
/// the network, the colours and order of sectors, stories and snapshots; white space at the ends of texts; a sector of
/// one's own goes by its name instead of its id, and a free kind of edge that is a word for a default one becomes that
/// one. Cells that a spreadsheet program might run as a formula begin with an apostrophe, which reading takes off
/// again.
std::vector<OutputFile> save_csv(const Network& network);

}  // namespace impactweb

// A network as a workbook (XLSX, and to be read ODS): sheets of nodes and of edges.
#pragma once

#include <span>
#include <vector>

#include "core/io/format.hpp"
#include "core/io/tables/table_source.hpp"

namespace impactweb {

int xlsx_likeness(const InputFile& file);

/// Reads the sheets of workbooks as tables of nodes and of edges, like `open_csv`: which is which tells the header,
/// which need not be the first row. Numbers, dates (as ISO 8601) and truth values keep their kinds; percentages are
/// numbers. Of Kumu: after two blank rows a new header may follow, and a sheet whose name ends in `(ignore)` is
/// skipped. Skipped with a warning: hidden sheets, and those without a header when another sheet has one. Below the
/// header, cells that are merged downwards all have the value of the first. `where` of an issue is `people.xlsx, sheet
/// "Nodes", row 7, column "Van"`, without the name of the file when there is one.
Result<Opened> open_xlsx(std::span<const InputFile> files);

/// The tables in the workbooks, whether or not their headers are recognised; hidden sheets and those that are to be
/// ignored left out. Refuses what is no workbook, and what has no table at all.
Result<TableSources> xlsx_sources(std::span<const InputFile> files, Warnings& warnings);

/// `network.xlsx` with the sheets *Elements* and *Connections*, as Kumu takes them, in its order of columns. It holds
/// what the CSV pair holds, with numbers and truth values as such; dates are texts, since a year alone is one too. A
/// text that is longer than a cell may be goes on in columns of its own, `Description (continued)`, which reading puts
/// together again; free fields beyond some thousand are in `More fields`. Title and description are in a third sheet,
/// *Network (ignore)*, which Kumu passes over.
std::vector<OutputFile> save_xlsx(const Network& network);

}  // namespace impactweb

// The tables in files of spreadsheet programs before it is settled what they hold, and reading them once it is.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/io/format.hpp"
#include "core/io/tables/name_cells.hpp"
#include "core/io/tables/shapes.hpp"
#include "core/io/tables/tables.hpp"

namespace impactweb {

/// A table: a text file, a sheet of a workbook, or one of several tables below each other in a sheet.
class TableSource {
 public:
  TableSource() = default;
  TableSource(const TableSource&) = delete;
  TableSource& operator=(const TableSource&) = delete;
  virtual ~TableSource() = default;

  std::string file;              ///< the name of its file when there are several, else empty
  std::string sheet;             ///< the name of its sheet, empty in a text file
  std::string prefix;            ///< what stands before a place in it
  std::size_t first_row = 1;     ///< as a spreadsheet program counts
  tables::Head head;             ///< what was recognised, or decided; of no use while there is `trouble`
  std::optional<Issue> trouble;  ///< why no header was recognised
  std::string network_title, network_description;  ///< what its file says of the whole, in the first source of it
  bool left_out = false;                           ///< decided: not to be read

  tables::Shape shape = tables::Shape::table;
  tables::TieWays ways;      ///< of a matrix or lists
  tables::TiedColumns tied;  ///< columns of a table of nodes that say with whom they have ties
  std::string part;          ///< `nodes` or `ties`: the rows of a table that holds both; empty for a table of its own
  bool whole = false;        ///< decided: not to be taken apart into such rows

  /// All its rows, also those above the header.
  [[nodiscard]] virtual tables::Rows rows() const = 0;
  /// Makes the rows below the header ready to be read, once, and names what is odd about them.
  virtual std::optional<Issue> prepare(Warnings& warnings) = 0;
  /// True when the header is what we write ourselves, of an empty network as well.
  [[nodiscard]] virtual bool is_own() const = 0;
};

using TableSources = std::vector<std::unique_ptr<TableSource>>;

/// Hears how many rows have been read of how many.
using Progress = std::function<void(std::size_t done, std::size_t total)>;

/// Reads tables into `builder`, those of nodes first; `known` are names of nodes elsewhere, at which no cell is cut in
/// two. Refuses with `tableEmpty` when nothing is in any of them.
Result<Opened> read_sources(TableSources& sources, RecordBuilder& builder, const Progress& progress = {},
                            const tables::KnownNames& known = {});

}  // namespace impactweb

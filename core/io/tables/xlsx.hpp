// Workbooks (SpreadsheetML, ISO/IEC 29500, .xlsx) as rows of cells. Knows nothing of networks.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/io/tables/number_format.hpp"
#include "core/io/tables/zip.hpp"

namespace impactweb {

struct SheetCell {
  enum class Kind : std::uint8_t {
    text,      ///< also dates, as ISO 8601: `2021-03-05`, `2021-03-05T14:30`, a time alone `14:30`
    number,    ///< written as JSON does, in the fewest digits that give the same number
    boolean,   ///< `true` or `false`
    error,     ///< such as `#N/A`
    no_value,  ///< a formula whose value is not in the file; the text is the formula
  };
  std::size_t column = 0;  ///< from 0
  Kind kind = Kind::text;
  std::string text;
  bool replaced = false;  ///< some of the text could not be read, and is U+FFFD now
};

struct SheetRow {
  std::size_t number = 0;  ///< from 1
  std::vector<SheetCell> cells;
};

/// Cells that are shown as one. What is in it stands in the first row and column.
struct MergedCells {
  std::size_t first_row = 0, last_row = 0;        ///< from 1
  std::size_t first_column = 0, last_column = 0;  ///< from 0
};

/// What is filled in in a sheet: rows and cells in order, each once, empty cells and blank rows left out. Hidden rows
/// and columns are rows and columns.
struct Sheet {
  std::vector<SheetRow> rows;
  std::vector<MergedCells> merged;  ///< by their first rows
};

struct SheetInfo {
  std::string name;
  bool hidden = false;
  std::string part;  ///< the entry of the archive that it is in
};

class Workbook {
 public:
  /// Opens a workbook; `bytes` must outlive it. Refuses what ZipReader refuses, and with `xlsxDamaged` what lacks a
  /// part or has one that is no XML.
  static Result<Workbook> open(std::string_view bytes);

  /// The sheets with cells, in their order; charts and the like are left out.
  [[nodiscard]] const std::vector<SheetInfo>& sheets() const { return sheets_; }

  /// Reads a sheet. Refuses with `xlsxDamaged` and the place when it is not what it should be, and with `xlsxTooLarge`
  /// when the cells of all sheets that were read take more than limits::archive_bytes.
  Result<Sheet> read(const SheetInfo& sheet);

 private:
  explicit Workbook(ZipReader zip) : zip_(std::move(zip)) {}
  std::optional<Issue> read_head();
  std::optional<Issue> read_styles(const std::string& part);
  std::optional<Issue> read_shared_strings(const std::string& part);
  friend class SheetReader;

  ZipReader zip_;
  std::vector<SheetInfo> sheets_;
  std::vector<std::string> shared_strings_;
  std::set<std::size_t> replaced_strings_;  ///< those of which some could not be read
  std::vector<DateParts> styles_;           ///< of cells, by what their number formats show
  bool from_1904_ = false;
  std::size_t bytes_ = 0;  ///< that cells take so far
};

}  // namespace impactweb

// Writing workbooks (SpreadsheetML, .xlsx). Knows nothing of networks.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/network.hpp"

namespace impactweb {

/// UTF-16 units that a cell may hold; Excel cuts what is longer and says that the file is damaged.
inline constexpr std::size_t most_cell_units = 32'767;

/// A sheet with a header, which is bold, stays in sight and has a filter.
struct WrittenSheet {
  std::string name;  ///< without any of []:*?/\, at most 31 characters
  std::vector<std::string> headers;
  /// Texts, numbers and truth values, null for empty cells. A row may be shorter than the header.
  std::vector<std::vector<Json>> rows;
};

/// `text` in pieces that each fit into a cell.
std::vector<std::string_view> cell_pieces(std::string_view text);

/// The workbook, always the same for the same sheets. Every text is in a cell for texts, also one that looks like a
/// number, a date or a formula.
std::string workbook_of(const std::vector<WrittenSheet>& sheets);

}  // namespace impactweb

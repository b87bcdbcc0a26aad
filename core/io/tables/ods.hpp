// Workbooks of OpenDocument (ISO/IEC 26300, .ods) as rows of cells, like those of xlsx.hpp. Knows nothing of networks.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "core/io/tables/xlsx.hpp"

namespace impactweb {

/// True when an archive says that it is a spreadsheet of OpenDocument.
bool is_ods(const ZipReader& zip);

/// The sheets of such a workbook in their order, hidden ones without their cells. Refuses like `Workbook`.
Result<std::vector<std::pair<SheetInfo, Sheet>>> ods_sheets(std::string_view bytes);

}  // namespace impactweb

// What a ZIP archive or compound file is: a workbook that can be read, or another file of a spreadsheet program.
#pragma once

#include <string_view>

#include "core/model/issue.hpp"

namespace impactweb {

/// How much some bytes look like a workbook (XLSX, ODS), 0 to 100. One that is cut off still does.
int workbook_likeness(std::string_view bytes);

/// True for an archive of OpenDocument.
bool is_open_document(std::string_view bytes);

/// Why the bytes of an archive or compound file cannot be opened, and what its owner can do: an encrypted or an old
/// Excel file, Numbers, any other archive.
Issue spreadsheet_refusal(std::string_view bytes);

}  // namespace impactweb

#include "core/io/tables/spreadsheet_kind.hpp"

#include <algorithm>
#include <string>

#include "core/io/tables/ods.hpp"
#include "core/io/tables/zip.hpp"

namespace impactweb {

namespace {

constexpr std::string_view archive_mark = "PK\x03\x04", compound_mark = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// An entry of a compound file's directory, whose names are UTF-16.
bool has_stream(std::string_view bytes, std::string_view name) {
  std::string wide;
  for (const char c : name) wide += {c, '\0'};
  return bytes.find(wide) != std::string_view::npos;
}

bool has_folder(const ZipReader& zip, std::string_view folder) {
  return std::any_of(zip.entries().begin(), zip.entries().end(),
                     [&](const ZipReader::Entry& entry) { return entry.name.starts_with(folder); });
}

bool names_workbook(const ZipReader& zip) {
  if (zip.find("xl/workbook.xml")) return true;
  return zip.find("[Content_Types].xml") &&
         std::any_of(zip.entries().begin(), zip.entries().end(),
                     [](const ZipReader::Entry& entry) { return entry.name.ends_with("workbook.xml"); });
}

}  // namespace

int workbook_likeness(std::string_view bytes) {
  if (!bytes.starts_with(archive_mark)) return 0;
  const auto opened = ZipReader::open(bytes);
  if (const ZipReader* zip = std::get_if<ZipReader>(&opened)) return names_workbook(*zip) || is_ods(*zip) ? 100 : 0;
  // Without its directory, which is at the end, the names before the entries tell.
  return bytes.find("xl/workbook.xml") != std::string_view::npos ||
                 bytes.find("xl/worksheets/") != std::string_view::npos
             ? 60
             : 0;
}

bool is_open_document(std::string_view bytes) {
  if (!bytes.starts_with(archive_mark)) return false;
  const auto opened = ZipReader::open(bytes);
  const ZipReader* zip = std::get_if<ZipReader>(&opened);
  return zip != nullptr && !names_workbook(*zip) && is_ods(*zip);
}

Issue spreadsheet_refusal(std::string_view bytes) {
  if (bytes.starts_with(compound_mark)) {
    if (has_stream(bytes, "EncryptedPackage")) return {"spreadsheetEncrypted", "", {}};
    if (has_stream(bytes, "Workbook") || has_stream(bytes, "Book")) return {"spreadsheetOld", "", {}};
    return {"formatNotRecognised", "", {}};
  }
  const auto opened = ZipReader::open(bytes);
  if (const Issue* issue = std::get_if<Issue>(&opened)) return *issue;
  const ZipReader& zip = std::get<ZipReader>(opened);
  if (zip.find("xl/workbook.bin")) return {"spreadsheetOther", "", {"Excel Binary (.xlsb)"}};
  if (has_folder(zip, "word/")) return {"formatOfOtherTool", "", {"Word"}};
  if (has_folder(zip, "ppt/")) return {"formatOfOtherTool", "", {"PowerPoint"}};
  if (zip.find("Index/Document.iwa") || zip.find("index.apxl")) return {"spreadsheetOther", "", {"Numbers"}};
  return {"archiveUnknown", "", {}};
}

}  // namespace impactweb

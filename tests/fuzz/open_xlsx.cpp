// Any bytes as a workbook; as the content of one of OpenDocument; as the XML of its first sheet, or behind bytes 0x1E
// of its shared strings, styles and directory of sheets, in an archive that is sound: never a crash, always a sound
// network that survives writing.
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/tables/xlsx_network.hpp"
#include "core/io/tables/zip.hpp"
#include "tests/fuzz/checks.hpp"

using namespace impactweb;
using fuzz::require;

namespace {

constexpr std::string_view links =
    "<Relationships><Relationship Id=\"a\" Type=\"/worksheet\" Target=\"a.xml\"/><Relationship Id=\"s\" "
    "Type=\"/sharedStrings\" Target=\"s.xml\"/><Relationship Id=\"t\" Type=\"/styles\" "
    "Target=\"t.xml\"/></Relationships>";

/// The parts that the input gives, or else plain ones.
std::string archive_of(std::string_view input) {
  std::array<std::string, 4> parts = {"", "<sst><si><t>Name</t></si><si><t>From</t></si><si><t>To</t></si></sst>",
                                      "<s><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></s>",
                                      "<workbook><sheets><sheet name=\"S\" id=\"a\"/></sheets></workbook>"};
  for (std::string& part : parts) {
    const std::size_t end = input.find('\x1E');
    part = input.substr(0, end);
    if (end == std::string_view::npos) break;
    input.remove_prefix(end + 1);
  }
  return zip_of({{"xl/a.xml", parts[0]},
                 {"xl/s.xml", parts[1]},
                 {"xl/t.xml", parts[2]},
                 {"xl/workbook.xml", parts[3]},
                 {"xl/_rels/workbook.xml.rels", std::string(links)}});
}

/// A workbook of OpenDocument with this content.
std::string open_document_of(std::string_view content) {
  return zip_of(
      {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", std::string(content)}});
}

std::string workbook_of(std::string_view input) {
  if (input.starts_with("<office:")) return open_document_of(input);
  return input.starts_with("<") ? archive_of(input) : std::string(input);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::vector<InputFile> files{{"a.xlsx", workbook_of(input)}};
  require(xlsx_likeness(files[0]) >= 0);
  const Result<Opened> detected = open_files(files);
  const Result<Opened> read = open_xlsx(files);
  const Opened* opened = std::get_if<Opened>(&read);
  if (opened == nullptr) return 0;
  fuzz::require_sound(opened->network);
  const Result<Opened> again = open_xlsx(std::vector<InputFile>{{"b.xlsx", save_xlsx(opened->network)[0].bytes}});
  const Opened* reopened = std::get_if<Opened>(&again);
  require(reopened != nullptr);
  require(reopened->network.nodes == opened->network.nodes);
  require(reopened->network.edges == opened->network.edges);
  return 0;
}

#include "core/io/tables/zip.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>

#include "core/model/limits.hpp"

using namespace impactweb;

namespace {

ZipReader opened(const std::string& bytes) {
  Result<ZipReader> zip = ZipReader::open(bytes);
  if (const Issue* issue = std::get_if<Issue>(&zip)) FAIL("refused: " << issue->code);
  return std::get<ZipReader>(std::move(zip));
}

/// The code of the refusal, or nothing.
std::string refusal(const std::string& bytes, std::size_t index = 0) {
  Result<ZipReader> zip = ZipReader::open(bytes);
  if (const Issue* issue = std::get_if<Issue>(&zip)) return issue->code;
  const Result<std::string> read = std::get<ZipReader>(zip).read(index);
  const Issue* issue = std::get_if<Issue>(&read);
  return issue == nullptr ? "" : issue->code;
}

/// Where the directory's entry of the file number `index` begins.
std::size_t directory_entry(const std::string& bytes, std::size_t index) {
  std::size_t at = bytes.find("PK\x01\x02");
  while (index-- > 0) at = bytes.find("PK\x01\x02", at + 1);
  return at;
}

void put(std::string& bytes, std::size_t at, std::uint32_t value) {
  for (int i = 0; i < 4; ++i) bytes[at + static_cast<std::size_t>(i)] = static_cast<char>(value >> (8 * i));
}

const std::string text = "the same words again and again, the same words again and again";

}  // namespace

TEST_CASE("What is put into an archive comes out of it, and the same entries give the same bytes") {
  std::string random;
  for (std::uint32_t i = 0, x = 1; i < 3'000'000; ++i)
    random += static_cast<char>((x = x * 1'664'525 + 1'013'904'223) >> 24);
  const std::vector<std::pair<std::string, std::string>> entries = {
      {"a.txt", text}, {"folder/b", ""}, {"c", random}, {"d", std::string(10'000'000, ' ')}};
  const std::string bytes = zip_of(entries);
  CHECK(zip_of(entries) == bytes);
  ZipReader zip = opened(bytes);
  REQUIRE(zip.entries().size() == 4);
  for (const auto& [name, content] : entries) {
    REQUIRE(zip.find(name));
    CHECK(std::get<std::string>(zip.read(*zip.find(name))) == content);
  }
  CHECK(std::get<std::string>(zip.read(0)) == text);
  CHECK(zip.find("FOLDER/B") == 1u);
  CHECK_FALSE(zip.find("e"));
}

TEST_CASE("An archive that is cut off anywhere is refused, and one in which a byte changed is never believed") {
  const std::string bytes = zip_of({{"a", text}, {"b", text + text}});
  // The last two bytes say how long a comment is that follows.
  for (std::size_t size = 0; size + 2 < bytes.size(); ++size) CHECK(refusal(bytes.substr(0, size)) != "");
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string changed = bytes;
    changed[i] = static_cast<char>(changed[i] ^ 0x55);
    Result<ZipReader> zip = ZipReader::open(changed);
    ZipReader* reader = std::get_if<ZipReader>(&zip);
    if (reader == nullptr || reader->entries().empty()) continue;
    const Result<std::string> read = reader->read(0);
    if (const std::string* content = std::get_if<std::string>(&read))
      CHECK((*content == text || *content == text + text));
  }
}

TEST_CASE("Sizes that lie, passwords and bombs are refused by name") {
  const std::string bytes = zip_of({{"a", text}, {"b", text + "."}});
  const std::size_t first = directory_entry(bytes, 0), second = directory_entry(bytes, 1);
  SECTION("an entry that is larger than it says") {
    std::string lying = bytes;
    put(lying, first + 24, 5);
    CHECK(refusal(lying) == "zipDamaged");
  }
  SECTION("an entry that is smaller than it says") {
    std::string lying = bytes;
    put(lying, first + 24, 1'000'000);
    CHECK(refusal(lying) == "zipDamaged");
  }
  SECTION("an entry that says it is larger than anything that is opened") {
    std::string lying = bytes;
    put(lying, first + 24, static_cast<std::uint32_t>(limits::archive_entry_bytes) + 1);
    CHECK(refusal(lying) == "zipTooLarge");
  }
  SECTION("an entry that would be packed a millionfold") {
    std::string lying = bytes;
    put(lying, first + 24, 100u << 20);
    CHECK(refusal(lying) == "zipBomb");
  }
  SECTION("zeros without end") {
    CHECK(refusal(zip_of({{"a", std::string(20u << 20, '\0')}})) == "zipBomb");
    CHECK(refusal(zip_of({{"a", std::string(15u << 20, '\0')}})) == "");
  }
  SECTION("two entries that share their bytes") {
    std::string shared = bytes;
    // The second entry of the directory points at the first file: offset, sizes and checksum.
    put(shared, second + 42, 0);
    for (const std::size_t at : {16u, 20u, 24u})
      for (std::size_t i = 0; i < 4; ++i) shared[second + at + i] = bytes[first + at + i];
    ZipReader zip = opened(shared);
    CHECK(std::get<std::string>(zip.read(0)) == text);
    const Result<std::string> again = zip.read(1);
    REQUIRE(std::holds_alternative<Issue>(again));
    CHECK(std::get<Issue>(again) == Issue{"zipBomb", "b", {}});
  }
  SECTION("a password") {
    std::string locked = bytes;
    locked[first + 8] = 1;
    CHECK(refusal(locked) == "zipEncrypted");
  }
  SECTION("more entries than any workbook has") {
    std::vector<std::pair<std::string, std::string>> many;
    for (std::size_t i = 0; i <= limits::archive_entries; ++i) many.push_back({std::to_string(i), ""});
    CHECK(refusal(zip_of(many)) == "zipTooManyEntries");
  }
}

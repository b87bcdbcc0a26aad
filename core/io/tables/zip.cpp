#include "core/io/tables/zip.hpp"

#include <unzip.h>
#include <zip.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "core/model/limits.hpp"
#include "core/text/text.hpp"

namespace impactweb {

namespace {

/// Sheets of many equal rows are packed tightly as well, so that only large entries are suspected.
constexpr std::uint64_t large = 16u << 20;
constexpr std::uint64_t most_packed = 100;

struct Memory {
  std::string_view reading;
  std::string* writing = nullptr;
  std::size_t at = 0;

  [[nodiscard]] std::size_t size() const { return writing == nullptr ? reading.size() : writing->size(); }
};

Memory& memory_of(voidpf stream) { return *static_cast<Memory*>(stream); }

uLong read_memory(voidpf, voidpf stream, void* to, uLong size) {
  Memory& memory = memory_of(stream);
  const std::string_view all = memory.writing == nullptr ? memory.reading : std::string_view(*memory.writing);
  const std::size_t count = std::min<std::size_t>(size, all.size() - memory.at);
  if (count > 0) std::memcpy(to, all.data() + memory.at, count);
  memory.at += count;
  return static_cast<uLong>(count);
}

uLong write_memory(voidpf, voidpf stream, const void* from, uLong size) {
  Memory& memory = memory_of(stream);
  if (memory.writing == nullptr) return 0;
  std::string& text = *memory.writing;
  if (text.size() < memory.at + size) text.resize(memory.at + size);
  std::memcpy(text.data() + memory.at, from, size);
  memory.at += size;
  return size;
}

ZPOS64_T tell_memory(voidpf, voidpf stream) { return memory_of(stream).at; }

long seek_memory(voidpf, voidpf stream, ZPOS64_T offset, int origin) {
  Memory& memory = memory_of(stream);
  const std::uint64_t base = origin == ZLIB_FILEFUNC_SEEK_CUR   ? memory.at
                             : origin == ZLIB_FILEFUNC_SEEK_END ? memory.size()
                                                                : 0;
  if (offset > memory.size() || base + offset > memory.size()) return -1;
  memory.at = static_cast<std::size_t>(base + offset);
  return 0;
}

zlib_filefunc64_def functions_on(Memory& memory) {
  zlib_filefunc64_def functions{};
  functions.zopen64_file = [](voidpf opaque, const void*, int) { return opaque; };
  functions.zread_file = read_memory;
  functions.zwrite_file = write_memory;
  functions.ztell64_file = tell_memory;
  functions.zseek64_file = seek_memory;
  functions.zclose_file = [](voidpf, voidpf) { return 0; };
  functions.zerror_file = [](voidpf, voidpf) { return 0; };
  functions.opaque = &memory;
  return functions;
}

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return ascii_lower(x) == ascii_lower(y); });
}

std::string megabytes(std::uint64_t bytes) { return std::to_string((bytes + (1u << 20) - 1) >> 20); }

}  // namespace

struct ZipReader::State {
  Memory memory;
  unzFile file = nullptr;
  std::vector<Entry> entries;
  std::vector<unz64_file_pos> positions;
  std::uint64_t bytes_read = 0;
  /// Begin and end of the packed bytes of the entries that were read, by index.
  std::vector<std::pair<std::size_t, std::pair<std::uint64_t, std::uint64_t>>> ranges;

  ~State() {
    if (file != nullptr) unzClose(file);
  }

  [[nodiscard]] bool overlaps(std::size_t index, std::uint64_t begin, std::uint64_t end) const {
    return std::any_of(ranges.begin(), ranges.end(), [&](const auto& range) {
      return range.first != index && range.second.first < end && begin < range.second.second;
    });
  }
};

ZipReader::ZipReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
ZipReader::ZipReader(ZipReader&&) noexcept = default;
ZipReader& ZipReader::operator=(ZipReader&&) noexcept = default;
ZipReader::~ZipReader() = default;

Result<ZipReader> ZipReader::open(std::string_view bytes) {
  auto state = std::make_unique<State>();
  state->memory.reading = bytes;
  zlib_filefunc64_def functions = functions_on(state->memory);
  state->file = unzOpen2_64("", &functions);
  unz_global_info64 about{};
  if (state->file == nullptr || unzGetGlobalInfo64(state->file, &about) != UNZ_OK) return Issue{"zipDamaged", "", {}};
  if (about.number_entry > limits::archive_entries)
    return Issue{"zipTooManyEntries", "", {std::to_string(limits::archive_entries)}};
  std::array<char, 1'024> name{};
  int status = about.number_entry == 0 ? UNZ_END_OF_LIST_OF_FILE : unzGoToFirstFile(state->file);
  for (; status == UNZ_OK; status = unzGoToNextFile(state->file)) {
    unz_file_info64 info{};
    unz64_file_pos position{};
    if (unzGetCurrentFileInfo64(state->file, &info, name.data(), name.size() - 1, nullptr, 0, nullptr, 0) != UNZ_OK ||
        unzGetFilePos64(state->file, &position) != UNZ_OK)
      return Issue{"zipDamaged", "", {}};
    const std::string_view read(name.data(), std::min<std::size_t>(info.size_filename, name.size() - 1));
    state->entries.push_back(
        {utf8_from(code_points(read)), info.compressed_size, info.uncompressed_size, (info.flag & 1) != 0});
    state->positions.push_back(position);
  }
  // A directory that is cut off may look empty.
  const bool lost = state->entries.empty() && bytes.substr(0, 4) == "PK\x03\x04";
  if (status != UNZ_END_OF_LIST_OF_FILE || lost) return Issue{"zipDamaged", "", {}};
  return ZipReader(std::move(state));
}

const std::vector<ZipReader::Entry>& ZipReader::entries() const { return state_->entries; }

std::optional<std::size_t> ZipReader::find(std::string_view name) const {
  const auto found = std::find_if(state_->entries.begin(), state_->entries.end(),
                                  [&](const Entry& entry) { return same_name(entry.name, name); });
  if (found == state_->entries.end()) return std::nullopt;
  return static_cast<std::size_t>(found - state_->entries.begin());
}

Result<std::string> ZipReader::read(std::size_t index) {
  const Entry& entry = state_->entries[index];
  const unzFile file = state_->file;
  const Issue damaged{"zipDamaged", entry.name, {}}, bomb{"zipBomb", entry.name, {}};
  if (entry.encrypted) return Issue{"zipEncrypted", entry.name, {}};
  if (entry.packed > state_->memory.size()) return damaged;
  if (entry.unpacked > limits::archive_entry_bytes || state_->bytes_read + entry.unpacked > limits::archive_bytes)
    return Issue{"zipTooLarge", entry.name, {megabytes(entry.unpacked), megabytes(limits::archive_entry_bytes)}};
  if (entry.unpacked > large && entry.unpacked / most_packed > entry.packed) return bomb;
  if (unzGoToFilePos64(file, &state_->positions[index]) != UNZ_OK || unzOpenCurrentFile(file) != UNZ_OK) return damaged;
  const std::uint64_t begin = unzGetCurrentFileZStreamPos64(file);
  if (state_->overlaps(index, begin, begin + entry.packed)) {
    unzCloseCurrentFile(file);
    return bomb;
  }
  state_->ranges.push_back({index, {begin, begin + entry.packed}});
  // The announced size is not believed until the bytes are there.
  std::string bytes;
  std::array<char, 1 << 16> piece{};
  int count = 0;
  while ((count = unzReadCurrentFile(file, piece.data(), piece.size())) > 0) {
    bytes.append(piece.data(), static_cast<std::size_t>(count));
    if (bytes.size() > entry.unpacked) break;
  }
  const bool whole = count == 0 && bytes.size() == entry.unpacked;
  if (unzCloseCurrentFile(file) != UNZ_OK || !whole) return damaged;
  state_->bytes_read += bytes.size();
  return bytes;
}

std::string zip_of(const std::vector<std::pair<std::string, std::string>>& entries) {
  std::string archive;
  Memory memory;
  memory.writing = &archive;
  zlib_filefunc64_def functions = functions_on(memory);
  const zipFile file = zipOpen2_64("", APPEND_STATUS_CREATE, nullptr, &functions);
  zip_fileinfo info{};
  info.tmz_date = {0, 0, 0, 1, 0, 1980};  // the first day that the format knows
  for (const auto& [name, bytes] : entries) {
    zipOpenNewFileInZip64(file, name.c_str(), &info, nullptr, 0, nullptr, 0, nullptr, Z_DEFLATED, Z_DEFAULT_COMPRESSION,
                          0);
    for (std::size_t at = 0; at < bytes.size(); at += 1u << 20)
      zipWriteInFileInZip(file, bytes.data() + at,
                          static_cast<unsigned>(std::min<std::size_t>(1u << 20, bytes.size() - at)));
    zipCloseFileInZip(file);
  }
  zipClose(file, nullptr);
  return archive;
}

}  // namespace impactweb

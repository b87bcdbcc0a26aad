// ZIP archives in memory, by minizip. Reading trusts nothing: an archive may be cut off, lie about its sizes, or be
// made to unpack to more than any machine has.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/model/json.hpp"

namespace impactweb {

class ZipReader {
 public:
  struct Entry {
    std::string name;
    std::uint64_t packed = 0;    ///< bytes, as the directory says
    std::uint64_t unpacked = 0;  ///< the same
    bool encrypted = false;
  };

  /// Reads the directory of an archive; `bytes` must outlive the reader. Refuses with `zipDamaged` and
  /// `zipTooManyEntries`.
  static Result<ZipReader> open(std::string_view bytes);

  ZipReader(ZipReader&&) noexcept;
  ZipReader& operator=(ZipReader&&) noexcept;
  ~ZipReader();

  [[nodiscard]] const std::vector<Entry>& entries() const;
  /// Index of the entry with this name, case of ASCII letters aside.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;

  /// Unpacks an entry. Refuses, with its name as place: `zipEncrypted`; `zipDamaged` when it does not unpack to the
  /// size and the checksum that it announces; `zipTooLarge` beyond limits::archive_entry_bytes, or with what was read
  /// before beyond limits::archive_bytes; and `zipBomb` when it is packed more than a hundredfold and large, or shares
  /// its bytes with another entry that was read.
  Result<std::string> read(std::size_t index);

 private:
  struct State;
  explicit ZipReader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Makes an archive of entries, each named and whole, packed. The same entries always give the same bytes.
std::string zip_of(const std::vector<std::pair<std::string, std::string>>& entries);

}  // namespace impactweb

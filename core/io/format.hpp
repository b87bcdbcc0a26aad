// What a foreign format is: how it is recognised, opened and saved. The table of all of them is formats.hpp.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/file.hpp"

namespace impactweb {

/// One of the files given at once: people drop the two files of a CSV pair together.
struct InputFile {
  std::string name;
  std::string bytes;
};

/// One of the files that an export gives.
struct OutputFile {
  std::string name;  ///< such as `nodes.csv`
  std::string bytes;
};

/// Why `files` are not the one file that most formats are, if they are not.
std::optional<Issue> not_one_file(std::span<const InputFile> files);

struct Format {
  std::string_view id;         ///< `impactweb`, `kumu`, `csv`, `xlsx`, `gexf` …
  std::string_view extension;  ///< `json`, `csv`, `xlsx`, `gexf` …
  std::string_view media_type;
  /// How much the content of `file` looks like this format, 0 (not at all) to 100. By content, not by name.
  int (*likeness)(const InputFile& file);
  Result<Opened> (*open)(std::span<const InputFile> files);
  std::vector<OutputFile> (*save)(const Network& network);  ///< nullptr when it is only read

  /// What saving `network` in this format would lose, see `losses_between`: found out by saving it and opening it
  /// again, so that nothing is forgotten. None for a format that is only read.
  [[nodiscard]] Issues losses(const Network& network) const;
};

}  // namespace impactweb

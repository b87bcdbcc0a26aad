// The foreign formats, as data: menus, the JavaScript API and tests list them from here.
#pragma once

#include <functional>
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

std::span<const Format> formats();

/// The format that `open_files` would choose for the files, empty when there is none or they are of several.
std::string_view format_of(std::span<const InputFile> files);

/// Opens files in the format named, or in the one that their content looks most like. A file of a known other tool, a
/// spreadsheet of another kind, and anything else that cannot be read is refused by name.
Result<Opened> open_files(std::span<const InputFile> files, std::string_view format = {});

/// The operations that bring `incoming` into `network`; none when everything is there already, so that the same file
/// twice changes nothing the second time. Nothing is removed: lists (tags, roles, needs, offers …) are united.
///
/// Nodes are the same when their ids are equal, or else their labels (accents, case and spaces aside) and kinds are.
/// Ids in the form of `make_id` are equal only if the things are; others (1, n1) count if at least half of those that
/// both networks have carry the same label, otherwise they are two lists numbered alike, and the incoming nodes get new
/// ids. Edges are the same by id, or else by ends, kind and label, unless both say since when and differ in it. What is
/// filled in in `network` stays unless `incoming` has a different, filled-in value, which then wins. Where an entity
/// was not recognised by an id of `make_id`, the kind actor, the direction directed and the status active count as not
/// filled in: they are what formats without such a column read as. Title, description, further keys and, once a node
/// has one, all positions of `network` stay.
std::vector<Json> merge_operations(const Network& network, const Network& incoming);

/// The operations that make `network` hold what `incoming` holds and nothing else: one undo step. Edges of `network`
/// that wait for an end go, those of `incoming` do not come.
std::vector<Json> replace_operations(const Network& network, const Network& incoming);

}  // namespace impactweb

// Opening a format of graph tools that is XML.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/io/content.hpp"
#include "core/io/format.hpp"
#include "core/io/graphs/xml.hpp"

namespace impactweb::xml {

/// Opens the one file with the root element `root`, which a `Reader(File&)` turns into a network by `read(root)`, and
/// reports to `warnings()`. `format` is what a file with another root is not.
template <class Reader>
Result<Opened> open_graph(std::span<const InputFile> files, std::string_view root, std::string_view format) {
  if (auto issue = not_one_file(files)) return *issue;
  File file;
  Reader reader(file);
  if (auto issue = file.read(files[0].bytes, reader.warnings())) return *issue;
  if (local_name(file.root()) != root) return Issue{"notOfFormat", "", {std::string(format)}};
  return reader.read(file.root());
}

/// 100 for XML with the root element `root`, or 0.
inline int likeness(const InputFile& file, std::string_view root) {
  return content_of(file.bytes) == Content::markup && root_name(file.bytes) == root ? 100 : 0;
}

}  // namespace impactweb::xml

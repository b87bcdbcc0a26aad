#include "core/io/format.hpp"

#include <utility>

#include "core/io/losses.hpp"

namespace impactweb {

std::optional<Issue> not_one_file(std::span<const InputFile> files) {
  if (files.empty()) return Issue{"noFile", "", {}};
  if (files.size() > 1) return Issue{"severalFiles", "", {}};
  return std::nullopt;
}

Issues Format::losses(const Network& network) const {
  if (save == nullptr) return {};
  std::vector<InputFile> files;
  for (OutputFile& file : save(network)) files.push_back({std::move(file.name), std::move(file.bytes)});
  const Result<Opened> opened = open(files);
  if (const Issue* issue = std::get_if<Issue>(&opened)) return {*issue};
  return losses_between(network, std::get<Opened>(opened).network);
}

}  // namespace impactweb

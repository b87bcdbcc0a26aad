// Any bytes as one table or, at a byte 0x1E, as two: never a crash, always a sound network that survives writing and
// merging.
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/io/merging/merge.hpp"
#include "core/io/tables/csv_network.hpp"
#include "core/operation/operations.hpp"
#include "tests/fuzz/checks.hpp"

using namespace impactweb;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t middle = input.find('\x1E');
  std::vector<InputFile> files{{"a.csv", std::string(input.substr(0, middle))}};
  if (middle != std::string_view::npos) files.push_back({"b.csv", std::string(input.substr(middle + 1))});
  for (const InputFile& file : files) require(csv_likeness(file) >= 0);
  const Result<Opened> read = open_csv(files);
  const Opened* opened = std::get_if<Opened>(&read);
  if (opened == nullptr) return 0;
  fuzz::require_sound(opened->network);

  fuzz::require_comes_back(opened->network, open_csv, save_csv);

  Network network = make_network();
  for (const Json& operation : merge_operations(network, opened->network))
    apply_operation(network, operation, Origin::local);
  require(network.nodes == opened->network.nodes);
  require(merge_operations(network, opened->network).empty());
  return 0;
}

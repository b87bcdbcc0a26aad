// Any bytes as a file of our own: never a crash, few warnings, and a sound network that is written and read back the
// same.
#include <cstdint>
#include <string_view>

#include "core/io/merging/replace.hpp"
#include "core/io/opening/formats.hpp"
#include "core/operation/operations.hpp"
#include "tests/fuzz/checks.hpp"

using namespace impactweb;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const Result<Opened> detected = open_files(std::vector<InputFile>{{"file", std::string(input)}});
  const Result<Opened> read = open_impactweb(input);
  const Opened* opened = std::get_if<Opened>(&read);
  if (opened == nullptr) {
    require(!std::get<Issue>(read).code.empty());
    return 0;
  }
  require(opened->warnings.size() < 10'000);
  const Network& network = opened->network;
  require(network.waiting_edges.empty());

  // What was read is what operations accept.
  Network copy = make_network();
  for (const Json& operation : replace_operations(copy, network))
    require(std::holds_alternative<Effect>(apply_operation(copy, operation, Origin::local)));
  require(copy == network);

  const std::string bytes = bytes_from_network(network);
  const Result<Opened> again = open_impactweb(bytes);
  const Opened* reopened = std::get_if<Opened>(&again);
  require(reopened != nullptr && reopened->warnings.empty() && reopened->network == network);
  require(bytes_from_network(reopened->network) == bytes);
  return 0;
}

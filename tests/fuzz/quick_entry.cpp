// Any line, on a network that earlier lines of the same input have made: nothing crashes, and every plan applies
// cleanly.
#include <algorithm>
#include <cstdint>
#include <string_view>
#include <variant>

#include "core/entry/quick_entry.hpp"
#include "core/operation/operations.hpp"
#include "core/search/search.hpp"
#include "core/text/text.hpp"
#include "tests/fuzz/checks.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace impactweb;
  using fuzz::require;
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  Network network = make_network();
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));

    require(fold(fold(line)) == fold(line));
    const std::size_t caret = line.empty() ? 0 : static_cast<unsigned char>(line.back()) % (line.size() + 1);
    const EntryCompletion completion = complete_entry(network, line, caret);
    require(completion.begin <= completion.end && completion.end <= line.size());
    require(completion.replacements.size() <= 6);
    for (const Hit& hit : search(network, line)) require(count_characters(hit.excerpt) <= 80);

    const EntryPlan plan = plan_entry(network, line);
    for (const EntryStep& step : plan.steps)
      require(step.operation == EntryStep::no_operation || step.operation < plan.operations.size());
    for (const Json& operation : plan.operations)
      require(std::holds_alternative<Effect>(apply_operation(network, operation, Origin::local)));
    if (network.nodes.size() > 200) break;
  }
  return 0;
}

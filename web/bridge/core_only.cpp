// The core without a canvas, for tests of the page under Node.js.
#include <limits>

#include "bridge/bridge.hpp"
#include "bridge/layout_job.hpp"

namespace impactweb::bridge {
namespace {

Json layout_at_once(const Json& arguments) {
  Result<LayoutJob> begun = LayoutJob::begin(arguments, layout::estimated_box);
  if (const Issue* issue = std::get_if<Issue>(&begun)) return error_answer(*issue);
  LayoutJob& job = std::get<LayoutJob>(begun);
  while (!job.go_on(std::numeric_limits<double>::infinity())) continue;
  return job.answer();
}

[[maybe_unused]] const bool registered =
    (add_core_commands(), add_lens_commands(), add_reader_commands(), add_command("layout", layout_at_once), true);

}  // namespace
}  // namespace impactweb::bridge

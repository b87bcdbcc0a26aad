// The core without a canvas, for tests of the page under Node.js.
#include <limits>

#include "bridge/commands.hpp"
#include "bridge/layout_job.hpp"

namespace impactweb::bridge::commands {

Json layout(Json arguments) {
  Result<LayoutJob> begun = LayoutJob::begin(arguments, impactweb::layout::estimated_box);
  if (const Issue* issue = std::get_if<Issue>(&begun)) return error_answer(*issue);
  LayoutJob& job = std::get<LayoutJob>(begun);
  while (!job.go_on(std::numeric_limits<double>::infinity())) continue;
  return job.answer();
}

Json place_new_nodes(PlaceNewNodesArguments arguments) {
  const Json move = impactweb::layout::place_new_nodes(session().network());
  ApplyOptions options;
  options.gesture = arguments.gesture.value_or("");
  if (!move.is_null()) session().apply({move}, options);
  return {{"arrange", false}};
}

}  // namespace impactweb::bridge::commands

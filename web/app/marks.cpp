// What is marked in the picture, as the page says it.
#include "app/state.hpp"
#include "bridge/commands.hpp"

namespace impactweb::app {
namespace {

std::string text_in(const Json& object, const char* name) {
  if (!object.is_object()) return {};
  const auto found = object.find(name);
  return found == object.end() || !found->is_string() ? std::string() : found->get<std::string>();
}

}  // namespace

void set_marks(Marks marks) {
  if (marks.empty() && state().marks.empty()) return;
  state().marks = std::move(marks);
  ++state().marks_revision;
  want_frames();
}

void forget_marks() { set_marks({}); }

}  // namespace impactweb::app

namespace impactweb::bridge::commands {

Json mark(MarkArguments arguments) {
  using app::text_in;
  const std::vector<Json> none;
  app::Marks marks;
  for (const Json& node : arguments.nodes.value_or(none))
    if (std::string id = text_in(node, "id"); !id.empty())
      marks.nodes.push_back({std::move(id), node.value("level", 1) > 1 ? 2 : 1});
  marks.edges = arguments.edges.value_or(std::vector<std::string>());
  for (const Json& tie : arguments.proposed.value_or(none))
    if (std::string from = text_in(tie, "from"), to = text_in(tie, "to"); !from.empty() && !to.empty())
      marks.proposed.push_back({std::move(from), std::move(to)});
  for (const Json& group : arguments.groups.value_or(none))
    marks.groups.push_back({text_in(group, "label"), group.value("nodes", std::vector<std::string>())});
  app::set_marks(std::move(marks));
  return nullptr;
}

}  // namespace impactweb::bridge::commands

// What is marked in the picture, as the page says it.
#include "state/state.hpp"

namespace impactweb::app {
namespace {

const Json& list_in(const Json& object, const char* name) {
  static const Json none = Json::array();
  const auto found = object.find(name);
  return found == object.end() || !found->is_array() ? none : *found;
}

std::string text_in(const Json& object, const char* name) {
  if (!object.is_object()) return {};
  const auto found = object.find(name);
  return found == object.end() || !found->is_string() ? std::string() : found->get<std::string>();
}

}  // namespace

Marks read_marks(const Json& value) {
  Marks marks;
  if (!value.is_object()) return marks;
  for (const Json& node : list_in(value, "nodes")) {
    const std::string id = text_in(node, "id");
    if (id.empty()) continue;
    const auto level = node.find("level");
    marks.nodes.push_back({id, level != node.end() && level->is_number() && level->get<double>() > 1 ? 2 : 1});
  }
  for (const Json& id : list_in(value, "edges"))
    if (id.is_string()) marks.edges.push_back(id.get<std::string>());
  for (const Json& tie : list_in(value, "proposed"))
    if (std::string from = text_in(tie, "from"), to = text_in(tie, "to"); !from.empty() && !to.empty())
      marks.proposed.push_back({std::move(from), std::move(to)});
  for (const Json& group : list_in(value, "groups")) {
    if (!group.is_object()) continue;
    Marks::Group& added = marks.groups.emplace_back();
    added.label = text_in(group, "label");
    for (const Json& id : list_in(group, "nodes"))
      if (id.is_string()) added.nodes.push_back(id.get<std::string>());
  }
  return marks;
}

void set_marks(Marks marks) {
  if (marks.empty() && state().marks.empty()) return;
  state().marks = std::move(marks);
  ++state().marks_revision;
  want_frames();
}

void forget_marks() { set_marks({}); }

}  // namespace impactweb::app

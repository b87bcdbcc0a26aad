#include "core/io/merging/merge_summary.hpp"

#include <string>
#include <utility>

#include "core/io/merging/same_nodes.hpp"
#include "core/model/fields.hpp"

namespace impactweb {

namespace {

constexpr std::size_t listed_fields = 500, listed_names = 100;

}  // namespace

Json changes_by(const Network& network, std::span<const Json> operations) {
  Json changes = {{"nodes", 0}, {"ties", 0}, {"stories", 0}, {"snapshots", 0}};
  Json fields = Json::array(), names = Json::array();
  std::size_t more = 0;
  const auto count = [&](const char* what) { changes[what] = changes[what].get<int>() + 1; };
  const auto label_of = [&](const std::string& id) {
    const auto found = network.nodes.find(id);
    return found == network.nodes.end() ? std::string() : found->second.label;
  };
  for (const Json& operation : operations) {
    const std::string op = operation.at("op").get<std::string>();
    if (op == "addNode") {
      count("nodes");
      if (names.size() < listed_names) names.push_back(operation.at("node").at("label"));
    } else if (op == "addEdge") {
      count("ties");
    } else if (op == "addStory") {
      count("stories");
    } else if (op == "addSnapshot") {
      count("snapshots");
    } else if (op.starts_with("set")) {
      if (fields.size() >= listed_fields) {
        ++more;
        continue;
      }
      const std::string field = operation.at("field").get<std::string>();
      const std::string id = op == "setNetwork" ? "" : operation.at("id").get<std::string>();
      Json before;
      std::string of = "network", name = network.title;
      if (op == "setNode") {
        const Node& node = network.nodes.find(id)->second;
        of = "node";
        name = node.label;
        before = get_field(node, field);
      } else if (op == "setEdge") {
        const Edge& edge = network.edges.find(id)->second;
        of = "edge";
        name = label_of(edge.from) + " – " + label_of(edge.to);
        before = field == "from" ? Json(edge.from) : field == "to" ? Json(edge.to) : get_field(edge, field);
      } else if (op == "setStory") {
        const Story& story = network.stories.find(id)->second;
        of = "story";
        name = story.title;
        before = get_field(story, field);
      }
      const bool is_list = before.is_array() || field == "fields." + std::string(also_known_as);
      const bool conflict = is_filled(before) && !is_list;
      fields.push_back({{"of", of},
                        {"id", id},
                        {"name", name},
                        {"field", field},
                        {"before", before},
                        {"after", operation.at("value")},
                        {"conflict", conflict}});
    }
  }
  changes["names"] = std::move(names);
  changes["fields"] = std::move(fields);
  changes["more"] = more;
  return changes;
}

}  // namespace impactweb

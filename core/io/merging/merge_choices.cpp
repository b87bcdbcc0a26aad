#include <algorithm>

#include "core/io/formats.hpp"
#include "core/io/merging/merge.hpp"
#include "core/io/records/columns.hpp"
#include "core/model/fields.hpp"
#include "core/model/limits.hpp"
#include "core/text/text.hpp"

namespace impactweb {

namespace {

constexpr std::size_t listed_fields = 500, listed_names = 100;

// ---------------------------------------------------------------- names

std::size_t count_named(const Network& network, const std::string& folded) {
  return static_cast<std::size_t>(std::count_if(network.nodes.begin(), network.nodes.end(),
                                                [&](const auto& entry) { return fold(entry.second.label) == folded; }));
}

/// Names of nodes, folded, with the ids that have them.
using Names = std::map<std::string, std::vector<std::string>>;

Names names_of(const Network& network) {
  Names names;
  for (const auto& [id, node] : network.nodes) names[fold(node.label)].push_back(id);
  return names;
}

/// The node that a plan names; empty when there is none or it is not clear which.
std::string resolved(const Network& network, const Names& names, const std::string& reference) {
  const auto named = names.find(fold(reference));
  if (named != names.end() && named->second.size() == 1) return named->second[0];
  return network.nodes.contains(reference) ? reference : std::string();
}

std::vector<std::string> other_names(const Node& node) {
  const auto found = node.fields.find(std::string(also_known_as));
  if (found == node.fields.end() || !found->second.is_string()) return {};
  return columns::split_at_bars(found->second.get_ref<const std::string&>());
}

// ---------------------------------------------------------------- making one of two

bool is_filled(const Json& value) {
  if (value.is_null()) return false;
  if (value.is_string()) return !value.get_ref<const std::string&>().empty();
  return !value.is_array() || !value.empty();
}

void keep_beside(Node& node, const std::string& key, const Json& value) {
  std::string name = key;
  for (int n = 2; node.fields.contains(name) && node.fields.at(name) != value; ++n)
    name = key + " " + std::to_string(n);
  set_field(node, "fields." + name, value);
}

void take_list(std::vector<std::string>& list, const std::vector<std::string>& more) {
  for (const std::string& item : more)
    if (list.size() < limits::list_items && std::find(list.begin(), list.end(), item) == list.end())
      list.push_back(item);
}

void take_exchanges(std::vector<Exchange>& list, const std::vector<Exchange>& more) {
  for (const Exchange& exchange : more) {
    const auto same = [&](const Exchange& other) { return fold(other.text) == fold(exchange.text); };
    if (list.size() >= limits::list_items || std::any_of(list.begin(), list.end(), same)) continue;
    list.push_back(exchange);
  }
  std::sort(list.begin(), list.end(), [](const Exchange& a, const Exchange& b) { return a.id < b.id; });
}

void add_name(Node& node, const std::string& name) {
  if (fold(name) == fold(node.label)) return;
  std::vector<std::string> names = other_names(node);
  if (std::any_of(names.begin(), names.end(), [&](const std::string& each) { return fold(each) == fold(name); }))
    return;
  names.push_back(name);
  set_field(node, "fields." + std::string(also_known_as), columns::join_with_bars(names));
}

void take_in(Node& node, const Node& other) {
  for (const FieldInfo& field : node_fields()) {
    const std::string path(field.path);
    if (path == "fields" || path == "label" || path == "tags" || path == "roles" || path == "needs" ||
        path == "offers" || path == "stageDates" || path == "pinned" || path == "position")
      continue;
    const Json mine = get_field(node, path), theirs = get_field(other, path);
    if (!is_filled(theirs) || mine == theirs) continue;
    // A kind that is not given reads as actor.
    if (path == "kind" && other.kind == NodeKind::actor) continue;
    if (!is_filled(mine) || (path == "kind" && node.kind == NodeKind::actor))
      set_field(node, path, theirs);
    else
      keep_beside(node, path + " 2", theirs);
  }
  take_list(node.tags, other.tags);
  take_list(node.roles, other.roles);
  take_exchanges(node.needs, other.needs);
  take_exchanges(node.offers, other.offers);
  for (const auto& [stage, date] : other.stage_dates) node.stage_dates.emplace(stage, date);
  if (!node.position) node.position = other.position;
  for (const auto& [key, value] : other.fields)
    if (key != also_known_as) keep_beside(node, key, value);
  add_name(node, other.label);
  for (const std::string& name : other_names(other)) add_name(node, name);
}

/// Where a chain of nodes that are the same ends; nodes that are the same in a circle end at the lowest id.
std::string last_of(const std::map<std::string, std::string>& same, const std::string& id) {
  std::string at = id, lowest = id;
  std::set<std::string> seen;
  while (seen.insert(at).second) {
    const auto next = same.find(at);
    if (next == same.end()) return at;
    at = next->second;
    lowest = std::min(lowest, at);
  }
  return *seen.begin();
}

}  // namespace

std::string reference_to(const Network& network, const Node& node) {
  return count_named(network, fold(node.label)) == 1 ? node.label : node.id;
}

Network united(Network incoming, const std::map<std::string, std::string>& same) {
  std::map<std::string, std::string> stays;
  for (const auto& [id, other] : same) {
    const std::string last = last_of(same, id);
    if (last != id && incoming.nodes.contains(id) && incoming.nodes.contains(last)) stays[id] = last;
  }
  if (stays.empty()) return incoming;
  for (const auto& [id, last] : stays) {
    take_in(incoming.nodes.find(last)->second, incoming.nodes.find(id)->second);
    incoming.nodes.erase(id);
  }
  const auto follow = [&](std::string& id) {
    if (const auto found = stays.find(id); found != stays.end()) id = found->second;
  };
  for (auto& [id, edge] : incoming.edges) {
    follow(edge.from);
    follow(edge.to);
  }
  for (auto& [id, story] : incoming.stories) {
    std::vector<std::string> about;
    for (std::string& each : story.about) {
      follow(each);
      if (std::find(about.begin(), about.end(), each) == about.end()) about.push_back(each);
    }
    story.about = std::move(about);
  }
  return incoming;
}

Result<MergeChoices> merge_choices(const Json& plan, const Network& network, const Network& incoming) {
  MergeChoices choices;
  if (!plan.is_object()) return choices;
  if (const auto same = plan.find("same"); same != plan.end() && !same->is_null()) {
    if (!same->is_array()) return Issue{"wrongType", "plan.same", {"list"}};
    const Names ours = names_of(network), theirs = names_of(incoming);
    for (std::size_t i = 0; i < same->size(); ++i) {
      const Json& pair = (*same)[i];
      const std::string where = "plan.same[" + std::to_string(i) + "]";
      const auto text = [&](const char* key) {
        return pair.is_object() && pair.contains(key) && pair[key].is_string() ? pair[key].get<std::string>() : "";
      };
      const bool in_network = text("in") == "network";
      const std::string name = resolved(incoming, theirs, text("name"));
      const std::string as = in_network ? resolved(network, ours, text("as")) : resolved(incoming, theirs, text("as"));
      if (name.empty() || as.empty())
        return Issue{"planNameUnknown", where, {std::string(first_characters(text(name.empty() ? "name" : "as"), 80))}};
      if (in_network)
        choices.same_in_network[name] = as;
      else if (name != as)
        choices.same_in_file[name] = as;
    }
  }
  if (const auto keep = plan.find("keep"); keep != plan.end() && !keep->is_null()) {
    if (*keep == "mine") {
      choices.keep_all = true;
    } else if (!keep->is_array()) {
      return Issue{"wrongType", "plan.keep", {"list"}};
    } else {
      for (std::size_t i = 0; i < keep->size(); ++i) {
        const Json& each = (*keep)[i];
        if (!each.is_object() || !each.contains("id") || !each["id"].is_string() || !each.contains("field") ||
            !each["field"].is_string())
          return Issue{"wrongType", "plan.keep[" + std::to_string(i) + "]", {"object"}};
        choices.keep.emplace(each["id"].get<std::string>(), each["field"].get<std::string>());
      }
    }
  }
  return choices;
}

std::map<std::string, std::string> recognised_by_other_names(const Network& network, const Network& incoming) {
  std::map<std::string, std::string> by_name, found;
  for (const auto& [id, node] : network.nodes)
    for (const std::string& name : other_names(node)) by_name.emplace(fold(name), id);
  if (by_name.empty()) return found;
  const Names own = names_of(network);
  for (const auto& [id, node] : incoming.nodes) {
    const std::string folded = fold(node.label);
    const auto named = by_name.find(folded);
    if (named != by_name.end() && !own.contains(folded)) found.emplace(id, named->second);
  }
  return found;
}

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

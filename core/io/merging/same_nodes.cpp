#include "core/io/merging/same_nodes.hpp"

#include <algorithm>
#include <cstdint>
#include <set>
#include <utility>

#include "core/io/records/cell_text.hpp"
#include "core/model/fields.hpp"
#include "core/model/ids.hpp"
#include "core/model/limits.hpp"
#include "core/text/text.hpp"

namespace impactweb {

namespace {

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
  set_field(node, "fields." + std::string(also_known_as), records::join_with_bars(names));
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

std::vector<std::string> other_names(const Node& node) {
  const auto found = node.fields.find(std::string(also_known_as));
  if (found == node.fields.end() || !found->second.is_string()) return {};
  return records::split_at_bars(found->second.get_ref<const std::string&>());
}

bool is_filled(const Json& value) {
  if (value.is_null()) return false;
  if (value.is_string()) return !value.get_ref<const std::string&>().empty();
  return !value.is_array() || !value.empty();
}

NodeNames names_of(const Network& network) {
  NodeNames names;
  for (const auto& [id, node] : network.nodes) names[fold(node.label)].push_back(id);
  return names;
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

std::map<std::string, std::string> recognised_by_other_names(const Network& network, const Network& incoming) {
  std::map<std::string, std::string> by_name, found;
  for (const auto& [id, node] : network.nodes)
    for (const std::string& name : other_names(node)) by_name.emplace(fold(name), id);
  if (by_name.empty()) return found;
  const NodeNames own = names_of(network);
  for (const auto& [id, node] : incoming.nodes) {
    const std::string folded = fold(node.label);
    const auto named = by_name.find(folded);
    if (named != by_name.end() && !own.contains(folded)) found.emplace(id, named->second);
  }
  return found;
}

namespace {

/// Nothing is known of it but what it is called, as of the end of a tie that no table of nodes has.
bool is_bare(const Node& node) {
  Node bare;
  bare.id = node.id;
  bare.label = node.label;
  bare.position = node.position;
  bare.pinned = node.pinned;
  return node == bare;
}

/// The bare nodes of `network` by what they are called, when each of those names is an id in `other` and none a name.
std::map<std::string, std::string> ids_for_names(const Network& network, const Network& other) {
  std::map<std::string, std::string> bare;
  const NodeNames names = names_of(other);
  for (const auto& [id, node] : network.nodes) {
    if (!is_bare(node)) continue;
    if (!other.nodes.contains(node.label) || names.contains(fold(node.label))) return {};
    bare.emplace(node.label, id);
  }
  return bare;
}

}  // namespace

std::map<std::string, std::string> recognised_by_ids(const Network& network, const Network& incoming) {
  std::map<std::string, std::string> found;
  for (const auto& [label, id] : ids_for_names(incoming, network)) found.emplace(id, label);
  if (found.empty())
    for (const auto& [label, id] : ids_for_names(network, incoming)) found.emplace(label, id);
  return found;
}

namespace {

/// Whether ids count from the beginning, as those of a list that somebody numbered: 1, 2, 3 or n0, n1.
bool counts_from_beginning(const std::vector<std::string>& ids) {
  std::uint64_t lowest = UINT64_MAX, highest = 0;
  std::string prefix;
  for (const std::string& id : ids) {
    std::size_t digits = id.size();
    while (digits > 0 && is_digit(id[digits - 1])) --digits;
    if (digits == id.size() || id.size() - digits > 9) return false;
    if (&id == &ids.front()) prefix = id.substr(0, digits);
    if (id.substr(0, digits) != prefix) return false;
    const std::uint64_t number = std::stoull(id.substr(digits));
    lowest = std::min(lowest, number);
    highest = std::max(highest, number);
  }
  return lowest <= 1 && highest <= 2 * ids.size();
}

}  // namespace

SharedIds shared_ids(const Network& network, const Network& incoming) {
  SharedIds shared;
  std::vector<std::string> ids;
  bool others_names = false;
  const NodeNames names = names_of(network);
  for (const auto& [id, node] : incoming.nodes) {
    if (is_made_id(id)) continue;
    ids.push_back(id);
    const auto other = network.nodes.find(id);
    if (other == network.nodes.end()) continue;
    ++shared.count;
    const bool alike = fold(other->second.label) == fold(node.label);
    if (node.label == id && !alike) continue;
    ++shared.named;
    if (alike) {
      ++shared.alike;
    } else {
      shared.differing.push_back(id);
      others_names = others_names || names.contains(fold(node.label));
    }
  }
  if (shared.count == 0 || 2 * shared.alike >= std::max<std::size_t>(shared.named, 1)) return shared;
  shared.meant = shared.count == ids.size() && !others_names && (shared.named == 0 || !counts_from_beginning(ids));
  return shared;
}

bool says_more(std::string_view text, std::string_view other) {
  const auto words_of = [](std::string_view whole) {
    std::vector<std::string> words(1);
    for (const char c : fold(whole)) {
      if (c != ' ' && c != ',' && c != ';')
        words.back() += c;
      else if (!words.back().empty())
        words.emplace_back();
    }
    if (words.back().empty()) words.pop_back();
    return words;
  };
  const std::vector<std::string> all = words_of(text), fewer = words_of(other);
  if (fewer.empty() || all.size() <= fewer.size()) return false;
  std::size_t found = 0;
  for (const std::string& word : all)
    if (found < fewer.size() && word == fewer[found]) ++found;
  return found == fewer.size();
}

}  // namespace impactweb

#include "core/insight/group_names.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "core/text/text.hpp"

namespace impactweb::insight {

namespace {

using Words = std::vector<std::string>;

/// How often each word is in the whole network, as folded text.
using Counts = std::map<std::string, std::size_t>;

Words places_of(const Node& node) { return node.place.empty() ? Words() : Words{node.place}; }
Words tags_of(const Node& node) { return node.tags; }

template <class WordsOf>
Counts count_all(const Network& network, WordsOf words_of) {
  Counts counts;
  for (const auto& [id, node] : network.nodes)
    for (const std::string& word : words_of(node)) ++counts[fold(trim(word))];
  return counts;
}

/// The word that makes the group, as most of its members write it first.
template <class WordsOf>
std::optional<std::string> shared_word(const NodeGroup& group, const Counts& everywhere, WordsOf words_of) {
  std::map<std::string, std::pair<std::size_t, std::string>> counts;  // folded: how many, as written
  std::size_t with_any = 0;
  for (const Node* node : group) {
    const Words words = words_of(*node);
    if (!words.empty()) ++with_any;
    for (const std::string& word : words) {
      auto& [count, written] = counts[fold(trim(word))];
      if (count++ == 0) written = word;
    }
  }
  const auto most = std::max_element(counts.begin(), counts.end(),
                                     [](const auto& a, const auto& b) { return a.second.first < b.second.first; });
  if (most == counts.end()) return std::nullopt;
  const std::size_t here = most->second.first;
  const bool common = 5 * here >= 3 * with_any && 2 * here >= group.size(),
             own = 2 * here >= everywhere.at(most->first);
  return common && own ? std::optional(most->second.second) : std::nullopt;
}

}  // namespace

std::vector<GroupName> group_names(const Network& network, const std::vector<NodeGroup>& groups) {
  std::unordered_map<std::string_view, std::size_t> group_of;
  for (std::size_t i = 0; i < groups.size(); ++i)
    for (const Node* node : groups[i]) group_of.emplace(node->id, i);
  std::unordered_map<std::string_view, std::size_t> ties;  // within the group
  for (const auto& [id, edge] : network.edges) {
    const auto from = group_of.find(edge.from), to = group_of.find(edge.to);
    if (edge.from == edge.to || from == group_of.end() || to == group_of.end() || from->second != to->second) continue;
    ++ties[edge.from];
    ++ties[edge.to];
  }
  const Counts places = count_all(network, places_of), tags = count_all(network, tags_of);
  std::vector<GroupName> names;
  for (const NodeGroup& group : groups) {
    if (auto place = shared_word(group, places, places_of)) {
      names.push_back({GroupName::From::place, std::move(*place)});
    } else if (auto tag = shared_word(group, tags, tags_of)) {
      names.push_back({GroupName::From::tag, std::move(*tag)});
    } else {
      const auto count = [&](const Node* node) {
        const auto found = ties.find(node->id);
        return found == ties.end() ? std::size_t{0} : found->second;
      };
      const auto heart = std::max_element(group.begin(), group.end(), [&](const Node* a, const Node* b) {
        return count(a) != count(b) ? count(a) < count(b) : a->id > b->id;
      });
      names.push_back({GroupName::From::heart, heart == group.end() ? std::string() : (*heart)->label});
    }
  }
  return names;
}

}  // namespace impactweb::insight

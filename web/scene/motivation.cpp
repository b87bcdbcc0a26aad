#include "scene/motivation.hpp"

#include <vector>

#include "core/analysis/matching.hpp"
#include "core/support/sort.hpp"
#include "state/state.hpp"

namespace impactweb::canvas {
namespace {

/// As many as there are colours.
constexpr std::size_t most_themes = 8;

/// Of all motivations, made anew when what the network says changes.
struct Themes {
  std::uint64_t revision = 0;
  std::map<std::string, int> counts;
  std::map<std::string, std::vector<std::string>, std::less<>> words;  // by id of a node
  std::map<std::string, std::string, std::less<>> of_node;
  std::map<std::string, int> ranks;
};

const Themes& themes() {
  static Themes made;
  if (made.revision == app::session().content_revision()) return made;
  made = {};
  made.revision = app::session().content_revision();
  std::map<std::string, int> counts;
  for (const auto& [id, node] : app::network().nodes) {
    Exchange said;
    said.text = node.motivation;
    std::vector<std::string>& words = made.words[id] = analysis::key_words(said);
    for (const std::string& word : words) ++counts[word];
    if (words.empty() && node.kind == NodeKind::actor) ++made.counts[""];
  }
  for (const auto& [word, count] : counts)
    if (count > 1) made.counts.emplace(word, count);
  std::map<std::string, int> nodes_of;
  for (const auto& [id, words] : made.words) {
    const std::string* best = nullptr;
    for (const std::string& word : words)
      if (made.counts.contains(word) && (best == nullptr || made.counts[word] > made.counts[*best])) best = &word;
    if (best == nullptr) continue;
    made.of_node.emplace(id, *best);
    ++nodes_of[*best];
  }
  std::vector<std::pair<std::string, int>> order(nodes_of.begin(), nodes_of.end());
  sort_stably(order, [](const auto& a, const auto& b) { return a.second > b.second; });
  if (order.size() > most_themes) order.resize(most_themes);
  for (const auto& [word, count] : order) made.ranks.emplace(word, static_cast<int>(made.ranks.size()));
  std::erase_if(made.of_node, [](const auto& each) { return !made.ranks.contains(each.second); });
  return made;
}

}  // namespace

Theme theme_of(const Node& node) {
  const Themes& all = themes();
  const auto own = all.of_node.find(node.id);
  if (own != all.of_node.end()) return {own->second, all.ranks.at(own->second)};
  return {node.motivation.empty() ? std::string() : other_theme, -1};
}

const std::map<std::string, int>& motivation_words() { return themes().counts; }

bool is_moved_by(const Node& node, const std::set<std::string>& words) {
  const auto own = themes().words.find(node.id);
  if (own == themes().words.end() || own->second.empty()) return words.contains("");
  for (const std::string& word : own->second)
    if (words.contains(word)) return true;
  return words.contains(other_theme) && !themes().of_node.contains(node.id);
}

}  // namespace impactweb::canvas

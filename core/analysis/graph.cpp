#include "core/analysis/graph.hpp"
#include "core/support/sort.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>

namespace impactweb::analysis {

bool Adjacency::has(std::uint32_t from, std::uint32_t to) const {
  const auto row = neighbours(from);
  return std::binary_search(row.begin(), row.end(), to);
}

Adjacency transposed(const Adjacency& rows) {
  const std::uint32_t size = rows.size();
  Adjacency turned;
  turned.offsets.assign(std::size_t{size} + 1, 0);
  for (const std::uint32_t target : rows.targets) ++turned.offsets[target + 1];
  std::partial_sum(turned.offsets.begin(), turned.offsets.end(), turned.offsets.begin());
  turned.targets.resize(rows.targets.size());
  std::vector<std::uint32_t> filled(turned.offsets.begin(), turned.offsets.end() - 1);
  for (std::uint32_t node = 0; node < size; ++node)
    for (const std::uint32_t target : rows.neighbours(node)) turned.targets[filled[target]++] = node;
  return turned;
}

namespace {

// Each neighbour of an ascending row once.
void drop_repeated(Adjacency& rows) {
  std::uint32_t end = 0;
  std::uint32_t first = 0;
  for (std::uint32_t node = 0; node < rows.size(); ++node) {
    const std::uint32_t last = rows.offsets[node + 1];
    const std::uint32_t begin = end;
    for (std::uint32_t at = first; at < last; ++at)
      if (end == begin || rows.targets[end - 1] != rows.targets[at]) rows.targets[end++] = rows.targets[at];
    first = last;
    rows.offsets[node + 1] = end;
  }
  rows.targets.resize(end);
}

// Who stands in either of two rows.
Adjacency joined(const Adjacency& one, const Adjacency& other) {
  Adjacency both;
  both.offsets.reserve(one.offsets.size());
  both.targets.reserve(one.targets.size() + other.targets.size());
  for (std::uint32_t node = 0; node < one.size(); ++node) {
    const auto a = one.neighbours(node);
    const auto b = other.neighbours(node);
    std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both.targets));
    both.offsets.push_back(static_cast<std::uint32_t>(both.targets.size()));
  }
  return both;
}

}  // namespace

Adjacency make_adjacency(std::uint32_t size, const std::vector<std::pair<std::uint32_t, std::uint32_t>>& arcs) {
  // Rows that are turned round come out ascending, so nothing needs to be compared.
  Adjacency backward;
  backward.offsets.assign(std::size_t{size} + 1, 0);
  for (const auto& [from, to] : arcs)
    if (from != to) ++backward.offsets[to + 1];
  std::partial_sum(backward.offsets.begin(), backward.offsets.end(), backward.offsets.begin());
  backward.targets.resize(backward.offsets.back());
  std::vector<std::uint32_t> filled(backward.offsets.begin(), backward.offsets.end() - 1);
  for (const auto& [from, to] : arcs)
    if (from != to) backward.targets[filled[to]++] = from;
  Adjacency forward = transposed(backward);
  drop_repeated(forward);
  return forward;
}

namespace {

// The numbers of nodes by their ids. The usual hash tables follow a pointer for each look; an edge asks twice, and
// there are tens of thousands. Who is asked for is there, so two ids with one hash are the only ones to be compared.
class Numbers {
 public:
  explicit Numbers(std::size_t nodes) {
    std::size_t places = 4;
    while (places < 2 * nodes) places *= 2;
    mask_ = places - 1;
    table_.assign(places, {0, none});
    ids_.reserve(nodes);
    numbers_.reserve(nodes);
  }

  static constexpr std::uint32_t nobody = 0xffffffffu;

  // `id` must be another one each time, and stay where it is.
  void add(const std::string& id, std::uint32_t number) {
    const std::uint32_t key = hash(id);
    std::size_t place = key & mask_;
    for (; table_[place].node != none; place = (place + 1) & mask_)
      if (table_[place].key == key) table_[place].alike = true;
    table_[place] = {key, static_cast<std::uint32_t>(ids_.size()) & none};
    ids_.push_back(&id);
    numbers_.push_back(number);
  }

  // The number of an id that was added.
  [[nodiscard]] std::uint32_t of(const std::string& id) const {
    const std::uint32_t key = hash(id);
    for (std::size_t place = key & mask_;; place = (place + 1) & mask_) {
      const Entry& entry = table_[place];
      if (entry.node == none) return nobody;
      if (entry.key == key && (!entry.alike || *ids_[entry.node] == id)) return numbers_[entry.node];
    }
  }

 private:
  static constexpr std::uint32_t none = 0x7fffffffu;
  struct Entry {
    std::uint32_t key;
    std::uint32_t node : 31 = none;
    bool alike : 1 = false;  // an entry after it has the same key
  };

  // FNV-1a (G. Fowler, L. Noll, P. Vo), and its high bits folded in, for ids that count on.
  static std::uint32_t hash(const std::string& id) {
    std::uint32_t key = 2166136261u;
    for (const char letter : id) key = (key ^ static_cast<unsigned char>(letter)) * 16777619u;
    return key ^ (key >> 15);
  }

  std::vector<Entry> table_;
  std::size_t mask_ = 0;
  std::vector<const std::string*> ids_;
  std::vector<std::uint32_t> numbers_;
};

}  // namespace

Graph::Graph(const Network& network, const GraphOptions& options) {
  nodes_.reserve(network.nodes.size());
  Numbers numbers(network.nodes.size());
  for (const auto& [id, node] : network.nodes) {
    const bool counts = node.kind == NodeKind::actor || options.two_mode;
    numbers.add(id, counts ? size() : Numbers::nobody);
    if (counts) nodes_.push_back(&node);
  }
  edges_.reserve(network.edges.size());
  std::vector<std::pair<std::uint32_t, std::uint32_t>> arcs;
  arcs.reserve(2 * network.edges.size());
  for (const auto& [id, edge] : network.edges) {
    if (edge.status == EdgeStatus::potential && !options.potential) continue;
    const std::uint32_t from = numbers.of(edge.from);
    const std::uint32_t to = numbers.of(edge.to);
    if (from == Numbers::nobody || to == Numbers::nobody) continue;
    edges_.push_back({&edge, from, to});
    arcs.emplace_back(from, to);
    if (edge.direction != Direction::directed) arcs.emplace_back(to, from);
  }
  out_ = make_adjacency(size(), arcs);
  in_ = transposed(out_);
  undirected_ = in_ == out_ ? out_ : joined(out_, in_);
}

std::uint32_t Groups::known() const { return std::accumulate(sizes.begin(), sizes.end(), std::uint32_t{0}); }

Groups sectors_of(const Graph& graph) {
  Groups groups;
  for (std::uint32_t node = 0; node < graph.size(); ++node)
    if (!graph.node(node).sector.empty()) groups.names.push_back(graph.node(node).sector);
  sort_stably(groups.names);
  groups.names.erase(std::unique(groups.names.begin(), groups.names.end()), groups.names.end());
  groups.sizes.assign(groups.names.size(), 0);
  groups.of_node.assign(graph.size(), Groups::unknown);
  for (std::uint32_t node = 0; node < graph.size(); ++node) {
    const std::string_view sector = graph.node(node).sector;
    if (sector.empty()) continue;
    const auto at = std::lower_bound(groups.names.begin(), groups.names.end(), sector) - groups.names.begin();
    groups.of_node[node] = static_cast<std::uint32_t>(at);
    ++groups.sizes[static_cast<std::size_t>(at)];
  }
  return groups;
}

}  // namespace impactweb::analysis

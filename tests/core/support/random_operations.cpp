#include "tests/core/support/random_operations.hpp"

#include <algorithm>

#include "core/operation/operations.hpp"

namespace impactweb::test {
namespace {

const char* const words[] = {"Stérk.Brabant", "Zet",   "ruimte", "Breda — Circulair", "日本", "a\"b\\c", "💡 idee",
                             "=1+1",          "x/y~z", "é"};

std::string word(Random& random) { return words[random.below(std::size(words))]; }
std::string node_id(Random& random) { return "n" + std::to_string(random.below(12)); }
std::string edge_id(Random& random) { return "e" + std::to_string(random.below(16)); }
std::string story_id(Random& random) { return "s" + std::to_string(random.below(4)); }

Json exchange(Random& random) {
  Json json = {{"id", "k" + std::to_string(random.below(5))}, {"text", word(random)}};
  if (random.chance(40)) json["terms"] = random.chance(50) ? "gift" : "paid";
  if (random.chance(40)) json["status"] = random.chance(50) ? "matched" : "done";
  if (random.chance(30)) json["tags"] = {word(random) + "1", word(random) + "2"};
  return json;
}

Json position(Random& random) {
  return {static_cast<double>(random.below(2000)) / 3 - 300, static_cast<double>(random.below(2000)) / 7};
}

/// A field of a node with a value that suits it, or now and then does not.
std::pair<std::string, Json> node_field(Random& random) {
  const std::string item = ".k" + std::to_string(random.below(5));
  const std::pair<std::string, Json> fields[] = {{"label", word(random)},
                                                 {"kind", random.chance(50) ? "initiative" : "vision"},
                                                 {"description", word(random) + "\n" + word(random)},
                                                 {"sector", word(random)},
                                                 {"form", "group"},
                                                 {"place", word(random)},
                                                 {"tags", Json{word(random) + "a", word(random) + "b"}},
                                                 {"roles", Json{"funder"}},
                                                 {"motivation", word(random)},
                                                 {"energy", 1 + random.below(6)},
                                                 {"needs", Json::array({exchange(random)})},
                                                 {"needs" + item, exchange(random)},
                                                 {"offers" + item, exchange(random)},
                                                 {"needs" + item + ".text", word(random)},
                                                 {"needs" + item + ".tags", Json{word(random) + "3"}},
                                                 {"needs" + item + ".id", exchange(random)},
                                                 {"offers" + item + ".id", word(random)},
                                                 {"offers" + item + ".status", "matched"},
                                                 {"stage", "pilot"},
                                                 {"stageDates.pilot", "2019-04-01"},
                                                 {"stageDates", {{"dream", "2018"}}},
                                                 {"nextStep.text", word(random)},
                                                 {"nextStep.due", random.chance(80) ? "2024-02-29" : "2023-02-29"},
                                                 {"position", position(random)},
                                                 {"pinned", random.chance(50)},
                                                 {"fields.Web.site", "https://example.org"},
                                                 {"fields.nested", {{"a", {1, 2, {{"b", nullptr}}}}}},
                                                 {"fields", {{"k", 1}}},
                                                 {"nonsense", 1}};
  auto field = fields[random.below(std::size(fields))];
  if (random.chance(20)) field.second = nullptr;
  return field;
}

std::pair<std::string, Json> edge_field(Random& random) {
  const std::pair<std::string, Json> fields[] = {{"kind", word(random)},
                                                 {"label", word(random)},
                                                 {"direction", "mutual"},
                                                 {"status", "potential"},
                                                 {"strength", 1 + random.below(6)},
                                                 {"trust", 1 + random.below(4)},
                                                 {"amount", 1234.5},
                                                 {"currency", "EUR"},
                                                 {"since", "2017"},
                                                 {"until", "2021-10"},
                                                 {"claimedBy", word(random)},
                                                 {"confirmedBy", word(random)},
                                                 {"fields.note", word(random)},
                                                 {"from", random.chance(10) ? "" : node_id(random)},
                                                 {"to", node_id(random)}};
  auto field = fields[random.below(std::size(fields))];
  if (random.chance(15)) field.second = nullptr;
  return field;
}

Json node(Random& random) {
  Json json = {{"id", node_id(random)}, {"kind", "actor"}, {"label", word(random)}};
  for (std::size_t i = random.below(5); i > 0; --i) {
    const auto [field, value] = node_field(random);
    if (field.find('.') == std::string::npos && field != "label") json[field] = value;
  }
  if (random.chance(60)) json["position"] = position(random);
  return json;
}

Json set_of(const char* op, const std::string& id, const std::pair<std::string, Json>& field) {
  return {{"op", op}, {"id", id}, {"field", field.first}, {"value", field.second}};
}

}  // namespace

std::uint64_t Random::next() {
  std::uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

Json random_operation(Random& random, const Network&) {
  switch (random.below(22)) {
    case 0:
    case 1:
    case 2:
      return {{"op", "addNode"}, {"node", node(random)}};
    case 3:
    case 4:
    case 5:
      return set_of("setNode", node_id(random), node_field(random));
    case 6:
      return {{"op", "moveNodes"}, {"positions", {{node_id(random), position(random)}, {node_id(random), nullptr}}}};
    case 7:
      if (random.chance(50)) return {{"op", "removeNodes"}, {"ids", {node_id(random)}}};
      return {{"op", "removeNodes"},
              {"ids", {node_id(random), node_id(random)}},
              {"edges", {edge_id(random), edge_id(random), edge_id(random)}}};
    case 8:
    case 9:
    case 10:
    case 11:
      return {
          {"op", "addEdge"},
          {"edge", {{"id", edge_id(random)}, {"from", node_id(random)}, {"to", node_id(random)}, {"kind", "funds"}}}};
    case 12:
    case 13:
      return set_of("setEdge", edge_id(random), edge_field(random));
    case 14:
      return {{"op", "removeEdges"}, {"ids", {edge_id(random), edge_id(random)}}};
    case 15:
      return {
          {"op", "addStory"},
          {"story", {{"id", story_id(random)}, {"title", word(random)}, {"text", "…"}, {"about", {node_id(random)}}}}};
    case 16:
      return random.chance(70) ? set_of("setStory", story_id(random), {"text", word(random)})
                               : Json{{"op", "removeStories"}, {"ids", {story_id(random)}}};
    case 17: {
      const std::pair<std::string, Json> fields[] = {
          {"title", word(random)},
          {"description", "x\ny"},
          {"fields.theme", word(random)},
          {"sectors", Json::array({{{"id", "care"}, {"label", word(random)}, {"color", "#12aBef"}}})}};
      const auto& [field, value] = fields[random.below(std::size(fields))];
      return {{"op", "setNetwork"}, {"field", field}, {"value", random.chance(15) ? Json() : value}};
    }
    case 18:
      return random.chance(60)
                 ? Json{{"op", "addSnapshot"},
                        {"snapshot",
                         {{"id", story_id(random)}, {"title", word(random)}, {"network", {{"nodes", Json::array()}}}}}}
                 : Json{{"op", "removeSnapshots"}, {"ids", {story_id(random)}}};
    case 19:
      return {{"op", "addNodes"}, {"nodes", {node(random), node(random), node(random)}}};
    case 20: {
      Json edges = Json::array();
      for (int i = 0; i < 3; ++i)
        edges.push_back({{"id", edge_id(random)}, {"from", node_id(random)}, {"to", node_id(random)}});
      return {{"op", "addEdges"}, {"edges", std::move(edges)}};
    }
    default: {
      const Json broken[] = {nullptr,
                             {{"op", "addNodes"}, {"nodes", {{"label", "x"}}}},
                             {{"op", "addNodes"}, {"nodes", {node(random), {{"label", 7}}}}},
                             {{"op", "addEdges"}, {"edges", {{{"from", "nobody"}, {"to", "n1"}, {"kind", ""}}}}},
                             {{"op", "explode"}},
                             {{"op", "addNode"}},
                             {{"op", "addNode"}, {"node", {{"label", "\x01"}}}},
                             {{"op", "addNode"}, {"node", {{"label", "x"}}}, {"extra", 1}},
                             {{"op", "setNode"}, {"id", 7}, {"field", "label"}, {"value", "x"}},
                             {{"op", "moveNodes"}, {"positions", {{node_id(random), {1e300, 0}}}}},
                             {{"op", "removeNodes"}, {"ids", "n1"}},
                             {{"op", "addEdge"}, {"edge", {{"from", "nobody"}, {"to", "n1"}, {"kind", ""}}}}};
      return broken[random.below(std::size(broken))];
    }
  }
}

Network random_network(Random& random, std::size_t nodes, std::size_t edges) {
  Network network = make_network();
  network.title = word(random);
  for (std::size_t i = 0; i < nodes; ++i) {
    Json json = node(random);
    json["id"] = "n" + std::to_string(i);
    json["label"] = word(random) + " " + std::to_string(i);
    apply_operation(network, {{"op", "addNode"}, {"node", json}}, Origin::remote);
    for (int n = 0; n < 6; ++n)
      apply_operation(network, set_of("setNode", json["id"], node_field(random)), Origin::remote);
  }
  for (std::size_t i = 0; i < edges && nodes > 0; ++i) {
    const std::string id = "e" + std::to_string(i);
    apply_operation(network,
                    {{"op", "addEdge"},
                     {"edge",
                      {{"id", id},
                       {"from", "n" + std::to_string(random.below(nodes))},
                       {"to", "n" + std::to_string(random.below(nodes))},
                       {"kind", "worksWith"}}}},
                    Origin::remote);
    for (int n = 0; n < 3; ++n) {
      auto field = edge_field(random);
      if (field.first != "from" && field.first != "to")
        apply_operation(network, set_of("setEdge", id, field), Origin::remote);
    }
  }
  // Some nodes were refused on purpose; what was tied to them is not part of a network that is at rest.
  network.waiting_edges.clear();
  return network;
}

std::string broken_invariant(const Network& network) {
  for (const auto& [id, node] : network.nodes) {
    if (node.id != id) return "node under another id: " + id;
    if (node.label.empty()) return "node without a label: " + id;
    for (const auto* list : {&node.needs, &node.offers})
      for (std::size_t i = 1; i < list->size(); ++i)
        if (!((*list)[i - 1].id < (*list)[i].id)) return "needs or offers out of order: " + id;
  }
  const auto whole = [&](const Edge& edge) {
    return network.nodes.contains(edge.from) && network.nodes.contains(edge.to);
  };
  for (const auto& [id, edge] : network.edges)
    if (edge.id != id || !whole(edge) || network.waiting_edges.contains(id)) return "edge without its ends: " + id;
  for (const auto& [id, edge] : network.waiting_edges)
    if (edge.id != id || whole(edge)) return "edge that need not wait: " + id;
  return {};
}

}  // namespace impactweb::test

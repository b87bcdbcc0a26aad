#include "tests/core/insight/fixtures.hpp"

#include "core/analysis/arithmetic.hpp"

namespace fixtures {

Network random_network(std::uint64_t seed, std::size_t actors) {
  impactweb::analysis::Random chance(seed);
  const auto one_in = [&](std::uint32_t times) { return chance.below(times) == 0; };
  const std::vector<std::string> words = {"zaal",    "workshops", "workshop", "subsidie", "kennis",
                                          "netwerk", "ruimte",    "avond",    "data",     "energie"};
  const std::vector<std::string> sectors = {"", "government", "business", "knowledge", "nature"};
  const std::vector<std::string> places = {"", "", "Tilburg", "Breda"};
  const auto line = [&] { return words[chance.below(10)] + " en " + words[chance.below(10)]; };
  const auto actor = [&] { return node_id(chance.below(static_cast<std::uint32_t>(actors))); };
  Network network = impactweb::make_network();
  for (std::size_t i = 0; i < actors; ++i) {
    Node& node = add_node(network, node_id(i), sectors[chance.below(5)]);
    node.place = places[chance.below(4)];
    node.energy = static_cast<int>(chance.below(6));
    if (one_in(2)) node.needs = {exchange("k1", line())};
    if (one_in(2)) node.offers = {exchange("k1", line(), {words[chance.below(10)]})};
  }
  for (const auto& [prefix, kind] :
       {std::pair("c", NodeKind::challenge), std::pair("i", NodeKind::initiative), std::pair("v", NodeKind::vision)})
    for (int i = 0; i < 4; ++i) {
      Node& node = add(network, prefix + std::to_string(i), kind);
      if (kind == NodeKind::initiative) {
        node.stage = static_cast<impactweb::Stage>(chance.below(7));
        node.stage_dates = {{impactweb::Stage::dream, "2024-01-15"}, {impactweb::Stage::pilot, "2024-06"}};
      }
      if (kind == NodeKind::challenge) node.needs = {exchange("k1", line()), exchange("k2", line())};
      for (int tie = 0; tie < 4 && actors > 0; ++tie)
        add_edge(network, actor(), node.id, Direction::directed,
                 std::vector<std::string>{"founded", "funds", "contributesTo", "supports"}[chance.below(4)]);
    }
  for (std::size_t tie = 0; tie < actors + actors / 3 && actors > 1; ++tie) {
    auto& edge = add_edge(network, actor(), actor(), static_cast<Direction>(chance.below(3)),
                          std::vector<std::string>{"funds", "worksWith", "givesTo", ""}[chance.below(4)]);
    edge.status = static_cast<EdgeStatus>(chance.below(4));
    if (one_in(2)) edge.amount = static_cast<double>(chance.below(50));
    if (one_in(2)) edge.currency = one_in(3) ? "USD" : "EUR";
  }
  return network;
}

}  // namespace fixtures

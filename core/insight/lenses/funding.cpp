// "What if this funder leaves?" Where the money comes from, for each currency, and who would be without.
//
// Beyond lens_answer.hpp: `funder`, the id of who leaves, or null; `currencies` [{currency, total, funders: [{id,
// amount, share}], hhi, hhiWithout}]; `recipients` [{id, currency, amount, lost, share, only}]: who gets what from the
// funder who leaves, `share` of what they get in that currency, `only` when nobody else funds them in any. Amounts in
// different currencies are never added up; those without a currency count in the only one there is. Its actions are
// talks with another funder for those who would lose all or half of their money: a potential edge, which is no money
// yet.
#include <algorithm>
#include <map>
#include <set>

#include "core/analysis/diversity.hpp"
#include "core/insight/actor_graph.hpp"
#include "core/insight/lens_answer.hpp"
#include "core/insight/lenses/all_lenses.hpp"
#include "core/insight/recruits.hpp"
#include "core/support/sort.hpp"

namespace impactweb::insight {

namespace {

constexpr Parameter parameters[] = {{"without", ParameterType::text}};

constexpr double much = 0.5;
constexpr std::size_t most_actions = 12, funders_each = 2, most_helped = 20;
/// Of fewer amounts shares say nothing.
constexpr std::size_t least_amounts = 3;

using Amounts = std::map<std::string, double>;  // by id of a funder

double sum_of(const Amounts& amounts) {
  double sum = 0;
  for (const auto& [id, amount] : amounts) sum += amount;
  return sum;
}

std::optional<double> concentration(const Amounts& amounts) {
  std::vector<double> values;
  for (const auto& [id, amount] : amounts) values.push_back(amount);
  return analysis::herfindahl(values);
}

/// Funding edges that count, as the measure `fundingHhi` has them: no potential ones, no loops.
struct FundingEdges {
  std::vector<const Edge*> all;
  std::map<std::string, Amounts> given;                            // by currency and funder
  std::map<std::string, std::map<std::string, Amounts>> received;  // by recipient, currency and funder
  std::map<std::string, std::set<std::string>> funders_of;         // by recipient
  std::vector<std::string> without_amount, not_positive, without_currency;
  std::set<std::string> currencies;  // that are filled in
};

FundingEdges funding_edges_of(const Network& network) {
  FundingEdges edges;
  for (const auto& [id, edge] : network.edges) {
    if (edge.kind != "funds" || edge.status == EdgeStatus::potential || edge.from == edge.to) continue;
    edges.all.push_back(&edge);
    edges.funders_of[edge.to].insert(edge.from);
    if (!edge.amount)
      edges.without_amount.push_back(id);
    else if (!(*edge.amount > 0))
      edges.not_positive.push_back(id);
    else if (!edge.currency.empty())
      edges.currencies.insert(edge.currency);
  }
  for (const Edge* edge : edges.all) {
    if (!edge->amount || !(*edge->amount > 0)) continue;
    const bool guessed = edge->currency.empty() && edges.currencies.size() == 1;
    if (edge->currency.empty() && edges.currencies.size() > 1) edges.without_currency.push_back(edge->id);
    const std::string& currency = guessed ? *edges.currencies.begin() : edge->currency;
    edges.given[currency][edge->from] += *edge->amount;
    edges.received[edge->to][currency][edge->from] += *edge->amount;
  }
  return edges;
}

/// Who has the largest share of any currency; without amounts who funds most; nothing when nobody does.
std::string largest_funder(const FundingEdges& edges) {
  std::string best;
  double most = 0;
  for (const auto& [currency, amounts] : edges.given) {
    const double total = sum_of(amounts);
    for (const auto& [id, amount] : amounts)
      if (amount / total > most) {
        most = amount / total;
        best = id;
      }
  }
  if (!best.empty()) return best;
  std::map<std::string, std::size_t> count;
  for (const Edge* edge : edges.all) ++count[edge->from];
  for (const auto& [id, times] : count)
    if (best.empty() || times > count[best]) best = id;
  return best;
}

std::string label(const Network& network, const std::string& id) {
  const auto node = network.nodes.find(id);
  return node == network.nodes.end() ? id : node->second.label;
}

Json reference_for(std::size_t funders) {
  return text("lens.reference.evenShares", {funders, 1.0 / static_cast<double>(funders)});
}

void tell_currencies(LensAnswer& answer, const Network& network, const FundingEdges& edges,
                     const std::string& leaving) {
  Json& table = answer["currencies"];
  for (const auto& [currency, amounts] : edges.given) {
    const double total = sum_of(amounts);
    Amounts rest = amounts;
    rest.erase(leaving);
    std::vector<std::pair<std::string, double>> ranked(amounts.begin(), amounts.end());
    sort_stably(ranked, [](const auto& a, const auto& b) { return a.second > b.second; });
    Json funders = Json::array();
    for (const auto& [id, amount] : ranked)
      funders.push_back({{"id", id}, {"amount", amount}, {"share", amount / total}});
    const auto whole = concentration(amounts), after = concentration(rest);
    answer.number("lens.number.fundingTotal", Unit::amount, total,
                  text("lens.reference.currency", {money(total, currency), ranked.size()}));
    answer.number("lens.number.fundingHhi", Unit::index, whole, reference_for(amounts.size()), nullptr);
    if (amounts.contains(leaving))
      answer.number("lens.number.fundingHhiWithout", Unit::index, after,
                    rest.empty() ? Json() : reference_for(rest.size()),
                    text("lens.why.noMoneyLeft", {label(network, leaving)}));
    table.push_back({{"currency", currency},
                     {"total", total},
                     {"funders", std::move(funders)},
                     {"hhi", *whole},
                     {"hhiWithout", after ? Json(*after) : Json()}});
  }
}

void tell_recipients(LensAnswer& answer, const Network& network, const FundingEdges& edges,
                     const std::string& leaving) {
  std::uint32_t hit = 0, only_one = 0;
  for (const auto& [recipient, funders] : edges.funders_of) {
    if (!funders.contains(leaving)) continue;
    ++hit;
    const bool only = funders.size() == 1;
    only_one += only ? 1 : 0;
    double largest = 0;
    bool known = false;
    if (const auto received = edges.received.find(recipient); received != edges.received.end())
      for (const auto& [currency, amounts] : received->second) {
        const auto lost = amounts.find(leaving);
        if (lost == amounts.end()) continue;
        const double total = sum_of(amounts);
        known = true;
        largest = std::max(largest, lost->second / total);
        answer["recipients"].push_back({{"id", recipient},
                                        {"currency", currency},
                                        {"amount", total},
                                        {"lost", lost->second},
                                        {"share", lost->second / total},
                                        {"only", only}});
      }
    if (!known)
      answer["recipients"].push_back({{"id", recipient},
                                      {"currency", ""},
                                      {"amount", nullptr},
                                      {"lost", nullptr},
                                      {"share", nullptr},
                                      {"only", only}});
    const std::string name = label(network, leaving);
    if (only)
      answer.node(recipient, 1, text("lens.funding.losesAll", {name}));
    else if (known)
      answer.node(recipient, largest, text("lens.funding.losesShare", {name, percent(largest)}));
    else
      answer.node(recipient, nullptr, text("lens.funding.losesUnknown", {name}));
  }
  answer.number("lens.number.recipientsHit", Unit::count, hit,
                text("lens.reference.ofFunded", {edges.funders_of.size()}));
  answer.number("lens.number.recipientsWithoutOther", Unit::count, only_one);
}

struct Loser {
  const Node* node;
  double share;  // of what it gets; above 1 when nobody else funds it
};

/// Who would lose most, those without another funder first.
std::vector<Loser> losers(const Network& network, const FundingEdges& edges, const std::string& leaving) {
  std::vector<Loser> list;
  for (const auto& [recipient, funders] : edges.funders_of) {
    const auto node = network.nodes.find(recipient);
    if (!funders.contains(leaving) || node == network.nodes.end()) continue;
    double share = funders.size() == 1 ? 2 : 0;
    if (const auto received = edges.received.find(recipient); received != edges.received.end())
      for (const auto& [currency, amounts] : received->second)
        if (const auto lost = amounts.find(leaving); lost != amounts.end())
          share = std::max(share, lost->second / sum_of(amounts));
    if (share >= much) list.push_back({&node->second, share});
  }
  sort_stably(list, [](const Loser& a, const Loser& b) { return a.share > b.share; });
  return list;
}

/// Other funders who might step in, and how many of those who lose much have one to talk with already.
void propose_funders(LensAnswer& answer, const Network& network, const FundingEdges& edges,
                     const std::string& leaving) {
  const ActorGraph actor_graph(network);
  const NeedOfferMatches matches(network);
  const Recruits recruits(network, actor_graph, matches);
  std::vector<char> funders(actor_graph.graph().size(), 0);
  for (const Edge* edge : edges.all)
    if (const std::uint32_t actor = actor_graph.number_of(edge->from);
        actor != ActorGraph::none && edge->from != leaving)
      funders[actor] = 1;
  std::set<std::string_view> in_talks;
  for (const auto& [id, edge] : network.edges)
    if (edge.kind == "funds" && edge.status == EdgeStatus::potential && edge.from != leaving) in_talks.insert(edge.to);
  const std::vector<Loser> list = losers(network, edges, leaving);
  std::size_t actions = 0, helped = 0, looked_at = 0;
  for (const Loser& each : list) {
    if (in_talks.contains(each.node->id)) ++helped;
    if (actions >= most_actions || looked_at == most_helped) continue;
    ++looked_at;
    for (Recruit& recruit : recruits.for_node(*each.node, funders, funders_each)) {
      const Node& funder = actor_graph.graph().node(recruit.actor);
      ++actions;
      answer.action("lens.funding.talk", {funder.label, each.node->label},
                    Json::array({{{"op", "addEdge"},
                                  {"edge",
                                   {{"from", funder.id},
                                    {"to", each.node->id},
                                    {"kind", "funds"},
                                    {"direction", "directed"},
                                    {"status", "potential"}}}}}),
                    std::move(recruit.reasons));
    }
  }
  answer.number("lens.number.inTalks", Unit::count, static_cast<double>(helped),
                text("lens.reference.ofLosers", {list.size()}));
}

Result<Json> answer(const Inquiry& inquiry) {
  const Network& network = inquiry.network;
  LensAnswer answer("funding");
  answer["funder"] = nullptr;
  answer["currencies"] = Json::array();
  answer["recipients"] = Json::array();
  const FundingEdges edges = funding_edges_of(network);
  std::string leaving = inquiry.text("without");
  if (!leaving.empty() && !network.nodes.contains(leaving)) return Issue{"nodeUnknown", "without", {leaving}};
  if (leaving.empty()) leaving = largest_funder(edges);

  std::vector<std::string> unfunded;
  for (const auto& [id, node] : network.nodes)
    if (node.kind == NodeKind::initiative && node.stage != Stage::stopped && !edges.funders_of.contains(id))
      unfunded.push_back(id);
  answer.missing("lens.missing.initiativeFunder", {}, "", unfunded);
  if (edges.all.empty()) {
    answer.sentence("lens.funding.none");
    answer.lacking("lens.missing.fundingTies");
    return answer.take();
  }
  answer["funder"] = leaving;
  const std::size_t unknown = edges.without_amount.size() + edges.not_positive.size();
  answer.rests_on("lens.known.fundingAmounts", {edges.all.size() - unknown, edges.all.size()});
  answer.missing("lens.missing.amount", {}, "amount", edges.without_amount);
  answer.missing("lens.missing.amountPositive", {}, "amount", edges.not_positive);
  answer.missing("lens.missing.currency", {list_of({edges.currencies.begin(), edges.currencies.end()})}, "currency",
                 edges.without_currency);
  if (edges.currencies.size() > 1)
    answer.note("lens.funding.severalCurrencies", {list_of({edges.currencies.begin(), edges.currencies.end()})});
  tell_currencies(answer, network, edges, leaving);
  tell_recipients(answer, network, edges, leaving);
  propose_funders(answer, network, edges, leaving);
  for (const Edge* edge : edges.all)
    if (edge->from == leaving)
      answer.edge(edge->id, edge->amount ? Json(*edge->amount) : Json(),
                  edge->amount ? text("lens.funding.givesAmount", {money(*edge->amount, edge->currency)})
                               : text("lens.funding.givesUnknown"));

  // The sentence is about the currency of which most hangs on who leaves.
  double share = 0;
  std::string currency;
  for (const auto& [name, amounts] : edges.given) {
    const auto own = amounts.find(leaving);
    if (own == amounts.end()) continue;
    const double of_total = own->second / sum_of(amounts);
    if (of_total > share) {
      share = of_total;
      currency = name;
    }
  }
  std::size_t hit = 0, alone = 0;
  for (const auto& [recipient, funders] : edges.funders_of)
    if (funders.contains(leaving)) {
      ++hit;
      alone += funders.size() == 1 ? 1 : 0;
    }
  std::size_t counted = 0;
  for (const Edge* edge : edges.all) counted += edge->amount && *edge->amount > 0 ? 1 : 0;
  if (hit == 0) {
    answer.sentence("lens.funding.fundsNobody", {label(network, leaving)});
  } else if (share > 0 && counted < least_amounts) {
    answer.unsure();
    answer.sentence("lens.funding.few", {counted, label(network, leaving), hit});
  } else if (share == 0) {
    answer.sentence("lens.funding.dependsUncounted", {label(network, leaving), hit, alone});
  } else if (edges.given.size() == 1) {
    answer.sentence("lens.funding.depends", {label(network, leaving), percent(share), hit, alone});
  } else {
    answer.sentence("lens.funding.dependsIn",
                    {label(network, leaving), percent(share),
                     currency.empty() ? text("lens.funding.noCurrency") : Json(currency), hit, alone});
  }
  return answer.take();
}

}  // namespace

LensInfo funding_lens() { return {"funding", parameters, answer}; }

}  // namespace impactweb::insight

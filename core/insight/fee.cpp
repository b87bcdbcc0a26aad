// "What if it costs money?" Who would drop out of a network with a fee, and what that does to it.
//
// What an actor can pay is a number in its free field `abilityField` (`ability` when left out), else what `abilities`
// has for its form or sector; where neither is known the actor stays, and is counted as unknown. What it has to pay is
// what `fees` has for its sector or form, else `fee`. Who can pay less than that drops out.
//
// Beyond report.hpp: `dropouts` [{id, fee, ability}]; `sectors` [{sector, before, after}]; `revenue`, the fees of those
// who stay and are known to be able to pay, and `revenueUnknown`, those of whom it is not known.
#include <algorithm>
#include <set>

#include "core/analysis/connectivity.hpp"
#include "core/analysis/diversity.hpp"
#include "core/insight/lenses.hpp"
#include "core/insight/people.hpp"
#include "core/insight/report.hpp"

namespace impactweb::insight {

namespace {

constexpr double most_money = 1e9;
constexpr Parameter parameters[] = {{"fee", ParameterType::number, 100, 0, most_money},
                                    {"fees", ParameterType::numbers, 0, 0, most_money},
                                    {"abilityField", ParameterType::text},
                                    {"abilities", ParameterType::numbers, 0, 0, most_money}};

/// What a table of the options has for the one or the other name.
std::optional<double> rule_for(const Json& table, std::string_view first, std::string_view second) {
  for (const std::string_view name : {first, second}) {
    if (name.empty()) continue;
    if (const auto found = table.find(std::string(name)); found != table.end()) return found->get<double>();
  }
  return std::nullopt;
}

struct Shape {
  std::uint32_t actors = 0;
  std::uint32_t reach = 0;  // actors in the main component
  std::optional<double> blau, independence;
};

/// Of the part of a network without those who are gone.
Shape shape_of(const analysis::Graph& graph, const analysis::Groups& sectors, const std::vector<char>& gone) {
  Shape shape;
  std::vector<std::uint32_t> number(graph.size(), 0), sizes(sectors.names.size(), 0);
  for (std::uint32_t actor = 0; actor < graph.size(); ++actor) {
    if (gone[actor]) continue;
    number[actor] = shape.actors++;
    if (sectors.of_node[actor] != analysis::Groups::unknown) ++sizes[sectors.of_node[actor]];
  }
  std::vector<std::pair<std::uint32_t, std::uint32_t>> arcs;
  for (std::uint32_t actor = 0; actor < graph.size(); ++actor)
    for (const std::uint32_t other : graph.undirected().neighbours(actor))
      if (!gone[actor] && !gone[other]) arcs.emplace_back(number[actor], number[other]);
  const analysis::Adjacency rows = analysis::make_adjacency(shape.actors, arcs);
  const analysis::Components components = analysis::components(rows);
  shape.reach = components.main_size();
  shape.blau = analysis::blau(sizes);
  shape.independence = analysis::independence(analysis::find_cuts(rows, components));
  return shape;
}

Result<Json> answer(const Inquiry& inquiry) {
  const People people(inquiry.network);
  const analysis::Graph& graph = people.graph();
  const analysis::Groups sectors = analysis::sectors_of(graph);
  const std::string field = inquiry.text("abilityField").empty() ? "ability" : inquiry.text("abilityField");
  Report report("fee");
  Json& dropouts = report["dropouts"];
  dropouts = Json::array();
  std::vector<char> gone(graph.size(), 0);
  std::vector<std::string> unknown;
  double revenue = 0, revenue_unknown = 0;
  std::uint64_t lost = 0;
  for (std::uint32_t actor = 0; actor < graph.size(); ++actor) {
    const Node& node = graph.node(actor);
    const std::string_view form = name_of(forms, node.form);
    const double fee = rule_for(inquiry.options["fees"], node.sector, form).value_or(inquiry.number("fee"));
    std::optional<double> ability = rule_for(inquiry.options["abilities"], form, node.sector);
    if (const auto own = node.fields.find(field); own != node.fields.end() && own->second.is_number())
      ability = own->second.get<double>();
    if (!ability) {
      unknown.push_back(node.id);
      revenue_unknown += fee;
    } else if (*ability < fee) {
      gone[actor] = 1;
      ++lost;
      dropouts.push_back({{"id", node.id}, {"fee", fee}, {"ability", *ability}});
      report.node(node.id, fee - *ability, text("lens.fee.dropsOut", {money(*ability, ""), money(fee, "")}));
    } else {
      revenue += fee;
    }
  }
  report["revenue"] = revenue;
  report["revenueUnknown"] = revenue_unknown;
  const Shape before = shape_of(graph, sectors, std::vector<char>(graph.size(), 0));
  const Shape after = shape_of(graph, sectors, gone);
  std::vector<std::uint32_t> staying(sectors.names.size(), 0);
  for (std::uint32_t actor = 0; actor < graph.size(); ++actor)
    if (!gone[actor] && sectors.of_node[actor] != analysis::Groups::unknown) ++staying[sectors.of_node[actor]];
  Json& table = report["sectors"];
  table = Json::array();
  Json vanishing = Json::array();
  for (std::size_t i = 0; i < sectors.names.size(); ++i) {
    table.push_back({{"sector", sectors.names[i]}, {"before", sectors.sizes[i]}, {"after", staying[i]}});
    if (staying[i] == 0) vanishing.push_back(sector_name(sectors.names[i]));
  }
  if (!vanishing.empty()) report.note("lens.fee.sectorsVanish", {Json{{"list", std::move(vanishing)}}});

  report.rests_on("lens.known.ability", {graph.size() - unknown.size(), graph.size()});
  report.missing("lens.missing.ability", {field}, "fields." + field, unknown);
  const Json few = text("lens.why.fewerThanTwo");
  report.number("lens.number.dropouts", Unit::count, static_cast<double>(lost),
                text("lens.reference.ofActors", {graph.size()}));
  report.number("lens.number.revenue", Unit::amount, revenue, text("lens.reference.revenueUnknown", {unknown.size()}));
  report.number("lens.number.blauBefore", Unit::index, before.blau, nullptr, text("lens.why.noSectors"));
  report.number("lens.number.blauAfter", Unit::index, after.blau, nullptr, text("lens.why.noSectors"));
  report.number("lens.number.reachBefore", Unit::count, static_cast<double>(before.reach));
  report.number("lens.number.reachAfter", Unit::count, static_cast<double>(after.reach));
  report.number("lens.number.independenceBefore", Unit::share, before.independence, text("lens.reference.independence"),
                few);
  report.number("lens.number.independenceAfter", Unit::share, after.independence, text("lens.reference.independence"),
                few);
  if (graph.size() == 0)
    report.say("lens.fee.nobody");
  else if (lost == 0)
    report.say("lens.fee.allStay", {unknown.size()});
  else
    report.say("lens.fee.some", {lost, graph.size(), before.reach, after.reach});
  return report.take();
}

}  // namespace

LensInfo fee_lens() { return {"fee", parameters, answer}; }

}  // namespace impactweb::insight

// "What if it costs money?" Who would drop out of a network with a fee, and what that does to it.
//
// What an actor can pay is a number in its free field `abilityField` (when left out, in `ability` or the first of its
// names in the languages of the interface, `own_ability`, that it has), else what `abilities`
// has for its form or sector; where neither is known the actor stays, and is counted as unknown. What it has to pay is
// was agreed with it, a number in its free field `agreedFee`, else what `fees` has for its sector or form, else what
// the network has agreed on in its free field `fees` (of the same form), else `fee`. Who can pay less than that drops
// out. Its actions make such agreements: a scale by sector or form that everybody can pay, where it brings in no less
// than is paid now, also by those of whom it is not known what they can pay; and one with each who would drop out.
//
// Beyond lens_answer.hpp: `dropouts` [{id, fee, ability}]; `sectors` [{sector, before, after}]; `revenue`, the fees of
// those who stay and are known to be able to pay, and `revenueUnknown`, those of whom it is not known.
#include <algorithm>
#include <map>
#include <set>

#include "core/analysis/connectivity.hpp"
#include "core/analysis/diversity.hpp"
#include "core/insight/actor_graph.hpp"
#include "core/insight/lens_answer.hpp"
#include "core/insight/lenses/all_lenses.hpp"

namespace impactweb::insight {

namespace {

constexpr double most_money = 1e9;
constexpr const char* own_agreement = "agreedFee";
constexpr std::string_view own_ability[] = {"ability", "Kan betalen", "Can pay"};
constexpr const char* scale_field = "fees";
constexpr std::size_t most_agreements = 200;
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

/// The number in `field`, or where that is empty in the first of the usual ones that has one.
std::optional<double> own_ability_of(const Node& node, const std::string& field) {
  const auto number_in = [&](const std::string& name) -> std::optional<double> {
    const auto found = node.fields.find(name);
    if (found == node.fields.end() || !found->second.is_number()) return std::nullopt;
    return found->second.get<double>();
  };
  if (!field.empty()) return number_in(field);
  for (const std::string_view usual : own_ability)
    if (const auto number = number_in(std::string(usual))) return number;
  return std::nullopt;
}

/// The scale that the network has agreed on; what is no amount is passed over.
Json agreed_scale(const Network& network) {
  Json scale = Json::object();
  const auto found = network.fields.find(scale_field);
  if (found == network.fields.end() || !found->second.is_object()) return scale;
  for (const auto& [name, amount] : found->second.items())
    if (amount.is_number() && amount.get<double>() >= 0 && amount.get<double>() <= most_money) scale[name] = amount;
  return scale;
}

/// What one has to pay, and can pay if that is known.
struct Payer {
  const Node* node;
  double fee;
  std::optional<double> ability;
  bool agreed;  // with this one
};

struct Scale {
  Json fees = Json::object();
  double revenue = 0;
  double unknown = 0;  // due from those of whom it is not known
  bool keeps_all = true;
};

/// For each value of `of` the fee, or what the poorest who has that value can pay where that is less.
template <class Of>
Scale scale_by(const std::vector<Payer>& payers, double fee, Of of) {
  std::map<std::string, double> lowest;
  for (const Payer& payer : payers) {
    if (payer.agreed) continue;
    const std::string group(of(*payer.node));
    double& least = lowest.try_emplace(group, fee).first->second;
    if (payer.ability) least = std::min(least, *payer.ability);
  }
  Scale scale;
  for (const auto& [group, least] : lowest)
    if (!group.empty() && least < fee) scale.fees[group] = least;
  for (const Payer& payer : payers) {
    const std::string group(of(*payer.node));
    const double due = payer.agreed ? payer.fee : group.empty() ? fee : std::min(fee, lowest[group]);
    if (!payer.ability)
      scale.unknown += due;
    else if (*payer.ability < due)
      scale.keeps_all = false;
    else
      scale.revenue += due;
  }
  return scale;
}

/// Agreements after which nobody drops out. `scale_counts`: no scale of the options stands before that of the network.
void propose(LensAnswer& answer, const std::vector<Payer>& payers, double fee, bool scale_counts, double revenue,
             double unknown) {
  Json agreements = Json::array();
  std::size_t lost = 0;
  double more = 0;
  for (const Payer& payer : payers) {
    if (!payer.ability || *payer.ability >= payer.fee) continue;
    ++lost;
    if (agreements.size() == most_agreements) continue;
    more += *payer.ability;
    agreements.push_back({{"op", "setNode"},
                          {"id", payer.node->id},
                          {"field", std::string("fields.") + own_agreement},
                          {"value", *payer.ability}});
  }
  if (lost == 0) return;
  const Scale by_sector = scale_by(payers, fee, [](const Node& node) { return std::string_view(node.sector); });
  const Scale by_form = scale_by(payers, fee, [](const Node& node) { return name_of(forms, node.form); });
  const auto helps = [&](const Scale& scale) {
    return scale.keeps_all && !scale.fees.empty() && scale.revenue >= revenue &&
           scale.revenue + scale.unknown >= revenue + unknown;
  };
  const bool sector = helps(by_sector) && (!helps(by_form) || by_sector.revenue >= by_form.revenue);
  if (scale_counts && (helps(by_sector) || helps(by_form))) {
    const Scale& scale = sector ? by_sector : by_form;
    Json told = Json::array();
    for (const auto& [group, amount] : scale.fees.items())
      told.push_back(
          text("lens.fee.pays", {Json{{sector ? "sector" : "form", group}}, money(amount.get<double>(), "")}));
    answer.action(
        sector ? "lens.fee.scaleBySector" : "lens.fee.scaleByForm", {Json{{"list", std::move(told)}}},
        Json::array({{{"op", "setNetwork"}, {"field", std::string("fields.") + scale_field}, {"value", scale.fees}}}),
        Json::array({text("lens.fee.nobodyDropsOut"),
                     text("lens.fee.bringsIn", {money(scale.revenue, ""), money(revenue, "")})}));
  }
  answer.action("lens.fee.agree", {agreements.size()}, agreements,
                Json::array({text(agreements.size() == lost ? "lens.fee.nobodyDropsOut" : "lens.fee.fewerDropOut"),
                             text("lens.fee.bringsIn", {money(revenue + more, ""), money(revenue, "")})}));
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
  const ActorGraph actor_graph(inquiry.network);
  const analysis::Graph& graph = actor_graph.graph();
  const analysis::Groups sectors = analysis::sectors_of(graph);
  const std::string& field = inquiry.text("abilityField");
  LensAnswer answer("fee");
  Json& dropouts = answer["dropouts"];
  dropouts = Json::array();
  std::vector<char> gone(graph.size(), 0);
  std::vector<std::string> unknown;
  double revenue = 0, revenue_unknown = 0;
  const Json scale = agreed_scale(inquiry.network);
  std::vector<Payer> payers;
  std::uint64_t lost = 0;
  for (std::uint32_t actor = 0; actor < graph.size(); ++actor) {
    const Node& node = graph.node(actor);
    const std::string_view form = name_of(forms, node.form);
    double fee = rule_for(inquiry.options["fees"], node.sector, form)
                     .value_or(rule_for(scale, node.sector, form).value_or(inquiry.number("fee")));
    const auto own_fee = node.fields.find(own_agreement);
    const bool agreed =
        own_fee != node.fields.end() && own_fee->second.is_number() && own_fee->second.get<double>() >= 0;
    if (agreed) fee = own_fee->second.get<double>();
    std::optional<double> ability = rule_for(inquiry.options["abilities"], form, node.sector);
    if (const std::optional<double> own = own_ability_of(node, field)) ability = own;
    payers.push_back({&node, fee, ability, agreed});
    if (!ability) {
      unknown.push_back(node.id);
      revenue_unknown += fee;
    } else if (*ability < fee) {
      gone[actor] = 1;
      ++lost;
      dropouts.push_back({{"id", node.id}, {"fee", fee}, {"ability", *ability}});
      answer.node(node.id, fee - *ability, text("lens.fee.dropsOut", {money(*ability, ""), money(fee, "")}));
    } else {
      revenue += fee;
    }
  }
  propose(answer, payers, inquiry.number("fee"), inquiry.options["fees"].empty(), revenue, revenue_unknown);
  answer["revenue"] = revenue;
  answer["revenueUnknown"] = revenue_unknown;
  const Shape before = shape_of(graph, sectors, std::vector<char>(graph.size(), 0));
  const Shape after = shape_of(graph, sectors, gone);
  std::vector<std::uint32_t> staying(sectors.names.size(), 0);
  for (std::uint32_t actor = 0; actor < graph.size(); ++actor)
    if (!gone[actor] && sectors.of_node[actor] != analysis::Groups::unknown) ++staying[sectors.of_node[actor]];
  Json& table = answer["sectors"];
  table = Json::array();
  Json vanishing = Json::array();
  for (std::size_t i = 0; i < sectors.names.size(); ++i) {
    table.push_back({{"sector", sectors.names[i]}, {"before", sectors.sizes[i]}, {"after", staying[i]}});
    if (staying[i] == 0) vanishing.push_back(sector_name(sectors.names[i]));
  }
  if (!vanishing.empty()) answer.note("lens.fee.sectorsVanish", {Json{{"list", std::move(vanishing)}}});

  answer.rests_on("lens.known.ability", {graph.size() - unknown.size(), graph.size()});
  answer.missing("lens.missing.ability", {field.empty() ? text("lens.fee.canPay") : Json(field)},
                 "fields." + (field.empty() ? std::string(own_ability[0]) : field), unknown);
  const Json few = text("lens.why.fewerThanTwo");
  answer.number("lens.number.dropouts", Unit::count, static_cast<double>(lost),
                text("lens.reference.ofActors", {graph.size()}));
  answer.number("lens.number.revenue", Unit::amount, revenue, text("lens.reference.revenueUnknown", {unknown.size()}));
  answer.number("lens.number.blauBefore", Unit::index, before.blau, nullptr, text("lens.why.noSectors"));
  answer.number("lens.number.blauAfter", Unit::index, after.blau, nullptr, text("lens.why.noSectors"));
  answer.number("lens.number.reachBefore", Unit::count, static_cast<double>(before.reach));
  answer.number("lens.number.reachAfter", Unit::count, static_cast<double>(after.reach));
  answer.number("lens.number.independenceBefore", Unit::share, before.independence, text("lens.reference.independence"),
                few);
  answer.number("lens.number.independenceAfter", Unit::share, after.independence, text("lens.reference.independence"),
                few);
  if (graph.size() == 0)
    answer.sentence("lens.fee.nobody");
  else if (lost == 0)
    answer.sentence("lens.fee.allStay", {unknown.size()});
  else
    answer.sentence("lens.fee.some", {lost, graph.size(), before.reach, after.reach});
  return answer.take();
}

}  // namespace

LensInfo fee_lens() { return {"fee", parameters, answer}; }

}  // namespace impactweb::insight

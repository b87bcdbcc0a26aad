// "How mixed are we, and who is missing?" Sectors of the whole, of each initiative's team and of those behind each
// challenge; and the team that a challenge could have.
//
// Beyond lens_answer.hpp: `sectors` [{sector, actors, share}]; `matrix` {sectors: [ids], ties: [[n]], possible: [[n]]}:
// pairs of actors who are tied, and pairs that there are, between and within sectors; `initiatives` [{id, actors,
// sectors, missing, blau, suggestions: [{sector, actor, shared}]}]: who is in its team, from which sectors, which
// sectors of the network are not in it, and for each somebody who could join, `shared` being contacts in the team;
// `challenges` [{id, actors, sectors, missing, blau}] of who stands behind each; `team` null or, with the option
// `challenge`, {challenge, members: [{id, sector, needs: [{node, id}], introduced, via}], needs, needsCovered, sectors,
// exact}: at most `size` actors who cover most of the open needs of the challenge and of the initiatives that
// contribute to it, and of those the most sectors, and of those the smallest, out of everybody who is behind it or has
// an edge with somebody who is (`via`).
#include <algorithm>
#include <map>
#include <set>

#include "core/analysis/chance.hpp"
#include "core/analysis/diversity.hpp"
#include "core/insight/actor_graph.hpp"
#include "core/insight/lens_answer.hpp"
#include "core/insight/lenses/all_lenses.hpp"
#include "core/insight/need_offer_matches.hpp"
#include "core/insight/team.hpp"

namespace impactweb::insight {

namespace {

constexpr Parameter parameters[] = {{"challenge", ParameterType::text}, {"size", ParameterType::number, 6, 1, 30}};

constexpr std::size_t most_bits = 64;

using analysis::Adjacency;
using Actors = std::vector<std::uint32_t>;

class Helix {
 public:
  explicit Helix(const Network& network)
      : network_(network), actor_graph_(network), graph_(actor_graph_.graph()), sectors_(analysis::sectors_of(graph_)) {
    std::set<std::string> all;
    for (const Sector& sector : network.sectors) all.insert(sector.id);
    for (const std::string_view name : sectors_.names) all.emplace(name);
    all_sectors_.assign(all.begin(), all.end());
    in_sector_.resize(sectors_.names.size());
    for (std::uint32_t actor = 0; actor < graph_.size(); ++actor)
      if (sectors_.of_node[actor] != analysis::Groups::unknown) in_sector_[sectors_.of_node[actor]].push_back(actor);
  }

  Json answer(const std::string& challenge, std::uint32_t size) {
    LensAnswer answer("helix");
    whole(answer);
    matrix(answer);
    initiatives(answer);
    challenges(answer);
    answer["team"] = challenge.empty() ? Json() : team(answer, challenge, size);
    return answer.take();
  }

 private:
  [[nodiscard]] const std::string& sector(std::uint32_t actor) const { return graph_.node(actor).sector; }

  void whole(LensAnswer& answer) {
    std::vector<std::string> unknown;
    for (std::uint32_t actor = 0; actor < graph_.size(); ++actor)
      if (sector(actor).empty()) unknown.push_back(graph_.node(actor).id);
    const std::uint32_t known = sectors_.known();
    answer.rests_on("lens.known.sectors", {known, graph_.size()});
    answer.missing("lens.missing.sector", {}, "sector", unknown);
    Json& table = answer["sectors"];
    table = Json::array();
    std::vector<std::string> absent;
    std::size_t largest = 0;
    for (const std::string& name : all_sectors_) {
      const auto at = std::lower_bound(sectors_.names.begin(), sectors_.names.end(), std::string_view(name));
      const bool present = at != sectors_.names.end() && *at == name;
      const auto index = static_cast<std::size_t>(at - sectors_.names.begin());
      const std::uint32_t actors = present ? sectors_.sizes[index] : 0;
      if (!present) absent.push_back(name);
      if (present && sectors_.sizes[index] > sectors_.sizes[largest]) largest = index;
      table.push_back({{"sector", name},
                       {"actors", actors},
                       {"share", known > 0 ? Json(static_cast<double>(actors) / known) : Json()}});
    }
    const Json nobody = text("lens.why.noSectors");
    const auto groups = sectors_.names.size();
    answer.number(
        "lens.number.blau", Unit::index, analysis::blau(sectors_.sizes),
        groups > 0 ? text("lens.reference.mostDiverse", {groups, 1 - 1.0 / static_cast<double>(groups)}) : Json(),
        nobody);
    answer.number("lens.number.iqv", Unit::share, analysis::qualitative_variation(sectors_.sizes, all_sectors_.size()),
                  text("lens.reference.all"), nobody);
    answer.number("lens.number.evenness", Unit::share, analysis::evenness(sectors_.sizes), text("lens.reference.all"),
                  text("lens.why.oneSector"));
    answer.number("lens.number.eiIndex", Unit::index, analysis::ei_index(graph_.undirected(), sectors_),
                  ei_by_chance(answer), text("lens.why.noSectorTies"));
    answer.number("lens.number.sectorsAbsent", Unit::count, static_cast<double>(absent.size()));
    if (groups == 0) {
      answer.sentence("lens.helix.none");
      return;
    }
    Json names = Json::array();
    for (const std::string& name : absent) names.push_back(sector_name(name));
    const Json share = share_of(sectors_.sizes[largest], known);
    if (absent.empty())
      answer.sentence("lens.helix.all", {groups, sector_name(sectors_.names[largest]), share});
    else
      answer.sentence("lens.helix.missing",
                      {groups, sector_name(sectors_.names[largest]), share, Json{{"list", std::move(names)}}});
  }

  /// The E-I index of networks in which everybody has as many edges, with others; said where ours stands out of them.
  [[nodiscard]] Json ei_by_chance(LensAnswer& answer) const {
    const Adjacency& rows = graph_.undirected();
    const std::optional<double> index = analysis::ei_index(rows, sectors_);
    if (!index) return nullptr;
    analysis::Standing outward(*index), inward(-*index);
    analysis::ShuffledEdges shuffled(rows);
    const double work = static_cast<double>(rows.targets.size()) + rows.size();
    for (std::uint32_t left = analysis::comparisons(work, 150'000, 4); left > 0; --left) {
      const double by_chance = analysis::ei_index(shuffled.next(), sectors_).value_or(0);
      outward.add(by_chance);
      inward.add(-by_chance);
    }
    if (inward.stands_out())
      answer.note("lens.helix.inward", {inward.as_high(), inward.samples()});
    else if (outward.stands_out())
      answer.note("lens.helix.outward", {outward.as_high(), outward.samples()});
    return text("lens.reference.shuffledMean", {outward.mean()});
  }

  void matrix(LensAnswer& answer) {
    const std::size_t n = sectors_.names.size();
    std::vector<std::vector<std::uint64_t>> edges(n, std::vector<std::uint64_t>(n, 0)), possible = edges;
    for (std::uint32_t actor = 0; actor < graph_.size(); ++actor)
      for (const std::uint32_t other : graph_.undirected().neighbours(actor)) {
        const std::uint32_t a = sectors_.of_node[actor], b = sectors_.of_node[other];
        if (actor > other || a == analysis::Groups::unknown || b == analysis::Groups::unknown) continue;
        ++edges[a][b];
        if (a != b) ++edges[b][a];
      }
    for (std::size_t a = 0; a < n; ++a)
      for (std::size_t b = 0; b < n; ++b) {
        const std::uint64_t size = sectors_.sizes[a];
        possible[a][b] = a == b ? size * (size - 1) / 2 : size * sectors_.sizes[b];
      }
    answer["matrix"] = {{"sectors", sectors_.names}, {"ties", edges}, {"possible", possible}};
  }

  struct Mixed {
    Json sectors = Json::array(), missing = Json::array();
    std::optional<double> blau;
    std::set<std::string_view> present;
  };

  [[nodiscard]] Mixed mixed(const Actors& team) const {
    Mixed result;
    std::vector<std::uint32_t> sizes(sectors_.names.size(), 0);
    for (const std::uint32_t actor : team)
      if (const std::uint32_t group = sectors_.of_node[actor]; group != analysis::Groups::unknown) {
        ++sizes[group];
        result.present.insert(sectors_.names[group]);
      }
    result.blau = analysis::blau(sizes);
    for (const std::string_view name : result.present) result.sectors.push_back(name);
    for (const std::string& name : all_sectors_)
      if (!result.present.contains(name)) result.missing.push_back(name);
    return result;
  }

  /// Of each sector that the team lacks who has most contacts in it, and of equals most contacts at all.
  [[nodiscard]] Json suggestions(const Actors& team, const Mixed& mix) const {
    std::map<std::uint32_t, std::uint32_t> shared;
    for (const std::uint32_t member : team)
      for (const std::uint32_t other : graph_.undirected().neighbours(member)) ++shared[other];
    const auto contacts = [&](std::uint32_t actor) {
      const auto found = shared.find(actor);
      return std::pair(found == shared.end() ? 0u : found->second, graph_.undirected().degree(actor));
    };
    Json list = Json::array();
    for (std::size_t group = 0; group < sectors_.names.size(); ++group) {
      if (mix.present.contains(sectors_.names[group])) continue;
      const std::uint32_t best =
          *std::max_element(in_sector_[group].begin(), in_sector_[group].end(),
                            [&](std::uint32_t a, std::uint32_t b) { return contacts(a) < contacts(b); });
      list.push_back(
          {{"sector", sectors_.names[group]}, {"actor", graph_.node(best).id}, {"shared", contacts(best).first}});
    }
    return list;
  }

  [[nodiscard]] Json ids(const Actors& actors) const {
    Json list = Json::array();
    for (const std::uint32_t actor : actors) list.push_back(graph_.node(actor).id);
    return list;
  }

  void initiatives(LensAnswer& answer) {
    Json& table = answer["initiatives"];
    table = Json::array();
    std::vector<std::string> empty;
    for (const auto& [id, node] : network_.nodes) {
      if (node.kind != NodeKind::initiative) continue;
      const Actors team = actors_of(actor_graph_.involved_in(id));
      const Mixed mix = mixed(team);
      if (team.empty()) empty.push_back(id);
      Json entry = {{"id", id},
                    {"actors", ids(team)},
                    {"sectors", mix.sectors},
                    {"missing", mix.missing},
                    {"blau", or_null(mix.blau)},
                    {"suggestions", team.empty() ? Json::array() : suggestions(team, mix)}};
      if (mix.present.size() == 1)
        answer.node(id, 1, text("lens.helix.oneSector", {sector_name(*mix.present.begin())}));
      // The nearest of those who are missing.
      const Json* nearest = nullptr;
      for (const Json& each : entry["suggestions"])
        if (nearest == nullptr || each["shared"] > (*nearest)["shared"]) nearest = &each;
      if (nearest != nullptr && mix.present.size() == 1) {
        const std::string actor = (*nearest)["actor"];
        answer.action(
            "lens.helix.invite", {graph_.node(actor_graph_.number_of(actor)).label, node.label},
            Json::array({{{"op", "addEdge"},
                          {"edge", {{"from", actor}, {"to", id}, {"kind", "takesPartIn"}, {"status", "exploring"}}}}}),
            Json::array(
                {text("lens.helix.addsSector", {sector_name((*nearest)["sector"].get_ref<const std::string&>())})}));
      }
      table.push_back(std::move(entry));
    }
    answer.missing("lens.missing.initiativePeople", {}, "", empty);
  }

  void challenges(LensAnswer& answer) {
    Json& table = answer["challenges"];
    table = Json::array();
    for (const auto& [id, node] : network_.nodes) {
      if (node.kind != NodeKind::challenge) continue;
      const Actors behind = actors_of(actor_graph_.involved_in(id));
      const Mixed mix = mixed(behind);
      table.push_back({{"id", id},
                       {"actors", ids(behind)},
                       {"sectors", mix.sectors},
                       {"missing", mix.missing},
                       {"blau", or_null(mix.blau)}});
    }
  }

  [[nodiscard]] Json team(LensAnswer& answer, const std::string& challenge, std::uint32_t size) {
    // Needs of the challenge and of what contributes to it.
    std::set<std::string_view> asking{challenge};
    for (const auto& [id, edge] : network_.edges) {
      if (edge.status == EdgeStatus::potential || edge.to != challenge) continue;
      const Node& from = network_.nodes.find(edge.from)->second;
      if (from.kind == NodeKind::initiative) asking.insert(from.id);
    }
    const NeedOfferMatches matches(network_);
    std::vector<std::uint32_t> bit(matches.needs().size(), most_bits), needs;
    for (std::uint32_t i = 0; i < matches.needs().size() && needs.size() < most_bits; ++i)
      if (asking.contains(matches.needs()[i].node->id)) {
        bit[i] = static_cast<std::uint32_t>(needs.size());
        needs.push_back(i);
      }
    // Everybody behind it, and everybody who is one introduction away from them.
    const Actors behind = actors_of(actor_graph_.involved_in(challenge));
    std::map<std::uint32_t, std::uint32_t> via;
    for (const std::uint32_t actor : behind) via.emplace(actor, actor);
    for (const std::uint32_t actor : behind)
      for (const std::uint32_t other : graph_.undirected().neighbours(actor)) via.emplace(other, actor);
    if (behind.empty())
      for (std::uint32_t actor = 0; actor < graph_.size(); ++actor) via.emplace(actor, ActorGraph::none);
    std::vector<std::uint64_t> met(graph_.size(), 0);
    for (const NeedOfferMatch& match : matches.all()) {
      const std::uint32_t actor = actor_graph_.number_of(matches.offers()[match.offer].node->id);
      if (actor != ActorGraph::none && bit[match.need] < most_bits) met[actor] |= std::uint64_t{1} << bit[match.need];
    }
    std::vector<Candidate> candidates;
    Actors actors;
    std::set<std::string_view> available;
    for (const auto& [actor, from] : via) {
      const std::uint32_t group = sectors_.of_node[actor];
      candidates.push_back({met[actor], group < most_bits ? std::uint64_t{1} << group : 0, from != actor});
      actors.push_back(actor);
      if (group != analysis::Groups::unknown) available.insert(sectors_.names[group]);
    }
    const Team found = best_team(candidates, size);

    Json members = Json::array(), operations = Json::array();
    Json names = Json::array();
    std::set<std::string_view> present;
    for (const std::uint32_t member : found.members) {
      const std::uint32_t actor = actors[member];
      const Node& node = graph_.node(actor);
      Json of_member = Json::array();
      for (std::size_t i = 0; i < needs.size(); ++i)
        if (candidates[member].needs >> i & 1)
          of_member.push_back(
              {{"node", matches.needs()[needs[i]].node->id}, {"id", matches.needs()[needs[i]].exchange->id}});
      const std::uint32_t from = via[actor];
      const bool introduced = from != actor;
      members.push_back({{"id", node.id},
                         {"sector", node.sector},
                         {"needs", std::move(of_member)},
                         {"introduced", introduced},
                         {"via", introduced && from != ActorGraph::none ? Json(graph_.node(from).id) : Json()}});
      names.push_back(node.label);
      if (!node.sector.empty()) present.insert(node.sector);
      if (introduced)
        operations.push_back(
            {{"op", "addEdge"},
             {"edge", {{"from", node.id}, {"to", challenge}, {"kind", "contributesTo"}, {"status", "exploring"}}}});
    }
    std::uint32_t covered = 0;
    for (std::uint64_t bits = found.needs; bits != 0; bits &= bits - 1) ++covered;
    const std::string& label = network_.nodes.find(challenge)->second.label;
    if (found.members.empty()) {
      answer.note("lens.helix.noTeam", {label});
    } else {
      answer.note(found.exact ? "lens.helix.team" : "lens.helix.teamGreedy",
                  {label, Json{{"list", std::move(names)}}, covered, needs.size(), present.size(), available.size()});
    }
    if (const std::size_t introductions = operations.size(); introductions > 0)
      answer.action("lens.helix.bringTeam", {label, introductions}, std::move(operations));
    return {{"challenge", challenge},  {"members", std::move(members)}, {"needs", needs.size()},
            {"needsCovered", covered}, {"sectors", present.size()},     {"sectorsAvailable", available.size()},
            {"exact", found.exact}};
  }

  const Network& network_;
  ActorGraph actor_graph_;
  const analysis::Graph& graph_;
  analysis::Groups sectors_;
  std::vector<std::string> all_sectors_;
  std::vector<Actors> in_sector_;
};

Result<Json> answer(const Inquiry& inquiry) {
  const std::string& challenge = inquiry.text("challenge");
  if (!challenge.empty() && !inquiry.network.nodes.contains(challenge))
    return Issue{"nodeUnknown", "challenge", {challenge}};
  return Helix(inquiry.network).answer(challenge, static_cast<std::uint32_t>(inquiry.number("size")));
}

}  // namespace

LensInfo helix_lens() { return {"helix", parameters, answer}; }

}  // namespace impactweb::insight

// "What if the spider leaves the web?" Takes actors away and looks at who falls off the main component, how much longer
// the paths between the others get (analysis/efficiency.hpp), what initiatives and needs lose, and which introductions
// would repair it. The hub is who would be missed most by these paths.
//
// Beyond lens_answer.hpp: `removed` [ids]; `pieces` [[ids]], what falls off, the largest first; `initiatives` [{id,
// lost: [founder, funder, doer], unreachable}]; `needs` [{node, need, text}] that lose every offer that fits; `repair`
// {ties:
// [{from, to, weight, reasons}], fewest, heaviest}, where `fewest` says that no smaller set exists and `heaviest` that
// no set of that size has a larger total weight. Made beforehand, these edges make who leaves dispensable.
#include <algorithm>
#include <set>

#include "core/analysis/chance.hpp"
#include "core/analysis/connectivity.hpp"
#include "core/analysis/efficiency.hpp"
#include "core/insight/actor_graph.hpp"
#include "core/insight/lens_answer.hpp"
#include "core/insight/lenses/all_lenses.hpp"
#include "core/insight/repair.hpp"
#include "core/support/sort.hpp"

namespace impactweb::insight {

namespace {

using analysis::Adjacency;
using analysis::Completeness;
using analysis::Components;
using analysis::Cuts;

constexpr std::string_view who_choices[] = {"hub", "funder", "sector", "nodes"};
constexpr Parameter parameters[] = {{"who", ParameterType::choice, 0, 0, 0, who_choices},
                                    {"nodes", ParameterType::list},
                                    {"sector", ParameterType::text}};

constexpr std::size_t most_actions = 50;  // for one introduction each
constexpr double much_longer = 0.1;       // of the efficiency

using Actors = std::vector<std::uint32_t>;

/// Sources and candidates that are looked at in a network of so many arcs: all of them where it is small.
std::uint32_t sources_for(const Adjacency& rows) { return rows.targets.size() > 20'000 ? 16 : 64; }
std::size_t candidates_for(const Adjacency& rows) {
  const double each = static_cast<double>(std::min(rows.size(), sources_for(rows))) *
                      static_cast<double>(rows.targets.size() + rows.size());
  return static_cast<std::size_t>(std::clamp(3e6 / std::max(each, 1.0), 6.0, 1e6));
}

/// Who would be missed most: without whom the paths between the others lose most, cut off or longer; of equals who has
/// most edges. Of a large network those are looked at who cut off most and who have most edges. There must be an actor.
std::uint32_t most_missed(const Adjacency& rows, const Cuts& cuts, const analysis::EfficiencyLoss& losses) {
  Actors by_cut(rows.size()), by_degree(rows.size());
  for (std::uint32_t actor = 0; actor < rows.size(); ++actor) by_cut[actor] = by_degree[actor] = actor;
  sort_stably(by_degree, [&](std::uint32_t a, std::uint32_t b) { return rows.degree(a) > rows.degree(b); });
  sort_stably(by_cut, [&](std::uint32_t a, std::uint32_t b) {
    return std::pair(cuts.cut_off[a], rows.degree(a)) > std::pair(cuts.cut_off[b], rows.degree(b));
  });
  const std::size_t half = std::min<std::size_t>(rows.size(), (candidates_for(rows) + 1) / 2);
  std::set<std::uint32_t> candidates(by_cut.begin(), by_cut.begin() + static_cast<std::ptrdiff_t>(half));
  candidates.insert(by_degree.begin(), by_degree.begin() + static_cast<std::ptrdiff_t>(half));
  std::uint32_t best = by_cut.front();
  double most = -1;
  std::vector<char> gone(rows.size(), 0);
  for (const std::uint32_t actor : candidates) {
    gone[actor] = 1;
    const double lost = losses.without(gone).efficiency;
    gone[actor] = 0;
    const bool more = lost > most + 1e-12 || (lost > most - 1e-12 && rows.degree(actor) > rows.degree(best));
    if (!more) continue;
    most = std::max(most, lost);
    best = actor;
  }
  return best;
}

/// Whether as many would be cut off where as many actors have as many edges by chance. Shuffled edges will not do here:
/// they leave a hub its edges, which are what is asked about.
void compare_with_chance(LensAnswer& answer, const Components& whole, const Adjacency& rows, std::uint32_t fallen) {
  const std::uint32_t size = whole.main_size();
  std::uint64_t arcs = 0;
  for (std::uint32_t actor = 0; actor < rows.size(); ++actor)
    arcs += whole.of_node[actor] == whole.main ? rows.degree(actor) : 0;
  analysis::Standing standing(fallen);
  analysis::Random chance(1);
  for (std::uint32_t left = analysis::comparisons(static_cast<double>(arcs) + size, 100'000, 4); left > 0; --left) {
    const Adjacency network = analysis::random_network(size, arcs / 2, chance);
    const Cuts cuts = analysis::find_cuts(network, analysis::components(network));
    standing.add(*std::max_element(cuts.cut_off.begin(), cuts.cut_off.end()));
  }
  answer.note(standing.stands_out() ? "lens.spider.standsOut" : "lens.spider.ordinary",
              {standing.as_high(), standing.samples()});
}

/// Who gives most where all is in one currency, else who funds most often; nothing when nobody funds.
std::string main_funder(const Network& network) {
  const analysis::Graph everything(network, {.potential = false, .two_mode = true});
  const analysis::FundingReport answer = analysis::funding(everything);
  std::map<std::string, double> given;
  if (answer.by_currency.size() == 1)
    given = answer.by_currency.begin()->second.given;
  else
    for (const analysis::GraphEdge& graph_edge : everything.edges())
      if (graph_edge.edge->kind == "funds" && graph_edge.from != graph_edge.to)
        given[everything.node(graph_edge.from).id] += 1;
  std::string best;
  for (const auto& [id, amount] : given)
    if (best.empty() || amount > given[best]) best = id;
  return best;
}

Adjacency without(const Adjacency& rows, const std::vector<char>& gone) {
  std::vector<Pair> arcs;
  for (std::uint32_t actor = 0; actor < rows.size(); ++actor)
    for (const std::uint32_t other : rows.neighbours(actor))
      if (!gone[actor] && !gone[other]) arcs.emplace_back(actor, other);
  return analysis::make_adjacency(rows.size(), arcs);
}

/// Independence of the graph of those who stay.
std::optional<double> independence_of_rest(const Adjacency& rest, const std::vector<char>& gone) {
  Actors number(rest.size(), 0);
  std::uint32_t count = 0;
  for (std::uint32_t actor = 0; actor < rest.size(); ++actor)
    if (!gone[actor]) number[actor] = count++;
  std::vector<Pair> arcs;
  for (std::uint32_t actor = 0; actor < rest.size(); ++actor)
    for (const std::uint32_t other : rest.neighbours(actor)) arcs.emplace_back(number[actor], number[other]);
  const Adjacency rows = analysis::make_adjacency(count, arcs);
  return analysis::independence(analysis::find_cuts(rows, analysis::components(rows)));
}

/// Nodes that are no actors and have a path of any edges to the group `main`.
std::set<std::string_view> reached(const Network& network, const std::set<std::string_view>& gone,
                                   const std::set<std::string_view>& main) {
  const analysis::Graph everything(network, {.potential = false, .two_mode = true});
  std::vector<char> seen(everything.size(), 0);
  Actors queue;
  for (std::uint32_t node = 0; node < everything.size(); ++node) {
    if (gone.contains(everything.node(node).id)) seen[node] = 1;
    if (main.contains(everything.node(node).id)) {
      seen[node] = 1;
      queue.push_back(node);
    }
  }
  std::set<std::string_view> ids;
  for (std::size_t head = 0; head < queue.size(); ++head) {
    ids.insert(everything.node(queue[head]).id);
    for (const std::uint32_t next : everything.undirected().neighbours(queue[head]))
      if (!seen[next]) {
        seen[next] = 1;
        queue.push_back(next);
      }
  }
  return ids;
}

class Spider {
 public:
  explicit Spider(const Inquiry& inquiry)
      : network_(inquiry.network),
        actor_graph_(network_),
        graph_(actor_graph_.graph()),
        losses_(graph_.undirected(), sources_for(graph_.undirected())),
        gone_(graph_.size(), 0) {}

  /// Chooses who leaves, or says why that can not be.
  std::optional<Issue> choose(const Inquiry& inquiry) {
    const std::string& who = inquiry.text("who");
    if (who == "nodes") {
      const Json& nodes = inquiry.options["nodes"];
      for (std::size_t i = 0; i < nodes.size(); ++i) {
        const auto id = nodes[i].get<std::string>();
        const auto node = network_.nodes.find(id);
        if (node == network_.nodes.end()) return Issue{"nodeUnknown", item_place("nodes", i), {id}};
        leave(node->second);
      }
    } else if (who == "sector") {
      for (const auto& [id, node] : network_.nodes)
        if (node.kind == NodeKind::actor && !node.sector.empty() && node.sector == inquiry.text("sector")) leave(node);
    } else if (who == "funder") {
      if (const std::string id = main_funder(network_); !id.empty()) leave(network_.nodes.find(id)->second);
    } else if (graph_.size() > 0) {
      const Components whole = analysis::components(graph_.undirected());
      leave(graph_.node(most_missed(graph_.undirected(), analysis::find_cuts(graph_.undirected(), whole), losses_)));
    }
    return std::nullopt;
  }

  Json answer() {
    LensAnswer answer("spider");
    answer["removed"] = Json::array();
    answer["pieces"] = Json::array();
    answer["initiatives"] = Json::array();
    answer["needs"] = Json::array();
    answer["repair"] = {{"ties", Json::array()}, {"fewest", true}, {"heaviest", true}};
    for (const std::string_view id : gone_ids_) answer["removed"].push_back(id);
    answer.rests_on("lens.known.tiedActors", actor_graph_.tied());
    answer.missing("lens.missing.ties", {}, "", actor_graph_.untied());
    if (gone_ids_.empty()) {
      answer.sentence("lens.spider.nobodyChosen");
      return answer.take();
    }
    const Adjacency& before = graph_.undirected();
    const Components whole = analysis::components(before);
    const Adjacency rest = without(before, gone_);
    find_pieces(whole, analysis::components(rest));
    count(answer, before, whole, rest);
    initiatives(answer, whole);
    const NeedOfferMatches matches(network_);
    needs(answer, matches);
    for (const auto& [id, edge] : network_.edges)
      if (edge.status != EdgeStatus::potential && (gone_ids_.contains(edge.from) || gone_ids_.contains(edge.to)))
        answer.edge(id, nullptr, text("lens.spider.tieGoes"));
    repair(answer, matches, before, rest);
    return answer.take();
  }

 private:
  void leave(const Node& node) {
    if (!gone_ids_.insert(node.id).second) return;
    names_.push_back(node.label);
    if (const std::uint32_t actor = actor_graph_.number_of(node.id); actor != ActorGraph::none) gone_[actor] = 1;
  }

  /// The pieces that the main component falls into: the one that stays the main one, and what falls off.
  void find_pieces(const Components& whole, const Components& after) {
    std::map<std::uint32_t, Actors> pieces;
    for (std::uint32_t actor = 0; actor < graph_.size(); ++actor)
      if (!gone_[actor] && whole.of_node[actor] == whole.main) pieces[after.of_node[actor]].push_back(actor);
    for (auto& [number, piece] : pieces) pieces_.push_back(std::move(piece));
    sort_stably(pieces_, [](const Actors& a, const Actors& b) { return a.size() > b.size(); });
  }

  void count(LensAnswer& answer, const Adjacency& before, const Components& whole, const Adjacency& rest) {
    std::uint32_t staying = 0;
    for (std::uint32_t actor = 0; actor < graph_.size(); ++actor) staying += gone_[actor] ? 0 : 1;
    std::uint32_t fallen = 0;
    for (std::size_t piece = 1; piece < pieces_.size(); ++piece) {
      Json ids = Json::array();
      for (const std::uint32_t actor : pieces_[piece]) {
        ids.push_back(graph_.node(actor).id);
        answer.node(graph_.node(actor).id, pieces_[piece].size(),
                    pieces_[piece].size() == 1
                        ? text("lens.spider.alone", {list_of(names_)})
                        : text("lens.spider.fallsOff", {list_of(names_), pieces_[piece].size()}));
      }
      fallen += static_cast<std::uint32_t>(pieces_[piece].size());
      answer["pieces"].push_back(std::move(ids));
    }
    const auto edges = pieces_.empty() ? std::size_t{0} : pieces_.size() - 1;
    const analysis::Loss loss = losses_.without(gone_);
    if (staying == 0)
      answer.sentence("lens.spider.nobodyLeft");
    else if (fallen == 0 && graph_.size() >= 3 && loss.efficiency >= much_longer)
      answer.sentence("lens.spider.holdsLonger", {list_of(names_), percent(loss.efficiency)});
    else if (fallen == 0)
      answer.sentence(graph_.size() < 3 ? "lens.spider.tooFew" : "lens.spider.holds", {list_of(names_), staying});
    else
      answer.sentence("lens.spider.falls", {list_of(names_), fallen, staying, edges});
    answer.number("lens.number.fallsOff", Unit::count, fallen, text("lens.reference.ofOthers", {staying}));
    answer.number("lens.number.fallsOffShare", Unit::share,
                  staying > 0 ? std::optional(static_cast<double>(fallen) / staying) : std::nullopt,
                  text("lens.reference.half"), text("lens.why.nobodyLeft"));
    const auto lost = [&](double share) { return staying > 1 ? std::optional(share) : std::nullopt; };
    const Json estimate =
        losses_.is_estimate() ? text("lens.reference.fromSome", {sources_for(before), before.size()}) : Json();
    answer.number("lens.number.reachLost", Unit::share, lost(loss.reach), estimate, text("lens.why.fewerThanTwo"));
    answer.number("lens.number.efficiencyLost", Unit::share, lost(loss.efficiency), estimate,
                  text("lens.why.fewerThanTwo"));
    if (gone_ids_.size() == 1 && fallen > 1) compare_with_chance(answer, whole, before, fallen);
    answer.number("lens.number.pieces", Unit::count, static_cast<double>(edges));
    const Json few = text("lens.why.fewerThanTwo");
    answer.number("lens.number.independenceBefore", Unit::share,
                  analysis::independence(analysis::find_cuts(before, whole)), text("lens.reference.independence"), few);
    answer.number("lens.number.independenceAfter", Unit::share, independence_of_rest(rest, gone_),
                  text("lens.reference.independence"), few);
  }

  void initiatives(LensAnswer& answer, const Components& whole) {
    std::set<std::string_view> main_before, main_after;
    for (std::uint32_t actor = 0; actor < graph_.size(); ++actor)
      if (whole.of_node[actor] == whole.main) main_before.insert(graph_.node(actor).id);
    if (!pieces_.empty())
      for (const std::uint32_t actor : pieces_[0]) main_after.insert(graph_.node(actor).id);
    const auto reached_before = reached(network_, {}, main_before);
    const auto reached_after = reached(network_, gone_ids_, main_after);
    constexpr std::string_view names[] = {"founder", "funder", "doer"};
    constexpr std::string_view codes[] = {"lens.spider.losesFounder", "lens.spider.losesFunder",
                                          "lens.spider.losesDoer"};
    std::uint32_t hit = 0;
    for (const auto& [id, node] : network_.nodes) {
      if (node.kind != NodeKind::initiative || gone_ids_.contains(id)) continue;
      bool had[3] = {}, keeps[3] = {};
      for (const Involved& each : actor_graph_.involved_in(id)) {
        had[static_cast<std::size_t>(each.involvement)] = true;
        if (!gone_[each.actor]) keeps[static_cast<std::size_t>(each.involvement)] = true;
      }
      Json lost = Json::array();
      Json reason;
      for (std::size_t involvement = 0; involvement < 3; ++involvement)
        if (had[involvement] && !keeps[involvement]) {
          lost.push_back(names[involvement]);
          // What is done by nobody weighs most.
          reason = text(codes[involvement], {list_of(names_)});
        }
      const bool unreachable = reached_before.contains(id) && !reached_after.contains(id);
      if (unreachable) reason = text("lens.spider.unreachable", {list_of(names_)});
      if (lost.empty() && !unreachable) continue;
      ++hit;
      answer.node(id, lost.size(), std::move(reason));
      answer["initiatives"].push_back({{"id", id}, {"lost", std::move(lost)}, {"unreachable", unreachable}});
    }
    answer.number("lens.number.initiativesHit", Unit::count, hit);
    Completeness with_people;
    std::vector<std::string> nobody;
    for (const auto& [id, node] : network_.nodes) {
      if (node.kind != NodeKind::initiative) continue;
      ++with_people.of;
      if (actor_graph_.involved_in(id).empty())
        nobody.push_back(id);
      else
        ++with_people.known;
    }
    answer.also_known("lens.known.initiativesWithPeople", with_people);
    answer.missing("lens.missing.initiativePeople", {}, "", nobody);
  }

  void needs(LensAnswer& answer, const NeedOfferMatches& matches) {
    struct Count {
      std::uint32_t all = 0, gone = 0;
    };
    std::vector<Count> offers(matches.needs().size());
    for (const NeedOfferMatch& match : matches.all()) {
      ++offers[match.need].all;
      if (gone_ids_.contains(matches.offers()[match.offer].node->id)) ++offers[match.need].gone;
    }
    std::uint32_t hit = 0;
    for (std::size_t i = 0; i < offers.size(); ++i) {
      const Item& need = matches.needs()[i];
      if (offers[i].all == 0 || offers[i].gone < offers[i].all || gone_ids_.contains(need.node->id)) continue;
      ++hit;
      answer.node(need.node->id, 1, text("lens.spider.losesOffer", {need.exchange->text, list_of(names_)}));
      answer["needs"].push_back({{"node", need.node->id}, {"need", need.exchange->id}, {"text", need.exchange->text}});
    }
    answer.number("lens.number.needsHit", Unit::count, hit);
  }

  void repair(LensAnswer& answer, const NeedOfferMatches& matches, const Adjacency& before, const Adjacency& rest) {
    if (pieces_.size() < 2) return;
    // In every piece who has most edges there, of equals who had most before.
    Actors hosts;
    for (const Actors& piece : pieces_)
      hosts.push_back(*std::max_element(piece.begin(), piece.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::pair(rest.degree(a), before.degree(a)) < std::pair(rest.degree(b), before.degree(b));
      }));
    // A contact who leaves brings nobody together.
    const Affinity affinity(network_, graph_, matches, {.round_cut_point = 0, .near = 0});
    const Repair found = fewest_introductions(
        pieces_, hosts, [&](std::uint32_t a, std::uint32_t b) { return affinity.weight(a, b); },
        [&] { return affinity.candidates(); });
    Json all = Json::array();
    Json& edges = answer["repair"]["ties"];
    for (const RankedPair& edge : found.edges) {
      const auto [a, b] = edge.pair;
      Json reasons = affinity.reasons(a, b);
      if (reasons.empty()) reasons.push_back(text("lens.reason.bestConnected"));
      Json operation = affinity.bring_together(a, b);
      all.push_back(operation);
      edges.push_back({{"from", graph_.node(a).id},
                       {"to", graph_.node(b).id},
                       {"weight", edge.weight},
                       {"reasons", std::move(reasons)}});
    }
    answer["repair"]["heaviest"] = found.heaviest;
    if (found.edges.size() > 1) answer.action("lens.spider.repairAll", {found.edges.size()}, std::move(all));
    std::size_t actions = 0;
    for (const Json& edge : edges) {
      if (++actions > most_actions) break;
      const std::uint32_t a = actor_graph_.number_of(edge["from"].get_ref<const std::string&>());
      const std::uint32_t b = actor_graph_.number_of(edge["to"].get_ref<const std::string&>());
      answer.action("lens.action.introduce", {graph_.node(a).label, graph_.node(b).label},
                    Json::array({affinity.bring_together(a, b)}), edge["reasons"]);
    }
  }

  const Network& network_;
  ActorGraph actor_graph_;
  const analysis::Graph& graph_;
  analysis::EfficiencyLoss losses_;
  std::vector<char> gone_;
  std::set<std::string_view> gone_ids_;
  std::vector<std::string> names_;
  std::vector<Actors> pieces_;
};

Result<Json> answer(const Inquiry& inquiry) {
  Spider spider(inquiry);
  if (auto issue = spider.choose(inquiry)) return *issue;
  return spider.answer();
}

}  // namespace

LensInfo spider_lens() { return {"spider", parameters, answer}; }

}  // namespace impactweb::insight

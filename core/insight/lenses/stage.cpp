// "What does our network look like?" The stage that it reads most like (analysis/stage.hpp), why, how firm that is, and
// what helps from there.
//
// Beyond lens_answer.hpp: `stage`, its name or null; `reasons` [TEXT] in the order in which they were looked at;
// `advice` [TEXT]; `firmness` {asChance, of, changing, tried} or null: in how many networks of as many actors and edges
// made by chance (analysis/chance.hpp) the largest part reads the same, and how many of the edges that were taken out
// one at a time make it read otherwise. Hubs and a core are claimed where no network by chance has them and no more
// than a fifth of the edges does. Its actions are the introductions of the lens that fits the stage.
#include <algorithm>

#include "core/analysis/chance.hpp"
#include "core/analysis/measures.hpp"
#include "core/analysis/stage.hpp"
#include "core/insight/actor_graph.hpp"
#include "core/insight/lens_answer.hpp"
#include "core/insight/lenses/all_lenses.hpp"

namespace impactweb::insight {

namespace {

struct Saying {
  std::string_view reason;
  std::string_view code;
};

// What each reason of the measure is called here.
constexpr Saying sayings[] = {{"stageMainGroupSmall", "lens.stage.mainGroupSmall"},
                              {"stageMainGroupLarge", "lens.stage.mainGroupLarge"},
                              {"stageNobodyCutOff", "lens.stage.nobodyCutOff"},
                              {"stageHubCutsOffMost", "lens.stage.hubCutsOffMost"},
                              {"stageHubCutsOffSome", "lens.stage.hubCutsOffSome"},
                              {"stageCentralised", "lens.stage.centralised"},
                              {"stageSpread", "lens.stage.spread"},
                              {"stageNoCore", "lens.stage.noCore"},
                              {"stageEverybodyTied", "lens.stage.everybodyTied"},
                              {"stageTooFew", "lens.stage.fewInGroup"},
                              {"stageHubs", "lens.stage.hubs"},
                              {"stageOneHub", "lens.stage.oneHub"},
                              {"stageNoHubs", "lens.stage.noHubs"},
                              {"stageFewOfHubs", "lens.stage.fewOfHubs"},
                              {"stageCoreDense", "lens.stage.coreDense"},
                              {"stageCoreLoose", "lens.stage.coreLoose"},
                              {"stageCoreFits", "lens.stage.coreFits"},
                              {"stageCoreFitsBadly", "lens.stage.coreFitsBadly"}};

struct Advice {
  std::string_view stage;
  std::string_view sentence;
  std::string_view advice[2];
  std::string_view lens;  // whose actions help
};

constexpr Advice advices[] = {
    {"scattered", "lens.stage.scattered", {"lens.stage.adviceFindConnector", "lens.stage.adviceMeet"}, "introductions"},
    {"hubAndSpoke", "lens.stage.hubAndSpoke", {"lens.stage.adviceRoundHub", "lens.stage.adviceShareWork"}, "spider"},
    {"multiHub", "lens.stage.multiHub", {"lens.stage.adviceJoinHubs", "lens.stage.adviceSharedAim"}, "introductions"},
    {"corePeriphery",
     "lens.stage.corePeriphery",
     {"lens.stage.adviceKeepEdgeOpen", "lens.stage.adviceNewcomers"},
     "introductions"},
    {"flat", "lens.stage.flat", {"lens.stage.adviceSharedAim", "lens.stage.adviceFindConnector"}, "introductions"},
    {"unclear", "lens.stage.unclear", {"lens.stage.adviceFillIn", "lens.stage.adviceMeet"}, "introductions"}};

/// The same where chance would give it too, or one edge could change it: with the pattern's name.
std::string_view pattern_name(analysis::NetworkStage stage) {
  switch (stage) {
    case analysis::NetworkStage::hub_and_spoke:
      return "lens.stage.patternHubAndSpoke";
    case analysis::NetworkStage::multi_hub:
      return "lens.stage.patternMultiHub";
    case analysis::NetworkStage::core_periphery:
      return "lens.stage.patternCorePeriphery";
    default:
      return "";
  }
}

/// How firm a reading is.
struct Firmness {
  std::uint32_t as_chance = 0, of = 0;    // networks made by chance
  std::uint32_t changing = 0, tried = 0;  // edges
};

std::optional<analysis::StageReading> read(const analysis::Adjacency& rows) {
  const analysis::Components components = analysis::components(rows);
  return analysis::read_stage(rows, components, analysis::find_cuts(rows, components),
                              [](std::uint32_t) { return std::string(); });
}

Firmness firmness_of(const analysis::Adjacency& rows, const analysis::StageReading& reading) {
  Firmness firmness;
  const auto size = static_cast<std::uint32_t>(reading.main.nodes.size());
  const auto pairs = static_cast<std::uint64_t>(reading.main.pairs);
  const double work = static_cast<double>(rows.targets.size()) + rows.size();
  analysis::Random chance(1);
  for (std::uint32_t left = analysis::comparisons(work, 150'000, 4); left > 0; --left, ++firmness.of) {
    const auto by_chance = read(analysis::random_network(size, pairs, chance));
    firmness.as_chance += by_chance && by_chance->stage == reading.stage ? 1 : 0;
  }
  // Every edge of a small network; of a larger one some, spread over it.
  const std::size_t edges = rows.targets.size() / 2;
  const auto most = static_cast<std::size_t>(std::clamp(150'000 / std::max(work, 1.0), 4.0, 100.0));
  const std::size_t step = std::max<std::size_t>(1, (edges + most - 1) / most);
  std::size_t at = 0;
  for (std::uint32_t a = 0; a < rows.size(); ++a)
    for (const std::uint32_t b : rows.neighbours(a)) {
      if (b < a || at++ % step != 0) continue;
      analysis::Adjacency less;
      for (std::uint32_t node = 0; node < rows.size(); ++node) {
        for (const std::uint32_t other : rows.neighbours(node))
          if (!(node == a && other == b) && !(node == b && other == a)) less.targets.push_back(other);
        less.offsets.push_back(static_cast<std::uint32_t>(less.targets.size()));
      }
      const auto then = read(less);
      ++firmness.tried;
      firmness.changing += then && then->stage == reading.stage ? 0 : 1;
    }
  return firmness;
}

constexpr std::size_t most_actions = 5;

/// A reason of the measure; its numbers come as texts, but for a hub's name, which stays one whatever it looks like.
Json retold(const Json& reason) {
  const auto& code = reason["code"].get_ref<const std::string&>();
  const auto found =
      std::find_if(std::begin(sayings), std::end(sayings), [&](const Saying& saying) { return saying.reason == code; });
  if (found == std::end(sayings)) return nullptr;
  Json params = Json::array();
  for (std::size_t i = 0; i < reason["params"].size(); ++i) {
    const auto& param = reason["params"][i].get_ref<const std::string&>();
    const bool is_name = i == 0 && (code.starts_with("stageHubC") || code == "stageOneHub");
    const Json number = is_name ? Json() : Json::parse(param, nullptr, false);
    params.push_back(number.is_number() ? number : Json(param));
  }
  return {{"code", found->code}, {"params", std::move(params)}};
}

Result<Json> answer(const Inquiry& inquiry) {
  const Network& network = inquiry.network;
  const ActorGraph actor_graph(network);
  LensAnswer answer("stage");
  answer["stage"] = nullptr;
  answer["reasons"] = Json::array();
  answer["advice"] = Json::array();
  answer.rests_on("lens.known.tiedActors", actor_graph.tied());
  answer.missing("lens.missing.ties", {}, "", actor_graph.untied());
  answer["firmness"] = nullptr;
  const analysis::Graph& graph = actor_graph.graph();
  const analysis::Adjacency& rows = graph.undirected();
  const analysis::Components components = analysis::components(rows);
  const analysis::Cuts cuts = analysis::find_cuts(rows, components);
  const auto reading =
      analysis::read_stage(rows, components, cuts, [&](std::uint32_t actor) { return graph.node(actor).label; });
  const Json few = text("lens.why.fewerThanThree");
  const bool any = reading && reading->main.nodes.size() >= 3;
  answer.number("lens.number.centralisation", Unit::share,
                any ? std::optional(reading->main.centralisation) : std::nullopt, text("lens.reference.half"), few);
  answer.number("lens.number.coreFit", Unit::index,
                any && reading->main.core.size() >= 2 ? std::optional(reading->main.core_fit) : std::nullopt,
                text("lens.reference.half"), text("lens.why.noCore"));
  answer.number("lens.number.independence", Unit::share, analysis::independence(cuts),
                text("lens.reference.independence"), text("lens.why.fewerThanTwo"));
  if (!reading) {
    answer.sentence("lens.stage.tooFew");
    answer.unsure();
    return answer.take();
  }
  const std::string_view stage = name_of(reading->stage);
  answer["stage"] = stage;
  for (const analysis::StageReason& reason : reading->reasons)
    if (Json told = retold({{"code", reason.code}, {"params", reason.params}}); !told.is_null())
      answer["reasons"].push_back(std::move(told));
  const auto advice =
      std::find_if(std::begin(advices), std::end(advices), [&](const Advice& each) { return stage == each.stage; });
  if (advice == std::end(advices)) return answer.take();
  answer.sentence(advice->sentence);
  if (reading->stage == analysis::NetworkStage::unclear) answer.unsure();
  if (const std::string_view pattern = pattern_name(reading->stage); !pattern.empty()) {
    const Firmness firm = firmness_of(rows, *reading);
    answer["firmness"] = {
        {"asChance", firm.as_chance}, {"of", firm.of}, {"changing", firm.changing}, {"tried", firm.tried}};
    if (firm.as_chance > 0) {
      answer.unsure();
      answer.sentence("lens.stage.perhapsChance", {text(pattern), firm.as_chance, firm.of});
    } else if (5 * firm.changing > firm.tried) {
      answer.unsure();
      answer.sentence("lens.stage.perhapsOneTie", {text(pattern), firm.changing, firm.tried});
    } else {
      answer.note("lens.stage.noChance", {firm.as_chance, firm.of});
      if (firm.changing > 0) answer.note("lens.stage.someTies", {firm.changing, firm.tried});
    }
  }
  for (const std::string_view code : advice->advice) answer["advice"].push_back(text(code));
  if (reading->stage == analysis::NetworkStage::core_periphery)
    for (const std::uint32_t actor : reading->main.core)
      answer.node(graph.node(actor).id, 1, text("lens.stage.inCore"));
  if (reading->stage == analysis::NetworkStage::multi_hub)
    for (const std::uint32_t actor : reading->main.hubs)
      answer.node(graph.node(actor).id, rows.degree(actor), text("lens.stage.isHub", {rows.degree(actor)}));
  const Result<Json> helping = lens(network, advice->lens);
  if (const Json* other = std::get_if<Json>(&helping)) {
    Json actions = Json::array();
    for (const Json& action : (*other)["actions"])
      if (actions.size() < most_actions && action["code"] == "lens.action.introduce") actions.push_back(action);
    answer["actions"] = std::move(actions);
  }
  return answer.take();
}

}  // namespace

LensInfo stage_lens() { return {"stage", {}, answer}; }

}  // namespace impactweb::insight

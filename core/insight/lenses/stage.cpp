// "How far are we as a network?" The stage that it reads most like (analysis/stage.hpp), why, and what helps from
// there.
//
// Beyond lens_answer.hpp: `stage`, its name or null; `reasons` [TEXT] in the order in which they were looked at;
// `advice` [TEXT]. Its actions are the introductions of the lens that fits the stage.
#include <algorithm>

#include "core/analysis/measures.hpp"
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
     "introductions"}};

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
    const bool is_name = i == 0 && code.starts_with("stageHub");
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
  const std::vector<std::string> ids = {"stage", "centralisation", "corePeriphery", "independence"};
  const Result<Json> measured = analysis::measures(network, ids);
  const Json& found = std::get<Json>(measured);
  const auto number = [&](const char* id) {
    const Json& value = found[id]["value"];
    return value.is_null() ? std::nullopt : std::optional(value.get<double>());
  };
  const Json few = text("lens.why.fewerThanThree");
  answer.number("lens.number.centralisation", Unit::share, number("centralisation"), text("lens.reference.half"), few);
  answer.number("lens.number.corePeriphery", Unit::index, number("corePeriphery"), text("lens.reference.half"),
                text("lens.why.noCore"));
  answer.number("lens.number.independence", Unit::share, number("independence"), text("lens.reference.independence"),
                text("lens.why.fewerThanTwo"));
  const Json& stage = found["stage"]["value"];
  if (stage.is_null()) {
    answer.sentence("lens.stage.tooFew");
    return answer.take();
  }
  answer["stage"] = stage;
  for (const Json& reason : found["stage"]["reasons"])
    if (Json told = retold(reason); !told.is_null()) answer["reasons"].push_back(std::move(told));
  const auto advice = std::find_if(std::begin(advices), std::end(advices),
                                   [&](const Advice& each) { return stage == Json(each.stage); });
  if (advice == std::end(advices)) return answer.take();
  answer.sentence(advice->sentence);
  for (const std::string_view code : advice->advice) answer["advice"].push_back(text(code));
  for (const Json& id : found["corePeriphery"]["core"])
    if (stage == "corePeriphery") answer.node(id.get<std::string>(), 1, text("lens.stage.inCore"));
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

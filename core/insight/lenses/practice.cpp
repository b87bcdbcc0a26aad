// "Do dreams become practice?" Initiatives by stage, their next step, and how long it takes.
//
// Beyond lens_answer.hpp: `stages` [{stage, ids}] in order, `unset` last; `initiatives` [{id, stage, since,
// daysInStage, dreamToPilot, nextStep: {text, owner, due}, overdue, still, lacks: [founder, funder, doer]}]. `since` is
// the date on which the stage began; days are null where dates or `today` are missing, or a date has no month. `still`:
// a dream, an exploration or a pilot that has been what it is for more than `stillDays`, with no next step still to
// come. `overdue`: the next step was due before today. Its actions ask actors for initiatives under way that wait, or
// have nobody who does them: those who offer what is asked, or stand behind the same challenge (recruits.hpp).
#include <algorithm>

#include "core/insight/actor_graph.hpp"
#include "core/insight/dates.hpp"
#include "core/insight/lens_answer.hpp"
#include "core/insight/lenses/all_lenses.hpp"
#include "core/insight/recruits.hpp"
#include "core/model/fields.hpp"
#include "core/support/sort.hpp"

namespace impactweb::insight {

namespace {

constexpr Parameter parameters[] = {{"today", ParameterType::text},
                                    {"stillDays", ParameterType::number, 180, 1, 10'000}};

constexpr std::size_t most_actions = 12, actors_each = 2, most_helped = 20;

Json stage_name(Stage stage) { return {{"stage", name_of(stages, stage)}}; }

bool is_under_way(Stage stage) { return stage == Stage::dream || stage == Stage::exploring || stage == Stage::pilot; }

/// When a step began; nothing when it is not filled in.
std::string_view date_of(const Node& node, Stage stage) {
  const auto found = node.stage_dates.find(stage);
  return found == node.stage_dates.end() ? std::string_view() : std::string_view(found->second);
}

struct Missing {
  std::vector<std::string> stage, date, step, owner, due, doer;
};

/// Asks actors for those who wait, first for those who have nobody.
void ask_for(LensAnswer& answer, const Network& network, const ActorGraph& actor_graph,
             std::vector<const Node*>& waiting) {
  const NeedOfferMatches matches(network);
  const Recruits recruits(network, actor_graph, matches);
  const std::vector<char> everybody(actor_graph.graph().size(), 1);
  sort_stably(waiting, [&](const Node* a, const Node* b) {
    return actor_graph.involved_in(a->id).size() < actor_graph.involved_in(b->id).size();
  });
  if (waiting.size() > most_helped) waiting.resize(most_helped);
  std::size_t actions = 0;
  for (const Node* node : waiting)
    for (Recruit& recruit : recruits.for_node(*node, everybody, actors_each)) {
      if (actions == most_actions) return;
      ++actions;
      const Node& actor = actor_graph.graph().node(recruit.actor);
      answer.action("lens.practice.ask", {actor.label, node->label},
                    Json::array({{{"op", "addEdge"},
                                  {"edge",
                                   {{"from", actor.id},
                                    {"to", node->id},
                                    {"kind", "takesPartIn"},
                                    {"direction", "directed"},
                                    {"status", "exploring"}}}}}),
                    std::move(recruit.reasons));
    }
}

Result<Json> answer(const Inquiry& inquiry) {
  const std::string& today = inquiry.text("today");
  if (!is_date(today) || (!today.empty() && today.size() < 10)) return Issue{"dateInvalid", "today", {today}};
  const auto still_days = static_cast<std::int64_t>(inquiry.number("stillDays"));
  const Network& network = inquiry.network;
  const ActorGraph actor_graph(network);
  LensAnswer answer("practice");
  Json& table = answer["initiatives"];
  table = Json::array();
  std::map<Stage, std::vector<std::string>> by_stage;
  std::vector<std::int64_t> durations;
  Missing missing;
  std::vector<const Node*> waiting;  // those whom somebody could help on
  std::uint64_t count = 0, under_way = 0, beyond = 0, standing = 0, overdue_count = 0;

  for (const auto& [id, node] : network.nodes) {
    if (node.kind != NodeKind::initiative) continue;
    ++count;
    by_stage[node.stage].push_back(id);
    const bool active = is_under_way(node.stage);
    under_way += active ? 1 : 0;
    if (node.stage == Stage::pilot || node.stage == Stage::practice || node.stage == Stage::scaled) ++beyond;
    const std::string_view since = date_of(node, node.stage);
    const auto in_stage = days_between(since, today);
    const auto dream_to_pilot = days_between(date_of(node, Stage::dream), date_of(node, Stage::pilot));
    if (dream_to_pilot && *dream_to_pilot >= 0) durations.push_back(*dream_to_pilot);
    const auto due = day_number(node.next_step.due), now = day_number(today);
    // A month or year is over only when the next has begun.
    const bool overdue = due && now && node.next_step.due < today.substr(0, node.next_step.due.size());
    const bool to_come = due && now && !overdue;
    const bool still = active && in_stage && *in_stage > still_days && !to_come;
    standing += still ? 1 : 0;
    overdue_count += overdue && node.stage != Stage::stopped ? 1 : 0;

    bool has[3] = {};
    for (const Involved& each : actor_graph.involved_in(id)) has[static_cast<std::size_t>(each.involvement)] = true;
    constexpr std::string_view names[] = {"founder", "funder", "doer"};
    Json lacks = Json::array();
    for (std::size_t involvement = 0; involvement < 3; ++involvement)
      if (!has[involvement]) lacks.push_back(names[involvement]);

    if (node.stage == Stage::unset) missing.stage.push_back(id);
    if (node.stage != Stage::unset && since.empty()) missing.date.push_back(id);
    if (active && node.next_step.text.empty()) missing.step.push_back(id);
    if (active && !node.next_step.text.empty() && node.next_step.owner.empty()) missing.owner.push_back(id);
    if (active && !node.next_step.text.empty() && node.next_step.due.empty()) missing.due.push_back(id);
    if (node.stage != Stage::stopped && !has[static_cast<std::size_t>(Involvement::doer)]) missing.doer.push_back(id);

    const bool no_doer = !has[static_cast<std::size_t>(Involvement::doer)];
    if (active && (overdue || still || no_doer || node.next_step.text.empty())) waiting.push_back(&node);
    if (node.stage == Stage::stopped) {
      // Nobody waits for it.
    } else if (overdue) {
      answer.node(id, node.next_step.due, text("lens.practice.overdue", {node.next_step.text, node.next_step.due}));
    } else if (still) {
      answer.node(id, *in_stage, text("lens.practice.still", {stage_name(node.stage), since}));
    } else if (active && node.next_step.text.empty()) {
      answer.node(id, nullptr, text("lens.practice.noStep", {stage_name(node.stage)}));
    } else if (active && no_doer) {
      answer.node(id, nullptr, text("lens.practice.noDoer"));
    }
    table.push_back(
        {{"id", id},
         {"stage", name_of(stages, node.stage)},
         {"since", since},
         {"daysInStage", or_null(in_stage)},
         {"dreamToPilot", or_null(dream_to_pilot)},
         {"nextStep", {{"text", node.next_step.text}, {"owner", node.next_step.owner}, {"due", node.next_step.due}}},
         {"overdue", overdue},
         {"still", still},
         {"lacks", std::move(lacks)}});
  }

  if (!waiting.empty()) ask_for(answer, network, actor_graph, waiting);

  Json& list = answer["stages"];
  list = Json::array();
  for (const auto& entry : stages)
    if (entry.value != Stage::unset) list.push_back({{"stage", entry.name}, {"ids", by_stage[entry.value]}});
  list.push_back({{"stage", "unset"}, {"ids", by_stage[Stage::unset]}});

  answer.rests_on("lens.known.stages", {count - missing.stage.size(), count});
  answer.also_known("lens.known.stageDates", {count - missing.stage.size() - missing.date.size(), count});
  answer.also_known("lens.known.nextSteps", {under_way - missing.step.size(), under_way});
  answer.missing("lens.missing.stage", {}, "stage", missing.stage);
  answer.missing("lens.missing.stageDate", {}, "stageDates", missing.date);
  answer.missing("lens.missing.nextStep", {}, "nextStep.text", missing.step);
  answer.missing("lens.missing.owner", {}, "nextStep.owner", missing.owner);
  answer.missing("lens.missing.due", {}, "nextStep.due", missing.due);
  answer.missing("lens.missing.doer", {}, "", missing.doer);

  std::optional<double> median;
  if (!durations.empty()) {
    std::sort(durations.begin(), durations.end());
    const std::size_t middle = durations.size() / 2;
    median = durations.size() % 2 == 1 ? static_cast<double>(durations[middle])
                                       : static_cast<double>(durations[middle - 1] + durations[middle]) / 2;
  }
  const auto counted = [&](std::uint64_t value) {
    return today.empty() ? std::nullopt : std::optional(static_cast<double>(value));
  };
  const Json no_today = text("lens.why.noToday");
  answer.number("lens.number.beyondDream", Unit::count, static_cast<double>(beyond),
                text("lens.reference.ofInitiatives", {count}));
  answer.number("lens.number.dreamToPilot", Unit::days, median, text("lens.reference.median", {durations.size()}),
                text("lens.why.noStageDates"));
  answer.number("lens.number.still", Unit::count, counted(standing), text("lens.reference.stillDays", {still_days}),
                no_today);
  answer.number("lens.number.overdue", Unit::count, counted(overdue_count), nullptr, no_today);
  if (count == 0)
    answer.sentence("lens.practice.none");
  else if (standing > 0 || overdue_count > 0)
    answer.sentence("lens.practice.waiting", {beyond, count, standing, overdue_count});
  else
    answer.sentence("lens.practice.moving", {beyond, count, under_way});
  return answer.take();
}

}  // namespace

LensInfo practice_lens() { return {"practice", parameters, answer}; }

}  // namespace impactweb::insight

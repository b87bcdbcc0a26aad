// The insight lenses, for the worker that reads files: what they say and compute would weigh on every first visit.
#include "bridge/commands.hpp"
#include "bridge/network_argument.hpp"
#include "core/analysis/measures.hpp"
#include "core/insight/lenses/all_lenses.hpp"
#include "core/insight/lenses/scenario.hpp"
#include "core/insight/need_offer_matches.hpp"

namespace impactweb::bridge {
namespace {

/// The core has no clock: what a lens needs to know of it comes with the question.
Json with_today(const std::optional<std::string>& today, std::string_view id, Json options) {
  if (options.is_null()) options = Json::object();
  if (!today || !options.is_object() || options.contains("today")) return options;
  for (const insight::LensInfo& each : insight::all_lenses())
    if (each.id == id)
      for (const insight::Parameter& parameter : each.parameters)
        if (parameter.name == "today") options["today"] = *today;
  return options;
}

/// What a command answers: `{answer}` or `{error}`.
Json answer_of(Result<Json> result) {
  if (const Issue* issue = std::get_if<Issue>(&result)) return error_answer(*issue);
  return {{"answer", std::move(std::get<Json>(result))}};
}

/// The network that was asked about last, with the page's name for how it was then: the next question need not bring it
/// along, and reading it takes longer than most answers.
struct Kept {
  std::string version;
  Network network;
};
Kept kept_;

/// What `ask` answers to a question about a network; `{unknown: true}` when the question came without it and another
/// is kept.
template <class Arguments, class Ask>
Json about_network(Arguments& arguments, Ask ask) {
  const std::string version = arguments.version.value_or("");
  if (arguments.network) {
    Result<Opened> opened = opened_network(std::move(*arguments.network));
    if (const Issue* issue = std::get_if<Issue>(&opened)) return error_answer(*issue);
    kept_ = {version, std::move(std::get<Opened>(opened).network)};
  } else if (version.empty() || version != kept_.version) {
    return {{"unknown", true}};
  }
  return answer_of(ask(std::as_const(kept_.network)));
}

}  // namespace

namespace commands {

Json lenses() { return {{"lenses", insight::lens_list()}}; }

Json lens(LensArguments arguments) {
  return about_network(arguments, [&](const Network& network) {
    return insight::lens(network, arguments.id,
                         with_today(arguments.today, arguments.id, arguments.options.value_or(Json())));
  });
}

Json scenario(ScenarioArguments arguments) {
  return about_network(arguments, [&](const Network& network) {
    Json& asked = arguments.asked;
    if (asked.is_object() && asked.contains("lenses") && asked["lenses"].is_array())
      for (Json& each : asked["lenses"]) {
        if (each.is_string()) each = {{"id", each}};
        if (each.is_object() && each.contains("id") && each["id"].is_string())
          each["options"] =
              with_today(arguments.today, each["id"].get_ref<const std::string&>(), each.value("options", Json()));
      }
    return insight::scenario(network, arguments.operations, asked);
  });
}

/// In a large network they take seconds, in which the page has to answer.
Json measures_of(MeasuresOfArguments arguments) {
  return about_network(arguments, [&](const Network& network) {
    return analysis::measures(network, arguments.only.value_or(std::vector<std::string>()),
                              {.needs = insight::need_report});
  });
}

}  // namespace commands
}  // namespace impactweb::bridge

// The insight lenses, for the worker that reads files: what they say and compute would weigh on every first visit.
#include "bridge/network_argument.hpp"
#include "core/analysis/measures.hpp"
#include "core/insight/lens.hpp"
#include "core/insight/scenario.hpp"

namespace impactweb::bridge {
namespace {

/// The core has no clock: what a lens needs to know of it comes with the question.
Json with_today(const Json& arguments, std::string_view id, Json options) {
  if (options.is_null()) options = Json::object();
  if (!options.is_object() || options.contains("today") || !arguments.contains("today")) return options;
  for (const insight::LensInfo& each : insight::all_lenses())
    if (each.id == id)
      for (const insight::Parameter& parameter : each.parameters)
        if (parameter.name == "today") options["today"] = arguments["today"];
  return options;
}

Json lenses(const Json&) { return {{"lenses", insight::lens_list()}}; }

/// What a command answers: `{answer}` or `{error}`.
Json answer_of(Result<Json> result) {
  if (const Issue* issue = std::get_if<Issue>(&result)) return error_answer(*issue);
  return {{"answer", std::move(std::get<Json>(result))}};
}

Json lens(const Json& arguments) {
  const Result<Opened> opened = network_of(arguments, "network");
  if (const Issue* issue = std::get_if<Issue>(&opened)) return error_answer(*issue);
  const auto id = arguments.at("id").get<std::string>();
  return answer_of(insight::lens(std::get<Opened>(opened).network, id,
                                 with_today(arguments, id, arguments.value("options", Json()))));
}

Json scenario(const Json& arguments) {
  const Result<Opened> opened = network_of(arguments, "network");
  if (const Issue* issue = std::get_if<Issue>(&opened)) return error_answer(*issue);
  Json asked = arguments.at("asked");
  if (asked.is_object() && asked.contains("lenses") && asked["lenses"].is_array())
    for (Json& each : asked["lenses"]) {
      if (each.is_string()) each = {{"id", each}};
      if (each.is_object() && each.contains("id") && each["id"].is_string())
        each["options"] =
            with_today(arguments, each["id"].get_ref<const std::string&>(), each.value("options", Json()));
    }
  return answer_of(
      insight::scenario(std::get<Opened>(opened).network, arguments.at("operations").get<std::vector<Json>>(), asked));
}

/// Measures of a network that comes along: in a large one they take seconds, in which the page has to answer.
Json measures_of(const Json& arguments) {
  const Result<Opened> opened = network_of(arguments, "network");
  if (const Issue* issue = std::get_if<Issue>(&opened)) return error_answer(*issue);
  const auto only = arguments.value("only", std::vector<std::string>());
  return answer_of(analysis::measures(std::get<Opened>(opened).network, only));
}

}  // namespace

void add_lens_commands() {
  add_command("lenses", lenses);
  add_command("lens", lens);
  add_command("scenario", scenario);
  add_command("measuresOf", measures_of);
}

}  // namespace impactweb::bridge

// The insight lenses, for the worker that reads files: what they say and compute would weigh on every first visit.
#include "bridge/network_argument.hpp"
#include "core/analysis/measures.hpp"
#include "core/insight/lenses/all_lenses.hpp"
#include "core/insight/lenses/scenario.hpp"

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

/// The network that was asked about last, with the page's name for how it was then: the next question need not bring it
/// along, and reading it takes longer than most answers.
struct Kept {
  std::string version;
  Network network;
};

/// Gives the network of a question, or leaves in `refusal` what to answer instead: `{unknown: true}` when it came
/// without and this is not the one that is kept.
const Network* network_asked_about(const Json& arguments, Json& refusal) {
  static Kept kept;
  const auto version = arguments.value("version", std::string());
  if (!arguments.contains("network")) {
    if (!version.empty() && version == kept.version) return &kept.network;
    refusal = {{"unknown", true}};
    return nullptr;
  }
  Result<Opened> opened = network_of(arguments, "network");
  if (const Issue* issue = std::get_if<Issue>(&opened)) {
    refusal = error_answer(*issue);
    return nullptr;
  }
  kept = {version, std::move(std::get<Opened>(opened).network)};
  return &kept.network;
}

Json lens(const Json& arguments) {
  Json refusal;
  const Network* const network = network_asked_about(arguments, refusal);
  if (network == nullptr) return refusal;
  const auto id = arguments.at("id").get<std::string>();
  return answer_of(insight::lens(*network, id, with_today(arguments, id, arguments.value("options", Json()))));
}

Json scenario(const Json& arguments) {
  Json refusal;
  const Network* const network = network_asked_about(arguments, refusal);
  if (network == nullptr) return refusal;
  Json asked = arguments.at("asked");
  if (asked.is_object() && asked.contains("lenses") && asked["lenses"].is_array())
    for (Json& each : asked["lenses"]) {
      if (each.is_string()) each = {{"id", each}};
      if (each.is_object() && each.contains("id") && each["id"].is_string())
        each["options"] =
            with_today(arguments, each["id"].get_ref<const std::string&>(), each.value("options", Json()));
    }
  return answer_of(insight::scenario(*network, arguments.at("operations").get<std::vector<Json>>(), asked));
}

/// In a large network they take seconds, in which the page has to answer.
Json measures_of(const Json& arguments) {
  Json refusal;
  const Network* const network = network_asked_about(arguments, refusal);
  if (network == nullptr) return refusal;
  return answer_of(analysis::measures(*network, arguments.value("only", std::vector<std::string>())));
}

}  // namespace

void add_lens_commands() {
  add_command("lenses", lenses);
  add_command("lens", lens);
  add_command("scenario", scenario);
  add_command("measuresOf", measures_of);
}

}  // namespace impactweb::bridge

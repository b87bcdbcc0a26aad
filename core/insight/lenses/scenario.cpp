#include "core/insight/lenses/scenario.hpp"

#include <string>
#include <utility>

#include "core/analysis/measures.hpp"
#include "core/insight/lenses/all_lenses.hpp"
#include "core/insight/need_offer_matches.hpp"
#include "core/operation/operations.hpp"

namespace impactweb::insight {

namespace {

/// What is asked, read and checked.
struct Questions {
  std::vector<std::pair<std::string, Json>> lenses;
  std::vector<std::string> measures;
};

Result<Questions> read(const Json& asked) {
  Questions questions;
  if (!asked.is_object()) return Issue{"wrongType", "", {"object"}};
  const Json lenses = asked.value("lenses", Json::array()), measures = asked.value("measures", Json::array());
  if (!lenses.is_array()) return Issue{"wrongType", "lenses", {"list"}};
  if (!measures.is_array()) return Issue{"wrongType", "measures", {"list"}};
  for (std::size_t i = 0; i < lenses.size(); ++i) {
    const std::string where = item_place("lenses", i);
    const Json id = lenses[i].is_object() ? lenses[i].value("id", Json()) : lenses[i];
    if (!id.is_string()) return Issue{"wrongType", where, {"text"}};
    questions.lenses.emplace_back(id.get<std::string>(),
                                  lenses[i].is_object() ? lenses[i].value("options", Json()) : Json());
  }
  for (std::size_t i = 0; i < measures.size(); ++i) {
    if (!measures[i].is_string()) return Issue{"wrongType", item_place("measures", i), {"text"}};
    questions.measures.push_back(measures[i].get<std::string>());
  }
  return questions;
}

Result<Json> ask(const Network& network, const Questions& questions) {
  Json answers = {{"lenses", Json::array()}, {"measures", Json::object()}};
  for (const auto& [id, options] : questions.lenses) {
    Result<Json> answer = lens(network, id, options);
    if (const Issue* issue = std::get_if<Issue>(&answer)) return *issue;
    answers["lenses"].push_back(std::move(std::get<Json>(answer)));
  }
  // No ids would mean all of them.
  if (questions.measures.empty()) return answers;
  Result<Json> found = analysis::measures(network, questions.measures, {.needs = need_report});
  if (const Issue* issue = std::get_if<Issue>(&found)) return *issue;
  answers["measures"] = std::move(std::get<Json>(found));
  return answers;
}

}  // namespace

Result<Json> scenario(const Network& network, const std::vector<Json>& operations, const Json& asked) {
  Result<Questions> questions = read(asked);
  if (const Issue* issue = std::get_if<Issue>(&questions)) return *issue;
  Result<Json> before = ask(network, std::get<Questions>(questions));
  if (const Issue* issue = std::get_if<Issue>(&before)) return *issue;
  Network changed = network;
  Ties ties;
  Json rejected = Json::array();
  for (std::size_t i = 0; i < operations.size(); ++i) {
    const Result<Effect> result = apply_operation(changed, operations[i], Origin::local, ties);
    if (const Issue* issue = std::get_if<Issue>(&result))
      rejected.push_back(
          {{"index", i}, {"issue", {{"code", issue->code}, {"where", issue->where}, {"params", issue->params}}}});
  }
  Result<Json> after = ask(changed, std::get<Questions>(questions));
  if (const Issue* issue = std::get_if<Issue>(&after)) return *issue;
  return Json{{"before", std::move(std::get<Json>(before))},
              {"after", std::move(std::get<Json>(after))},
              {"rejected", std::move(rejected)}};
}

}  // namespace impactweb::insight

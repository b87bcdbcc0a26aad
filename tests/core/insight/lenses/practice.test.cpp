#include <chrono>

#include "core/insight/dates.hpp"
#include "tests/core/insight/fixtures.hpp"

using namespace fixtures;
using impactweb::Stage;
using impactweb::insight::day_number;
using impactweb::insight::days_between;

TEST_CASE("days between dates are those of the calendar of the C++ library") {
  using namespace std::chrono;
  const sys_days first = year{1899} / 12 / 30;
  const auto written = [](const year_month_day& date) {
    const auto digits = [](unsigned value) { return (value < 10 ? "0" : "") + std::to_string(value); };
    return std::to_string(static_cast<int>(date.year())) + '-' + digits(static_cast<unsigned>(date.month())) + '-' +
           digits(static_cast<unsigned>(date.day()));
  };
  for (int day = 0; day < 80'000; day += 7)
    REQUIRE(days_between(written(first), written(year_month_day(first + days(day)))) == day);
}

TEST_CASE("a date that is not filled in, or only a year, gives no days") {
  CHECK_FALSE(days_between("", "2024-01-01"));
  CHECK_FALSE(days_between("2023", "2024-01-01"));
  CHECK_FALSE(days_between("2023-13", "2024-01-01"));
  CHECK(days_between("2024-02", "2024-03") == 29);
  CHECK(*day_number("2024") == *day_number("2024-01-01"));
}

namespace {

Network plans() {
  Network network;
  add_node(network, "zet");
  const auto plan = [&](const std::string& id, Stage stage, std::map<Stage, std::string> dates) -> Node& {
    Node& node = add(network, id, NodeKind::initiative);
    node.stage = stage;
    node.stage_dates = std::move(dates);
    add_edge(network, "zet", id, Direction::directed, "takesPartIn");
    return node;
  };
  plan("a", Stage::pilot, {{Stage::dream, "2023-01-01"}, {Stage::pilot, "2023-01-31"}}).next_step = {"bouwen", "Zet",
                                                                                                     ""};
  plan("b", Stage::dream, {{Stage::dream, "2023-01-01"}}).next_step = {"praten", "Zet", "2024-06"};
  plan("c", Stage::practice, {{Stage::dream, "2022-12-01"}, {Stage::pilot, "2023-03-01"}});
  plan("d", Stage::exploring, {{Stage::exploring, "2024-04-01"}});
  return network;
}

}  // namespace

TEST_CASE("what stands still, what is overdue and what has no next step is told apart") {
  const Json answer = ask(plans(), "practice", {{"today", "2024-05-15"}});
  CHECK(number(answer, "lens.number.still") == 1);  // b has a step to come, d is young
  CHECK(number(answer, "lens.number.overdue") == 0);
  CHECK(answer.at("nodes")[0].at("reason").at("code") == "lens.practice.still");
  CHECK(answer.at("nodes")[1].at("id") == "d");
  CHECK(answer.at("nodes")[1].at("reason").at("code") == "lens.practice.noStep");
  const Json later = ask(plans(), "practice", {{"today", "2024-07-01"}});
  CHECK(number(later, "lens.number.overdue") == 1);
  CHECK(later.at("nodes")[1].at("reason").at("code") == "lens.practice.overdue");
  // June is not over on its last day.
  CHECK(number(ask(plans(), "practice", {{"today", "2024-06-30"}}), "lens.number.overdue") == 0);
}

TEST_CASE("the time from dream to pilot is the median of those of whom both are known") {
  CHECK(number(ask(plans(), "practice"), "lens.number.dreamToPilot") == (30 + 90) / 2.0);
  CHECK(std::isnan(number(ask(path_of(3), "practice"), "lens.number.dreamToPilot")));
}

TEST_CASE("without today nothing is overdue or still, and that is said; a date that is none is refused") {
  const Json answer = ask(plans(), "practice");
  CHECK(std::isnan(number(answer, "lens.number.still")));
  CHECK(std::get<Issue>(impactweb::insight::lens(plans(), "practice", {{"today", "tomorrow"}})).code == "dateInvalid");
  CHECK(std::get<Issue>(impactweb::insight::lens(plans(), "practice", {{"today", "2024-05"}})).where == "today");
}

TEST_CASE("initiatives are in the order of their stages, and what lacks is asked for") {
  const Json answer = ask(plans(), "practice");
  CHECK(answer.at("stages")[0] == Json{{"stage", "dream"}, {"ids", {"b"}}});
  CHECK(answer.at("initiatives")[0].at("lacks") == Json{"founder", "funder"});
  std::map<std::string, Json> missing;
  for (const Json& each : answer.at("missing")) missing[each.at("field")] = each.at("ids");
  CHECK(missing["stageDates"] == Json{"c"});
  CHECK(missing["nextStep.text"] == Json{"d"});
  CHECK(missing["nextStep.due"] == Json{"a"});
}

TEST_CASE("who offers what an initiative asks is proposed first, then who stands behind the same challenge") {
  Network network;
  Node& garden = add(network, "tuin", NodeKind::initiative);
  garden.stage = Stage::dream;
  garden.needs.push_back(exchange("n", "grond voor groente"));
  add(network, "groen", NodeKind::challenge);
  add_edge(network, "tuin", "groen", Direction::directed, "contributesTo");
  add_node(network, "anna").offers.push_back(exchange("o", "een stuk grond"));
  add_node(network, "bas");
  add_node(network, "cor");
  add_edge(network, "bas", "groen", Direction::directed, "contributesTo");
  const Json answer = ask(network, "practice");
  REQUIRE(answer.at("actions").size() == 2);
  CHECK(answer.at("actions")[0].at("params") == Json{"anna", "tuin"});
  CHECK(answer.at("actions")[0].at("reasons")[0].at("code") == "lens.reason.needOffer");
  CHECK(answer.at("actions")[1].at("params") == Json{"bas", "tuin"});
  CHECK(answer.at("actions")[1].at("reasons")[0].at("code") == "lens.reason.sharedAim");
  // Once somebody does it and it has a next step, nobody is asked any more.
  Network joined = applied(network, answer.at("actions")[0].at("operations"));
  joined.nodes["tuin"].next_step.text = "zaaien";
  CHECK(ask(joined, "practice").at("actions").empty());
}

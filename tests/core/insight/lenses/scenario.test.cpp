#include "core/insight/lenses/scenario.hpp"

#include "tests/core/insight/fixtures.hpp"

using namespace fixtures;
using impactweb::insight::scenario;

TEST_CASE("a scenario answers before and after its operations") {
  const Network network = star_of(5);
  const Json spider = ask(network, "spider");
  const auto result = scenario(
      network, spider.at("actions")[0].at("operations").get<std::vector<Json>>(),
      {{"lenses", {"spider", {{"id", "spider"}, {"options", {{"who", "funder"}}}}}}, {"measures", {"independence"}}});
  REQUIRE(std::holds_alternative<Json>(result));
  const Json& answer = std::get<Json>(result);
  CHECK(answer.at("rejected").empty());
  CHECK(answer.at("before").at("lenses")[0] == spider);
  CHECK(answer.at("before").at("lenses")[1].at("options").at("who") == "funder");
  CHECK(answer.at("before").at("measures").at("independence").at("value") == 0.25);
  CHECK(answer.at("after").at("measures").at("independence").at("value") == 1);
  CHECK(answer.at("after").at("lenses")[0].at("pieces").empty());
}

TEST_CASE("what is refused is listed, and a request of another shape has its place") {
  const Network network = star_of(3);
  const auto result = scenario(network, {{{"op", "removeNodes"}, {"ids", {"nobody"}}}}, {{"measures", {"density"}}});
  CHECK(std::get<Json>(result).at("rejected")[0].at("issue").at("code") == "nodeUnknown");
  CHECK(std::get<Json>(result).at("before") == std::get<Json>(result).at("after"));
  CHECK(std::get<Issue>(scenario(network, {}, {{"lenses", {3}}})) == Issue{"wrongType", "lenses[0]", {"text"}});
  CHECK(std::get<Issue>(scenario(network, {}, {{"lenses", {"fortune"}}})).code == "lensUnknown");
  CHECK(std::get<Issue>(scenario(network, {}, {{"measures", {"fortune"}}})).code == "unknownMeasure");
  CHECK(std::get<Issue>(scenario(network, {}, nullptr)).code == "wrongType");
  CHECK(std::get<Json>(scenario(network, {}, Json::object())).at("after").at("measures").empty());
}

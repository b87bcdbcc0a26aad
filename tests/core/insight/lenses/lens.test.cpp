// What holds of every lens, whatever the network.
#include "core/insight/lenses/all_lenses.hpp"

#include <map>
#include <set>

#include "tests/core/insight/fixtures.hpp"

using namespace fixtures;
using impactweb::insight::all_lenses;
using impactweb::insight::lens;
using impactweb::insight::LensInfo;

namespace {

void check_text(const Json& text) {
  REQUIRE(text.is_object());
  REQUIRE(text.at("code").is_string());
  CHECK(text.at("code").get<std::string>().starts_with("lens."));
  REQUIRE(text.at("params").is_array());
  for (const Json& param : text.at("params")) {
    INFO(param);
    if (param.is_object() && param.contains("code"))
      check_text(param);
    else
      CHECK((param.is_string() || param.is_number() || (param.is_object() && !param.empty())));
  }
}

void check_texts(const Json& list) {
  for (const Json& text : list) check_text(text);
}

void check_shape(const Network& network, const Json& answer) {
  check_text(answer.at("sentence"));
  for (const Json& number : answer.at("numbers")) {
    INFO(number);
    CHECK((number.at("value").is_number() || number.at("value").is_null()));
    if (number.at("value").is_number()) CHECK(std::isfinite(number.at("value").get<double>()));
    if (number.at("value").is_null()) check_text(number.at("why"));
    if (!number.at("reference").is_null()) check_text(number.at("reference"));
    if (number.at("unit") == "share" && number.at("value").is_number()) {
      CHECK(number.at("value").get<double>() >= 0);
      CHECK(number.at("value").get<double>() <= 1);
    }
  }
  for (const Json& node : answer.at("nodes")) {
    CHECK(network.nodes.contains(node.at("id").get<std::string>()));
    check_text(node.at("reason"));
  }
  for (const Json& edge : answer.at("edges")) {
    CHECK(network.edges.contains(edge.at("id").get<std::string>()));
    check_text(edge.at("reason"));
  }
  for (const Json& each : answer.at("completeness")) CHECK(each.at("known") <= each.at("of"));
  check_texts(answer.at("missing"));
  for (const Json& each : answer.at("missing"))
    for (const Json& id : each.at("ids"))
      CHECK((network.nodes.contains(id.get<std::string>()) || network.edges.contains(id.get<std::string>())));
  check_texts(answer.at("notes"));
  for (const Json& action : answer.at("actions")) {
    check_text(action);
    check_texts(action.at("reasons"));
    REQUIRE(action.at("operations").is_array());
    CHECK_FALSE(action.at("operations").empty());
    applied(network, action.at("operations"));
  }
  // What is no number is written as null, so that one that is none would hide.
  const std::function<void(const Json&)> finite = [&](const Json& value) {
    if (value.is_number_float()) CHECK(std::isfinite(value.get<double>()));
    if (value.is_structured())
      for (const Json& each : value) finite(each);
  };
  finite(answer);
}

}  // namespace

TEST_CASE("every lens answers in the one shape, with finite numbers and operations that are accepted") {
  std::map<std::string, std::size_t> met;  // entries of each list, so that none is only ever empty
  for (const LensInfo& each : all_lenses()) {
    INFO(each.id);
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
      INFO("seed " << seed);
      const Network network = random_network(seed, seed < 4 ? seed : 5 + 3 * seed);
      const Json answer = ask(network, std::string(each.id));
      check_shape(network, answer);
      for (const auto& [key, value] : answer.items())
        if (value.is_array()) met[key] += value.size();
    }
    check_shape(sample("brabant"), ask(sample("brabant"), std::string(each.id)));
    check_shape(impactweb::make_network(), ask(impactweb::make_network(), std::string(each.id)));
  }
  for (const char* list : {"numbers", "nodes", "edges", "completeness", "missing", "notes", "actions"}) {
    INFO(list);
    CHECK(met[list] > 0);
  }
}

TEST_CASE("every lens gives the same bytes for the same network, wherever it lies in memory") {
  for (const LensInfo& each : all_lenses()) {
    INFO(each.id);
    // Made in the order of its file, so that nodes and edges have other addresses in another order.
    const Network network = random_network(5, 30);
    const auto copy = impactweb::open_impactweb_json(impactweb::file_from_network(network));
    const Network& read = std::get<impactweb::Opened>(copy).network;
    REQUIRE(read == network);
    CHECK(ask(network, std::string(each.id)).dump() == ask(read, std::string(each.id)).dump());
  }
}

TEST_CASE("an answer says with which options it was asked, those that were left out as well") {
  for (const LensInfo& each : all_lenses()) {
    const Json options = ask(random_network(1, 9), std::string(each.id)).at("options");
    CHECK(options.size() == each.parameters.size());
    CHECK(ask(random_network(1, 9), std::string(each.id), options).at("options") == options);
  }
}

TEST_CASE("options that make no sense are refused with their place") {
  const Network network = random_network(1, 9);
  const auto issue = [&](const std::string& id, const Json& options) {
    const auto answer = lens(network, id, options);
    REQUIRE(std::holds_alternative<Issue>(answer));
    return std::get<Issue>(answer);
  };
  CHECK(issue("fortune", nullptr).code == "lensUnknown");
  CHECK(issue("spider", Json::array()).code == "wrongType");
  CHECK(issue("spider", {{"whom", "hub"}}) == Issue{"lensOptionUnknown", "whom", {"whom", "spider"}});
  CHECK(issue("spider", {{"who", "king"}}).code == "lensOptionChoice");
  CHECK(issue("spider", {{"nodes", {"n000000", 3}}}) == Issue{"wrongType", "nodes[1]", {"text"}});
  CHECK(issue("spider", {{"who", "nodes"}, {"nodes", {"nobody"}}}) == Issue{"nodeUnknown", "nodes[0]", {"nobody"}});
  CHECK(issue("introductions", {{"limit", 0}}) == Issue{"lensOptionRange", "limit", {"1", "200"}});
  CHECK(issue("introductions", {{"limit", "many"}}) == Issue{"wrongType", "limit", {"number"}});
  CHECK(ask(network, "spider", {{"who", nullptr}}).at("options").at("who") == "hub");
}

TEST_CASE("the list of lenses names each with its parameters, and each once") {
  const Json list = impactweb::insight::lens_list();
  std::set<std::string> ids;
  for (const Json& each : list) {
    CHECK(ids.insert(each.at("id")).second);
    for (const Json& parameter : each.at("parameters")) CHECK(parameter.contains("default"));
  }
  CHECK(ids.size() == all_lenses().size());
  CHECK(ids.contains("spider"));
}

TEST_CASE("on thin data a lens says what it rests on, and not what it would say otherwise") {
  Network network = network_of(10, {{0, 1}});
  const Json answer = ask(network, "spider");
  CHECK(answer.at("confident") == false);
  CHECK(answer.at("sentence").at("code") == "lens.thin");
  CHECK(answer.at("sentence").at("params")[1] == 2);
  CHECK(answer.at("missing")[0].at("ids").size() == 8);
  CHECK(ask(path_of(10), "spider").at("confident") == true);
}

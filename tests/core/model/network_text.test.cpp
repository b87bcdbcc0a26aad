#include "core/model/network_text.hpp"

#include <catch2/catch_test_macros.hpp>
#include <fstream>

#include "core/io/opening/formats.hpp"
#include "core/model/fields.hpp"
#include "core/model/json.hpp"

using namespace impactweb;

namespace {

Network sample() {
  std::ifstream file(IMPACTWEB_TESTS_DIR "/../assets/samples/brabant.json");
  const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  Result<Opened> opened = open_files(std::vector<InputFile>{{"brabant.json", bytes}});
  REQUIRE(std::holds_alternative<Opened>(opened));
  return std::get<Opened>(std::move(opened)).network;
}

}  // namespace

TEST_CASE("The text of a network reads as its JSON") {
  CHECK(Json::parse(text_of(make_network())) == to_json(make_network()));

  Network network = sample();
  REQUIRE(network.nodes.size() > 10);
  REQUIRE(!network.stories.empty());
  Node& node = network.nodes.begin()->second;
  const auto set = [](auto& entity, const char* path, const Json& value) {
    REQUIRE(!set_field(entity, path, value).has_value());
  };
  set(node, "label", "\"quoted\" \\ back");
  set(node, "description", "line\nline\ttab é \xF0\x9F\x8C\xB1");
  for (const char* path : {"nextStep.text", "nextStep.owner"}) set(node, path, "bellen");
  set(node, "nextStep.due", "2026-02-28");
  set(node, "stageDates.pilot", "2019-04");
  set(node, "position", Json{1.5, -2e-7});
  set(node, "pinned", true);
  set(node, "fields.a.b", {{"deep", {1, nullptr, "\x01?"}}});
  Edge& edge = network.edges.begin()->second;
  set(edge, "amount", 0.1);
  edge.kind.clear();
  network.sectors.push_back({"zorg", "Zorg \"&\"", "#123456"});
  network.fields["later"] = {{"version", 9}};
  network.fields["nodes"] = "hidden by ours";
  network.snapshots["m"] = {"m", "Sessie", "2026-11-23", to_json(sample())};
  network.title = std::string("ends with a slash \\");
  CHECK(Json::parse(text_of(network)) == to_json(network));
}

#include "core/search/name_index.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "core/text/text.hpp"
#include "tests/core/text/full_distance.hpp"

using namespace impactweb;
using test::full_distance;

namespace {

void add(Network& network, const std::string& id, const std::string& label) {
  Node& node = network.nodes[id];
  node.id = id;
  node.label = label;
}

std::string ids(const std::vector<Completion>& completions) {
  std::string text;
  for (const Completion& completion : completions) text += (text.empty() ? "" : " ") + completion.node_id;
  return text;
}

}  // namespace

TEST_CASE("the distance to the beginning of a word is the least over all beginnings of all words") {
  std::mt19937 random(4);
  for (int round = 0; round < 20'000; ++round) {
    std::string typed;
    std::string name;
    for (std::size_t i = random() % 8; i > 0; --i) typed.push_back(static_cast<char>('a' + random() % 3));
    for (std::size_t i = random() % 14; i > 0; --i) name.push_back(" abc"[random() % 4]);
    std::size_t least = 99;
    for (std::size_t begin = 0; begin < name.size(); ++begin) {
      if (name[begin] == ' ' || (begin > 0 && name[begin - 1] != ' ')) continue;
      for (std::size_t length = 0; begin + length <= name.size(); ++length)
        least = std::min(least, full_distance(typed, name.substr(begin, length)));
    }
    for (std::size_t limit = 1; limit < 4; ++limit) {
      INFO(typed << "|" << name << "|" << limit);
      REQUIRE(beginning_distance(code_points(typed), name, limit) == std::min(least, limit + 1));
    }
  }
}

TEST_CASE("names are completed: equal, beginning, a word, inside, mistakes") {
  Network network;
  add(network, "6", "Tilbrug en omgeving");
  add(network, "5", "Oud-Xtilburg");
  add(network, "4", "Gemeente Tilburg");
  add(network, "3", "Tilburg Zuid");
  add(network, "2", "TILBURG");
  add(network, "1", "Breda");
  add(network, "0", "");
  CHECK(ids(complete_name(network, "tilburg")) == "2 3 4 5 6");
  CHECK(complete_name(network, "tilburg")[3].distance == 0);
  CHECK(complete_name(network, "tilburg")[4].distance == 1);
  CHECK(ids(complete_name(network, "tilburg", 2)) == "2 3");
  CHECK(complete_name(network, "").empty());
  CHECK(complete_name(network, "  ").empty());
  CHECK(complete_name(network, "bredaa")[0].label == "Breda");
  CHECK(complete_name(network, "bxe").empty());
}

TEST_CASE("a name resolves to the node it equals, or plainly misspells, when there is one") {
  Network network;
  add(network, "a", "Zorgbelang Brabant");
  add(network, "b", "Breda Circulair");
  CHECK(resolve_name(network, " zorgbelang  BRABANT") == "a");
  CHECK(resolve_name(network, "Zorgbelnag Brabant") == "a");
  CHECK(resolve_name(network, "BredaCirculair") == "b");
  CHECK(resolve_name(network, "Circulair").empty());
  CHECK(resolve_name(network, "").empty());
  add(network, "c", "Zorgbelong Brabant");
  CHECK(resolve_name(network, "Zorgbelung Brabant").empty());
  CHECK(resolve_name(network, "zorgbelong brabant") == "c");
  add(network, "d", "zorgbelang brabant");
  CHECK(resolve_name(network, "ZORGBELANG BRABANT").empty());  // two of them
  CHECK(resolve_name(network, "zorgbelang brabant") == "d");   // but only one written so
}

TEST_CASE("only what is plainly a typing mistake is one") {
  for (const auto& [a, b] :
       std::vector<std::pair<std::string, std::string>>{{"zorgbelang", "zorgbelnag"},
                                                        {"breda circulair", "bredacirculair"},
                                                        {"breda circulair", "breda cirkulair"},
                                                        {"impact zuid", "impact ziud"},
                                                        {"sterk.brabant", "sterk brabant"},
                                                        {"rpovincie", "provincie"},
                                                        {"a | zeeland", "a zeeland"},
                                                        {"provincie zeeland", "provincie zeelnd"}}) {
    INFO(a << " " << b);
    CHECK(is_misspelling(a, b));
    CHECK(is_misspelling(b, a));
  }
  for (const auto& [a, b] : std::vector<std::pair<std::string, std::string>>{{"haren", "laren"},
                                                                             {"gemeente epe", "gemeente ede"},
                                                                             {"gemeente best", "gemeente beek"},
                                                                             {"werkgroep 1", "werkgroep 2"},
                                                                             {"breda 2030", "breda 2031"},
                                                                             {"groep2030", "groep2031"},
                                                                             {"werkgroep a", "werkgroep b"},
                                                                             {"werkgroep", "werkgroep a"},
                                                                             {"anna", "anne"},
                                                                             {"zet", "zeg"},
                                                                             {"c++", "c#"},
                                                                             {"", "a"},
                                                                             {"impact zuid", "impact"},
                                                                             {"mariekee jansen", "marieke hansen"}}) {
    INFO(a << " " << b);
    CHECK_FALSE(is_misspelling(a, b));
    CHECK_FALSE(is_misspelling(b, a));
  }
}

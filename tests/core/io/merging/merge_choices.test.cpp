#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "core/io/merging/merge.hpp"
#include "core/io/merging/merge_summary.hpp"
#include "core/io/merging/same_nodes.hpp"
#include "core/io/tables/csv_network.hpp"
#include "core/operation/session.hpp"
#include "tests/core/io/tables_support.hpp"

using namespace impactweb;

namespace {

Network table(const std::string& text) {
  const std::vector<InputFile> files = {{"t.csv", text}};
  const auto opened = open_csv(files);
  REQUIRE(std::holds_alternative<Opened>(opened));
  return std::get<Opened>(opened).network;
}

MergeChoices choices_of(const Json& plan, const Network& network, const Network& incoming) {
  const auto found = merge_choices(plan, network, incoming);
  if (const Issue* issue = std::get_if<Issue>(&found)) FAIL(issue->code << " " << issue->where);
  return std::get<MergeChoices>(found);
}

Network merged(const Network& network, const Network& incoming, const Json& plan) {
  Session session;
  session.load(network);
  const auto report = session.apply(merge_operations(network, incoming, choices_of(plan, network, incoming)));
  CHECK(report.rejected.empty());
  return session.network();
}

const char* const open_table = "Naam;Plaats;Tags\nProvincie Noord-Brabant;Den Bosch;a\nStichting Zet;Tilburg;\n";
const char* const new_table =
    "Naam;Plaats;Tags\nProv. N-Brabant;'s-Hertogenbosch;b\nZet;;\nImpact Zuid;Breda;\nImpact-Zuid;Tilburg;c\n";

const Json decided = Json::parse(R"({"same": [
    {"name": "Prov. N-Brabant", "as": "Provincie Noord-Brabant", "in": "network"},
    {"name": "Zet", "as": "Stichting Zet", "in": "network"},
    {"name": "Impact-Zuid", "as": "Impact Zuid", "in": "file"}]})");

}  // namespace

TEST_CASE("those who are said to be the same become one, under the name that was there") {
  const Network after = merged(table(open_table), table(new_table), decided);
  REQUIRE(after.nodes.size() == 3);
  const Node& province = test::node_named(after, "Provincie Noord-Brabant");
  CHECK(province.fields.at("Also known as") == "Prov. N-Brabant");
  CHECK(province.tags == std::vector<std::string>{"a", "b"});
  CHECK(test::node_named(after, "Stichting Zet").place == "Tilburg");
  const Node& zuid = test::node_named(after, "Impact Zuid");
  CHECK(zuid.place == "Breda");
  CHECK(zuid.fields.at("place 2") == "Tilburg");
  CHECK(zuid.tags == std::vector<std::string>{"c"});
  CHECK(zuid.fields.at("Also known as") == "Impact-Zuid");
}

TEST_CASE("the name and the place that say more win, whichever side they are on, and the other name is kept") {
  const Network open = table("Naam;Plaats\nEnexis;Den Bosch, Noord-Brabant\nStichting Zet;Tilburg\n");
  const Network incoming = table("Naam;Plaats\nEnexis Netbeheer B.V.;Den Bosch\nZet;Tilburg, Spoorzone\n");
  const Json same = Json::parse(R"({"same": [
      {"name": "Enexis Netbeheer B.V.", "as": "Enexis", "in": "network"},
      {"name": "Zet", "as": "Stichting Zet", "in": "network"}]})");
  const Network after = merged(open, incoming, same);
  REQUIRE(after.nodes.size() == 2);
  const Node& enexis = test::node_named(after, "Enexis Netbeheer B.V.");
  CHECK(enexis.fields.at("Also known as") == "Enexis");
  CHECK(enexis.place == "Den Bosch, Noord-Brabant");
  const Node& zet = test::node_named(after, "Stichting Zet");
  CHECK(zet.fields.at("Also known as") == "Zet");
  CHECK(zet.place == "Tilburg, Spoorzone");
  CHECK(merge_operations(after, incoming).empty());
  // Both are told, so that somebody can keep what was there.
  const Json changes = changes_by(open, merge_operations(open, incoming, choices_of(same, open, incoming)));
  CHECK(std::count_if(changes.at("fields").begin(), changes.at("fields").end(), [](const Json& change) {
          return change.at("field") == "label" && change.at("conflict") == true;
        }) == 1);
}

TEST_CASE("ties that name their ends by ids of nodes that are open find them, and nodes find the ties that are open") {
  const std::string nodes = "Id,Label,Place\n1,Anna,Breda\n2,Bram,\n3,Carla,\n", ties = "Source,Target\n1,2\n2,3\n";
  for (const bool nodes_first : {true, false}) {
    CAPTURE(nodes_first);
    const Network first = table(nodes_first ? nodes : ties), second = table(nodes_first ? ties : nodes);
    const Network after = merged(first, second, nullptr);
    REQUIRE(after.nodes.size() == 3);
    CHECK(after.edges.size() == 2);
    const Node& anna = test::node_named(after, "Anna");
    CHECK(anna.place == "Breda");
    CHECK(anna.fields.empty());
    const auto of_anna = std::count_if(after.edges.begin(), after.edges.end(), [&](const auto& entry) {
      return entry.second.from == anna.id && entry.second.to == test::node_named(after, "Bram").id;
    });
    CHECK(of_anna == 1);
    CHECK(merge_operations(after, second).empty());
  }
  SECTION("a name on the other side, an end that is no id, and a node that is known keep both apart") {
    CHECK(merged(table("Id,Label\n1,Anna\n2,1\n"), table("Source,Target\n1,2\n"), nullptr).nodes.size() == 3);
    CHECK(merged(table(nodes), table("Source,Target\n1,Zet\n"), nullptr).nodes.size() == 5);
    CHECK(merged(table(nodes), table("Source,Target\nAnna,Bram\n"), nullptr).nodes.size() == 3);
  }
}

TEST_CASE("of several with one name each can be named, and again after the file was read anew") {
  const std::string text = "Naam;Plaats\nHumanitas;Breda\nHumanitas;Tilburg\n";
  const Network file = table(text);
  REQUIRE(file.nodes.size() == 2);
  for (const auto& [id, node] : file.nodes)
    CHECK(reference_to(file, node) == (node.place == "Breda" ? "Humanitas #1" : "Humanitas #2"));
  const Json same = Json::parse(R"({"same": [{"name": "Humanitas #2", "as": "Humanitas #1", "in": "file"}]})");
  const Network after = merged(make_network(), table(text), same);
  REQUIRE(after.nodes.size() == 1);
  CHECK(after.nodes.begin()->second.place == "Breda");
  CHECK(after.nodes.begin()->second.fields.at("place 2") == "Tilburg");
}

TEST_CASE("a table with ids changes whoever has them, and a list that only counts alike does not") {
  const Network open = table("Id,Label,Place\nw1,Bron,\nw2,Pijplijn,\n");
  const auto after = [&](const std::string& text, const Json& plan = nullptr) {
    return merged(open, table(text), plan);
  };
  for (const char* text : {"Id,Label,Place\nw2,Pijplijn,Breda\n", "Id,Place\nw2,Breda\n"}) {
    CAPTURE(text);
    REQUIRE(after(text).nodes.size() == 2);
    CHECK(test::node_named(after(text), "Pijplijn").place == "Breda");
  }
  const char* const renamed = "Id,Label,Place\nw2,Pipeline,Breda\n";
  CHECK(after(renamed).nodes.at("w2").label == "Pipeline");
  CHECK(after(renamed, Json::parse(R"({"ids": "apart"})")).nodes.size() == 3);
  const Json asked = ids_in_doubt(open, table(renamed));
  CHECK(asked.at("answers") == Json{"same", "apart"});
  CHECK(asked.at("examples") == Json::parse(R"([{"id": "w2", "mine": "Pijplijn", "theirs": "Pipeline"}])"));
  CHECK(ids_in_doubt(open, table("Id,Label\nw2,Pijplijn\n")).is_null());

  const Network counted = table("Id,Label\n1,Anna\n2,Bram\n"), other = table("Id,Label\n1,Zet\n2,Brug\n");
  CHECK(merged(counted, other, nullptr).nodes.size() == 4);
  CHECK(ids_in_doubt(counted, other).at("answers") == Json{"apart", "same"});
  CHECK(merged(counted, other, Json::parse(R"({"ids": "same"})")).nodes.at("1").label == "Zet");
  const Network ties = table("Source,Target\n1,2\n");
  CHECK(ids_in_doubt(counted, ties).at("count") == 2);
  CHECK(merged(counted, ties, Json::parse(R"({"ids": "apart"})")).nodes.size() == 4);
}

TEST_CASE("a tie with the same id and ends but another kind is the same tie") {
  const Network open = table("Id,Van,Naar,Soort\nc1,Zet,Brug,funds\nc2,Zet,Tuin,funds\n");
  const Network after = merged(open, table("Id,Van,Naar,Soort\nc1,Zet,Brug,supports\n"), nullptr);
  REQUIRE(after.edges.size() == 2);
  CHECK(after.edges.at("c1").kind == "supports");
  // Another tie that happens to have the id is another tie.
  CHECK(merged(open, table("Id,Van,Naar,Soort\nc1,Brug,Tuin,supports\n"), nullptr).edges.size() == 3);
}

TEST_CASE("the same file twice changes nothing, with what was decided and without") {
  const Network after = merged(table(open_table), table(new_table), decided);
  CHECK(merge_operations(after, table(new_table), choices_of(decided, after, table(new_table))).empty());
  CHECK(merge_operations(after, table(new_table)).empty());
  const Json changes = changes_by(after, merge_operations(after, table(new_table)));
  CHECK(changes.at("nodes") == 0);
  CHECK(changes.at("fields").empty());
}

TEST_CASE("without a decision nobody is merged with anybody") {
  CHECK(merged(table(open_table), table(new_table), nullptr).nodes.size() == 6);
}

TEST_CASE("what would change is told, and conflicts are told apart from what is filled in") {
  const Network open = table(open_table);
  const Network file = table("Naam;Plaats;Sector;Tags\nStichting Zet;Breda;Overheid;x\nImpact Zuid;;;\n");
  const Json changes = changes_by(open, merge_operations(open, file));
  CHECK(changes.at("nodes") == 1);
  CHECK(changes.at("names") == Json::parse(R"(["Impact Zuid"])"));
  const auto change = [&](const std::string& field) {
    for (const Json& each : changes.at("fields"))
      if (each.at("field") == field) return each;
    return Json();
  };
  CHECK(change("place").at("before") == "Tilburg");
  CHECK(change("place").at("after") == "Breda");
  CHECK(change("place").at("conflict") == true);
  CHECK(change("place").at("name") == "Stichting Zet");
  CHECK(change("sector").at("conflict") == false);
  CHECK(change("tags").at("conflict") == false);
}

TEST_CASE("what is mine can be kept, one by one or all of it") {
  const Network open = table(open_table);
  const Network file = table("Naam;Plaats;Sector\nStichting Zet;Breda;Overheid\n");
  const std::string id = test::node_named(open, "Stichting Zet").id;
  const Network one = merged(open, file, Json::parse(R"({"keep": [{"id": ")" + id + R"(", "field": "place"}]})"));
  CHECK(test::node_named(one, "Stichting Zet").place == "Tilburg");
  CHECK(test::node_named(one, "Stichting Zet").sector == "government");
  const Network all = merged(open, file, Json::parse(R"({"keep": "mine"})"));
  CHECK(test::node_named(all, "Stichting Zet").place == "Tilburg");
  CHECK(test::node_named(all, "Stichting Zet").sector == "government");
  CHECK(test::node_named(merged(open, file, nullptr), "Stichting Zet").place == "Breda");
}

TEST_CASE("ties follow those who become one") {
  const Network file =
      table("Van;Naar;Relatie\nZet;Impact Zuid;financiert\nStichting Zet;Breda Circulair;financiert\n");
  const Network one = united(
      file,
      choices_of(Json::parse(R"({"same": [{"name": "Zet", "as": "Stichting Zet"}]})"), Network(), file).same_in_file);
  CHECK(test::ties_of(one) ==
        std::vector<std::string>{"Stichting Zet > Breda Circulair : funds", "Stichting Zet > Impact Zuid : funds"});
}

TEST_CASE("choices that name nobody are refused with their place") {
  const Network open = table(open_table), file = table(new_table);
  const auto told = [&](const char* plan) {
    const auto found = merge_choices(Json::parse(plan), open, file);
    REQUIRE(std::holds_alternative<Issue>(found));
    return std::get<Issue>(found).code + " " + std::get<Issue>(found).where;
  };
  CHECK(told(R"({"same": [{"name": "Nee", "as": "Zet"}]})") == "planNameUnknown plan.same[0]");
  CHECK(told(R"({"same": [{"name": "Zet", "as": "Nee", "in": "network"}]})") == "planNameUnknown plan.same[0]");
  CHECK(told(R"({"same": [1]})") == "planNameUnknown plan.same[0]");
  CHECK(told(R"({"same": 1})") == "wrongType plan.same");
  CHECK(told(R"({"keep": "theirs"})") == "wrongType plan.keep");
  CHECK(told(R"({"keep": [1]})") == "wrongType plan.keep[0]");
}

TEST_CASE("names that are said to be the same in a circle end somewhere") {
  const Network file = table("Naam\nZet\nStichting Zet\nImpact Zuid\n");
  const Json plan = Json::parse(R"({"same": [{"name": "Zet", "as": "Stichting Zet"},
      {"name": "Stichting Zet", "as": "Impact Zuid"}, {"name": "Impact Zuid", "as": "Zet"}]})");
  CHECK(united(file, choices_of(plan, Network(), file).same_in_file).nodes.size() == 1);
}

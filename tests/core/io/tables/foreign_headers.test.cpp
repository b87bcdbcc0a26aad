#include "core/io/tables/foreign_headers.hpp"

#include <catch2/catch_test_macros.hpp>

#include "tests/core/io/graphs/text_graph_support.hpp"

using namespace impactweb;

namespace {

Network opened(const std::vector<InputFile>& files) {
  Result<Opened> result = open_files(files);
  if (const Issue* issue = std::get_if<Issue>(&result)) FAIL("refused: " << issue->code << " at " << issue->where);
  return std::get<Opened>(std::move(result)).network;
}

}  // namespace

TEST_CASE("Neo4j's files of nodes and ties are read by their headers") {
  const Network network = opened(
      {{"nodes.csv", "personId:ID(Person),name:string,born:int,:LABEL\n1,Anna,1970,Person\n2,Zet,,Organisation\n"},
       {"ties.csv", ":START_ID(Person),since:int,:END_ID(Person),:TYPE\n1,2010,2,STEUNT\n"}});
  CHECK(test::drawn_ties(network) == "Anna -> Zet : supports\n");
  CHECK((network.nodes.at("1").form == Form::person && network.nodes.at("1").fields.at("born") == 1970));
  CHECK(network.edges.begin()->second.since == "2010");
}

TEST_CASE("Graphs out of queries are ties between items with their names") {
  const Network network =
      opened({{"q.csv", "item,itemLabel,linkTo,linkToLabel\nurn:1,Zet,urn:2,Brug\nurn:2,Brug,urn:3,Anna\n"}});
  CHECK(test::drawn_ties(network) == "Brug -> Anna\nZet -> Brug\n");
  CHECK(network.nodes.at("urn:1").label == "Zet");
}

TEST_CASE("Headers of people keep their colons") {
  std::vector<std::string> headers = {"Naam", "Tijd: begin", "naam:string", "_type"};
  const std::vector<std::string> before = headers;
  tables::translate_headers(headers);
  CHECK(headers == before);
}

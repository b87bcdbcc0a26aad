#include "core/io/merging/duplicates.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <sstream>

using namespace impactweb;

namespace {

Network network_of(const std::vector<std::string>& names, const std::string& prefix = "n") {
  Network network = make_network();
  for (std::size_t i = 0; i < names.size(); ++i) {
    Node node;
    node.id = prefix + std::to_string(i);
    node.label = names[i];
    network.nodes.emplace(node.id, node);
  }
  return network;
}

/// Pairs as `what goes = what stays (why)`.
std::vector<std::string> told(const Network& network, const Network& incoming,
                              const std::map<std::string, std::string>& matched = {}) {
  std::vector<std::string> lines;
  for (const DuplicatePair& pair : find_duplicates(network, incoming, matched))
    lines.push_back(incoming.nodes.at(pair.id).label + " = " +
                    (pair.in_network ? network : incoming).nodes.at(pair.other).label + " (" +
                    std::string(name_of(likenesses, pair.likeness)) + ")");
  return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("of hard pairs of names nearly all duplicates are found and next to nothing else") {
  std::ifstream file(std::string(IMPACTWEB_TESTS_DIR) + "/core/io/duplicate_names.tsv");
  REQUIRE(file);
  double found = 0, missed = 0, wrong = 0;
  std::string line, trouble;
  while (std::getline(file, line)) {
    std::stringstream row(line);
    std::string truth, a, b;
    std::getline(row, truth, '\t');
    std::getline(row, a, '\t');
    std::getline(row, b, '\t');
    const bool same = truth == "same";
    const bool proposed = !told(network_of({a}), network_of({b})).empty();
    // Which side a name is on must not matter.
    CHECK(proposed == !told(network_of({b}), network_of({a})).empty());
    if (same && proposed) ++found;
    if (same != proposed) trouble += (same ? "\nmissed: " : "\nwrong: ") + a + " / " + b;
    if (same && !proposed) ++missed;
    if (!same && proposed) ++wrong;
  }
  const double precision = found / (found + wrong), recall = found / (found + missed);
  INFO("precision " << precision << ", recall " << recall << trouble);
  CHECK(precision >= 0.95);
  CHECK(recall >= 0.9);
}

TEST_CASE("what a proposal rests on is said") {
  const Network open = network_of({"Provincie Noord-Brabant", "Stichting Zet", "Breda Circulair", "Gemeente Tilburg",
                                   "Vereniging van Nederlandse Gemeenten", "Zorgbelang Brabant | Zeeland"});
  CHECK(told(open, network_of({"Prov. N-Brabant"})) ==
        Lines{"Prov. N-Brabant = Provincie Noord-Brabant (abbreviation)"});
  CHECK(told(open, network_of({"Zet"})) == Lines{"Zet = Stichting Zet (legalForm)"});
  CHECK(told(open, network_of({"Circulair Breda"})) == Lines{"Circulair Breda = Breda Circulair (wordOrder)"});
  CHECK(told(open, network_of({"Breda Cirkulair"})) == Lines{"Breda Cirkulair = Breda Circulair (spelling)"});
  CHECK(told(open, network_of({"Breda-Circulair"})) == Lines{"Breda-Circulair = Breda Circulair (punctuation)"});
  CHECK(told(open, network_of({"VNG"})) == Lines{"VNG = Vereniging van Nederlandse Gemeenten (initials)"});
  CHECK(told(open, network_of({"Zorgbelang"})) == Lines{"Zorgbelang = Zorgbelang Brabant | Zeeland (shortened)"});
}

TEST_CASE("duplicates within a file are found, and the one of which more is known stays") {
  Network file = network_of({"Stichting Zet", "Zet", "Impact Zuid"});
  CHECK(told(make_network(), file) == Lines{"Zet = Stichting Zet (legalForm)"});
  file.nodes.at("n1").place = "Tilburg";
  CHECK(told(make_network(), file) == Lines{"Stichting Zet = Zet (legalForm)"});
}

TEST_CASE("what merging recognises already is not proposed") {
  const Network open = network_of({"Stichting Zet", "Zet"}, "o");
  const Network file = network_of({"Stichting Zet", "Zet"}, "f");
  CHECK(told(open, file, {{"f0", "o0"}, {"f1", "o1"}}).empty());
  CHECK(told(open, network_of({"Impact Zuid"}, "f")).empty());
}

TEST_CASE("the same name is proposed across kinds, and names that are merely alike are not") {
  const Network open = network_of({"Breda Circulair"}, "o");
  Network file = network_of({"Breda Circulair"}, "f");
  file.nodes.at("f0").kind = NodeKind::initiative;
  CHECK(told(open, file) == Lines{"Breda Circulair = Breda Circulair (sameName)"});
  file.nodes.at("f0").label = "Breda Cirkulair";
  CHECK(told(open, file).empty());
}

TEST_CASE("a likeness with a mistake in it does not reach across places or from people to organisations") {
  Network open = network_of({"Buurthuis De Kern"}, "o"), file = network_of({"Buurthuis De Kerm"}, "f");
  open.nodes.at("o0").label = "Voedselbank Noord";
  file.nodes.at("f0").label = "Voedselbnak Noord";
  CHECK(told(open, file).size() == 1);
  open.nodes.at("o0").place = "Breda";
  file.nodes.at("f0").place = "Tilburg";
  CHECK(told(open, file).empty());
  file.nodes.at("f0").place = "BREDA";
  CHECK(told(open, file).size() == 1);
  open.nodes.at("o0").form = Form::organisation;
  file.nodes.at("f0").form = Form::person;
  CHECK(told(open, file).empty());
}

TEST_CASE("a short name that two could stand for is no proposal") {
  const Network open = network_of({"Zorgbelang Brabant", "Zorgbelang Zeeland"}, "o");
  CHECK(told(open, network_of({"Zorgbelang"}, "f")).empty());
}

TEST_CASE("a pair is found among ten thousand names that are nearly alike") {
  // Made of syllables, so that many of them are nearly alike.
  const char* syllables[] = {"bu", "urt", "zor",  "gen", "wij", "kra", "den",
                             "hu", "is",  "park", "lin", "mor", "tal", "es"};
  std::uint64_t state = 7;
  const auto next = [&] { return (state = state * 6364136223846793005ULL + 1442695040888963407ULL) >> 33; };
  std::vector<std::string> names;
  for (int i = 0; i < 10'000; ++i) {
    std::string name = "Stichting";
    for (int word = 0; word < 2; ++word) {
      name += ' ';
      for (int part = 0; part < 4; ++part) name += syllables[next() % 14];
    }
    names.push_back(name);
  }
  Network file = network_of(names, "f");
  file.nodes.at("f77").label = "Stg. Breda Circulair";
  // Comparing all with all would be fifty million comparisons, and this test would take minutes.
  const auto lines = told(network_of({"Breda Circulair"}, "o"), file);
  CHECK(std::find(lines.begin(), lines.end(), "Stg. Breda Circulair = Breda Circulair (legalForm)") != lines.end());
}

TEST_CASE("hostile names neither crash nor pile up proposals") {
  std::vector<std::string> names(3'000, "Zet");
  for (const char* name : {"", " ", "...", "(", "()", "A (", "b.v.", "St.", "\xF0\x9F\x98\x80", "a.b.c.d.e", "((ABC))"})
    names.emplace_back(name);
  names.push_back(std::string(300, 'a'));
  names.push_back("\xFF\xFE broken");
  CHECK(find_duplicates(network_of(names, "o"), network_of(names, "f"), {}).size() <= most_duplicates);
}

#include "core/search/search.hpp"

#include <catch2/catch_test_macros.hpp>

#include "core/text/text.hpp"

using namespace impactweb;

namespace {

Node& add(Network& network, const std::string& id, const std::string& label) {
  Node& node = network.nodes[id];
  node.id = id;
  node.label = label;
  return node;
}

std::string ids(const std::vector<Hit>& hits) {
  std::string text;
  for (const Hit& hit : hits) text += (text.empty() ? "" : " ") + hit.id;
  return text;
}

}  // namespace

TEST_CASE("search looks in every text of nodes, edges and stories") {
  Network network = make_network();
  Node& node = add(network, "n", "Zet");
  node.description = "beschrijving";
  node.place = "Tilburg";
  node.tags = {"welzijn"};
  node.roles = {"gastvrouw"};
  node.motivation = "drijfveer";
  node.sector = "waterschappen";
  node.needs = {{"k3", "vergaderruimte", {"zaal"}, Terms::unset, ExchangeStatus::open}};
  node.offers = {{"k4", "onderzoekers", {}, Terms::unset, ExchangeStatus::open}};
  node.next_step = {"vrijwilligers werven", "Maaike", ""};
  node.fields["Web.Adres"] = "zet.nl";
  node.fields["aantal"] = 4711;
  node.fields["lijst"] = Json{{"diep", {"begraven", nullptr}}};
  add(network, "m", "Bb");
  Edge& edge = network.edges["e"];
  edge.id = "e";
  edge.from = "n";
  edge.to = "m";
  edge.kind = "verhuurt";
  edge.label = "bovenverdieping";
  edge.claimed_by = "Esther";
  edge.fields["notitie"] = "sleutel";
  network.stories["s"] = {"s", "Verhaaltitel", "verteltekst", "Tim", "2021", {}};

  const auto field = [&](const std::string& query) {
    const auto hits = search(network, query);
    REQUIRE(hits.size() == 1);
    return hits[0].id + " " + hits[0].field;
  };
  CHECK(field("zet.nl") == "n fields.Web.Adres");
  CHECK(field("beschr") == "n description");
  CHECK(field("TILBURG") == "n place");
  CHECK(field("welzijn") == "n tags");
  CHECK(field("gastvrouw") == "n roles");
  CHECK(field("drijfveer") == "n motivation");
  CHECK(field("waterschap") == "n sector");
  CHECK(field("vergaderruimte") == "n needs.k3.text");
  CHECK(field("zaal") == "n needs.k3.tags");
  CHECK(field("onderzoekers") == "n offers.k4.text");
  CHECK(field("vrijwilligers") == "n nextStep.text");
  CHECK(field("maaike") == "n nextStep.owner");
  CHECK(field("4711") == "n fields.aantal");
  CHECK(field("begraven") == "n fields.lijst");
  CHECK(field("verhuurt") == "e kind");
  CHECK(field("bovenverdieping") == "e label");
  CHECK(field("esther") == "e claimedBy");
  CHECK(field("sleutel") == "e fields.notitie");
  CHECK(field("verhaaltitel") == "s title");
  CHECK(field("verteltekst") == "s text");
  CHECK(field("tim") == "s author");
  CHECK(search(network, "verhaaltitel")[0].type == EntityType::story);
  CHECK(search(network, "verhuurt")[0].type == EntityType::edge);

  // Ids that the page has words of its own for are not text.
  network.nodes["n"].sector = "government";
  network.edges["e"].kind = "funds";
  CHECK(search(network, "government").empty());
  CHECK(search(network, "funds").empty());
  network.sectors[0].label = "Overheden";
  CHECK(field("overheden") == "n sector");
}

TEST_CASE("every word must occur, in whatever field") {
  Network network;
  add(network, "a", "Zorgbelang Brabant").tags = {"zorg"};
  add(network, "b", "Provincie Noord-Brabant").place = "Tilburg";
  CHECK(ids(search(network, "brabant tilburg")) == "b");
  CHECK(search(network, "brabant tilburg")[0].field == "place");
  CHECK(ids(search(network, "brabant")) == "a b");
  CHECK(ids(search(network, "brabant groningen")).empty());
  CHECK(search(network, "").empty());
  CHECK(search(network, " \t ").empty());
  CHECK(search(network, "brabant", 1).size() == 1);
  CHECK(search(network, "brabant", 0).empty());
}

TEST_CASE("best first: the label's beginning, a word's beginning, inside, other fields, mistakes") {
  Network network;
  add(network, "7", "Sorg voor elkaar");  // one letter from it
  add(network, "6", "Zet").tags = {"nazorg"};
  add(network, "5", "Bb").tags = {"zorg"};
  add(network, "4", "Buurtzorg");
  add(network, "3", "Welzijn en zorg");
  add(network, "2", "Zorgbelang");
  add(network, "1", "ZORG");
  const auto hits = search(network, "zórg");
  CHECK(ids(hits) == "1 2 3 4 5 6 7");
  for (std::size_t i = 1; i < hits.size(); ++i) CHECK(hits[i].score < hits[i - 1].score);
  CHECK(hits[6].field == "label");
  add(network, "0", "Zorgboerderij");
  CHECK(ids(search(network, "zorg")) == "1 0 2 3 4 5 6 7");  // ties in order of id
}

TEST_CASE("words inside a label count for more than whole words elsewhere") {
  Network network;
  add(network, "b", "Nieuwdorp Woensberg");
  add(network, "a", "Zet").tags = {"berg", "dorp"};
  add(network, "c", "Bergdorp");
  CHECK(ids(search(network, "berg dorp")) == "c b a");
}

TEST_CASE("a label is found with typing mistakes when nothing is found in it as typed") {
  Network network;
  add(network, "a", "Zorgbelang Brabant | Zeeland");
  add(network, "b", "Stérk.Brabant");
  CHECK(ids(search(network, "zorgbelnag")) == "a");
  CHECK(ids(search(network, "brabnat")) == "a b");
  CHECK(ids(search(network, "sterk brabnat")) == "b");
  CHECK(ids(search(network, "zorgblang zeland")) == "a");
  CHECK(ids(search(network, "zee brabnat")) == "a");
  CHECK(ids(search(network, "xyz")).empty());
  CHECK(ids(search(network, "zeg")).empty());  // three letters leave no room for mistakes
}

TEST_CASE("an excerpt is the text around the hit as it was written") {
  Network network;
  Node& node = add(network, "a", "Zet");
  const std::string filler = "Lang vóór het woord staat veel tekst, en daarná ook nog heel wat meer dan dat. ";
  node.description = filler + filler + "Éénzaamheid\nverminderen. " + filler + filler;
  const auto hits = search(network, "eenzaamheid verminderen");
  REQUIRE(hits.size() == 1);
  const std::string& excerpt = hits[0].excerpt;
  INFO(excerpt);
  CHECK(count_characters(excerpt) <= 80);
  CHECK(excerpt.find("Éénzaamheid verminderen.") != std::string::npos);
  CHECK(excerpt.substr(0, 3) == "…");
  CHECK(excerpt.substr(excerpt.size() - 3) == "…");
  CHECK(search(network, "lang")[0].excerpt.substr(0, 4) == "Lang");
  node.description = std::string(200, 'x') + "ß";
  CHECK(count_characters(search(network, "ss")[0].excerpt) <= 80);
  CHECK(search(network, "ss")[0].excerpt.find("ß") != std::string::npos);
  CHECK(search(network, "zet")[0].excerpt == "Zet");
}

TEST_CASE("the filter of the picture looks at what is said about a node, each text by itself") {
  Node node;
  node.label = "Zorgcoöperatie";
  node.place = "Tilburg";
  node.tags = {"welzijn"};
  node.motivation = "drijfveer";
  node.roles = {"gastvrouw"};
  node.next_step.text = "bellen";
  Exchange need;
  need.text = "een zaal";
  need.tags = {"ruimte"};
  node.needs = {need};
  for (const char* text : {"cooperatie", "tilburg", "welzijn", "drijf", "een zaal"}) CHECK(mentions(node, text));
  for (const char* text : {"gastvrouw", "bellen", "ruimte", "tilburg welzijn"}) CHECK_FALSE(mentions(node, text));
}

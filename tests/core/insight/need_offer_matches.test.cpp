#include "core/insight/need_offer_matches.hpp"

#include "tests/core/insight/fixtures.hpp"

using namespace fixtures;
using impactweb::Terms;
using impactweb::insight::NeedOfferMatches;

namespace {

/// Somebody who needs `need` and somebody who offers `offer`.
Network market_of(const Exchange& need, const Exchange& offer) {
  Network network = network_of(2, {});
  network.nodes[node_id(0)].needs = {need};
  network.nodes[node_id(1)].offers = {offer};
  return network;
}

std::size_t fitting(const Network& network) { return NeedOfferMatches(network).all().size(); }

double weight(const Network& network) {
  const NeedOfferMatches matches(network);
  REQUIRE(matches.all().size() == 1);
  return matches.all()[0].weight;
}

}  // namespace

TEST_CASE("a need and an offer fit by the stem of a word, in Dutch and in English, whatever case and accents") {
  CHECK(fitting(market_of(exchange("n", "hulp bij vergaderingen"), exchange("o", "een goede Vergadering"))) == 1);
  CHECK(fitting(market_of(exchange("n", "workshops"), exchange("o", "a workshop on energy"))) == 1);
  CHECK(fitting(market_of(exchange("n", "idee\u00ebn"), exchange("o", "ideeen"))) == 1);
  CHECK(fitting(market_of(exchange("n", "een zaal"), exchange("o", "een auto"))) == 0);
  CHECK(fitting(market_of(exchange("n", "wij zoeken hulp"), exchange("o", "wij bieden hulp"))) == 0);
}

TEST_CASE("words that people say mean the same fit, also when they are several words") {
  Network network = market_of(exchange("n", "een vlinder"), exchange("o", "blauwe knikkers"));
  CHECK(fitting(network) == 0);
  network.fields["synonyms"] = Json::array({Json::array({"vlinders", "blauwe knikker"})});
  CHECK(fitting(network) == 1);
  network.nodes[node_id(1)].offers[0].text = "knikkers";
  CHECK(fitting(network) == 0);
  network.fields["synonyms"] = Json{{"zaal", 3}, "woord"};
  CHECK(NeedOfferMatches(network).words_unreadable());
}

TEST_CASE("a group of the thesaurus fits, unless people say that it does not hold here") {
  Network network = market_of(exchange("n", "een accountant"), exchange("o", "boekhouder"));
  REQUIRE(fitting(network) == 1);
  const NeedOfferMatches matches(network);
  CHECK(matches.links(matches.all()[0])[0].key == "g accounting");
  network.fields["synonymsNotHere"] = Json{"accounting"};
  CHECK(fitting(network) == 0);
  network.fields["synonymsNotHere"] = Json{"no such group"};
  CHECK(fitting(network) == 1);
  network.fields["synonymsNotHere"] = "accounting";
  CHECK(NeedOfferMatches(network).words_unreadable());
}

TEST_CASE("what is narrower fits what is wider, and what is only related perhaps") {
  CHECK(fitting(market_of(exchange("n", "een zaal"), exchange("o", "vergaderruimte"))) == 1);
  const Network related = market_of(exchange("n", "een zaal"), exchange("o", "een keuken"));
  CHECK(fitting(related) == 0);
  CHECK(NeedOfferMatches(related).perhaps().size() == 1);
}

TEST_CASE("a Dutch need finds an English offer, and words that only look alike do not meet") {
  CHECK(fitting(market_of(exchange("n", "wij zoeken een boekhouder"), exchange("o", "bookkeeping for charities"))) ==
        1);
  CHECK(fitting(market_of(exchange("n", "a room for the kids"), exchange("o", "ruim de kids op"))) == 0);
  CHECK(fitting(market_of(exchange("n", "een stage in de bouw"), exchange("o", "a stage for the concert"))) == 0);
}

TEST_CASE("accepting and declining teach, visibly, and it can be taken back") {
  Network network = network_of(8, {});
  network.nodes[node_id(0)].needs = {exchange("n", "een accountant")};
  for (std::size_t i = 1; i < 7; ++i) network.nodes[node_id(i)].offers = {exchange("o", "boekhouder")};
  for (int times = 0; times < 2; ++times) {
    const NeedOfferMatches matches(network);
    REQUIRE(!matches.all().empty());
    network = applied(network, Json::array({matches.decline(matches.all()[0])}));
  }
  const NeedOfferMatches after(network);
  CHECK(after.all().empty());
  CHECK(after.perhaps().size() == 4);
  REQUIRE(after.learnt().size() == 1);
  CHECK(after.learnt()[0].key == "g accounting");
  CHECK(after.learnt()[0].declined == 2);
  CHECK(after.learnt()[0].factor == 1.0 / 3);

  Network forgotten = network;
  forgotten.fields["notLearnt"] = Json{"g accounting"};
  CHECK(NeedOfferMatches(forgotten).all().size() == 4);
  CHECK(NeedOfferMatches(forgotten).learnt()[0].forgotten);

  // What is accepted weighs against it.
  network = applied(network, after.accept(after.perhaps()[0]));
  network.nodes[node_id(0)].needs.push_back(exchange("m", "een accountant"));
  const NeedOfferMatches taught(network);
  CHECK(taught.learnt()[0].accepted == 1);
  CHECK(taught.all().size() == 5);
}

TEST_CASE("what is taught is read as far as it has its form") {
  Network network = market_of(exchange("n", "een accountant"), exchange("o", "boekhouder"));
  network.fields["declined x"] = true;
  network.fields["declined y"] = Json{{1, 2, 3}, {"g accounting"}, "g accounting", nullptr};
  network.fields["accepted z"] = Json{{"g accounting", "a", "b"}, {"g accounting", "a", "b"}};
  network.fields["notLearnt"] = 7;
  const NeedOfferMatches matches(network);
  REQUIRE(matches.learnt().size() == 1);
  CHECK(matches.learnt()[0].accepted == 1);
  CHECK(matches.learnt()[0].declined == 0);
}

TEST_CASE("nobody meets their own need, and what is matched or done is no need") {
  Network network = market_of(exchange("n", "zaal"), exchange("o", "zaal"));
  network.nodes[node_id(0)].offers = {exchange("o", "zaal")};
  CHECK(fitting(network) == 1);
  network.nodes[node_id(0)].needs[0].status = ExchangeStatus::matched;
  CHECK(fitting(network) == 0);
}

TEST_CASE("tags, place and terms make a pair heavier, other terms lighter, and a common word counts less") {
  const Network plain = market_of(exchange("n", "zaal"), exchange("o", "zaal"));
  CHECK(weight(plain) == 1);
  CHECK(weight(market_of(exchange("n", "", {"zaal"}), exchange("o", "zaal", {"zaal"}))) == 2);
  Network network = plain;
  network.nodes[node_id(0)].place = "Tilburg ";
  network.nodes[node_id(1)].place = "tilburg";
  CHECK(weight(network) == 1.5);
  network.nodes[node_id(0)].needs[0].terms = Terms::gift;
  network.nodes[node_id(1)].offers[0].terms = Terms::paid;
  CHECK(weight(network) == 1);
  network.nodes[node_id(1)].offers[0].terms = Terms::gift;
  CHECK(weight(network) == 2);
  network = plain;
  for (int i = 0; i < 6; ++i) network.nodes[node_id(1)].offers.push_back(exchange("o" + std::to_string(i), "zaal"));
  CHECK(NeedOfferMatches(network).all()[0].weight == 0.5);
}

TEST_CASE("of two offers with the same word in common the one that is about little else comes first") {
  Network network = market_of(exchange("n", "kennis van anderen"), exchange("o1", "onderzoek, proeftuinen en kennis"));
  network.nodes[node_id(1)].offers.push_back(exchange("o2", "kennis"));
  const NeedOfferMatches matches(network);
  REQUIRE(matches.all().size() == 2);
  CHECK(matches.offers()[matches.all()[0].offer].exchange->id == "o2");
}

TEST_CASE("what was declined is not proposed again, and comes back when the decline is undone") {
  const Network network = market_of(exchange("n.1", "zaal"), exchange("o\"1", "zaal"));
  const NeedOfferMatches matches(network);
  const Json operation = matches.decline(matches.all()[0]);
  const Network declined = applied(network, Json::array({operation}));
  CHECK(fitting(declined) == 0);
  CHECK(NeedOfferMatches(declined).declined() == 1);
  CHECK(fitting(applied(declined, Json{{{"op", "setNetwork"}, {"field", operation["field"]}, {"value", nullptr}}})) ==
        1);
  // A file keeps it.
  const auto opened = impactweb::open_impactweb_json(impactweb::file_from_network(declined));
  CHECK(fitting(std::get<impactweb::Opened>(opened).network) == 0);
}

TEST_CASE("accepting makes a tie from who offers to who needs and closes both") {
  const Network network = market_of(exchange("n", "een zaal"), exchange("o", "zaal"));
  const NeedOfferMatches matches(network);
  const Network after = applied(network, matches.accept(matches.all()[0]));
  REQUIRE(after.edges.size() == 1);
  CHECK(after.edges.begin()->second.kind == "matched");
  CHECK(after.edges.begin()->second.from == node_id(1));
  CHECK(after.nodes.at(node_id(0)).needs[0].status == ExchangeStatus::matched);
  CHECK(after.nodes.at(node_id(1)).offers[0].status == ExchangeStatus::matched);
  CHECK(fitting(after) == 0);
}

TEST_CASE("where very many offers have a word, every need still gets some of them") {
  Network network = network_of(1200, {});
  for (std::size_t i = 0; i < 600; ++i) network.nodes[node_id(i)].needs = {exchange("n", "zaal")};
  for (std::size_t i = 600; i < 1200; ++i) network.nodes[node_id(i)].offers = {exchange("o", "zaal")};
  const NeedOfferMatches matches(network);
  CHECK_FALSE(matches.exhaustive());
  std::vector<char> seen(600, 0);
  for (const auto& match : matches.all()) seen[match.need] = 1;
  CHECK(std::count(seen.begin(), seen.end(), 1) == 600);
}

#include "core/entry/terms.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace impactweb;
using namespace impactweb::entry;

namespace {

EdgeTerms read(const std::string& text, const std::vector<std::string>& known = {}) {
  return parse_terms(text, false, default_entry_vocabulary(), known);
}

/// Kind, `<` when turned round, and what is left of the words.
std::string kind(const std::string& text) {
  const EdgeTerms terms = read(text);
  return (terms.reversed ? "<" : "") + terms.kind + (terms.label.empty() ? "" : " (" + terms.label + ")");
}

std::string money(const std::string& text) {
  const EdgeTerms terms = read(text);
  if (!terms.amount) return "none";
  std::string number = std::to_string(*terms.amount);
  number.erase(number.find_last_not_of('0') + 1);
  if (number.back() == '.') number.pop_back();
  return number + (terms.currency.empty() ? "" : " " + terms.currency);
}

std::string period(const std::string& text) {
  const EdgeTerms terms = read(text);
  return terms.since + "/" + terms.until;
}

}  // namespace

TEST_CASE("every kind of tie has words in Dutch and in English") {
  for (const std::string_view id : default_edge_kinds) CHECK(kind(std::string(id)) == id);
  for (const std::string words : {"financiert", "Financier", "subsidie", "funds", "FUNDED", "investeert in", "betaalt"})
    CHECK(kind(words) == "funds");
  for (const std::string words : {"founded", "oprichter", "richtte op", "heeft opgericht", "mede-oprichter",
                                  "founder of", "is oprichter van", "founding partners", "was the founder of"})
    CHECK(kind(words) == "founded");
  for (const std::string words : {"valt onder", "lid van", "is een onderdeel van", "part of", "member"})
    CHECK(kind(words) == "partOf");
  for (const std::string words : {"doet mee", "neemt deel aan", "deelnemer", "takes part in", "participates"})
    CHECK(kind(words) == "takesPartIn");
  for (const std::string words : {"draagt bij aan", "werkt aan", "contributes to", "works on"})
    CHECK(kind(words) == "contributesTo");
  for (const std::string words : {"steunt", "staat achter", "supports", "ondersteunt"})
    CHECK(kind(words) == "supports");
  for (const std::string words : {"deelt kennis met", "kennisuitwisseling", "shares knowledge with"})
    CHECK(kind(words) == "sharesKnowledgeWith");
  for (const std::string words : {"geeft aan", "doneert", "gives to", "schenking"}) CHECK(kind(words) == "givesTo");
  for (const std::string words : {"gekoppeld", "match", "matched with"}) CHECK(kind(words) == "matched");
  for (const std::string words : {"werkt samen met", "partner", "samenwerking", "works with"})
    CHECK(kind(words) == "worksWith");
}

TEST_CASE("passive words turn the tie round") {
  CHECK(kind("opgericht door") == "<founded");
  CHECK(kind("wordt gefinancierd door") == "<funds");
  CHECK(kind("funded by") == "<funds");
  CHECK(kind("leert van") == "<sharesKnowledgeWith");
  CHECK(kind("krijgt van") == "<givesTo");
  CHECK(kind("bestaat uit") == "<partOf");
}

TEST_CASE("typing mistakes in words of five letters or more are forgiven") {
  CHECK(kind("financeirt") == "funds");
  CHECK(kind("opgerciht door") == "<founded");
  CHECK(kind("suports") == "supports");
  CHECK(kind("wekrt samen met") == "worksWith");
  CHECK(kind("founded") == "founded");
  CHECK(kind("funded") == "funds");
  CHECK(kind("lidt") == "lidt");  // too short to be sure
}

TEST_CASE("unknown words are the kind, as they are") {
  CHECK(kind("Verhuurt Ruimte aan") == "Verhuurt Ruimte aan");
  CHECK(kind("10:30 overleg") == "10:30 overleg");
  CHECK(kind("groep 8") == "groep 8");
  CHECK(kind("deelt een idee") == "deelt een idee");
  CHECK(read("verhuurt ruimte aan", {"Verhuurt Ruimte aan"}).kind == "Verhuurt Ruimte aan");
  CHECK(parse_terms("funds 2017", true, default_entry_vocabulary(), {}).kind == "funds 2017");
  CHECK(read(std::string(500, 'x')).kind.size() == 300);
}

TEST_CASE("amounts are read as people write them") {
  CHECK(money("€ 10.000") == "10000 EUR");
  CHECK(money("€10.000,-") == "10000 EUR");
  CHECK(money("€ 10.000,50") == "10000.5 EUR");
  CHECK(money("10.000 euro") == "10000 EUR");
  CHECK(money("10000 EUR") == "10000 EUR");
  CHECK(money("EUR 10,000.50") == "10000.5 EUR");
  CHECK(money("10000euro") == "10000 EUR");
  CHECK(money("€ 10 000") == "10000 EUR");
  CHECK(money("€ 1 250 000,75") == "1250000.75 EUR");
  CHECK(money("25k") == "25000");
  CHECK(money("€ 25k") == "25000 EUR");
  CHECK(money("1,5 mln") == "1500000");
  CHECK(money("€ 1,5 miljoen") == "1500000 EUR");
  CHECK(money("2.5 million dollars") == "2500000 USD");
  CHECK(money("£1.2m") == "1200000 GBP");
  CHECK(money("5 m") == "none");
  CHECK(money("10.000") == "10000");
  CHECK(money("50000") == "50000");
  CHECK(money("500") == "none");
  CHECK(money("funds 500") == "500");
  CHECK(kind("funds 500") == "funds");
  CHECK(money("huurt 500") == "none");
  CHECK(money("funds 2017") == "none");
  CHECK(money("€ 0,99") == "0.99 EUR");
  CHECK(money("€ 1.234.567,89") == "1234567.89 EUR");
  CHECK(money("€ 500 of € 600") == "500 EUR");
  CHECK(money("€ 12.34.56") == "none");
  CHECK(read("€ 99999999999999999999").issues.at(0).code == "amountTooLarge");
  CHECK(money("€ 99999999999999999999") == "none");
}

TEST_CASE("a number is read with the separators of both languages") {
  CHECK(number_from("1.500") == 1500.0);
  CHECK(number_from("1,500") == 1500.0);
  CHECK(number_from("1.5") == 1.5);
  CHECK(number_from("0.125") == 0.125);
  CHECK(number_from("1.234,5") == 1234.5);
  CHECK(number_from("1,234.5") == 1234.5);
  CHECK(number_from("1'234'567") == 1234567.0);
  CHECK(number_from("0.1") == 0.1);
  CHECK(number_from("123456789.99") == 123456789.99);
  CHECK_FALSE(number_from(""));
  CHECK_FALSE(number_from("1."));
  CHECK_FALSE(number_from("1,23,456"));
  CHECK_FALSE(number_from("1.2.3,4"));
  CHECK_FALSE(number_from("12x"));
}

TEST_CASE("periods are read as people write them") {
  CHECK(period("2017") == "2017/");
  CHECK(period("sinds 2017") == "2017/");
  CHECK(period("funded since 2017") == "2017/");
  CHECK(period("in 2017") == "2017/");
  CHECK(period("2017-2021") == "2017/2021");
  CHECK(period("2017–2021") == "2017/2021");
  CHECK(period("2017 - 2021") == "2017/2021");
  CHECK(period("van 2017 tot 2021") == "2017/2021");
  CHECK(period("2017 t/m 2021") == "2017/2021");
  CHECK(period("2017 tot en met 2021") == "2017/2021");
  CHECK(period("from 2017 to 2021") == "2017/2021");
  CHECK(period("2017-") == "2017/");
  CHECK(period("2017 -") == "2017/");
  CHECK(period("tot 2021") == "/2021");
  CHECK(period("tot en met 2021") == "/2021");
  CHECK(period("until 2021") == "/2021");
  CHECK(period("2017-03") == "2017-03/");
  CHECK(period("2017-21") == "2017/2021");
  CHECK(period("2017-03-31 tot 2018-04") == "2017-03-31/2018-04");
  CHECK(period("sinds maart 2017") == "2017-03/");
  CHECK(period("5 mei 2017") == "2017-05-05/");
  CHECK(period("30 februari 2017") == "2017-02/");
  CHECK(period("2017-02-30") == "/");
  CHECK(period("2021-2017") == "2017/2021");
  CHECK(read("2021-2017").issues.at(0).code == "periodBackwards");
  CHECK(kind("financiert sinds 2017") == "funds");
  CHECK(kind("in 2017 opgericht") == "founded");
}

TEST_CASE("a status is read in brackets or as a word beside a known kind") {
  CHECK(read("founded (potential)").status == EdgeStatus::potential);
  CHECK(read("financiert (mogelijk)").status == EdgeStatus::potential);
  CHECK(kind("financiert (mogelijk)") == "funds");
  CHECK(read("mogelijk").status == EdgeStatus::potential);
  CHECK(kind("mogelijk").empty());
  CHECK(kind("mogelijke financier") == "funds");
  CHECK(read("mogelijke financier").status == EdgeStatus::potential);
  CHECK(read("partner slapend").status == EdgeStatus::dormant);
  CHECK(read("in gesprek").status == EdgeStatus::exploring);
  CHECK(read("(mogelik)").status == EdgeStatus::potential);  // mistyped
  CHECK_FALSE(read("huurt (zaal 2)").status);
  CHECK(kind("huurt (zaal 2)") == "huurt (zaal 2)");
  CHECK(read("funds (2017-2021, mogelijk, € 5.000)").amount == 5000.0);
  CHECK(read("funds (2017-2021, mogelijk, € 5.000)").until == "2021");
  CHECK(kind("funds (2017-2021, mogelijk, € 5.000)") == "funds");
}

TEST_CASE("order and commas do not count, and words after an amount become the label") {
  for (const std::string text : {"funds € 10.000 2017-2021 (potential)", "2017-2021, funds, € 10.000, (potential)",
                                 "(potential) € 10.000 funds van 2017 tot 2021"}) {
    INFO(text);
    CHECK(kind(text) == "funds");
    CHECK(money(text) == "10000 EUR");
    CHECK(period(text) == "2017/2021");
    CHECK(read(text).status == EdgeStatus::potential);
  }
  CHECK(kind("funds € 500 per jaar") == "funds (per jaar)");
}

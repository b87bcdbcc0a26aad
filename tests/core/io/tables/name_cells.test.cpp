#include "core/io/tables/name_cells.hpp"

#include <catch2/catch_test_macros.hpp>

#include "core/io/tables/answers.hpp"

using namespace impactweb;
using namespace impactweb::tables;

namespace {

using Names = std::vector<std::string>;

KnownNames known_names(const Names& names) {
  KnownNames known;
  for (const std::string& name : names) known.add(name);
  return known;
}

}  // namespace

TEST_CASE("several names in a cell are told apart by what people write between them") {
  const KnownNames nobody;
  CHECK(names_in_cell("Anna Wit; De Brug, Zet", nobody) == Names{"Anna Wit", "De Brug", "Zet"});
  CHECK(names_in_cell("Anna | Bram", nobody) == Names{"Anna", "Bram"});
  CHECK(names_in_cell("1. Anna\n2. Bram\n- Carla", nobody) == Names{"Anna", "Bram", "Carla"});
  CHECK(names_in_cell("Zet / De Brug", nobody) == Names{"Zet", "De Brug"});
  CHECK(names_in_cell("Anna, Bram en Carla", nobody) == Names{"Anna", "Bram", "Carla"});
  CHECK(names_in_cell("Anna, anna", nobody) == Names{"Anna"});
  CHECK(names_in_cell("", nobody).empty());
}

TEST_CASE("no cell is cut in two within a name that is known") {
  const KnownNames known = known_names({"Zorg, Wonen en Welzijn", "Anna Wit", "Bos, Bram", "A/B Lab", "Zet"});
  CHECK(names_in_cell("Zorg, wonen en welzijn, Zet", known) == Names{"Zorg, Wonen en Welzijn", "Zet"});
  CHECK(names_in_cell("Zet, A/B Lab", known) == Names{"Zet", "A/B Lab"});
  CHECK(names_in_cell("Anna Wit en Zet", known) == Names{"Anna Wit", "Zet"});
  CHECK(names_in_cell("Wit, Anna", known) == Names{"Anna Wit"});
  CHECK(names_in_cell("Bram Bos", known) == Names{"Bos, Bram"});
  CHECK(names_in_cell("Jansen en Zonen", known) == Names{"Jansen en Zonen"});
}

TEST_CASE("nobody is called nobody") {
  for (const char* word : {"geen", "niemand", "n.v.t.", "none", "-", "personne", "weet niet", "?"})
    CHECK(names_in_cell(word, {}).empty());
  CHECK(names_in_cell("Geen", known_names({"Geen"})) == Names{"Geen"});
}

TEST_CASE("names that are like another are found, the likeliest first") {
  const KnownNames known = known_names({"Anna Wit", "Hanna Wit", "Zet", "Bram Bos"});
  CHECK(known.like("Ana Wit", 5) == Names{"Anna Wit", "Hanna Wit"});
  CHECK(known.like("Bram", 5) == Names{"Bram Bos"});
  CHECK(known.like("Gemeente", 5).empty());
}

TEST_CASE("answers say whether there is a tie, and how strong") {
  for (const char* word : {"", "0", "nooit", "Never", "nee", "jamais", "n.v.t.", "0 = nooit", "-"})
    CHECK_FALSE(answer_of(word).is_tie);
  for (const char* word : {"x", "X", "ja", "1", "oui", "✓"}) CHECK(answer_of(word).is_tie);
  CHECK(answer_of("vaak").strength == 4);
  CHECK(answer_of("Very often").strength == 5);
  CHECK(answer_of("2 - soms").strength == 2);
  CHECK(answer_of("3,5").number == 3.5);
  CHECK(answer_of("collega").word == "collega");
  NumberCount marks, strengths, weights;
  for (const char* text : {"1", "1", "0"}) marks.add(answer_of(text));
  for (const char* text : {"1", "5"}) strengths.add(answer_of(text));
  for (const char* text : {"1", "31"}) weights.add(answer_of(text));
  CHECK(marks.meaning() == NumberMeaning::mark);
  CHECK(strengths.meaning() == NumberMeaning::strength);
  CHECK(weights.meaning() == NumberMeaning::weight);
}

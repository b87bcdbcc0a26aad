// fold_reference.tsv lists every code point that folds to something else, made from Python's unicodedata (Unicode 14):
// NFKD, without U+0300 to U+036F, casefold(), NFKD, without those again, and then the quotes, dashes, stroked letters
// and invisible characters that core/text/text.hpp names.
#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <fstream>
#include <map>
#include <random>
#include <sstream>

#include "core/text/text.hpp"

using namespace impactweb;

namespace {

std::map<char32_t, std::u32string> read_reference() {
  std::map<char32_t, std::u32string> reference;
  std::ifstream file(IMPACTWEB_TESTS_DIR "/core/text/fold_reference.tsv");
  std::string line;
  while (std::getline(file, line)) {
    std::istringstream fields(line);
    fields >> std::hex;
    std::uint32_t from = 0;
    fields >> from;
    std::u32string to;
    for (std::uint32_t c = 0; fields >> c;) to.push_back(c);
    reference[from] = to;
  }
  return reference;
}

}  // namespace

TEST_CASE("every code point folds as the reference says") {
  const auto reference = read_reference();
  REQUIRE(reference.size() > 1400);
  std::size_t wrong = 0;
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    const auto found = reference.find(c);
    const std::u32string expected = found == reference.end() ? std::u32string(1, c) : found->second;
    if (code_points(fold(utf8_from(std::u32string(1, c)))) == expected) continue;
    ++wrong;
    INFO("U+" << std::hex << static_cast<std::uint32_t>(c));
    CHECK(utf8_from(expected) == fold(utf8_from(std::u32string(1, c))));
  }
  CHECK(wrong == 0);
}

TEST_CASE("accents and case do not count, written in one or in two code points") {
  CHECK(fold("Stérk.Brabant") == "sterk.brabant");
  CHECK(fold("Ste\u0301rk.Brabant") == "sterk.brabant");
  CHECK(fold("STÉRK.BRABANT") == "sterk.brabant");
  CHECK(fold("Großenzersdorf") == "grossenzersdorf");
  CHECK(fold("Œuvre d’Ærø") == "oeuvre d'aero");
  CHECK(fold("Łódź, Đà Nẵng, Tiếng Việt") == "lodz, da nang, tieng viet");
  CHECK(fold("İstanbul Iğdır ıI") == "istanbul igdir ii");
  CHECK(fold("Ἀθῆναι ΟΔΟΣ") == "αθηναι οδοσ");
  CHECK(fold("Київ Ёлка Й") == "киів елка и");
  CHECK(fold("IJsselstein") == fold("Ĳsselstein"));
  CHECK(fold("東京 ﬁets ＡＢＣ") == "東京 fiets abc");
}

TEST_CASE("white space runs become one space and typographic marks plain ones") {
  CHECK(fold("a \t\u00A0\u2003 b\n") == "a b ");
  CHECK(fold("a \u200B\u0301 b") == "a b");
  CHECK(fold("’s-Hertogenbosch – “de Markt”…") == "'s-hertogenbosch - \"de markt\"...");
  CHECK(fold("so\u00ADciaal") == "sociaal");
  CHECK(fold("").empty());
}

TEST_CASE("folding twice is folding once, also for bytes that are no text") {
  std::mt19937 random(1);
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    const std::size_t length = random() % 24;
    for (std::size_t i = 0; i < length; ++i) {
      if (round % 2 == 0)
        text.push_back(static_cast<char>(random()));
      else
        text += utf8_from(std::u32string(1, random() % 0x3000));
    }
    const std::string once = fold(text);
    REQUIRE(is_utf8(once));
    REQUIRE(fold(once) == once);
  }
}

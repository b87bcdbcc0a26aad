#include "core/text/stem.hpp"

#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <sstream>

#include "core/text/compounds.hpp"
#include "core/text/text.hpp"

using impactweb::Stemmer;

TEST_CASE("forms of a word have the same stem in the language that it is of") {
  const Stemmer stem;
  CHECK(stem("workshops").english == stem("workshop").english);
  CHECK(stem("vergaderingen").dutch == stem("vergadering").dutch);
  CHECK(stem("zalen").dutch == stem("zaal").dutch);
  CHECK(stem("connections").english == stem("connecting").english);
  CHECK(stem("vergadering").dutch != stem("verzekering").dutch);
}

TEST_CASE("what is no word of either language stays as it is") {
  const Stemmer stem;
  CHECK(stem("ﬀ\xff").dutch == "ﬀ\xff");
  CHECK(stem("").english.empty());
  CHECK(stem("комната").dutch == "комната");
  CHECK(stem(std::string(5000, 'a')).english == std::string(5000, 'a'));
}

TEST_CASE("everyday inflections meet, and words that only look like one do not") {
  // Lines of language (or `no`) and two words; collected before the rules were written.
  std::ifstream file(IMPACTWEB_TESTS_DIR "/core/text/inflections.tsv");
  const Stemmer stem;
  std::string line;
  int dutch = 0, dutch_met = 0, english = 0, english_met = 0, different = 0;
  while (std::getline(file, line)) {
    std::istringstream fields(line);
    std::string kind, first, second;
    fields >> kind >> first >> second;
    const auto stems = [&](const std::string& word) {
      const std::string folded = impactweb::fold(word);
      return stem(impactweb::words_of(folded).at(0));
    };
    const impactweb::Stems a = stems(first), b = stems(second);
    INFO(line);
    if (kind == "nl") {
      ++dutch;
      dutch_met += a.dutch == b.dutch ? 1 : 0;
    } else if (kind == "en") {
      ++english;
      english_met += a.english == b.english ? 1 : 0;
    } else {
      ++different;
      CHECK(a.dutch != b.dutch);
      CHECK(a.english != b.english);
    }
  }
  CHECK(dutch >= 150);
  CHECK(english >= 60);
  CHECK(different >= 30);
  CHECK(dutch_met >= dutch - 2);
  CHECK(english_met == english);
}

TEST_CASE("a compound falls into its parts, the last of which says what it is") {
  using Parts = std::vector<std::string>;
  CHECK(impactweb::compound_parts("vergaderruimte") == Parts{"vergader", "ruimte"});
  CHECK(impactweb::compound_parts("laptopreparatie") == Parts{"laptop", "reparatie"});
  CHECK(impactweb::compound_parts("bijenkast") == Parts{"bij", "kast"});
  CHECK(impactweb::compound_parts("kippenhokken") == Parts{"kip", "hok"});
  CHECK(impactweb::compound_parts("wijkenergieadvies").back() == "advies");
}

TEST_CASE("what is no compound is not taken apart") {
  for (const char* word : {"kapitaal", "portaal", "personeel", "onderzoek", "voorraad", "bestuur", "fiets", "boerderij",
                           "gemeente", "restaurant", "xyzzyplugh", "", "комната"}) {
    INFO(word);
    CHECK(impactweb::compound_parts(word).empty());
  }
}

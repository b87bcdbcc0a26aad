#include "core/text/stem.hpp"

#include <catch2/catch_test_macros.hpp>

using impactweb::Stemmer;

TEST_CASE("forms of a word have the same stem in the language that it is of") {
  const Stemmer stem;
  CHECK(stem("workshops").english == stem("workshop").english);
  CHECK(stem("vergaderingen").dutch == stem("vergadering").dutch);
  CHECK(stem("zalen").dutch == stem("zal").dutch);
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

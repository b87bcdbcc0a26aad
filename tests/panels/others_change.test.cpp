#include "panels/others_change.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace impactweb;
using namespace impactweb::panels;

TEST_CASE("what another puts into a field that nobody types in is no news") {
  OthersChange change;
  CHECK_FALSE(change.see("name", "Zet"));
  CHECK_FALSE(change.see("name", "Zet Tilburg"));
  CHECK(change.theirs("name") == nullptr);
}

TEST_CASE("another's change to a field in which somebody types waits, and so does what is typed") {
  OthersChange change;
  CHECK(change.may_apply("name", "Zet", false, false));
  change.applied("name", "Zet T");
  CHECK_FALSE(change.see("name", "Zet T"));
  CHECK(change.see("name", "Theirs"));
  CHECK_FALSE(change.see("name", "Theirs"));
  REQUIRE(change.theirs("name") != nullptr);
  CHECK(*change.theirs("name") == "Theirs");
  CHECK_FALSE(change.may_apply("name", "Theirs", false, false));
  change.settle("name");
  CHECK(change.theirs("name") == nullptr);
  CHECK(change.may_apply("name", "Theirs", false, false));
}

TEST_CASE("Enter means what was typed; leaving the field applies it and leaves the choice") {
  OthersChange change;
  change.may_apply("name", "Zet", false, false);
  change.see("name", "Theirs");
  CHECK(change.may_apply("name", "Theirs", true, true));
  CHECK(change.theirs("name") == nullptr);

  change.may_apply("name", "Zet", false, false);
  change.see("name", "Theirs");
  CHECK(change.may_apply("name", "Theirs", true, false));
  change.applied("name", "Mine");
  REQUIRE(change.theirs("name") != nullptr);
  CHECK(*change.theirs("name") == "Theirs");
  // Taken back by its step.
  CHECK_FALSE(change.see("name", "Theirs"));
  CHECK(change.theirs("name") == nullptr);
}

TEST_CASE("who types the same has nothing to choose") {
  OthersChange change;
  change.may_apply("name", "Zet", false, false);
  change.see("name", "Zet Tilburg");
  CHECK(change.may_apply("name", "Zet Tilburg", true, false));
  change.applied("name", "Zet Tilburg");
  CHECK(change.theirs("name") == nullptr);
}

TEST_CASE("a field that is left without another's change is forgotten") {
  OthersChange change;
  change.may_apply("name", "Zet", false, false);
  change.applied("name", "Zet T");
  CHECK(change.may_apply("name", "Zet T", true, false));
  CHECK_FALSE(change.see("name", "Later"));
}

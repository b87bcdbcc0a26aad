// Fields by path: what is accepted, what is refused and why.
#include "core/model/fields.hpp"

#include <catch2/catch_test_macros.hpp>

#include "core/model/json.hpp"
#include "core/model/limits.hpp"

using namespace impactweb;

namespace {

std::string code(std::optional<Issue> issue) { return issue ? issue->code : "accepted"; }

}  // namespace

TEST_CASE("every field that is set reads back the same and null empties it") {
  const std::pair<const char*, Json> values[] = {
      {"kind", "vision"},
      {"label", "Stérk.Brabant"},
      {"description", "a\nb"},
      {"sector", "knowledge"},
      {"form", "group"},
      {"place", "Tilburg"},
      {"tags", {"welzijn", "zorg"}},
      {"roles", {"funder"}},
      {"motivation", "x"},
      {"energy", 4},
      {"needs", {{{"id", "k1"}, {"text", "ruimte"}, {"status", "open"}}}},
      {"offers", {{{"id", "k1"}, {"text", "kennis"}, {"status", "done"}, {"terms", "gift"}}}},
      {"stage", "pilot"},
      {"stageDates", {{"pilot", "2019"}}},
      {"nextStep.text", "t"},
      {"nextStep.owner", "o"},
      {"nextStep.due", "2024-02-29"},
      {"position", {1.5, -2.0}},
      {"pinned", true},
      {"fields", {{"Web", "x"}}}};
  REQUIRE(std::size(values) == node_fields().size());
  Node node;
  for (const auto& [path, value] : values) {
    INFO(path);
    REQUIRE(code(set_field(node, path, value)) == "accepted");
    REQUIRE(get_field(node, path) == value);
  }
  node.id = "n";
  REQUIRE(std::get<Node>(node_from_json(to_json(node))) == node);
  for (const auto& [path, value] : values) {
    const bool needs_value = std::string_view(path) == "label";
    REQUIRE(code(set_field(node, path, nullptr)) == (needs_value ? "labelEmpty" : "accepted"));
  }
  Node empty;
  empty.id = "n";
  empty.label = "Stérk.Brabant";
  REQUIRE(node == empty);
}

TEST_CASE("needs are addressed by id, kept in order, and dots in free fields belong to the name") {
  Node node;
  REQUIRE(code(set_field(node, "needs.b", {{"text", "zaal"}})) == "accepted");
  REQUIRE(code(set_field(node, "needs.a", {{"text", "geld"}})) == "accepted");
  REQUIRE(node.needs[0].id == "a");
  REQUIRE(code(set_field(node, "needs.b.status", "matched")) == "accepted");
  REQUIRE(node.needs[1].status == ExchangeStatus::matched);
  REQUIRE(get_field(node, "needs.b.text") == "zaal");
  REQUIRE(code(set_field(node, "needs.c.text", "x")) == "itemUnknown");
  REQUIRE(code(set_field(node, "needs.a", nullptr)) == "accepted");
  REQUIRE(node.needs.size() == 1);
  REQUIRE(code(set_field(node, "fields.a.b", 7)) == "accepted");
  REQUIRE(node.fields.at("a.b") == 7);
}

TEST_CASE("values that do not fit are refused with a reason and change nothing") {
  const std::tuple<const char*, Json, const char*> cases[] = {
      {"label", "  ", "labelEmpty"},
      {"label", 7, "wrongType"},
      {"label", "a\nb", "textControl"},
      {"label", std::string(limits::label_characters + 1, 'x'), "textTooLong"},
      {"description", "\xFF", "textNotUtf8"},
      {"kind", "alien", "choiceUnknown"},
      {"energy", 6, "ratingOutOfRange"},
      {"energy", 0, "ratingOutOfRange"},
      {"energy", 1.5, "wrongType"},
      {"tags", {"a", "a"}, "listDuplicate"},
      {"tags", {" "}, "listEmptyItem"},
      {"stageDates.pilot", "2023-02-29", "dateInvalid"},
      {"nextStep.due", "morgen", "dateInvalid"},
      {"position", {1e9, 0}, "positionOutOfRange"},
      {"position", {1}, "wrongType"},
      {"pinned", "yes", "wrongType"},
      {"needs", {{{"id", "x"}}, {{"id", "x"}}}, "listDuplicate"},
      {"nonsense", 1, "fieldUnknown"}};
  for (const auto& [path, value, expected] : cases) {
    Node node;
    node.label = "kept";
    const Node before = node;
    INFO(path << " " << value.dump(-1, ' ', false, Json::error_handler_t::replace).substr(0, 60));
    REQUIRE(code(set_field(node, path, value)) == expected);
    REQUIRE(node == before);
  }
}

TEST_CASE("dates name existing days") {
  for (const char* good : {"", "2017", "2017-12", "2024-02-29", "0001-01-01", "9999-12-31"}) REQUIRE(is_date(good));
  for (const char* bad :
       {"17", "0000", "2017-13", "2017-00", "2023-02-29", "2017-04-31", "2017/04/01", "2017-4-1", "2017-04-01T00:00"})
    REQUIRE_FALSE(is_date(bad));
}

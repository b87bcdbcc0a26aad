#include "core/io/graphs/tgf.hpp"

#include "tests/core/io/graphs/text_graph_support.hpp"

using namespace impactweb;
using test::drawn_ties;
using test::has_issue;
using test::opened_text;

TEST_CASE("The Trivial Graph Format is read with names, and with numbers as weights") {
  const Opened file = opened_text("1 Zet\n2 De Brug\n3\n#\n1 2 werkt samen\n2 3 4\n", "tgf");
  CHECK(file.warnings.empty());
  CHECK(file.network.nodes.size() == 3);
  CHECK(drawn_ties(file.network) == "De Brug -> 3 *4\nZet -> De Brug \"werkt samen\"\n");
}

TEST_CASE("A line with one end in TGF is named") {
  CHECK(
      has_issue(opened_text("1 Zet\n2 De Brug\n#\n1 2\n1\n", "tgf").warnings, "lineNotUnderstood", "line 5, column 1"));
}

TEST_CASE("Names around a number sign alone are no TGF") {
  const auto format = [](const char* text) { return format_of(std::vector<InputFile>{{"x", text}}); };
  CHECK(format("Zet\nDe Brug\n#\nBuurthuis\nAnna Wit\n") == "csv");
  CHECK(format("#\nZet\n") == "csv");
}

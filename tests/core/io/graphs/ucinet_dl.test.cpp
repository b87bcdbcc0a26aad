#include "core/io/graphs/ucinet_dl.hpp"

#include "tests/core/io/graphs/text_graph_support.hpp"

using namespace impactweb;
using test::drawn_ties;
using test::has_issue;
using test::node_called;
using test::opened_text;
using test::refused_text;

namespace {

std::string ties_in(const std::string& text) {
  const Opened file = opened_text(text, "ucinet-dl");
  CHECK(file.warnings.empty());
  return drawn_ties(file.network);
}

}  // namespace

TEST_CASE("Full matrices of UCINET are ties, without a direction when both sides say the same") {
  CHECK(ties_in("dl n=3\nformat = fullmatrix\nlabels:\nanna,bram,carla\ndata:\n0 1 0\n0 0 2\n0 0 0\n") ==
        "anna -> bram *1\nbram -> carla *2\n");
  CHECK(ties_in("DL N = 3 FORMAT = FULLMATRIX DIAGONAL PRESENT\nLABELS EMBEDDED\nDATA:\n     anna bram carla\n"
                "anna 0 1 1\nbram 1 0 0\ncarla 1 0 0\n") == "anna -- bram\nanna -- carla\n");
  CHECK(ties_in("dl n=3 diagonal absent\nlabels: a b c\ndata:\n1 0\n1 1\n0 1\n") == "a -- b\nb -- c\n");
  // Without a number of nodes, the first line says it.
  CHECK(ties_in("dl format=fullmatrix labels embedded\ndata:\n a b\na 0 1\nb 0 0\n") == "a -> b\n");
}

TEST_CASE("Matrices of two modes are two sorts of nodes") {
  const Opened file = opened_text(
      "dl nr=2, nc=3 format=fullmatrix\nrow labels: anna,bram\ncolumn labels:\noverleg\n\"buurt feest\"\nmarkt\n"
      "data:\n1 0 1\n0 1 0\n",
      "ucinet-dl");
  CHECK(drawn_ties(file.network) == "anna -- markt\nanna -- overleg\nbram -- buurt feest\n");
  CHECK(node_called(file.network, "bram").fields.at("mode") == 1);
  CHECK(node_called(file.network, "markt").fields.at("mode") == 2);
}

TEST_CASE("Several matrices of UCINET are kinds of ties") {
  CHECK(ties_in("dl n = 2, nm = 2\nlabels: a,b\nmatrix labels:\nhelpt\nkent\ndata:\n0 1\n0 0\n\n0 0\n1 0\n") ==
        "a -> b : helpt\nb -> a : kent\n");
}

TEST_CASE("Lists of ties and of neighbours of UCINET name their nodes by number or by label") {
  CHECK(ties_in("dl n=4 format=edgelist1\nlabels:\nAnna Wit\nBram\nCarla\nDirk\ndata:\n1 2 3\n2 3\n4 1 2\n") ==
        "Anna Wit -> Bram *3\nBram -> Carla *1\nDirk -> Anna Wit *2\n");
  CHECK(ties_in("dl n=3 format=edgelist1\nlabels embedded\ndata:\nanna \"jan smit\" 2.5\n\"jan smit\", carla\n") ==
        "anna -> jan smit\njan smit -> carla\n");
  CHECK(ties_in("dl n=3 format=nodelist1\nlabels embedded\ndata:\nanna bram carla\nbram carla\n") ==
        "anna -> bram\nanna -> carla\nbram -> carla\n");
  CHECK(ties_in("dl nr=2 nc=2 format=nodelist2\nlabels embedded\ndata:\nanna markt feest\nbram markt\n") ==
        "anna -- feest\nanna -- markt\nbram -- markt\n");
  CHECK(ties_in("dl n=3 format=lowerhalf\nlabels: a,b,c\ndata:\n0\n1 0\n0 2 0\n") == "b -- a *1\nc -- b *2\n");
}

TEST_CASE("UCINET's files that are wrong are refused or named with their line") {
  CHECK(refused_text("dl n=3\nlabels: a,b,c\n").code == "textCutOff");
  CHECK(refused_text("dl n=2\ndata:\n0 1\n0\n") == Issue{"textCutOff", "line 4, column 1", {"UCINET DL"}});
  CHECK(refused_text("dl n=2\ndata:\n0 1\n0 x\n") ==
        Issue{"textNotUnderstood", "line 4, column 3", {"UCINET DL", "x"}});
  CHECK(refused_text("dl n=2 format=spiral\ndata:\n0 1\n") ==
        Issue{"textNotUnderstood", "line 1, column 1", {"UCINET DL", "spiral"}});
  CHECK(has_issue(opened_text("dl n=2 format=edgelist1\ndata:\n1 2\n1 9\n", "ucinet-dl").warnings, "lineNotUnderstood",
                  "line 4, column 1"));
}

TEST_CASE("A list of names that begins with the letters of UCINET's format is a list of names") {
  CHECK(format_of(std::vector<InputFile>{{"x", "DL Advies\nDe Brug\n"}}) == "csv");
}

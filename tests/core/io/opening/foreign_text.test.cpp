#include "core/io/opening/foreign_text.hpp"

#include <catch2/catch_test_macros.hpp>

#include "core/io/opening/formats.hpp"

using namespace impactweb;

namespace {

/// Why a text is refused, or the format that it is opened in.
std::string said_of(const std::string& text, const char* name = "file.txt") {
  const std::vector<InputFile> files{{name, text}};
  if (const std::string_view format = format_of(files); !format.empty()) return std::string(format);
  const Result<Opened> opened = open_files(files);
  REQUIRE(std::holds_alternative<Issue>(opened));
  const Issue& issue = std::get<Issue>(opened);
  return issue.code + (issue.params.empty() ? "" : " " + issue.params[0]);
}

}  // namespace

TEST_CASE("Diagrams and formats that are not read are refused by name") {
  CHECK(said_of("graph TD\n  A[Zet] --> B{Besluit}\n") == "formatMermaid");
  CHECK(said_of("%% buurt\nflowchart LR\n  a --> b\n") == "formatMermaid");
  CHECK(said_of("---\ntitle: Buurt\n---\nflowchart TB\n a-->b\n") == "formatMermaid");
  CHECK(said_of("mindmap\n  Zet\n    De Brug\n") == "formatMermaid");
  CHECK(said_of("sequenceDiagram\n  Anna->>Bram: Hoi\n") == "formatMermaid");
  CHECK(said_of("*Node data\nID gender\nanna 1\n*Tie data\nfrom to x\nanna bram 1\n") == "formatVna");
  CHECK(said_of("anna pp bram\nbram pd carla dirk\neva\n") == "formatSif");
  CHECK(said_of("anna\tkent\tbram\nbram\tkent\tcarla\ncarla\thelpt\tanna\n", "x.sif") == "formatSif");
  CHECK(said_of("@startuml\nA -> B\n@enduml\n") == "formatOfOtherTool PlantUML");
  CHECK(said_of("BEGIN:VCARD\nFN:Anna\nEND:VCARD\n") == "formatOfOtherTool vCard");
  CHECK(said_of("nodes:\n  - id: a\n    name: Zet\nlinks:\n  - source: a\n    target: a\n") ==
        "formatOfOtherTool YAML");
  CHECK(said_of("%%MatrixMarket matrix coordinate pattern symmetric\n3 3 2\n2 1\n3 2\n") ==
        "formatOfOtherTool Matrix Market");
  CHECK(said_of("{\\rtf1\\ansi Zet}") == "formatOfOtherTool RTF");
  CHECK(said_of("<map version=\"1.0\"><node TEXT=\"Zet\"/></map>") == "formatOfOtherTool FreeMind");
}

TEST_CASE("Documents with drawn tables are refused by name") {
  CHECK(said_of("| Naam | Plaats |\n|------|:------:|\n| Zet | Tilburg |\n") == "formatMarkdown");
  CHECK(said_of("Naam | Plaats\n--- | ---\nZet | Tilburg\n") == "formatMarkdown");
  CHECK(said_of("+------+------+\n| a    | b    |\n+------+------+\n| 1    | 2    |\n") == "formatMarkdown");
  CHECK(said_of("# Partners\n\n- Zet\n- De Brug\n\nMeer [hier](https://example.org)\n") == "formatMarkdown");
}

TEST_CASE("Programs are refused by their language") {
  CHECK(said_of("import networkx as nx\n\nG = nx.Graph()\nG.add_edge('a', 'b')\nprint(G)\n") == "formatProgram Python");
  CHECK(said_of("def f(x):\n    return x\n\nfor i in range(3):\n    print(f(i))\n") == "formatProgram Python");
  CHECK(said_of("const data = [\n  { source: 'a', target: 'b' },\n];\nfunction draw(x) {\n  console.log(x);\n}\n") ==
        "formatProgram JavaScript");
  CHECK(said_of("library(igraph)\ng <- graph_from_data_frame(d)\nplot(g)\n") == "formatProgram R");
  CHECK(said_of("CREATE TABLE partij (\n  id INT,\n  naam TEXT\n);\nINSERT INTO partij VALUES (1, 'Zet');\n") ==
        "formatProgram SQL");
  CHECK(said_of("body {\n  color: red;\n}\n.a {\n  margin: 0;\n}\n", "x.css") == "formatProgram CSS");
  CHECK(said_of("#include <stdio.h>\nint main() {\n  return 0;\n}\n") == "formatProgram C");
  CHECK(said_of("CREATE (a:Person {name:'Anna'})\nCREATE (b:Person {name:'Bram'})\n") == "formatProgram Cypher");
}

TEST_CASE("Lists of names and tables stay what they are, whatever words are in them") {
  CHECK(
      said_of("Zet\nDe Brug\nStichting Import uit Afrika\nfrom Breda with love\nlet op\n# 1 Buurthuis\n- streepje\n") ==
      "csv");
  CHECK(said_of("- Zet\n- De Brug\n- Buurthuis\n") == "csv");
  CHECK(said_of("Van;Naar;\nA;B;\nB;C;\n") == "csv");
  CHECK(said_of("graph theory club\nflowchart makers\nmindmap vrienden\n") == "csv");
  CHECK(said_of("class;teacher\n1a;Anna\n1b;Bram\n") == "csv");
  CHECK(said_of("anna\tkent\tbram\nbram\tkent\tcarla\n") == "csv");
  CHECK(said_of("Naam: Zet\nPlaats: Breda\n") == "csv");
  CHECK(said_of("select group;from\nde Brug;Breda\n") == "csv");
  CHECK(said_of("Van|Naar\nA|B\n") == "csv");
}

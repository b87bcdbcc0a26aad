#include "core/io/opening/formats.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "tests/core/support/random_operations.hpp"

using namespace impactweb;

namespace {

using Files = std::vector<InputFile>;

Network opened(const Files& files, std::string_view format = {}) {
  Result<Opened> result = open_files(files, format);
  if (const Issue* issue = std::get_if<Issue>(&result)) FAIL("refused: " << issue->code << " at " << issue->where);
  return std::get<Opened>(result).network;
}

Issue refused(const Files& files, std::string_view format = {}) {
  const Result<Opened> result = open_files(files, format);
  REQUIRE(std::holds_alternative<Issue>(result));
  return std::get<Issue>(result);
}

Issue refused(const std::string& bytes) { return refused(Files{{"file", bytes}}); }

const std::string own_file = R"({"type":"impactweb","version":1,"network":{"nodes":[{"id":"a","label":"An"}]}})";
const std::string kumu_file = R"({"elements":[{"label":"An"}],"connections":[]})";

}  // namespace

TEST_CASE("What a format writes it recognises as its own, whatever the file is called") {
  test::Random random(7);
  const Network network = test::random_network(random, 10, 15);
  for (const Format& format : formats()) {
    INFO(format.id);
    if (format.save == nullptr) continue;
    Files files;
    for (const OutputFile& file : format.save(network)) {
      CHECK(file.name.substr(file.name.rfind('.') + 1) == format.extension);
      files.push_back({"download (1)", file.bytes});
      for (const Format& other : formats()) CHECK((other.likeness(files.back()) > 50) == (other.id == format.id));
    }
    const Network read = opened(files);
    CHECK(read.nodes.size() == network.nodes.size());
    CHECK(read.edges.size() == network.edges.size());
    CHECK(opened(files, format.id).nodes.size() == network.nodes.size());
  }
}

TEST_CASE("A file is known by its content even with white space, byte order mark and keys in any order") {
  CHECK(opened({{"x.csv", "\xEF\xBB\xBF \n" + own_file}}).nodes.contains("a"));
  CHECK(
      opened(
          {{"x",
            R"({"network":{"nodes":[{"id":"a","label":"type","fields":{"elements":[1]}}]},"version":1,"type":"impactweb"})"}})
          .nodes.contains("a"));
  CHECK(opened({{"x.txt", "\xEF\xBB\xBF" + kumu_file}}).nodes.size() == 1);
  CHECK(opened({{"x.json", "Van;Naar\nAn;Ben\n"}}).edges.size() == 1);
}

TEST_CASE("Files of other tools are refused by their name") {
  const auto named = [](const char* tool) { return Issue{"formatOfOtherTool", "", {tool}}; };
  CHECK(refused(R"({"type":"excalidraw","elements":[{"id":"x"}]})") == named("Excalidraw"));
  CHECK(refused(R"({"type":"FeatureCollection","features":[]})") == named("GeoJSON"));
  CHECK(refused("<!DOCTYPE html><html></html>") == named("HTML"));
  CHECK(refused(R"({"foo":1,"bar":[]})") == Issue{"jsonNotRecognised", "", {"bar, foo"}});
  CHECK(refused("<?xml version=\"1.0\"?><other/>").code == "formatNotRecognised");
  CHECK(refused("[1,2]").code == "formatNotRecognised");
}

TEST_CASE("Graph formats are told apart by their content") {
  const auto format_of = [](const std::string& bytes) {
    std::string_view best;
    int most = 0;
    for (const Format& format : formats())
      if (const int likeness = format.likeness({"x", bytes}); likeness > most) most = likeness, best = format.id;
    return best;
  };
  CHECK(format_of("<!-- <graphml> -->\n<!DOCTYPE x [<!ELEMENT x ANY>]>\n<a:gexf version=\"1.3\"><graph/></a:gexf>") ==
        "gexf");
  CHECK(format_of("\xEF\xBB\xBF<?xml version=\"1.0\"?>\n<graphml/>") == "graphml");
  CHECK(format_of(R"({"graphDataset":{},"type":"gephi-lite"})") == "gephi-lite");
  CHECK(format_of(R"({"nodes":[{"attributes":{},"key":"a"}],"edges":[]})") == "graphology");
  CHECK(format_of(R"({"nodes":[],"edges":[],"options":{}})") == "graphology");
  CHECK(format_of(R"({"edges":[],"nodes":[{"id":"1","attributes":{}}]})") == "polinode");
  CHECK(format_of(R"({"nodes":[{"id":1,"label":"a"}],"edges":[]})") == "node-link");
  CHECK(format_of(R"({"links":[],"nodes":[],"directed":false})") == "node-link");
  CHECK(format_of(R"({"data":[],"elements":{"nodes":[]}})") == "node-link");
  CHECK(format_of(R"({"elements":[{"data":{"id":"a"}}]})") == "node-link");
  CHECK(format_of(R"({"elements":[{"label":"a"}]})") == "kumu");
  CHECK(format_of("<html><gexf/></html>").empty());
}

TEST_CASE("What cannot be read is refused with the reason") {
  CHECK(refused("").code == "fileEmpty");
  CHECK(refused(" \r\n").code == "fileEmpty");
  CHECK(refused(std::string("PK\x03\x04\x14\x00\x06\x00", 8)).code == "zipDamaged");
  CHECK(refused("%PDF-1.7 ...").code == "fileNotText");
  CHECK(refused(std::string("\0\1\2\3", 4)).code == "fileNotText");
  CHECK(refused("Datum;Uur\n1;2\n").code == "headerUnknown");
  CHECK(refused(R"({"type":"impactweb","version":1,"network":{"nodes":[)").code == "jsonCutOff");
  CHECK(refused(R"({"type":"impactweb","version":2,"network":{}})").code == "newerVersion");
  CHECK(refused("{\n  oops }") == Issue{"notJson", "line 2, column 3", {}});
  CHECK(refused(Files{}).code == "noFile");
  CHECK(refused({{"x", own_file}}, "visio") == Issue{"formatUnknown", "", {"visio"}});
  CHECK(refused({{"x", own_file}}, "kumu").code == "notKumu");
  CHECK(refused({{"x", kumu_file}}, "impactweb").code == "notImpactweb");
  CHECK(refused({{"x", kumu_file}}, "xlsx").code == "notXlsx");
}

TEST_CASE("Several files are one network only as tables") {
  CHECK(opened({{"t.csv", "From,To\nA,B\n"}, {"n.csv", "Label\nA\nC\n"}}).nodes.size() == 3);
  CHECK(refused({{"a.json", own_file}, {"b.json", own_file}}).code == "severalFiles");
  CHECK(refused({{"a.json", kumu_file}, {"b.json", kumu_file}}).code == "severalFiles");
  CHECK(refused({{"a.csv", "From,To\nA,B\n"}, {"b.json", kumu_file}}) == Issue{"severalFiles", "b.json", {}});
  CHECK(refused({{"a.csv", "From,To\nA,B\n"}, {"b.xlsx", "PK\x03\x04"}}) == Issue{"zipDamaged", "b.xlsx", {}});
}

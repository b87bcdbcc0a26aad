#include "core/entry/scan.hpp"
#include "tests/core/entry/plan.hpp"

using namespace impactweb;
using namespace impactweb::test;

namespace {

Network town() {
  Network network;
  add_node(network, "a", "Zet");
  add_node(network, "b", "Zorgbelang Brabant | Zeeland");
  add_node(network, "c", "Provincie Noord-Brabant");
  add_node(network, "d", "Breda - Centrum");
  add_node(network, "e", "Zeg \"ja\"");
  network.nodes["a"].tags = {"welzijn", "werk"};
  network.nodes["b"].tags = {"welzijn", "sociale cohesie"};
  network.nodes["a"].place = "Tilburg";
  network.nodes["c"].place = "'s-Hertogenbosch";
  add_edge(network, "x", "a", "b", "verhuurt aan");
  return network;
}

/// Completions at `|`, and the line after the first of them.
struct Completed {
  Lines replacements;
  std::string line;
};

Completed complete(std::string line) {
  const std::size_t caret = line.find('|');
  line.erase(caret, 1);
  const EntryCompletion completion = complete_entry(town(), line, caret);
  REQUIRE(completion.begin <= completion.end);
  REQUIRE(completion.end <= line.size());
  if (!completion.replacements.empty())
    line.replace(completion.begin, completion.end - completion.begin, completion.replacements[0]);
  return {completion.replacements, line};
}

}  // namespace

TEST_CASE("names are completed where a name stands") {
  CHECK(complete("zo|").line == "Zorgbelang Brabant | Zeeland");
  CHECK(complete("Zet > prov| : funds").line == "Zet > Provincie Noord-Brabant : funds");
  CHECK(complete("zo| > Zet").line == "Zorgbelang Brabant | Zeeland > Zet");
  CHECK(complete("Zet, braba|").replacements == Lines{"Provincie Noord-Brabant", "Zorgbelang Brabant | Zeeland"});
  CHECK(complete("Zet ~ provinicie n|").line == "Zet ~ Provincie Noord-Brabant");
  CHECK(complete("initiatief: zorg|").line == "initiatief: Zorgbelang Brabant | Zeeland");
  CHECK(complete("Zet > |").replacements.empty());
  CHECK(complete("|Zet").replacements.empty());
  CHECK(complete("Zet|").replacements.empty());  // nothing better than what is there
  CHECK(complete("é€ > Zor|gb : funds").line == "é€ > Zorgbelang Brabant | Zeeland : funds");
}

TEST_CASE("a name that would be read otherwise is completed in quotes") {
  CHECK(complete("bred|").line == "\"Breda - Centrum\"");
  CHECK(complete("zeg| > Zet").line == "\"Zeg \"\"ja\"\"\" > Zet");
  CHECK(complete("\"bre|").line == "\"Breda - Centrum\"");
  CHECK(complete("\"bre|\" > Zet").line == "\"Breda - Centrum\" > Zet");
  CHECK(complete("\"zeg|").line == "\"Zeg \"\"ja\"\"\"");
  CHECK(plan_entry(town(), "\"Zeg \"\"ja\"\"\"").operations.empty());
}

TEST_CASE("tags, places and kinds of tie are completed after their marks") {
  CHECK(complete("Bb #we|").replacements == Lines{"welzijn", "werk"});
  CHECK(complete("Bb #coh| > Zet").line == "Bb #sociale cohesie > Zet");
  CHECK(complete("Bb #|").replacements == Lines{"welzijn", "sociale cohesie", "werk"});
  CHECK(complete("Bb @ti|").line == "Bb @Tilburg");
  CHECK(complete("Bb @hert|").line == "Bb @'s-Hertogenbosch");
  CHECK(complete("Zet > Bb : fin|").line == "Zet > Bb : financiert");
  CHECK(complete("Zet > Bb : fun| € 10.000 (mogelijk)").line == "Zet > Bb : funds € 10.000 (mogelijk)");
  CHECK(complete("Zet > Bb : verh|").line == "Zet > Bb : verhuurt aan");
  CHECK(complete("Zet > Bb : |").replacements.size() == 6);
  CHECK(complete("Zet > Bb : funds 20|").replacements.empty());
  CHECK(complete("Zet ? welz|").replacements.empty());
  CHECK(complete_entry(town(), "\xFF", 1).replacements.empty());
  CHECK(complete_entry(town(), "zo", 99).end == 2);
  CHECK(complete_entry(town(), "z", 1, 0).replacements.empty());
}

TEST_CASE("every name, tag and place comes back as itself when it is written as completion writes it") {
  const auto& kinds = default_entry_vocabulary().node_kinds;
  using Type = entry::Element::Type;
  for (const std::string text : {"Zet",
                                 "a > b",
                                 "Wat nu?",
                                 "Wat nu? Doen",
                                 "x, y",
                                 "#x",
                                 "@home",
                                 "Breda - Zuid",
                                 "10:30 overleg",
                                 "Thema: zorg",
                                 "opgave: x",
                                 "\"x\"",
                                 "x \"y",
                                 "„x”",
                                 "?",
                                 "!",
                                 "- x",
                                 "* x",
                                 "x -> y",
                                 "Doe mee!",
                                 "a : b",
                                 "x (mogelijk)",
                                 "1,5",
                                 "a ~",
                                 "“",
                                 "\"\"",
                                 "a #b",
                                 "c# d",
                                 "a @b",
                                 "→ verder",
                                 ":",
                                 "a:",
                                 ":a",
                                 "-",
                                 "a -",
                                 "a \"> b\""}) {
    INFO(text);
    const std::string name = entry::quoted_if_needed(text, Type::name, kinds);
    for (const std::string before : {"", "q > ", "q, ", "initiatief: "}) {
      for (const std::string after : {"", " > r", ">r", " : funds", " ? iets", ", r > s", " #t", " @p"}) {
        if (before == "q, " && after.find_first_of(">?") == std::string::npos) continue;  // one name with a comma in it
        INFO(before + name + after);
        // Of a name that is to keep a status in its brackets only completion of an existing one is asked.
        Network network;
        if (text == "x (mogelijk)") add_node(network, "known", text);
        const Lines found = labels(applied(network, before + name + after));
        CHECK(std::find(found.begin(), found.end(), text) != found.end());
      }
    }
    for (const std::string after : {"", " > r", " : funds", " ? iets", ", r > s", " #t", " @p"}) {
      const Network network = applied({}, "q #" + entry::quoted_if_needed(text, Type::tag, kinds) + " @" +
                                              entry::quoted_if_needed(text, Type::place, kinds) + after);
      CHECK(node_called(network, "q").tags.at(0) == text);
      if (after != " @p") CHECK(node_called(network, "q").place == text);
    }
  }
}

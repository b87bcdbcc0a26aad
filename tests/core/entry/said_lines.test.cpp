// Lines as volunteers type them while people talk, with what a human reads in them: how many are read so. The lines
// stand in `said/`, one file for each group that was asked. They were written before quick entry had heard any of them.
#include <filesystem>
#include <fstream>
#include <set>

#include "core/text/text.hpp"
#include "tests/core/entry/plan.hpp"

using namespace impactweb;
using namespace impactweb::test;

namespace {

struct Said {
  std::string line, speaker, meant;
};

/// A meeting: who is known before it, and what is said in it.
struct Meeting {
  Network network;
  std::vector<Said> lines;
};

std::string trimmed(std::string_view text) { return std::string(trim(text)); }

Meeting meeting_in(const std::filesystem::path& path) {
  std::ifstream file(path);
  REQUIRE(file);
  Meeting meeting;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    if (line[0] == '=') {
      std::string name = trimmed(std::string_view(line).substr(1));
      NodeKind kind = NodeKind::actor;
      for (const NodeKind each : {NodeKind::initiative, NodeKind::challenge, NodeKind::vision}) {
        const std::string prefix = std::string(name_of(node_kinds, each)) + ": ";
        if (!name.starts_with(prefix)) continue;
        name.erase(0, prefix.size());
        kind = each;
      }
      add_node(meeting.network, name, name, kind);
      continue;
    }
    const std::size_t arrow = line.find(" => ");
    INFO(line);
    REQUIRE(arrow != std::string::npos);
    Said said{line.substr(0, arrow), {}, line.substr(arrow + 4)};
    if (said.line[0] == '(') {
      const std::size_t close = said.line.find(") ");
      said.speaker = said.line.substr(1, close - 1);
      said.line.erase(0, close + 2);
    }
    meeting.lines.push_back(std::move(said));
  }
  return meeting;
}

std::string plainly(std::string_view text) {
  std::string folded = fold(trim(text));
  for (const std::string article : {"een ", "a ", "an ", "de ", "het ", "the "})
    if (folded.starts_with(article)) return folded.substr(article.size());
  return folded;
}

/// One thing that a line says: `what` is one of `ways` (a kind of tie, a text), and `rest` is exactly so.
struct Part {
  std::string subject, rest;
  std::set<std::string> ways;
};

using Parts = std::vector<Part>;

bool is_same(const Part& meant, const Part& heard) {
  return meant.subject == heard.subject && meant.rest == heard.rest &&
         (meant.ways.contains("*") || meant.ways.contains(*heard.ways.begin()));
}

std::string text_of(const Parts& parts) {
  std::string text;
  for (const Part& part : parts)
    text += (text.empty() ? "" : "; ") + part.subject + " : " + *part.ways.begin() + part.rest;
  return text;
}

/// `A > B : funds|givesTo, 5000`, `A ? a room`, `A ! a kitchen`, `A [government] #tag @Place *3 "why"`,
/// `A, initiative`.
Parts parts_meant(const std::string& meant) {
  Parts parts;
  const auto ways_of = [](std::string_view text) {
    std::set<std::string> ways;
    for (const std::string_view way : split(text, '|')) ways.insert(plainly(way));
    return ways;
  };
  for (std::size_t begin = 0; begin < meant.size();) {
    const std::size_t end = std::min(meant.find("; ", begin), meant.size());
    const std::string part = meant.substr(begin, end - begin);
    begin = end + 2;
    if (const std::size_t tie = part.find(" > "); tie != std::string::npos) {
      const std::size_t colon = part.find(" : ", tie), comma = std::min(part.find(", ", colon), part.size());
      parts.push_back({plainly(part.substr(0, tie)) + " > " + plainly(part.substr(tie + 3, colon - tie - 3)),
                       part.substr(comma), ways_of(part.substr(colon + 3, comma - colon - 3))});
      continue;
    }
    bool exchange = false;
    for (const std::string mark : {" ? ", " ! "}) {
      const std::size_t at = part.find(mark);
      if (exchange || at == std::string::npos) continue;
      parts.push_back({plainly(part.substr(0, at)) + mark, "", ways_of(part.substr(at + 3))});
      exchange = true;
    }
    if (exchange) continue;
    std::size_t trait = part.size();
    for (const std::string mark : {" [", " #", " @", " *", " \""}) trait = std::min(trait, part.find(mark));
    const std::string who = part.substr(0, trait);
    if (const std::size_t kind = who.rfind(", "); trait == part.size() && kind != std::string::npos) {
      parts.push_back({plainly(who.substr(0, kind)), "", {who.substr(kind + 2)}});
      continue;
    }
    if (trait == part.size()) parts.push_back({plainly(who), "", {"actor"}});
    while (trait < part.size()) {
      std::size_t next = part.size();
      for (const std::string mark : {" [", " #", " @", " *", " \""}) next = std::min(next, part.find(mark, trait + 1));
      parts.push_back({plainly(who), "", {part.substr(trait + 1, next - trait - 1)}});
      trait = next;
    }
  }
  return parts;
}

Parts parts_heard(const Network& before, const Network& after) {
  Parts parts;
  std::set<std::string> spoken_of;
  const auto name = [&](const std::string& id) { return plainly(after.nodes.at(id).label); };
  for (const auto& [id, edge] : after.edges) {
    Part part{name(edge.from) + " > " + name(edge.to), "", {plainly(edge.kind)}};
    if (edge.amount) part.rest += ", " + std::to_string(static_cast<long>(*edge.amount));
    if (!edge.since.empty()) part.rest += ", since " + edge.since;
    if (!edge.until.empty()) part.rest += ", until " + edge.until;
    if (edge.status != EdgeStatus::active) part.rest += ", " + std::string(name_of(edge_statuses, edge.status));
    parts.push_back(part);
    spoken_of.insert({edge.from, edge.to});
  }
  for (const auto& [id, node] : after.nodes) {
    const std::size_t count = parts.size();
    const std::string who = name(id);
    const auto add = [&](const std::string& mark, const std::string& what) {
      parts.push_back({who + mark, "", {what}});
    };
    for (const Exchange& need : node.needs) add(" ? ", plainly(need.text));
    for (const Exchange& offer : node.offers) add(" ! ", plainly(offer.text));
    if (!node.sector.empty()) add("", "[" + node.sector + "]");
    for (const std::string& tag : node.tags) add("", "#" + tag);
    if (!node.place.empty()) add("", "@" + node.place);
    if (node.energy > 0) add("", "*" + std::to_string(node.energy));
    if (!node.motivation.empty()) add("", "\"" + node.motivation + "\"");
    if (before.nodes.contains(id)) continue;
    if (node.kind != NodeKind::actor || (count == parts.size() && !spoken_of.contains(id)))
      add("", std::string(name_of(node_kinds, node.kind)));
  }
  return parts;
}

bool is_heard(const Meeting& meeting, const Said& said, std::string& heard) {
  EntryContext context;
  context.speaker = said.speaker;
  context.today = "2026-11-30";
  const EntryPlan plan = plan_entry(meeting.network, said.line, default_entry_vocabulary(), context);
  Network after = meeting.network;
  for (const Json& operation : plan.operations) {
    const auto result = apply_operation(after, operation, Origin::local);
    INFO(said.line);
    if (const Issue* issue = std::get_if<Issue>(&result)) FAIL(issue->code << " " << issue->where);
  }
  Parts left = parts_heard(meeting.network, after);
  heard = text_of(left);
  for (const Issue& issue : plan.issues) heard += " (" + issue.code + ")";
  if (said.meant == "unclear")
    return std::any_of(plan.issues.begin(), plan.issues.end(), [](const Issue& issue) {
      return issue.code == "nameUnclear" || issue.code == "nameTwice" || issue.code == "sentenceUnclear";
    });
  for (const Part& part : parts_meant(said.meant)) {
    const auto found = std::find_if(left.begin(), left.end(), [&](const Part& each) { return is_same(part, each); });
    if (found == left.end()) return false;
    left.erase(found);
  }
  return left.empty();
}

/// Of what is said in Dutch and in English of one subject, the share that is read as it was meant; the other lines are
/// told when a test fails.
double share_heard(const std::string& subject) {
  std::size_t right = 0, all = 0;
  std::string others;
  for (const char* language : {".nl.txt", ".en.txt"}) {
    const Meeting meeting =
        meeting_in(std::filesystem::path(IMPACTWEB_TESTS_DIR) / "core/entry/said" / (subject + language));
    for (const Said& said : meeting.lines) {
      std::string heard;
      ++all;
      if (is_heard(meeting, said, heard))
        ++right;
      else
        others += "\n" + said.line + "\n  meant: " + said.meant + "\n  heard: " + heard;
    }
  }
  if (all < 45) FAIL("too few lines");
  UNSCOPED_INFO(subject << ": " << right << " of " << all << others);
  return static_cast<double>(right) / static_cast<double>(all);
}

}  // namespace

TEST_CASE("what people say about a neighbourhood is read as a human reads it") {
  CHECK(share_heard("neighbourhood") >= 0.95);
}

TEST_CASE("what people say at the town hall is read as a human reads it") {
  CHECK(share_heard("municipality") >= 0.95);
}

TEST_CASE("what people of clubs and funds say is read as a human reads it") { CHECK(share_heard("voluntary") >= 0.95); }

TEST_CASE("what people of a village say is read as a human reads it") { CHECK(share_heard("village") >= 0.95); }

TEST_CASE("what people of a city quarter say is read as a human reads it") { CHECK(share_heard("city") >= 0.95); }

TEST_CASE("what people of a neighbourhood fund say is read as a human reads it") {
  CHECK(share_heard("parish") >= 0.95);
}

TEST_CASE("what people of a works quarter say is read as a human reads it") { CHECK(share_heard("works") >= 0.95); }

#include "core/io/tables/tied_column.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "core/io/records/read_values.hpp"
#include "core/io/tables/answers.hpp"
#include "core/io/tables/what_words.hpp"
#include "core/text/text.hpp"

namespace impactweb::tables {

namespace {

constexpr std::size_t rows_to_guess_by = 300, longest_answer = 30, longest_kind = 60;

bool holds_any(std::string_view folded, std::string_view pieces) {
  for (const std::string_view piece : split(pieces, '|'))
    if (folded.find(piece) != std::string_view::npos) return true;
  return false;
}

/// `works_with` is written with blanks as well.
std::string folded_question(std::string_view header) {
  std::string folded = fold(trim(header));
  std::replace(folded.begin(), folded.end(), '_', ' ');
  return folded;
}

/// A question after others: `Met wie werk je samen?`, `works with`.
bool asks_for_names(std::string_view folded) {
  return holds_any(
      folded,
      "met wie|with whom|with who|who do you|whom do you|who would you|who are your|to whom|from whom|wie ken |"
      "wie ken je|wie kent|wie vraag|wie help|wie werk|wie zou|wie zijn je|aan wie|van wie|door wie|naar wie|"
      "bij wie|voor wie|mit wem|von wem|an wen|bei wem|wen kenn|wen frag|avec qui|qui connais|a qui |de qui|chez "
      "qui|con quien|a quien|de quien|work with|works with|working with|werkt samen|werk je samen|werken samen|"
      "samenwerking met|samen met|collaborates|collaborate with|connected to|connected with|verbonden met|tied "
      "with|welke organisatie|which organi|welke partij|which partner|welke mensen|which people|welche "
      "organisation|welche person|quelles organi|que organi|arbeitet mit|arbeitet zusammen|zusammen mit|"
      "travaille avec|trabaja con|collega's|colleagues|knows|kennt|name up to|noem maximaal|noem de|advies "
      "aan|asks advice|who funds|who finances|travaillez-vous|collaborez|connaissez|kennen sie|kennst du|arbeiten "
      "sie|arbeitest du|trabajas|conoces|colabora|wie financiert|who supports|wie steunt|who helps|who gives|wie "
      "geeft|qui "
      "finance|"
      "wer finanziert|quien financia|vertrouwt op|contact met|contact with|in contact|kontakt mit|contact "
      "avec|contacto con|ken je deze|ken je de volgende|kent u deze|kent u de volgende|do you know these|do you know "
      "the following|of these organi|of the following organi|deze organisaties|deze partijen|volgende "
      "organisaties|volgende partijen|dieser organisation|folgenden organisation|organisations suivantes|siguientes "
      "organizaciones");
}

/// What may be about others, or about something else.
bool may_ask_for_names(std::string_view folded) {
  return holds_any(
      folded,
      "partner|contact|relatie|relation|connection|connectie|verbinding|netwerk|network|friend|vriend|collega|"
      "samenwerk|kontakt|freund|amis|amigo|kent|tie |ties|links with|alter|buddy|advies|advice|collab|neighbo");
}

/// The kind of tie that a question is about; empty when it does not say so.
TiedColumn kind_of_question(std::string_view header) {
  const std::string folded = folded_question(header);
  TiedColumn column;
  static const std::set<std::string, std::less<>> plain = {
      "linked to",     "linked with", "links to",    "connected to",          "connected with", "tied with",
      "verbonden met", "gelinkt aan", "relatie met", "heeft een relatie met", "verbunden mit"};
  if (plain.contains(folded)) return column;
  if (const auto known = records::target_of_kind(records::Table::edges, folded, true); known && known->contains("kind"))
    return {"", text_at(*known, "kind"), known->contains("reversed")};
  const bool from_others = holds_any(
      folded,
      "van wie|from whom|door wie|by whom|von wem|de qui|de quien|learn from|leer je van|leren van|helpt jou|helpt je|"
      "helps you|supports you|steunt jou|steunt je|financiert jou|financiert je|"
      "financiert jullie|funds you|finances you");
  const std::pair<std::string_view, std::string_view> kinds[] = {
      {"financ|finanz|subsid|fund|geld |money", "funds"},
      {"kennis|knowledge|wissen|connaissance|conocimiento|leer je|leren|learn", "sharesKnowledgeWith"},
      {"deelnem|neem je deel|doe je mee|doen mee|take part|takes part|participat", "takesPartIn"},
      {"lid van|member of|onderdeel van|part of", "partOf"},
      {"steun|support|hulp|help|unterstutz|aide|soutien|apoy|ayud", "supports"},
      {"samenwerk|samen|werk je|werkt|werken|work|collab|cooperat|zusammen|arbeit|travaill|trabaj|partner",
       "worksWith"},
  };
  for (const auto& [pieces, kind] : kinds)
    if (holds_any(folded, pieces)) {
      column.kind = kind;
      column.reversed = from_others && (kind == "funds" || kind == "supports" || kind == "sharesKnowledgeWith");
      return column;
    }
  // Whose they are: `Organisatie` beside the name of a person.
  if (const std::string_view what = what_is_named(header); header.find('?') == std::string_view::npos) {
    if (what == "organisation" || what == "group") column.kind = "partOf";
    if (what == "initiative") column.kind = "takesPartIn";
    if (!column.kind.empty()) return column;
  }
  const bool question = header.find('?') != std::string_view::npos ||
                        (asks_for_names(folded) && std::count(folded.begin(), folded.end(), ' ') > 2);
  if (!question && count_characters(header) <= 40) column.kind = trim(header);
  return column;
}

/// Without what LimeSurvey writes before a question: `G01Q02[SQ001]. `
std::string_view without_code(std::string_view header) {
  header = trim(header);
  std::size_t end = 0;
  bool digit = false;
  while (end < header.size() && (is_word_byte(ascii_lower(header[end])) ||
                                 std::string_view("_[]").find(header[end]) != std::string_view::npos))
    digit = is_digit(static_cast<unsigned char>(header[end++])) || digit;
  const bool is_code = digit && end > 1 && end + 2 < header.size() && (header[end] == '.' || header[end] == ':') &&
                       header[end + 1] == ' ';
  return is_code ? trim(header.substr(end + 1)) : header;
}

struct Split {
  std::string stem, other;
  bool bracket = false;
};

/// `With whom? [De Brug]`, `With whom?.De Brug`, `Contact: De Brug`: the question and the name at its end.
std::optional<Split> split_header(std::string_view header) {
  header = without_code(header);
  const auto made = [](std::string_view stem, std::string_view other, bool bracket) -> std::optional<Split> {
    stem = trim(stem);
    while (!other.empty() && std::string_view(" .:-–>|_").find(other[0]) != std::string_view::npos)
      other.remove_prefix(1);
    other = trim(other);
    if (stem.empty() || other.empty()) return std::nullopt;
    return Split{std::string(stem), std::string(other), bracket};
  };
  if (header.ends_with(']'))
    if (const std::size_t open = header.rfind('['); open != std::string_view::npos && open > 0)
      return made(header.substr(0, open), header.substr(open + 1, header.size() - open - 2), true);
  if (const std::size_t mark = header.rfind('?'); mark != std::string_view::npos && mark + 1 < header.size())
    return made(header.substr(0, mark + 1), header.substr(mark + 1), false);
  if (header.ends_with(')'))
    if (const std::size_t open = header.rfind('('); open != std::string_view::npos && open > 0)
      return made(header.substr(0, open), header.substr(open + 1, header.size() - open - 2), false);
  for (const std::string_view mark : {" - ", " – ", ": ", " | ", " > ", " / "})
    if (const std::size_t at = header.rfind(mark); at != std::string_view::npos && at > 0)
      return made(header.substr(0, at), header.substr(at + mark.size()), false);
  return std::nullopt;
}

/// `Contact 2`: what stands before the number.
std::optional<std::string> numbered_stem(std::string_view header) {
  header = trim(header);
  std::size_t end = header.size();
  while (end > 0 && is_digit(static_cast<unsigned char>(header[end - 1]))) --end;
  if (end == header.size() || header.size() - end > 2) return std::nullopt;
  std::string_view stem = trim(header.substr(0, end));
  while (!stem.empty() && std::string_view("#_.-").find(stem.back()) != std::string_view::npos) stem.remove_suffix(1);
  return stem.empty() ? std::nullopt : std::optional<std::string>(folded_question(stem));
}

/// `Other`, for which people wrote names of their own.
bool is_other(std::string_view name) {
  static const std::set<std::string, std::less<>> words = {"other",   "others", "anders", "anders, namelijk", "overig",
                                                           "overige", "autre",  "otro",   "sonstiges",        "andere"};
  return words.contains(fold(name));
}

/// Whether what stands in a column is an answer of who stands in the row.
bool is_claim(std::string_view header, const TiedColumn& tied) {
  return !tied.other.empty() || header.find('?') != std::string_view::npos || asks_for_names(folded_question(header));
}

/// Those who have a part in what stands in the row, as a column calls them.
TiedColumn parties_named(std::string_view header, std::string_view nodes_are) {
  using Words = std::set<std::string, std::less<>>;
  static const Words funders = {"financiers",
                                "funders",
                                "sponsors",
                                "subsidiegevers",
                                "geldgevers",
                                "donors",
                                "donateurs",
                                "medefinanciers",
                                "cofinanciers",
                                "co-financiers",
                                "gefinancierd door",
                                "funded by",
                                "financed by",
                                "mede gefinancierd door",
                                "subsidieverstrekkers",
                                "finanziers",
                                "geldgeber",
                                "forderer",
                                "finanziert von",
                                "gefordert von",
                                "financeurs",
                                "finance par",
                                "financiadores",
                                "financiado por",
                                "bailleurs",
                                "gesponsord door",
                                "sponsored by",
                                "mogelijk gemaakt door"};
  static const Words takers = {"partners",
                               "samenwerkingspartners",
                               "partnerorganisaties",
                               "partner organisations",
                               "partner organizations",
                               "projectpartners",
                               "project partners",
                               "betrokken partijen",
                               "betrokken organisaties",
                               "betrokkenen",
                               "betrokken partners",
                               "deelnemers",
                               "deelnemende partijen",
                               "deelnemende organisaties",
                               "deelnemende partners",
                               "participants",
                               "participating organisations",
                               "participating organizations",
                               "stakeholders",
                               "involved parties",
                               "involved organisations",
                               "involved organizations",
                               "consortium",
                               "consortiumpartners",
                               "consortium partners",
                               "initiatiefnemers",
                               "trekkers",
                               "kartrekkers",
                               "teilnehmer",
                               "beteiligte",
                               "partenaires",
                               "participantes",
                               "socios",
                               "actoren",
                               "partijen",
                               "organisaties",
                               "organisations",
                               "organizations",
                               "actors",
                               "organisationen",
                               "uitvoerders",
                               "uitvoerende partijen",
                               "samenwerking met",
                               "in samenwerking met",
                               "projektpartner",
                               "kooperationspartner",
                               "acteurs",
                               "actores",
                               "medewerking van"};
  static const Words leaders = {"trekker",        "kartrekker",
                                "projectleider",  "projecttrekker",
                                "projectleiding", "initiatiefnemer",
                                "penvoerder",     "coordinator",
                                "aanvoerder",     "leader",
                                "lead",           "project lead",
                                "project leader", "project manager",
                                "projektleiter",  "projektleitung",
                                "chef de projet", "porteur de projet",
                                "responsable",    "lider"};
  static const Words members = {"leden",
                                "members",
                                "mitglieder",
                                "membres",
                                "miembros",
                                "lidorganisaties",
                                "member organisations",
                                "member organizations",
                                "aangesloten organisaties"};
  static const Words umbrellas = {
      "koepel",       "koepelorganisatie", "lid van",           "onderdeel van",       "member of",
      "part of",      "belongs to",        "moederorganisatie", "parent organisation", "parent organization",
      "mitglied von", "membre de",         "miembro de",        "maakt deel uit van",  "aangesloten bij",
      "teil von",     "fait partie de",    "parte de"};
  static const Words initiatives = {"projecten",      "initiatieven", "werkgroepen",   "netwerken",      "projects",
                                    "initiatives",    "projekte",     "projets",       "proyectos",      "iniciativas",
                                    "neemt deel aan", "doet mee aan", "takes part in", "participates in"};
  std::string folded = folded_question(header);
  while (!folded.empty() && (folded.back() == ':' || folded.back() == ' ')) folded.pop_back();
  TiedColumn tied;
  // `Lid van werkgroep`
  for (const std::string_view beginning : {"lid van ", "member of ", "mitglied in ", "mitglied der ", "membre de ",
                                           "miembro de ", "deelnemer aan ", "doet mee aan "})
    if (const std::string_view what =
            folded.starts_with(beginning) ? what_is_headed(std::string_view(folded).substr(beginning.size())) : "";
        !what.empty() && what != "person" && what != "actor") {
      const bool belongs = what == "organisation" || what == "group";
      tied.kind = belongs ? "partOf" : what == "initiative" ? "takesPartIn" : "";
      tied.are = what;
      if (!tied.kind.empty()) return tied;
      tied = {};
    }
  const bool of_actors = nodes_are != "initiative" && nodes_are != "challenge" && nodes_are != "vision";
  const bool one_organisation = !of_actors && (folded == "organisatie" || folded == "organisation" ||
                                               folded == "organization" || folded == "partij" || folded == "partner");
  if (funders.contains(folded)) {
    tied.kind = "funds";
    tied.reversed = true;
  } else if (members.contains(folded) && nodes_are != "person") {
    tied.kind = "partOf";
    tied.reversed = true;
  } else if (umbrellas.contains(folded)) {
    tied.kind = "partOf";
    tied.are = "organisation";
  } else if (of_actors && initiatives.contains(folded)) {
    tied.kind = "takesPartIn";
    tied.are = "initiative";
  } else if (takers.contains(folded) || one_organisation || (!of_actors && leaders.contains(folded))) {
    tied.kind = nodes_are == "challenge" ? "contributesTo" : nodes_are == "vision" ? "supports" : "takesPartIn";
    tied.reversed = true;
    if (of_actors) {
      const bool partners = folded.find("partner") != std::string::npos || folded.find("samenwerking") == 0;
      tied = {"", partners ? "worksWith" : folded, false};
    }
  }
  return tied;
}

bool is_date(std::string_view header) {
  const bool digits =
      std::count_if(header.begin(), header.end(), [](char c) { return is_digit(static_cast<unsigned char>(c)); }) >= 3;
  return digits && header.find_first_of("-/.") != std::string_view::npos &&
         header.find_first_not_of("0123456789-/. :") == std::string_view::npos;
}

/// A cross, whatever else it may mean.
bool is_cross(std::string_view text) {
  static const std::set<std::string, std::less<>> marks = {"x", "xx", "xxx", "✓", "✔", "☑", "☒", "✗",
                                                           "✘", "*",  "●",   "•", "■", "v", "o", "+"};
  return marks.contains(fold(trim(text)));
}

struct Column {
  std::size_t filled = 0, answers = 0, names = 0, several = 0, itself = 0, strange = 0, crosses = 0, marked = 0;
  std::set<std::string> all, known;  ///< names in it, folded
};

class Finder {
 public:
  Finder(TableSource& source, const KnownNames& elsewhere) : source_(source), known_(elsewhere), head_(source.head) {
    struct Cells {
      std::string name;  ///< of who stands in the row, folded
      std::vector<std::pair<std::size_t, std::string>> texts;
    };
    std::vector<Cells> rows;
    source.rows()([&](const Row& row) {
      if (row.number <= head_.row || is_blank(row)) return true;
      const std::string name = name_in(head_, row);
      if (!name.empty()) own_.add(name);
      // Whose they are will be there too.
      if (const auto organisation = head_.columns.find("organisation"); organisation != head_.columns.end())
        for (const Cell& cell : row.cells)
          if (cell.column == organisation->second && !trim(cell.text).empty()) own_.add(trim(cell.text));
      if (rows.size() < rows_to_guess_by) {
        ++rows_;
        Cells& cells = rows.emplace_back(Cells{fold(name), {}});
        for (const Cell& cell : row.cells)
          if (const std::string_view text = trim(cell.text); !text.empty()) cells.texts.emplace_back(cell.column, text);
      }
      return own_.size() < 20'000;
    });
    for (const Cells& cells : rows)
      for (const auto& [column, text] : cells.texts) count(columns_[column], text, cells.name);
    const auto label = head_.columns.find("label");
    asked_ = label != head_.columns.end() && head_.header(label->second).ends_with('?');
  }

  void run() {
    find_grids();
    find_numbered();
    find_named();
    find_crosses();
    find_parties();
    for (std::size_t column = 0; column < head_.headers.size(); ++column)
      if (is_free(column) && are_names(columns_[column], folded_question(head_.headers[column])))
        take(column, kind_of_question(without_code(head_.headers[column])));
    name_kinds();
    say_what();
    follow_open();
    std::vector<std::string_view> fields = head_.fields;
    for (const auto& [column, tied] : source_.tied) fields[column] = tied_with;
    head_.assign(std::move(fields));
  }

 private:
  [[nodiscard]] bool known(std::string_view name) const { return own_.contains(name) || known_.contains(name); }
  [[nodiscard]] bool is_free(std::size_t column) const {
    return column < head_.fields.size() && head_.fields[column].empty() && !head_.headers[column].empty() &&
           columns_.contains(column) && !source_.tied.contains(column);
  }

  void take(std::size_t column, TiedColumn tied) {
    tied.claimed = asked_ || is_claim(column < head_.headers.size() ? head_.headers[column] : std::string(), tied);
    source_.tied[column] = std::move(tied);
  }

  /// Behind a column of names more of them may stand in columns without a header.
  void follow_open() {
    std::vector<std::string_view> fields = head_.fields;
    for (const auto& [column, cells] : columns_) {
      const bool open = column >= head_.headers.size() || head_.headers[column].empty();
      const auto before = column == 0 ? source_.tied.end() : source_.tied.find(column - 1);
      if (!open || before == source_.tied.end() || !before->second.other.empty() || !are_names(cells, "met wie"))
        continue;
      const TiedColumn same = before->second;
      take(column, same);
      if (fields.size() <= column) fields.resize(column + 1);
    }
    head_.assign(std::move(fields));
  }

  /// `Welke organisaties ken je?` is about organisations.
  void say_what() {
    for (auto& [column, tied] : source_.tied) {
      const std::string folded = fold(head_.headers[column]);
      for (const std::string_view word : words_of(folded))
        if (const std::string_view what = what_is_named(word);
            tied.are.empty() && (what == "organisation" || what == "initiative" || what == "group"))
          tied.are = what;
    }
  }

  void count(Column& column, const std::string& text, const std::string& row_name) {
    ++column.filled;
    const Answer answer = answer_of(text);
    const bool plain = answer.word.empty() && answer.strength == 0 && (!answer.number || *answer.number == 1);
    if (is_cross(text) || plain) ++column.crosses;
    if (is_cross(text) || (plain && answer.is_tie)) ++column.marked;
    if (answer.word.empty()) {
      ++column.answers;
      return;
    }
    const std::vector<std::string> names = names_in_cell(text, own_);
    const std::vector<std::string> others = names.size() == 1 ? names_in_cell(text, known_) : names;
    if (count_characters(text) <= longest_answer && others.size() <= 1 && !known(text)) ++column.strange;
    if (others.size() > 1) ++column.several;
    if (others.size() == 1 && fold(others[0]) == row_name) ++column.itself;
    for (const std::string& name : others) {
      if (may_be_name(name)) ++column.names;
      column.all.insert(fold(name));
      if (known(name)) column.known.insert(fold(name));
    }
  }

  [[nodiscard]] static bool are_answers(const Column& column) {
    return column.filled > 0 && column.answers + column.strange == column.filled && column.several == 0 &&
           column.known.empty();
  }

  [[nodiscard]] static bool are_names(const Column& column, std::string_view header) {
    if (column.all.empty() || column.answers * 2 > column.filled || 2 * column.itself >= column.filled) return false;
    const std::size_t percent = 100 * column.known.size() / column.all.size();
    if (10 * column.names < 8 * column.all.size()) return false;
    if (asks_for_names(header)) return true;
    if (may_ask_for_names(header)) return percent >= 30 || (column.several > 0 && percent > 0);
    return percent >= 60 && column.known.size() >= 2;
  }

  /// Columns of one question, a name each.
  void find_grids() {
    std::map<std::string, std::vector<std::pair<std::size_t, Split>>> groups;
    for (std::size_t column = 0; column < head_.headers.size(); ++column)
      if (column < head_.fields.size() && head_.fields[column].empty())
        if (auto split = split_header(head_.headers[column])) groups[fold(split->stem)].emplace_back(column, *split);
    for (const auto& [stem, group] : groups) {
      std::size_t known_names = 0, answered = 0, filled = 0;
      bool bracket = true;
      for (const auto& [column, split] : group) {
        known_names += known(split.other) ? 1 : 0;
        bracket = bracket && split.bracket;
        const auto cells = columns_.find(column);
        if (cells == columns_.end() || is_other(split.other)) continue;
        filled += 1;
        answered += are_answers(cells->second) ? 1 : 0;
      }
      const bool mostly_known = 2 * known_names >= group.size();
      const bool asked = asks_for_names(stem) || (may_ask_for_names(stem) && bracket);
      if (group.size() < 2 && !(mostly_known && bracket)) continue;
      if ((!mostly_known && !asked) || filled == 0 || answered < filled) continue;
      for (const auto& [column, split] : group) {
        TiedColumn tied = kind_of_question(split.stem);
        if (!is_other(split.other)) tied.other = split.other;
        if (columns_.contains(column)) take(column, std::move(tied));
      }
    }
  }

  /// Columns beside each other with answers below names, of which some are known.
  void find_named() {
    std::vector<std::size_t> run;
    std::size_t known_names = 0;
    const auto end_run = [&] {
      if (known_names > 0 && (3 * known_names >= run.size() || known_names > 2))
        for (const std::size_t column : run) take(column, {head_.headers[column], "", false});
      run.clear();
      known_names = 0;
    };
    for (std::size_t column = 0; column < head_.headers.size(); ++column) {
      const bool is_known = is_free(column) && known(head_.headers[column]);
      if (!is_free(column) || !are_answers(columns_[column]) || (!is_known && is_property(head_.headers[column]))) {
        end_run();
        continue;
      }
      run.push_back(column);
      known_names += is_known ? 1 : 0;
    }
    end_run();
  }

  /// Crosses below what they take part in, behind columns that say more of who they are.
  void find_crosses() {
    std::vector<std::size_t> run;
    std::size_t filled = 0, dates = 0;
    std::map<std::string_view, std::size_t> sorts;
    const auto end_run = [&] {
      std::string_view sort;
      for (const auto& [what, count] : sorts)
        if (is_what(what) && what != "person" && 2 * count > run.size()) sort = what;
      const bool enough = run.size() >= 3 || (run.size() == 2 && !sort.empty());
      if (enough && filled > 0 && filled < run.size() * rows_ && (dates == 0 || dates == run.size()))
        for (const std::size_t column : run) {
          TiedColumn tied{head_.headers[column], "takesPartIn", false};
          tied.are = sort.empty() ? "initiative" : sort;
          if (head_.are == "initiative") {
            tied.reversed = true;
            tied.are.clear();
          } else if (sort == "challenge" || sort == "vision") {
            tied.kind = sort == "challenge" ? "contributesTo" : "supports";
          }
          source_.tied[column] = std::move(tied);
        }
      run.clear();
      sorts.clear();
      filled = dates = 0;
    };
    for (std::size_t column = 0; column < head_.headers.size(); ++column) {
      const bool crosses = is_free(column) && columns_[column].crosses == columns_[column].filled;
      const bool date = crosses && is_date(head_.headers[column]);
      const bool property =
          is_property(head_.headers[column]) || records::target_of_sector(head_.headers[column], false);
      if (!crosses || (property && !date)) {
        end_run();
        continue;
      }
      run.push_back(column);
      filled += columns_[column].marked;
      dates += date ? 1 : 0;
      ++sorts[what_is_named(head_.headers[column])];
    }
    end_run();
  }

  /// `Financiers`, `Betrokken partijen`: those who have a part in it, known or not.
  void find_parties() {
    for (std::size_t column = 0; column < head_.headers.size(); ++column) {
      if (!is_free(column)) continue;
      TiedColumn tied = parties_named(head_.headers[column], head_.are);
      const Column& cells = columns_[column];
      if (tied.kind.empty() || cells.all.empty() || 2 * cells.answers > cells.filled ||
          10 * cells.names < 8 * cells.all.size() || 2 * cells.itself >= cells.filled)
        continue;
      source_.tied[column] = std::move(tied);
    }
  }

  /// `Contact 1`, `Contact 2` …
  void find_numbered() {
    std::map<std::string, std::vector<std::size_t>> groups;
    for (std::size_t column = 0; column < head_.headers.size(); ++column)
      if (is_free(column))
        if (const auto stem = numbered_stem(head_.headers[column])) groups[*stem].push_back(column);
    for (const auto& [stem, group] : groups) {
      if (group.size() < 2 || !(asks_for_names(stem) || may_ask_for_names(stem))) continue;
      Column all;
      for (const std::size_t column : group) {
        const Column& each = columns_[column];
        all.filled += each.filled;
        all.answers += each.answers;
        all.names += each.names;
        all.all.insert(each.all.begin(), each.all.end());
      }
      if (all.answers > 0 || all.all.empty() || all.names < all.filled) continue;
      for (const std::size_t column : group) take(column, kind_of_question(stem));
    }
  }

  /// Several questions that do not say what they are about stay apart.
  void name_kinds() {
    std::set<std::string> questions;
    const auto question_of = [&](std::size_t column) {
      const std::string header(without_code(head_.headers[column]));
      const auto split = source_.tied[column].other.empty() ? std::nullopt : split_header(header);
      return std::string(trim(split ? split->stem : source_.tied[column].other.empty() ? header : std::string()));
    };
    for (const auto& [column, tied] : source_.tied)
      if (!numbered_stem(head_.headers[column])) questions.insert(question_of(column));
    for (auto& [column, tied] : source_.tied) {
      if (!tied.kind.empty() || questions.size() < 2) continue;
      std::string kind = question_of(column);
      while (!kind.empty() && (kind.back() == '?' || kind.back() == ':')) kind.pop_back();
      tied.kind = first_characters(kind, longest_kind);
    }
  }

  TableSource& source_;
  const KnownNames& known_;
  Head& head_;
  KnownNames own_;
  std::map<std::size_t, Column> columns_;
  std::size_t rows_ = 0;
  bool asked_ = false;  ///< names are answers to a question
};

const Json* decided_for(const Head& head, std::string_view list, const std::string& text) {
  const std::map<std::string, Json>* words = head.meanings == nullptr ? nullptr : head.meanings->decided(list);
  if (words == nullptr) return nullptr;
  const auto found = words->find(fold(text));
  return found == words->end() ? nullptr : &found->second;
}

}  // namespace

void guess_tied(TableSource& source, const KnownNames& elsewhere) {
  source.tied.clear();
  if (source.shape != Shape::table || source.head.table != records::Table::nodes || source.head.row == 0 ||
      source.left_out)
    return;
  const auto& columns = source.head.columns;
  if (!columns.contains("label") && !columns.contains("id") && !source.head.has_names_in_parts()) return;
  Finder(source, elsewhere).run();
}

std::optional<std::size_t> name_before_partners(const TableSource& source) {
  const Head& head = source.head;
  const auto from = head.columns.find("from"), to = head.columns.find("to");
  if (from == head.columns.end() || to == head.columns.end() || from->second == 0) return std::nullopt;
  const auto stem = numbered_stem(head.header(from->second));
  std::size_t same = 0;
  for (const std::string& header : head.headers) same += stem && numbered_stem(header) == stem ? 1 : 0;
  if (same < 3) return std::nullopt;
  for (std::size_t column = 0; column < from->second; ++column)
    if (!head.headers[column].empty() && !what_is_named(head.headers[column]).empty()) return column;
  return std::nullopt;
}

bool asks_for_ties(std::string_view header) {
  // Of those who give money most are authorities, and no column of sectors.
  return asks_for_names(folded_question(header)) || parties_named(header, "").kind == "funds";
}

std::optional<std::size_t> header_with_questions(const TableSource& source) {
  std::optional<std::size_t> found;
  source.rows()([&](const Row& row) {
    if (is_blank(row)) return true;
    for (const Cell& cell : row.cells) {
      const bool long_enough =
          cell.text.find('?') != std::string::npos || std::count(cell.text.begin(), cell.text.end(), ' ') > 2;
      if (long_enough && count_characters(cell.text) > 8 && asks_for_ties(cell.text)) found = row.number;
    }
    return false;
  });
  return found;
}

bool asks_about_one(std::string_view header) {
  const auto split = split_header(header);
  return split && (asks_for_names(fold(split->stem)) || may_ask_for_names(fold(split->stem)));
}

TiedColumn tied_by_header(std::string_view header, bool answers) {
  const auto split = answers ? split_header(header) : std::nullopt;
  TiedColumn tied = kind_of_question(split ? std::string_view(split->stem) : without_code(header));
  if (split) tied.other = split->other;
  if (answers && !split) tied = {std::string(trim(header)), "", false};
  tied.claimed = is_claim(header, tied);
  return tied;
}

bool holds_answers(const TableSource& source, std::size_t column) {
  std::size_t filled = 0, answers = 0;
  source.rows()([&](const Row& row) {
    if (row.number <= source.head.row) return true;
    for (const Cell& cell : row.cells)
      if (cell.column == column && !trim(cell.text).empty()) {
        ++filled;
        answers += answer_of(cell.text).word.empty() ? 1 : 0;
      }
    return filled < rows_to_guess_by;
  });
  return filled > 0 && 2 * answers > filled;
}

bool read_tied(const TableSource& source, const RowIds& ids, const KnownNames& known, RecordBuilder& builder) {
  const Head& head = source.head;
  // The numbers in all columns of a grid are one scale.
  std::map<std::string, NumberCount> numbers;
  const auto scale_of = [](const TiedColumn& tied) { return tied.kind; };
  source.rows()([&](const Row& row) {
    if (row.number <= head.row) return true;
    for (const Cell& cell : row.cells)
      if (const auto tied = source.tied.find(cell.column); tied != source.tied.end() && !tied->second.other.empty())
        numbers[scale_of(tied->second)].add(answer_of(cell.text));
    return true;
  });
  bool room = true;
  source.rows()([&](const Row& row) {
    const auto from = ids.find(row.number);
    if (from == ids.end()) return true;
    const std::string claimed_by = builder.network().nodes.find(from->second)->second.label;
    std::set<std::pair<std::string, std::string>> done;  // kind and whom
    for (const Cell& cell : row.cells) {
      const auto column = source.tied.find(cell.column);
      const std::string_view text = trim(cell.text);
      if (column == source.tied.end() || text.empty()) continue;
      const TiedColumn& tied = column->second;
      const std::string where = head.place(row.number, cell.column);
      std::vector<std::string> names;
      std::vector<records::Value> values;
      if (tied.other.empty()) {
        names = names_in_cell(text, known);
      } else {
        const Answer answer = answer_of(text);
        const Json* decided = decided_for(head, "answer", std::string(text));
        if (decided != nullptr ? is_no_tie(decided) : !answer.is_tie) continue;
        values = fields_of_answer(answer, numbers[scale_of(tied)].meaning(), decided, where);
        names = {tied.other};
      }
      const bool has_kind =
          std::any_of(values.begin(), values.end(), [](const records::Value& value) { return value.field == "kind"; });
      if (!has_kind && !tied.kind.empty()) values.push_back({"kind", "Type", tied.kind, where, nullptr});
      if (tied.claimed) values.push_back({"claimedBy", "Claimed by", claimed_by, where, nullptr});
      for (std::string name : names) {
        if (const Json* decided = decided_for(head, tied_with, name)) name = text_at(*decided, "name");
        if (name.empty()) continue;
        // Whom a column names is in the table, if not in the list.
        const bool expected = !tied.other.empty() || !tied.claimed;
        if ((expected || !tied.are.empty()) && !builder.named(name, where, tied.are, expected)) return room = false;
        EdgeRecord tie;
        tie.where = where;
        tie.from = {from->second, "", where};
        tie.to = {name, "", where};
        if (tied.reversed) std::swap(tie.from, tie.to);
        tie.values = values;
        if (fold(name) == fold(claimed_by) || name == from->second || !done.emplace(tied.kind, fold(name)).second)
          continue;
        room = builder.add(tie);
        if (!room) return false;
      }
    }
    return true;
  });
  return room;
}

}  // namespace impactweb::tables

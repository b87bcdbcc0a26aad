#include "core/io/tables/what_words.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "core/text/text.hpp"

namespace impactweb::tables {

namespace {

constexpr std::size_t header_characters = 60;

constexpr std::pair<std::string_view, std::string_view> words_for[] = {
    {"person",
     "person|persons|people|persoon|personen|mens|mensen|individual|individuals|deelnemer|deelnemers|participant|"
     "participants|medewerker|medewerkers|collega|collega's|lid|leden|member|members|vrijwilliger|vrijwilligers|"
     "volunteer|"
     "volunteers|respondent|respondents|respondenten|contactpersoon|contactpersonen|inwoner|inwoners|bewoner|bewoners|"
     "student|students|studenten|employee|employees|staff|teilnehmer|personne|personnes|participants|membres|"
     "mitglieder|"
     "persona|personas|participante|participantes|ondernemer|ondernemers|ambassadeur|ambassadeurs|who|wie|wer|qui|"
     "quien"},
    {"organisation",
     "organisation|organisations|organization|organizations|organisatie|organisaties|org|orgs|bedrijf|bedrijven|"
     "company|"
     "companies|instelling|instellingen|institution|institutions|stichting|stichtingen|vereniging|verenigingen|"
     "gemeente|"
     "gemeenten|school|scholen|organisationen|unternehmen|firma|firmen|entreprise|entreprises|organización|"
     "organizacion|organizaciones|empresa|empresas|association|associations|partnerorganisaties|partnerorganisatie|"
     "firm|"
     "firms|werkgever|employer"},
    {"group",
     "group|groups|groep|groepen|team|teams|gruppe|gruppen|groupe|groupes|grupo|grupos|community|communities|"
     "afdeling|afdelingen|department|departments|abteilung|abteilungen|departement|departements|departamento|"
     "departamentos"},
    {"actor",
     "actor|actors|actoren|partij|partijen|party|parties|stakeholder|stakeholders|partner|partners|akteur|akteure|"
     "acteur|"
     "acteurs|actores|belanghebbende|belanghebbenden|node|nodes|knoop|knopen|element|elements|elementen"},
    {"initiative",
     "initiative|initiatives|initiatief|initiatieven|project|projects|projecten|projekt|projekte|initiativen|projet|"
     "projets|proyecto|proyectos|iniciativa|iniciativas|meeting|meetings|bijeenkomst|bijeenkomsten|event|events|"
     "evenement|evenementen|activiteit|activiteiten|activity|activities|werkgroep|werkgroepen|overleg|overleggen|"
     "sessie|"
     "sessies|programma|programma's|programme|programmes|program|programs|workshop|workshops|veranstaltung|"
     "veranstaltungen|treffen|réunion|réunions|reunión|reuniones|reunion|coalitie|coalities|netwerk|netwerken|tafel|"
     "tafels|commissie|commissies|committee|committees|pilot|pilots|proeftuin|proeftuinen"},
    {"challenge",
     "challenge|challenges|opgave|opgaven|opgaves|uitdaging|uitdagingen|vraagstuk|vraagstukken|thema|thema's|theme|"
     "themes|"
     "topic|topics|issue|issues|herausforderung|herausforderungen|défi|défis|desafío|desafíos|retos"},
    {"vision", "vision|visions|visie|visies|visionen|visiones|toekomstbeeld|toekomstbeelden"},
    {"ties",
     "tie|ties|relatie|relaties|relation|relations|relationship|relationships|verbinding|verbindingen|connection|"
     "connections|edge|edges|link|links|liens|lien|verbindung|verbindungen|beziehung|beziehungen|kante|kanten|relación|"
     "relaciones|relacion|vínculos|vinculos|koppeling|koppelingen|lijnen|lijn|contacten|samenwerking|samenwerkingen|"
     "collaborations|network ties|arcs|arc"},
};

std::string_view what_of(std::string_view folded) {
  static const auto index = [] {
    std::map<std::string, std::string_view, std::less<>> all;
    for (const auto& [what, words] : words_for)
      for (const std::string_view word : split(words, '|')) all.emplace(fold(word), what);
    return all;
  }();
  const auto found = index.find(folded);
  return found == index.end() ? std::string_view() : found->second;
}

}  // namespace

std::string_view what_is_named(std::string_view text) {
  const std::string folded = fold(trim(text));
  if (const std::string_view whole = what_of(folded); !whole.empty()) return whole;
  for (const std::string_view word : words_of(folded))
    if (const std::string_view what = what_of(word); !what.empty()) return what;
  return {};
}

std::string_view what_is_headed(std::string_view header) {
  static const std::set<std::string, std::less<>> beside = {
      "naam", "name", "names", "namen", "nom", "nombre", "van", "de", "het",  "of",   "the", "der", "des",
      "du",   "la",   "el",    "del",   "id",  "ids",    "nr",  "no", "code", "your", "je",  "een", "titel"};
  std::string words;
  char before = ' ';
  for (const char c : trim(header)) {
    if (c >= 'A' && c <= 'Z' && before >= 'a' && before <= 'z') words += ' ';
    words += c == '_' || c == '.' || c == '-' || c == ':' || c == '*' ? ' ' : c;
    before = c;
  }
  const std::string folded = fold(trim(words));
  std::string_view what = what_of(folded);
  if (what.empty()) {
    std::string_view only;
    for (const std::string_view word : words_of(folded)) {
      if (beside.contains(word)) continue;
      if (!only.empty()) return {};
      only = word;
    }
    what = what_of(only);
  }
  return what == "ties" ? std::string_view() : what;
}

bool is_what(std::string_view word) {
  return word != "ties" &&
         std::any_of(std::begin(words_for), std::end(words_for), [&](const auto& each) { return each.first == word; });
}

bool is_property(std::string_view header) {
  static const std::set<std::string, std::less<>> words = {
      "lid",         "member",      "betaald",    "paid",         "actief",      "active",      "vrijwilliger",
      "volunteer",   "aanwezig",    "present",    "afwezig",      "absent",      "bestuur",     "board",
      "nieuwsbrief", "newsletter",  "akkoord",    "consent",      "privacy",     "toestemming", "man",
      "vrouw",       "male",        "female",     "leeftijd",     "age",         "omzet",       "revenue",
      "budget",      "kosten",      "costs",      "cost",         "winst",       "profit",      "aantal",
      "number",      "count",       "bedrag",     "amount",       "jaar",        "year",        "score",
      "punten",      "points",      "uren",       "hours",        "fte",         "prijs",       "price",
      "januari",     "februari",    "maart",      "april",        "mei",         "juni",        "juli",
      "augustus",    "september",   "oktober",    "november",     "december",    "january",     "february",
      "march",       "may",         "june",       "july",         "august",      "october",     "jan",
      "feb",         "mrt",         "mar",        "apr",          "jun",         "jul",         "aug",
      "sep",         "sept",        "okt",        "oct",          "nov",         "dec",         "q1",
      "q2",          "q3",          "q4",         "ma",           "di",          "wo",          "do",
      "vr",          "za",          "zo",         "maandag",      "dinsdag",     "woensdag",    "donderdag",
      "vrijdag",     "zaterdag",    "zondag",     "monday",       "tuesday",     "wednesday",   "thursday",
      "friday",      "saturday",    "sunday",     "ochtend",      "middag",      "avond",       "opmerking",
      "opmerkingen", "notes",       "verified",   "geverifieerd", "leden",       "inwoners",    "medewerkers",
      "employees",   "subsidie",    "population", "area",         "oppervlakte", "lat",         "lon",
      "latitude",    "longitude",   "degree",     "betweenness",  "closeness",   "size",        "rank",
      "weight",      "gewicht",     "anbi",       "website",      "email",       "e-mail",      "telefoon",
      "phone",       "uitgenodigd", "invited",    "aangemeld",    "contributie", "inkomsten",   "uitgaven",
      "opbrengst",   "umsatz",      "kosten",     "gewinn",       "presupuesto", "ingresos",    "chiffre d'affaires",
      "donateur",    "donor",       "partner",    "vegetarisch",  "vegetarian",  "eens",        "oneens",
      "neutraal",    "agree",       "disagree",   "neutral",      "lunch",       "diner"};
  if (header.empty() || words.contains(fold(header))) return true;
  if (header.back() == ']' || header.find('?') != std::string_view::npos ||
      count_characters(header) > header_characters)
    return true;
  // `Vraag 3`, `Q12`.
  std::string stem = fold(trim(header));
  while (!stem.empty() &&
         (is_digit(static_cast<unsigned char>(stem.back())) || stem.back() == ' ' || stem.back() == '.'))
    stem.pop_back();
  static const std::set<std::string, std::less<>> questions = {"vraag",     "question", "q",     "item",     "stelling",
                                                               "statement", "v",        "frage", "pregunta", "column",
                                                               "kolom",     "ronde",    "round"};
  if (stem.size() < fold(trim(header)).size() && questions.contains(stem)) return true;
  // Years, and other numbers that count something.
  return std::all_of(header.begin(), header.end(), [](char c) {
    return is_digit(static_cast<unsigned char>(c)) || c == '-' || c == '/' || c == '%';
  });
}

}  // namespace impactweb::tables

#include "core/io/records/columns.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/text/text.hpp"

namespace impactweb::records {

namespace {

/// How far down its words stand those that can only be a name, and where those begin that were found in another way.
constexpr std::size_t last_certain_rank = 4, after_all_words = 100;

/// A field, the header that we write for it and the words that we read, most certain first.
struct Column {
  std::string_view field;
  std::string_view header;
  std::string_view words;  ///< besides `header`, separated by `|`
};

constexpr Column node_columns[] = {
    {"id", "ID", "identifier|_id|node id|element id"},
    {"label", "Label",
     "name|naam|titel|title|organisatie|organisation|organization|partij|actor|initiatief|initiative|project|persoon|"
     "person|element|node|knoop|stakeholder|stakeholders|naam organisatie|organisatienaam|naam partij|organisaties|"
     "partijen|actoren|deelnemer|deelnemers|bedrijfsnaam|instelling|belanghebbende|belanghebbenden|full "
     "name|fullname|naam project|projectnaam|naam initiatief|project name|"
     "naam persoon|naam deelnemer|"
     "volledige "
     "naam|heet|heisst|heissen|llamas|appelles|nom|nombre|bezeichnung|bedrijf|company|firma|unternehmen|entreprise|"
     "empresa|organización|"
     "naam van de organisatie|name organisation|name organization|organisation name|organization name|"
     "contact|contactpersoon|akteur|acteur|personne|persona|mitglied|lid|member|vereniging|verein|titre|titulo|"
     "ontvanger|subsidieontvanger|begunstigde|aanvrager|recipient|grantee|beneficiary|beneficiaire|beneficiario|"
     "zuwendungsempfanger"},
    {"firstName", "First name",
     "voornaam|firstname|given name|forename|roepnaam|vorname|prenom|nombre de pila|primer nombre|voorletters|"
     "initialen|initials"},
    {"infix", "Infix",
     "tussenvoegsel|tussenvoegsels|tussenv|name prefix|voorvoegsel|namenszusatz|particule|particle|middle name|"
     "middlename"},
    {"lastName", "Last name",
     "achternaam|lastname|surname|family name|familienaam|nachname|familienname|nom de famille|apellido|apellidos"},
    {"kind", "Type",
     "kind|soort|element type|node type|categorie|category|soort organisatie|type organisatie|soort partij|typ|art|"
     "kategorie|catégorie|tipo|categoría"},
    {"description", "Description",
     "beschrijving|omschrijving|toelichting|beschreibung|descripcion|about|over|bio|info"},
    {"sector", "Sector", "helix|branche|sektor|bereich|secteur"},
    {"form", "Form", "vorm"},
    {"place", "Place",
     "plaats|gemeente|city|stad|woonplaats|vestigingsplaats|municipality|town|locatie|location|ort|stadt|gemeinde|"
     "ville|lieu|commune|ciudad|municipio|localidad|lugar|"
     "vestiging|standplaats"},
    {"tags", "Tags", "labels|tag|trefwoorden|keywords|schlagworter|mots-cles|etiquetas|thema's|themas"},
    {"roles", "Roles", "rollen|role|rol"},
    {"motivation", "Motivation", "motivatie|drijfveer|drijfveren|wat beweegt je|what moves you"},
    {"energy", "Energy", "energie"},
    {"needs", "Needs", "behoeften|behoefte|vraagt|vraag|need|nodig|zoekt|zoek|wat zoek|looking for|hulpvraag"},
    {"needsData", "Needs data", ""},
    {"offers", "Offers", "aanbod|biedt|offer|heeft te bieden|bieden|te bieden|bied|aan te bieden"},
    {"offersData", "Offers data", ""},
    {"stage", "Stage", "fase"},
    {"stageDates", "Stage dates", "data per fase"},
    {"nextStep.text", "Next step", "volgende stap|eerstvolgende stap"},
    {"nextStep.owner", "Next step owner", "volgende stap door|trekker volgende stap"},
    {"nextStep.due", "Next step due", "volgende stap op|datum volgende stap"},
    {"x", "position_x", "x"},
    {"y", "position_y", "y"},
    {"pinned", "Pinned", "vastgezet"},
    {"organisation", "Member of",
     "werkgever|employer|affiliation|organisation|organisatie|organization|lid van|works for|werkt "
     "bij|company|bedrijf"},
    {"moreFields", "More fields", ""},
};

constexpr Column edge_columns[] = {
    {"id", "ID", "identifier|_id|edge id|connection id"},
    {"from", "From", "source|van|bron|partij 1|organisatie 1|partij a"},
    {"fromLabel", "From label", "source label"},
    {"to", "To", "target|naar|aan|doel|partij 2|organisatie 2|partij b"},
    {"toLabel", "To label", "target label"},
    {"kind", "Type",
     "kind|soort|relatie|relation|relation type|connection type|type relatie|soort relatie|relationship|tie type|edge "
     "type|type of tie|beziehung|art der beziehung|relacion|typ|tipo|rol|type de lien|type de relation|nature du "
     "lien|nature de la relation|tipo de relacion|tipo de vinculo|vinculo|aard samenwerking|aard van de "
     "samenwerking|aard relatie|aard van de relatie|soort samenwerking|type samenwerking|vorm van samenwerking|soort "
     "contact|soort verbinding|type verbinding|soort betrokkenheid|art der zusammenarbeit|beziehungstyp|beziehungsart|"
     "role|rolle|relationship type|type of relationship|type of relation|kind of relation|interaction "
     "type|aard|art|lien"},
    {"label", "Label", "naam|name"},
    {"direction", "Direction", "richting|directed|gericht|gerichtet|richtung|direccion|dirige|dirigido"},
    {"status", "Status", "statut|estado"},
    {"strength", "Strength",
     "sterkte|tie strength|starke|force|fuerza|intensiteit|intensity|intensitat|intensite|intensidad"},
    {"weight", "Weight",
     "gewicht|poids|peso|frequentie|frequency|aantal|haufigkeit|frequence|frecuencia|hoe vaak|how often|wie oft"},
    {"trust", "Trust", "vertrouwen"},
    {"amount", "Amount",
     "bedrag|betrag|montant|importe|monto|subsidiebedrag|euro|verleend bedrag|toegekend bedrag|verleende subsidie|"
     "fordersumme|subvention|bijdrage|grant amount|amount awarded"},
    {"currency", "Currency", "valuta|munt"},
    {"since", "Since",
     "sinds|start|begin|start "
     "date|startdatum|begindatum|periode|period|looptijd|vanaf|seit|depuis|desde|startjaar|start "
     "year|beginn|debut|ingangsdatum|fecha de inicio|fecha inicio|date de debut|date debut|anfangsdatum|lid sinds|"
     "member since|mitglied seit|sinds wanneer|jaar|year|jahr|annee|ano"},
    {"until", "Until",
     "tot|end|einde|end date|einddatum|bis|jusque|hasta|eindjaar|end year|fin|ende|fecha de fin|fecha fin|date de fin|"
     "date fin|enddatum"},
    {"claimedBy", "Claimed by", "gemeld door|opgegeven door"},
    {"confirmedBy", "Confirmed by", "bevestigd door"},
    {"moreFields", "More fields", ""},
};

/// `weight` is read and never written: its value is the strength or a free field. Neither are names in parts.
bool is_written(const Column& column) { return column.field != "weight" && !is_of_person(column.field); }

std::span<const Column> columns_of(Table table) {
  return table == Table::nodes ? std::span<const Column>(node_columns) : std::span<const Column>(edge_columns);
}

std::string folded_header(std::string_view header) {
  std::string folded = fold(trim(header));
  for (char& c : folded)
    if (c == '_') c = ' ';
  while (!folded.empty() && (folded.back() == '*' || folded.back() == ':' || folded.back() == ' ')) folded.pop_back();
  return folded;
}

/// What a question asks for, `name` of `What is your name?`; empty when nothing is left.
std::string asked_for(std::string_view header) {
  static constexpr std::string_view beside[] = {
      "what",       "whats", "is",    "are",   "your",    "the",  "of",     "a",       "an",     "do",     "does",
      "you",        "in",    "which", "my",    "we",      "can",  "enter",  "fill",    "full",   "please", "live",
      "based",      "wat",   "zijn",  "je",    "jouw",    "jij",  "uw",     "u",       "de",     "het",    "een",
      "van",        "welk",  "welke", "hoe",   "vul",     "hier", "kun",    "kunt",    "kan",    "heb",    "hebt",
      "heeft",      "woon",  "woont", "werk",  "werkt",   "bij",  "voor",   "for",     "work",   "hoort",  "volledige",
      "was",        "ist",   "du",    "sie",   "comment", "como", "te",     "vous",    "dein",   "deine",  "ihr",
      "ihre",       "der",   "die",   "das",   "wie",     "quel", "quelle", "est",     "votre",  "ton",    "ta",
      "le",         "la",    "cual",  "cuál",  "es",      "su",   "tu",     "el",      "q",      "vraag",  "question",
      "respondent", "eigen", "hi",    "hello", "hallo",   "hoi",  "dag",    "welcome", "welkom", "first",  "eerst",
      "lets",       "start", "begin"};
  std::string left;
  const std::string folded = folded_header(header);
  for (const std::string_view part : split(folded, ' ')) {
    std::string word(part);
    std::erase_if(word, [](char c) { return std::string_view("?.()[]:,\"!*_").find(c) != std::string_view::npos; });
    const bool is_number = std::all_of(word.begin(), word.end(), is_digit);
    if (is_number || (word.size() > 1 && word[0] == 'q' && is_digit(word[1]))) continue;
    if (std::find(std::begin(beside), std::end(beside), word) != std::end(beside)) continue;
    left += (left.empty() ? "" : " ") + word;
  }
  // `Hoe heet je organisatie?`
  for (const std::string_view called : {"heet ", "heten ", "heisst ", "heissen ", "called ", "name ", "naam ", "nom ",
                                        "nombre ", "se llama ", "llama ", "s'appelle "})
    if (left.starts_with(called)) return left.substr(called.size());
  return left;
}

/// Without the unit or the scale behind it: `Bedrag (€)`, `Energie (1-5)`, `Budget [EUR]`.
std::string without_unit(std::string_view header) {
  const std::size_t open = header.find_last_of("([");
  if (open == 0 || open == std::string_view::npos || (header.back() != ')' && header.back() != ']')) return {};
  return std::string(trim(header.substr(0, open)));
}

struct Meaning {
  std::string_view field;
  std::size_t rank;  ///< 0 for the header that we write
};

const std::map<std::string, Meaning, std::less<>>& meanings(Table table) {
  static const auto build = [](Table of) {
    std::map<std::string, Meaning, std::less<>> index;
    for (const Column& column : columns_of(of)) {
      index.emplace(folded_header(column.header), Meaning{column.field, 0});
      std::size_t rank = 1;
      for (const std::string_view word : split(column.words, '|'))
        index.emplace(folded_header(word), Meaning{column.field, rank++});
    }
    return index;
  };
  static const auto nodes = build(Table::nodes), edges = build(Table::edges);
  return table == Table::nodes ? nodes : edges;
}

/// What a header means: the word itself, or else without its unit, or what it asks for.
std::optional<Meaning> meaning_of(Table table, const std::string& header) {
  const auto& index = meanings(table);
  const std::string folded = folded_header(header);
  if (const auto found = index.find(folded); found != index.end()) return found->second;
  const bool is_question = folded.find(' ') != std::string::npos || folded.ends_with('?');
  for (const std::string& plain : {without_unit(folded), is_question ? asked_for(header) : std::string()}) {
    if (plain.empty() || plain == folded) continue;
    // What we write is written whole, and an end of a tie is never asked for so.
    if (const auto found = index.find(folded_header(plain));
        found != index.end() && found->second.field != "moreFields" && found->second.field != "id" &&
        found->second.field != "from" && found->second.field != "to")
      return Meaning{found->second.field, found->second.rank + after_all_words};
  }
  return std::nullopt;
}

/// Words that stand for the two ends of a tie, in Dutch, English, German, French and Spanish.
constexpr std::pair<std::string_view, std::string_view> opposites[] = {
    {"from", "to"},
    {"source", "target"},
    {"van", "naar"},
    {"van", "aan"},
    {"bron", "doel"},
    {"sender", "receiver"},
    {"sender", "recipient"},
    {"zender", "ontvanger"},
    {"afzender", "ontvanger"},
    {"gever", "ontvanger"},
    {"giver", "receiver"},
    {"donor", "recipient"},
    {"funder", "grantee"},
    {"funder", "recipient"},
    {"subsidiegever", "subsidieontvanger"},
    {"financier", "ontvanger"},
    {"opdrachtgever", "opdrachtnemer"},
    {"leverancier", "klant"},
    {"leverancier", "afnemer"},
    {"supplier", "customer"},
    {"seller", "buyer"},
    {"lender", "borrower"},
    {"origin", "destination"},
    {"herkomst", "bestemming"},
    {"quelle", "ziel"},
    {"von", "nach"},
    {"von", "an"},
    {"von", "zu"},
    {"de", "para"},
    {"desde", "hacia"},
    {"origine", "destination"},
    {"absender", "empfanger"},
    {"sender", "empfanger"},
    {"geber", "empfanger"},
    {"emetteur", "destinataire"},
    {"expediteur", "destinataire"},
    {"donateur", "beneficiaire"},
    {"emisor", "receptor"},
    {"remitente", "destinatario"},
    {"donante", "beneficiario"},
    {"opdrachtgever", "uitvoerder"},
    {"auftraggeber", "auftragnehmer"},
    {"client", "supplier"},
    {"origen", "destino"},
    {"de", "a"},
    {"de", "vers"},
    {"subject", "object"},
    {"ego", "alter"},
    {"respondent", "contact"},
    {"follower", "followed"},
    {"parent", "child"},
    {"ouder", "kind"},
    {"head", "tail"},
    {"tail", "head"},
    {"first", "second"},
    {"eerste", "tweede"},
    {"left", "right"},
    {"1", "2"},
    {"a", "b"},
    {"i", "j"},
    {"u", "v"},
    {"x", "y"},
};

/// Who gives money, and who has it from them.
constexpr std::string_view funders[] = {"subsidieverstrekker",
                                        "subsidiegever",
                                        "verstrekker",
                                        "financier",
                                        "geldgever",
                                        "funder",
                                        "donor",
                                        "sponsor",
                                        "fordergeber",
                                        "geldgeber",
                                        "zuwendungsgeber",
                                        "financeur",
                                        "financiador",
                                        "grantor",
                                        "grantmaker",
                                        "fondsgever",
                                        "finanzierer",
                                        "investeerder",
                                        "investor",
                                        "regeling",
                                        "subsidieregeling",
                                        "fonds",
                                        "fund",
                                        "forderprogramm"};
constexpr std::string_view funded[] = {"subsidieontvanger", "ontvanger",          "begunstigde",  "aanvrager",
                                       "recipient",         "receiver",           "grantee",      "beneficiary",
                                       "empfanger",         "beneficiaire",       "beneficiario", "begunstigter",
                                       "destinataire",      "zuwendungsempfanger"};

template <std::size_t Size>
bool is_one_of(std::string_view word, const std::string_view (&words)[Size]) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

bool are_opposites(std::string_view from, std::string_view to) {
  return (is_one_of(from, funders) && is_one_of(to, funded)) ||
         std::any_of(std::begin(opposites), std::end(opposites),
                     [&](const auto& pair) { return pair.first == from && pair.second == to; });
}

/// Of these, only those beside a word for a party are ends: `Telefoon 1` and `x` are something else.
bool needs_party(std::string_view word) {
  return word.size() == 1 || word == "first" || word == "eerste" || word == "left";
}

bool is_party_word(std::string_view word) {
  static constexpr std::string_view words[] = {
      "actor",        "actors",      "agent",       "bedrijf",     "character",   "company",      "deelnemer",
      "entity",       "entiteit",    "individual",  "instelling",  "knoop",       "entidad",      "organisme",
      "akteur",       "acteur",      "structure",   "institution", "einrichtung", "organizacion", "institucion",
      "empresa",      "entreprise",  "unternehmen", "firma",       "persona",     "personne",     "stichting",
      "gemeente",     "lid",         "member",      "node",        "org",         "organisatie",  "organisation",
      "organization", "partij",      "participant", "partner",     "party",       "person",       "persoon",
      "player",       "stakeholder", "user",        "vertex"};
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

/// What may stand beside the word for an end without making it something else, a date say.
bool is_naming_word(std::string_view word) {
  static constexpr std::string_view words[] = {"id", "ids", "name", "naam", "label", "nr", "no", "code", "key"};
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

/// The words of a folded header; digits and what is written in one with capitals are words of their own.
std::vector<std::string> words_of_header(std::string_view header) {
  std::vector<std::string> words(1);
  char before = ' ';
  for (const char c : trim(header)) {
    const bool is_upper = c >= 'A' && c <= 'Z', was_lower = before >= 'a' && before <= 'z';
    const bool is_break = c == ' ' || c == '_' || c == '-' || c == '.' || c == '(' || c == ')' || c == '*' || c == ':';
    if (is_break || (is_upper && was_lower) || (is_digit(c) && !is_digit(before))) words.emplace_back();
    if (!is_break) words.back() += c;
    before = c;
  }
  std::erase(words, "");
  for (std::string& word : words) word = fold(word);
  return words;
}

/// Whether two headers call the two ends of a tie by words that belong together, beside nothing but what names a party.
bool are_ends(const std::vector<std::string>& from, const std::vector<std::string>& to) {
  if (from.empty() || from.size() != to.size()) return false;
  std::size_t differing = from.size();
  bool party = false;
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (from[i] != to[i]) {
      if (differing != from.size()) return false;
      differing = i;
      continue;
    }
    party = party || is_party_word(from[i]);
    if (!is_party_word(from[i]) && !is_naming_word(from[i])) return false;
  }
  if (differing == from.size() || (needs_party(from[differing]) && !party)) return false;
  return are_opposites(from[differing], to[differing]);
}

/// The ends of a table of ties whose headers are none of ours: ids of parties before their names. A table that has a
/// name is one of parties.
void find_ends(std::span<const std::string> headers,
               std::map<std::string_view, std::pair<std::size_t, std::size_t>>& best) {
  std::vector<std::vector<std::string>> words;
  for (const std::string& header : headers) {
    const std::string folded = folded_header(header);
    if (folded == "label" || folded == "name" || folded == "naam") return;
    words.push_back(words_of_header(header));
  }
  const auto names = [&](std::size_t column) {
    return std::find(words[column].begin(), words[column].end(), "id") == words[column].end();
  };
  std::vector<std::pair<std::size_t, std::size_t>> found;
  for (std::size_t i = 0; i < words.size(); ++i)
    for (std::size_t j = 0; j < words.size(); ++j)
      if (i != j && are_ends(words[i], words[j])) found.emplace_back(i, j);
  if (found.empty()) return;
  std::stable_sort(found.begin(), found.end(),
                   [&](const auto& a, const auto& b) { return names(a.first) < names(b.first); });
  std::erase_if(best, [&](const auto& entry) {
    return entry.second.second == found.front().first || entry.second.second == found.front().second;
  });
  best["from"] = {0, found.front().first};
  best["to"] = {0, found.front().second};
  for (const auto& [from, to] : found)
    if (!names(found.front().first) && names(from)) {
      best["fromLabel"] = {0, from};
      best["toLabel"] = {0, to};
      return;
    }
}

/// Another column with the same header, told apart from the first or not; none when there are more than two.
std::size_t twin_of(std::span<const std::string> headers, std::size_t column) {
  const std::string folded = folded_header(headers[column]);
  std::size_t twin = headers.size(), count = 0;
  for (std::size_t i = column + 1; i < headers.size() && !folded.empty(); ++i) {
    const std::string other = folded_header(headers[i]);
    if (other != folded && !(other.starts_with(folded + " (") && other.size() == folded.size() + 4)) continue;
    if (count++ == 0) twin = i;
  }
  return count == 1 ? twin : headers.size();
}

/// `Naam;Type;Naam;Type;Relatie`: who stands at either end, what is said of each, and what of the tie.
bool find_twin_ends(std::span<const std::string> headers,
                    std::map<std::string_view, std::pair<std::size_t, std::size_t>>& best) {
  std::vector<std::size_t> twins(headers.size(), headers.size());
  std::vector<bool> twice(headers.size(), false);
  for (std::size_t i = 0; i < headers.size(); ++i)
    if (twins[i] = twin_of(headers, i); twins[i] < headers.size()) twice[i] = twice[twins[i]] = true;
  for (std::size_t i = 0; i < headers.size(); ++i) {
    const auto name = twins[i] < headers.size() ? meaning_of(Table::nodes, headers[i]) : std::nullopt;
    if (!name || name->field != "label" || name->rank >= after_all_words) continue;
    bool tells_of_tie = false;
    for (std::size_t c = 0; c < headers.size(); ++c) {
      const auto meaning = twice[c] ? std::nullopt : meaning_of(Table::edges, headers[c]);
      tells_of_tie = tells_of_tie || (meaning && (meaning->field == "kind" || meaning->field == "strength" ||
                                                  meaning->field == "weight" || meaning->field == "direction"));
    }
    if (!tells_of_tie) return false;
    best.clear();
    for (std::size_t c = 0; c < headers.size(); ++c)
      if (const auto meaning = twice[c] ? std::nullopt : meaning_of(Table::edges, headers[c]))
        best.try_emplace(meaning->field, meaning->rank, c);
    best["from"] = {0, i};
    best["to"] = {0, twins[i]};
    return true;
  }
  return false;
}

using Best = std::map<std::string_view, std::pair<std::size_t, std::size_t>>;  // field → rank, column

bool is_bare_name(std::string_view folded) {
  return folded == "naam" || folded == "name" || folded == "nom" || folded == "nombre";
}

/// Beside the name of a person stands what they are.
bool is_title(std::string_view folded) {
  return folded == "title" || folded == "titel" || folded == "titre" || folded == "titulo";
}

/// A header that speaks to who answers: `Your full name`, `Je naam`.
bool speaks_to_somebody(std::string_view folded) {
  for (const char* word : {"your ", "je ", "jouw ", "uw ", "ihr ", "dein ", "votre ", "ton ", "tu ", "su "})
    if (folded.starts_with(word)) return true;
  return false;
}

/// Persons whose names stand in parts, or who have an organisation beside them. A table of organisations has neither.
void find_persons(std::span<const std::string> headers, Best& best) {
  const auto header_of = [&](std::string_view field) {
    const auto found = best.find(field);
    return found == best.end() ? std::string() : folded_header(headers[found->second.second]);
  };
  const bool parts = best.contains("firstName") || best.contains("lastName");
  if (const std::string label = header_of("label"); parts && !label.empty()) {
    if (is_organisation_header(label)) {
      best["organisation"] = best["label"];
      best.erase("label");
    } else if (!best.contains("lastName") && is_bare_name(label)) {
      best["lastName"] = best["label"];  // Vorname, Name
      best.erase("label");
    } else if (!best.contains("firstName") && is_bare_name(label)) {
      best["firstName"] = best["label"];  // Nombre, Apellidos
      best.erase("label");
    } else if (best.contains("firstName") && best.contains("lastName") && is_title(label)) {
      best.erase("label");
    } else {
      for (const char* part : {"firstName", "infix", "lastName"}) best.erase(part);
    }
  }
  if (!best.contains("firstName") && !best.contains("lastName")) best.erase("infix");
  const bool in_parts = best.contains("firstName") || best.contains("lastName");
  const bool of_persons = std::any_of(headers.begin(), headers.end(), [](const std::string& header) {
    static constexpr std::string_view words[] = {
        "functie",  "function",           "job title",   "functietitel", "e-mail",
        "email",    "emailadres",         "e-mailadres", "mail",         "mobiel",
        "mobile",   "position",           "funktion",    "fonction",     "email address",
        "courriel", "correo electronico", "correo",      "cargo",        "puesto",
        "poste",    "jobtitle",           "job",         "beroep"};
    return std::find(std::begin(words), std::end(words), folded_header(header)) != std::end(words);
  });
  // `Lid` before `Organisatie` is who belongs to it.
  if (const std::string name = header_of("label"); !in_parts && is_organisation_header(name)) {
    for (std::size_t i = 0; i < best["label"].second; ++i)
      if (is_name_of_person(headers[i])) {
        best["organisation"] = best["label"];
        best["label"] = {0, i};
        break;
      }
  }
  const std::string label = header_of("label");
  // Only somebody is asked for a name.
  const bool asked = (label.ends_with('?') || speaks_to_somebody(label)) && !is_organisation_header(asked_for(label));
  const bool persons = in_parts || asked ||
                       ((of_persons || best.contains("organisation") || is_name_of_person(label)) && !label.empty() &&
                        !is_organisation_header(label));
  if (!persons) {
    best.erase("organisation");
    return;
  }
  if (best.contains("organisation")) return;
  for (std::size_t i = 0; i < headers.size(); ++i) {
    const bool taken =
        std::any_of(best.begin(), best.end(), [&](const auto& entry) { return entry.second.second == i; });
    const bool asks = !taken && is_organisation_header(asked_for(headers[i]));
    if (taken || !(is_organisation_header(folded_header(headers[i])) || asks)) continue;
    best["organisation"] = {0, i};
    return;
  }
}

}  // namespace

bool is_of_person(std::string_view field) {
  return field == "firstName" || field == "infix" || field == "lastName" || field == "organisation";
}

bool is_organisation_header(std::string_view header) {
  static constexpr std::string_view words[] = {
      "organisatie",       "organisation",      "organization",      "organisaties",
      "naam organisatie",  "organisatienaam",   "organisation name", "bedrijf",
      "organization name", "bedrijfsnaam",      "company",           "instelling",
      "werkgever",         "employer",          "affiliation",       "firma",
      "unternehmen",       "entreprise",        "empresa",           "organizacion",
      "name organisation", "name organization", "lid van",           "werkt bij",
      "structure",         "organisme",         "societe",           "einrichtung",
      "institution",       "institucion",       "entidad",           "account name",
      "company name",      "naam bedrijf",      "etablissement",     "arbeitgeber",
      "employeur",         "association",       "asociacion"};
  const std::string folded = folded_header(header);
  return std::find(std::begin(words), std::end(words), folded) != std::end(words);
}

bool is_name_of_person(std::string_view header) {
  static constexpr std::string_view words[] = {"full name",
                                               "fullname",
                                               "volledige naam",
                                               "naam persoon",
                                               "naam deelnemer",
                                               "naam contactpersoon",
                                               "voor- en achternaam",
                                               "voornaam en achternaam",
                                               "vor- und nachname",
                                               "vollstandiger name",
                                               "nom complet",
                                               "nom et prenom",
                                               "prenom et nom",
                                               "nombre completo",
                                               "nombre y apellidos",
                                               "first and last name",
                                               "name of person",
                                               "naam medewerker",
                                               "persoon",
                                               "person",
                                               "personne",
                                               "persona",
                                               "medewerker",
                                               "employee",
                                               "mitarbeiter",
                                               "collega"};
  return is_one_of(folded_header(header), words);
}

bool is_funder_header(std::string_view header) { return is_one_of(folded_header(header), funders); }

bool is_funded_header(std::string_view header) { return is_one_of(folded_header(header), funded); }

bool is_role_header(std::string_view header) {
  static constexpr std::string_view words[] = {"rol",      "role",     "rolle",    "functie",
                                               "function", "funktion", "fonction", "funcion"};
  const std::string folded = folded_header(header);
  return std::find(std::begin(words), std::end(words), folded) != std::end(words);
}

bool are_own_headers(Table table, std::span<const std::string> headers) {
  const std::vector<std::string> own = own_headers(table);
  return std::all_of(own.begin(), own.end(), [&](const std::string& header) {
    return std::find(headers.begin(), headers.end(), header) != headers.end();
  });
}

std::vector<std::string_view> map_headers(Table table, std::span<const std::string> headers) {
  std::vector<std::string_view> fields(headers.size());
  Best best;
  const bool own = are_own_headers(table, headers);
  for (std::size_t i = 0; i < headers.size(); ++i) {
    const auto found = meaning_of(table, headers[i]);
    if (!found || (own && found->rank > 0)) continue;
    const auto [place, first] = best.try_emplace(found->field, found->rank, i);
    // Of two words for somebody, `Project` and `Organisatie`, the first one is what the table is about.
    const bool same = found->field == "label" && table == Table::nodes && found->rank > last_certain_rank &&
                      place->second.first < after_all_words;
    if (!first && found->rank < place->second.first && !same) place->second = {found->rank, i};
  }
  if (own)
    for (const char* field : {"firstName", "infix", "lastName", "organisation", "weight"}) best.erase(field);
  else if (table == Table::nodes)
    find_persons(headers, best);
  if (table == Table::edges && !(best.contains("from") && best.contains("to")) && !find_twin_ends(headers, best))
    find_ends(headers, best);
  // Onodo's edges run from Source to Target, and From and To are dates.
  if (table == Table::edges && best.contains("from") && best.contains("to") && !best.contains("fromLabel")) {
    const auto named = [&](std::string_view name) {
      return static_cast<std::size_t>(
          std::find_if(headers.begin(), headers.end(),
                       [&](const std::string& each) { return folded_header(each) == name; }) -
          headers.begin());
    };
    const std::size_t source = named("source"), target = named("target"), from = named("from"), to = named("to");
    if (std::max({source, target, from, to}) < headers.size()) {
      best["from"] = {0, source};
      best["to"] = {0, target};
      best.try_emplace("since", 0, from);
      best.try_emplace("until", 0, to);
    }
  }
  // A position needs both coordinates.
  if (best.contains("x") != best.contains("y")) {
    best.erase("x");
    best.erase("y");
  }
  for (const auto& [field, place] : best) fields[place.second] = field;
  return fields;
}

std::vector<std::string_view> fields_of(Table table) {
  std::vector<std::string_view> fields;
  for (const Column& column : columns_of(table)) fields.push_back(column.field);
  return fields;
}

namespace {

/// Above the numbers of rows.
bool is_number_header(std::string_view header) {
  static constexpr std::string_view words[] = {"",       "nr",         "nr.",    "no",     "no.", "#",
                                               "nummer", "volgnummer", "volgnr", "number", "num", "nº",
                                               "n°",     "lfd. nr.",   "lfd nr", "pos",    "rij", "row"};
  return is_one_of(folded_header(header), words);
}

}  // namespace

std::optional<Table> table_of(std::span<const std::string> headers) {
  const auto has = [](const std::vector<std::string_view>& fields, std::string_view field) {
    return std::find(fields.begin(), fields.end(), field) != fields.end();
  };
  const auto edges = map_headers(Table::edges, headers);
  if (has(edges, "from") && has(edges, "to")) {
    // `Bron` and `Doel` are also what a table of parties says about where its facts come from and what they are for.
    bool doubtful = true, named = false;
    for (std::size_t i = 0; i < headers.size(); ++i) {
      const std::string header = folded_header(headers[i]);
      if ((edges[i] == "from" && header != "bron") || (edges[i] == "to" && header != "doel")) doubtful = false;
      if (header == "naam" || header == "name") named = true;
    }
    if (!doubtful || !named) return Table::edges;
  }
  const auto nodes = map_headers(Table::nodes, headers);
  if (has(nodes, "id") || has(nodes, "firstName") || has(nodes, "lastName")) return Table::nodes;
  const auto label = std::find(nodes.begin(), nodes.end(), "label");
  if (label == nodes.end()) return std::nullopt;
  // `Person` and the like are values as often as headers: they must come first.
  const std::size_t column = static_cast<std::size_t>(label - nodes.begin());
  const auto meaning = meaning_of(Table::nodes, headers[column]);
  const auto label_header = headers.begin() + static_cast<std::ptrdiff_t>(column);
  // Nobody is called `Naam organisatie`, and beside other headers one more is likely.
  const auto known = std::count_if(nodes.begin(), nodes.end(), [](std::string_view field) { return !field.empty(); });
  const std::vector<std::string> words = words_of_header(headers[column]);
  const bool says_name = std::any_of(words.begin(), words.end(), is_naming_word);
  const bool is_first = std::all_of(headers.begin(), label_header, is_number_header);
  const bool certain = is_first || !meaning || says_name || known > 2 || meaning->rank % 100 <= last_certain_rank;
  return certain ? std::optional<Table>(Table::nodes) : std::nullopt;
}

std::vector<std::string> own_headers(Table table) {
  std::vector<std::string> headers;
  for (const Column& column : columns_of(table))
    if (is_written(column)) headers.emplace_back(column.header);
  return headers;
}

bool is_known_header(Table table, std::string_view key) { return meanings(table).contains(folded_header(key)); }

void tell_apart(std::vector<std::string>& headers) {
  std::map<std::string, std::size_t> count;
  std::set<std::string> taken;
  for (const std::string& header : headers) taken.insert(fold(header));
  for (std::string& header : headers) {
    if (header.empty()) continue;
    std::size_t& number = count[fold(header)];
    if (number++ == 0) continue;
    std::string apart;
    do apart = header + " (" + std::to_string(number) + ")";
    while (!taken.insert(fold(apart)).second && ++number > 0);
    header = std::move(apart);
  }
}

bool is_free_header(Table table, std::string_view key) {
  const std::string folded = folded_header(key);
  if (folded.empty()) return false;
  // Two ends would make a table of edges of a table of nodes.
  if (const auto end = meanings(Table::edges).find(folded);
      end != meanings(Table::edges).end() && table == Table::nodes)
    if (end->second.field == "from" || end->second.field == "to") return false;
  const auto found = meanings(table).find(folded);
  // Beside the header that we write all other words for the field are free.
  return found == meanings(table).end() || (found->second.rank > 0 && found->second.field != "weight");
}

namespace {
constexpr std::string_view own_mark = " (own field)";
}

std::string own_field_header(Table table, std::string_view key) {
  const bool plain = is_free_header(table, key) && !key.ends_with(own_mark);
  return std::string(key) + std::string(plain ? std::string_view() : own_mark);
}

std::string own_field_key(std::string_view header) {
  if (header.size() > own_mark.size() && header.ends_with(own_mark)) header.remove_suffix(own_mark.size());
  return std::string(header);
}

std::vector<std::pair<std::string_view, std::string_view>> written_columns(Table table) {
  std::vector<std::pair<std::string_view, std::string_view>> columns;
  for (const Column& column : columns_of(table))
    if (is_written(column) && column.field != "moreFields") columns.emplace_back(column.field, column.header);
  return columns;
}

}  // namespace impactweb::records

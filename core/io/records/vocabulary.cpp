#include "core/io/records/vocabulary.hpp"

#include <map>
#include <string>
#include <vector>

#include "core/entry/terms.hpp"
#include "core/entry/vocabulary.hpp"
#include "core/model/fields.hpp"
#include "core/text/text.hpp"

namespace impactweb::vocabulary {

namespace {

template <class Value>
struct Words {
  Value value;
  std::string_view words;  ///< separated by `|`
};

std::string key_of(std::string_view word) {
  std::string key = fold(trim(word));
  for (char& c : key)
    if (c == '_') c = ' ';
  return key;
}

template <class Value>
using Index = std::map<std::string, Value, std::less<>>;

template <class Value, std::size_t N>
Index<Value> index_of(const Words<Value> (&table)[N]) {
  Index<Value> index;
  for (const auto& entry : table)
    for (const std::string_view word : split(entry.words, '|')) index.emplace(key_of(word), entry.value);
  return index;
}

template <class Value>
std::optional<Value> find(const Index<Value>& index, std::string_view word) {
  const auto found = index.find(key_of(word));
  return found == index.end() ? std::nullopt : std::optional<Value>(found->second);
}

constexpr Words<NodeKind> node_kind_words[] = {
    {NodeKind::actor,
     "actor|actors|actoren|partij|partijen|party|parties|stakeholder|stakeholders|belanghebbende|belanghebbenden"},
    {NodeKind::initiative, "initiative|initiatives|initiatief|initiatieven|project|projects|projecten"},
    {NodeKind::challenge,
     "challenge|challenges|opgave|opgaven|opgaves|maatschappelijke opgave|maatschappelijke "
     "opgaven|uitdaging|uitdagingen|"
     "vraagstuk|vraagstukken|issue|issues|societal challenge|societal challenges"},
    {NodeKind::vision, "vision|visions|visie|visies"},
};

constexpr Words<Form> form_words[] = {
    {Form::person, "person|persons|people|persoon|personen|mens|mensen|individual|individuals|individu|individuen"},
    {Form::organisation, "organisation|organisations|organization|organizations|organisatie|organisaties|org"},
    {Form::group, "group|groups|groep|groepen"},
};

constexpr Words<Stage> stage_words[] = {
    {Stage::dream, "dream|droom|dromen|idee|idea"},
    {Stage::exploring, "exploring|verkennen|verkenning|verkennend|exploration|onderzoeken"},
    {Stage::pilot, "pilot|proef|proeftuin|experiment"},
    {Stage::practice, "practice|praktijk|in practice|in de praktijk|uitvoering"},
    {Stage::scaled, "scaled|opgeschaald|opschaling|opschalen|scaling"},
    {Stage::stopped, "stopped|gestopt|beëindigd|ended"},
};

constexpr Words<std::string_view> sector_words[] = {
    {"government", "government|overheid|overheden|public sector|publieke sector|governments"},
    {"business", "business|businesses|bedrijf|bedrijven|bedrijfsleven|company|companies|market|markt|private sector"},
    {"knowledge",
     "knowledge|kennis|kennis & onderwijs|kennis en onderwijs|knowledge & education|knowledge and "
     "education|education|onderwijs|"
     "kennisinstelling|kennisinstellingen|academia|wetenschap|research|onderzoek & onderwijs|onderwijs en onderzoek"},
    {"civilSociety",
     "civilSociety|civil society|maatschappelijk "
     "middenveld|maatschappelijk|samenleving|bewoners|inwoners|burgers|residents|citizens|"
     "samenleving & bewoners|samenleving en bewoners|civil society & residents|civil society and residents|"
     "maatschappelijke organisatie|maatschappelijke organisaties"},
    {"finance", "finance|financiën|financieel|financiers|financial sector|financiële sector"},
    {"socialEnterprise",
     "socialEnterprise|social enterprise|social enterprises|sociale onderneming|sociale ondernemingen|sociaal "
     "ondernemer|"
     "sociaal ondernemers|sociaal ondernemerschap"},
    {"media", "media|media & culture|media and culture|media & cultuur|media en cultuur|cultuur|culture"},
    {"nature", "nature|natuur"},
};

/// What an organisation calls itself, and the sector that most of those belong to.
constexpr Words<std::string_view> sector_hints[] = {
    {"government",
     "gemeente|gemeenten|provincie|provincies|rijk|rijksoverheid|ministerie|ministeries|waterschap|waterschappen|"
     "publiek|"
     "publieke partij|ggd|veiligheidsregio|municipality|province|ministry|public|authority|local authority"},
    {"business",
     "onderneming|ondernemingen|ondernemer|ondernemers|mkb|bv|b.v.|nv|zzp|zzp'er|privaat|private|adviesbureau|sme|"
     "commercieel|industrie|industry|firm"},
    {"knowledge",
     "universiteit|universiteiten|hogeschool|hogescholen|school|scholen|mbo|hbo|wo|roc|kenniscentrum|kennispartner|"
     "kennispartners|onderwijsinstelling|onderwijsinstellingen|university|universities|college|research institute"},
    {"civilSociety",
     "stichting|stichtingen|vereniging|verenigingen|bewonersgroep|bewonersgroepen|bewonersinitiatief|"
     "bewonersinitiatieven|burgerinitiatief|burgerinitiatieven|welzijn|welzijnsorganisatie|vrijwilligersorganisatie|"
     "middenveld|ngo|ngos|ngo's|wijkraad|foundation|association|charity|non-profit|nonprofit"},
    {"finance", "bank|banken|fonds|fondsen|financier|investeerder|investeerders|subsidiegever|funder|funders|investor"},
    {"socialEnterprise",
     "sociaal bedrijf|sociale firma|impactondernemer|impact ondernemer|impactondernemers|leerwerkbedrijf"},
    {"media", "pers|omroep|museum|musea|theater|kunst|kunst en cultuur|bibliotheek|press|art|arts|library"},
    {"nature", "natuurorganisatie|natuurorganisaties|milieu|natuur en milieu|natuur & milieu|environment"},
};

constexpr Words<Direction> direction_words[] = {
    {Direction::directed, "directed|gericht|one-way|one way|eenzijdig|eenrichting|->|-->|→|source to target"},
    {Direction::mutual,
     "mutual|wederzijds|wederkerig|reciprocal|bidirectional|two-way|two way|tweezijdig|tweerichting|both|beide|beide "
     "kanten|<->|<-->|↔"},
    {Direction::undirected, "undirected|ongericht|none|geen richting|zonder richting|-|--|–|—"},
};

constexpr Words<EdgeStatus> status_words[] = {
    {EdgeStatus::potential,
     "potential|potentieel|potentiële|mogelijk|mogelijke|possible|gewenst|wanted|toekomstig|future|gepland|planned"},
    {EdgeStatus::exploring, "exploring|verkennend|verkennen|verkenning|in verkenning|in gesprek|in overleg|in talks"},
    {EdgeStatus::active, "active|actief|actieve|lopend|lopende|bestaand|bestaande|huidig|existing|current|ongoing"},
    {EdgeStatus::dormant,
     "dormant|slapend|slapende|sluimerend|sluimerende|inactive|inactief|niet actief|not "
     "active|gestopt|beëindigd|ended|former|voormalig|on hold"},
};

constexpr Words<bool> flag_words[] = {
    {true, "true|yes|ja|waar|1|x|y|j"},
    {false, "false|no|nee|onwaar|0|n"},
};

constexpr Words<EdgeKind> edge_kind_words[] = {
    {{"worksWith"},
     "worksWith|works with|work with|works together|works together with|werkt samen met|werkt samen|werken samen "
     "met|werken samen|"
     "samenwerken|samenwerking|samenwerking met|collaborates with|collaborates|collaboration|collaborate|cooperates "
     "with|cooperates|"
     "cooperation|partner|partners|partner of|partner van|partnership|partnerschap|samenwerkingspartner"},
    {{"funds"},
     "funds|fund|funding|funder|funder of|financiert|financieren|financiering|financier|financier "
     "van|finances|financing"},
    {{"funds", true}, "funded by|financed by|is funded by|gefinancierd door|wordt gefinancierd door"},
    {{"founded"},
     "founded|founder|founder of|co-founder|co-founder of|founders|has founded|heeft opgericht|richtte "
     "op|oprichter|oprichter van|"
     "medeoprichter|mede-oprichter|medeoprichter van|oprichters"},
    {{"founded", true}, "founded by|is founded by|was founded by|opgericht door|is opgericht door"},
    {{"partOf"},
     "partOf|part of|is part of|belongs to|onderdeel van|is onderdeel van|deel van|maakt deel uit van|maakt onderdeel "
     "uit van|hoort bij|"
     "behoort tot"},
    {{"takesPartIn"},
     "takesPartIn|takes part in|takes part|participates in|participates|participant|participant in|participation|neemt "
     "deel aan|neemt deel|"
     "doet mee aan|doet mee|deelnemer|deelnemer aan|deelname|deelname aan|participeert in|participeert"},
    {{"contributesTo"},
     "contributesTo|contributes to|contributes|contribution|contribution to|draagt bij aan|draagt "
     "bij|bijdrage|bijdrage aan|levert bijdrage aan"},
    {{"supports"},
     "supports|support|supporter|supporter of|steunt|steun|steun aan|ondersteunt|ondersteuning|ondersteunt de "
     "visie|onderschrijft"},
    {{"sharesKnowledgeWith"},
     "sharesKnowledgeWith|shares knowledge with|shares knowledge|knowledge sharing|knowledge exchange|deelt kennis "
     "met|deelt kennis|"
     "kennisdeling|kennisuitwisseling|kennis delen"},
    {{"givesTo"}, "givesTo|gives to|gives|donates to|geeft aan|geeft|schenkt aan|doneert aan"},
    {{"matched"}, "matched|match|matched with|gekoppeld|gekoppeld aan|gematcht|gematcht met"},
};

}  // namespace

// One index per table, built at its first use.
#define IMPACTWEB_LOOKUP(Value, function, table)         \
  std::optional<Value> function(std::string_view word) { \
    static const Index<Value> index = index_of(table);   \
    return find(index, word);                            \
  }

IMPACTWEB_LOOKUP(NodeKind, node_kind, node_kind_words)
IMPACTWEB_LOOKUP(Form, form, form_words)
IMPACTWEB_LOOKUP(Stage, stage, stage_words)
IMPACTWEB_LOOKUP(std::string_view, sector, sector_words)
IMPACTWEB_LOOKUP(Direction, direction, direction_words)
IMPACTWEB_LOOKUP(bool, flag, flag_words)
IMPACTWEB_LOOKUP(EdgeKind, edge_kind, edge_kind_words)

namespace {

/// What a word of quick entry stands for; the first meaning of a word counts.
Index<std::string> index_of(const std::vector<EntryWord>& words) {
  Index<std::string> index;
  for (const EntryWord& word : words) index.emplace(key_of(word.word), word.value);
  return index;
}

}  // namespace

std::optional<EdgeStatus> edge_status(std::string_view word) {
  static const Index<EdgeStatus> own = index_of(status_words);
  static const Index<std::string> entry = index_of(default_entry_vocabulary().edge_statuses);
  if (const auto known = find(own, word)) return known;
  const auto known = find(entry, word);
  return known ? value_of(edge_statuses, *known) : std::nullopt;
}

std::optional<EdgeKind> edge_kind_suggested(std::string_view word, bool guess) {
  if (const auto known = edge_kind(word)) return known;
  const std::string kind = entry::edge_kind_in(key_of(word), guess);
  if (kind.empty()) return std::nullopt;
  const bool reversed = kind[0] == '<';
  // The ids of kinds outlive the answer: they are those of the table.
  for (const auto& entry : edge_kind_words)
    if (entry.value.id == std::string_view(kind).substr(reversed ? 1 : 0)) return EdgeKind{entry.value.id, reversed};
  return std::nullopt;
}

std::optional<NodeKind> node_kind_suggested(std::string_view word) {
  static const Index<std::string> entry = index_of(default_entry_vocabulary().node_kinds);
  if (const auto known = node_kind(word)) return known;
  const auto known = find(entry, word);
  return known ? value_of(node_kinds, *known) : std::nullopt;
}

std::optional<std::string_view> sector_suggested(std::string_view word) {
  static const Index<std::string_view> index = index_of(sector_hints);
  static const Index<std::string> entry = index_of(default_entry_vocabulary().sectors);
  if (const auto known = sector(word)) return known;
  if (const auto known = find(index, word)) return known;
  const auto said = find(entry, word);
  return said ? sector(*said) : std::nullopt;
}

#undef IMPACTWEB_LOOKUP

}  // namespace impactweb::vocabulary

// The words of quick entry in Dutch and English. The first word of each value is what completion proposes first; words
// are compared folded, and typing mistakes are tolerated, so only real variants are listed.
#include "core/entry/vocabulary.hpp"

#include <iterator>
#include <string_view>

#include "core/text/text.hpp"

namespace impactweb {

namespace {

/// The words of one value, separated by `|`.
struct Words {
  std::string_view value;
  std::string_view words;
};

// `<` turns the edge round: in `A > B : opgericht door` it was B who founded A.
constexpr Words edge_kind_words[] = {
    {"worksWith",
     "werkt samen met|works with|samenwerking|samenwerken|samenwerkt|werkt samen|werken samen|werken samen met|werkt "
     "met|"
     "werken met|samenwerkingspartner|samenwerkingspartners|partner|partners|partner van|partnerschap|partnership|"
     "collega|collega's|collega van|bondgenoot|bondgenoten|trekt op met|trekken samen op|gaat samen met|samen "
     "met|samen|"
     "kent|contact|contact met|heeft contact met|verbonden met|relatie|relatie met|werkrelatie|worksWith|work with|"
     "work together|works together|works together with|worked with|working with|working together|cooperates|cooperate|"
     "cooperates with|cooperation|collaborates|collaborate|collaborates with|collaboration|collaborator|collaborators|"
     "partners with|partner of|partnering|colleague|colleagues|ally|allies|allied with|teams up with|knows|connected "
     "to|"
     "connected with|in touch with|together with"},
    {"funds",
     "financiert|funds|financieren|financierde|financierden|gefinancierd|financier|financiers|financier "
     "van|financiering|"
     "medefinancier|medefinanciert|cofinanciert|cofinancier|cofinanciering|bekostigt|bekostigen|betaalt|betaalt voor|"
     "betalen|betaalde|subsidieert|subsidiëren|subsidieerde|gesubsidieerd|subsidie|subsidie aan|subsidiegever|"
     "geeft subsidie|geeft subsidie aan|verstrekt subsidie|verstrekt subsidie aan|geldgever|geeft geld|geeft geld "
     "aan|geld|"
     "sponsort|sponsoren|sponsor|sponsor van|sponsoring|sponsorde|investeert|investeert in|investeren|investeerde|"
     "investeerder|investeerder in|investering|leent aan|leent geld aan|fonds|beurs|bijdrage in "
     "geld|fund|funded|funding|"
     "funder|funder of|finances|finance|financed|financing|financer|co-funds|cofunds|co-finances|pays|pays for|paid|"
     "paid for|pay|subsidises|subsidizes|subsidised|subsidized|subsidy|grants|grant|grant "
     "to|granted|sponsors|sponsored|"
     "sponsor of|sponsorship|invests|invests in|invest|invested|invested in|investor|investor "
     "in|investment|backer|lends to|"
     "money|fin|fin.|sub|subs."},
    {"<funds",
     "gefinancierd door|funded by|wordt gefinancierd door|bekostigd door|betaald door|gesubsidieerd door|gesponsord "
     "door|"
     "krijgt geld van|krijgt subsidie van|ontvangt subsidie van|ontvangt geld van|met geld van|financed by|paid by|"
     "subsidised by|subsidized by|sponsored by|gets money from|gets a grant from|receives a grant from|receives "
     "funding from"},
    {"founded",
     "heeft opgericht|founded|opgezet|zet op|zetten op|zette op|opgestart|"
     "richtte op|oprichter|oprichters|oprichter van|oprichters "
     "van|medeoprichter|mede-oprichter|"
     "medeoprichter van|mede-oprichter van|medeoprichters|oprichting|oprichten|opgericht|hebben opgericht|richtten op|"
     "richt op|richten op|richtte mede op|begon|begonnen|is begonnen met|startte|gestart|starter van|stichter|stichter "
     "van|"
     "stichtte|gesticht|grondlegger|grondlegger van|initiatiefnemer|initiatiefnemer van|initiatiefnemers|bedenker|"
     "bedenker van|founder|founders|founder of|founders of|co-founder|cofounder|co-founder of|cofounder of|co-founders|"
     "cofounders|co-founded|cofounded|founding|founding partner|founding partner of|founding partners|has founded|"
     "have founded|founds|started|starts|set up|sets up|established|establishes|created|creates|creator|creator of|"
     "initiated|initiates|initiator|initiator of|launched|launches"},
    {"<founded",
     "opgericht door|founded by|is opgericht door|werd opgericht door|gesticht door|gestart door|begonnen door|"
     "initiatief van|bedacht door|was founded by|co-founded by|started by|set up by|established by|created "
     "by|initiated by|"
     "initiative of|launched by"},
    {"partOf",
     "is onderdeel van|part of|onderdeel|onderdeel van|deel van|maakt deel uit van|maken deel uit van|maakt onderdeel "
     "uit van|"
     "hoort bij|horen bij|behoort tot|behoren tot|valt onder|vallen onder|valt binnen|vallen binnen|binnen|afdeling|"
     "afdeling van|lid|lid van|leden van|is lid van|lidmaatschap|aangesloten bij|is aangesloten bij|dochter "
     "van|project van|"
     "werkt bij|werken bij|medewerker|medewerker van|in dienst van|in dienst bij|partOf|is part of|are part of|belongs "
     "to|"
     "belong to|falls under|falls within|within|member|member of|members of|is a member of|membership|department of|"
     "division of|branch of|subsidiary of|affiliated with|project of|works for|works at|employee|employee of|employed "
     "by"},
    {"<partOf",
     "bestaat uit|consists of|omvat|omvatten|bevat|heeft als lid|heeft als onderdeel|heeft als leden|moeder van|"
     "moederorganisatie van|includes|include|contains|comprises|has member|has members|has part|has parts|parent of"},
    {"takesPartIn",
     "doet mee aan|takes part in|doet mee|doen mee|doen mee aan|deed mee|deed mee aan|deden mee|meedoen|neemt deel|"
     "neemt deel aan|nemen deel|nemen deel aan|nam deel|nam deel aan|namen deel aan|deelname|deelname aan|deelnemen|"
     "deelnemer|deelnemers|deelnemer aan|deelnemers aan|participeert|participeert in|participeren|participeren in|"
     "participant|participanten|participatie|aanwezig bij|bezoekt|bezoekers|bezoeker|takesPartIn|take part|take part "
     "in|"
     "takes part|took part|took part in|taking part|participates|participates in|participate|participate "
     "in|participated|"
     "participated in|participation|participants|participant in|joins|joined|join|attends|attended|involved in|is "
     "involved in"},
    {"contributesTo",
     "draagt bij aan|contributes to|draagt bij|dragen bij|dragen bij aan|droeg bij aan|droegen bij "
     "aan|bijdrage|bijdrage aan|"
     "bijdragen|bijdragen aan|levert bijdrage|levert een bijdrage aan|helpt mee aan|helpt bij|werkt aan|werken aan|"
     "werkt mee|werkt mee aan|werken mee|werken mee aan|zet zich in voor|zetten zich in voor|maakt zich sterk "
     "voor|pakt aan|"
     "pakken aan|lost op|richt zich op|contributesTo|contribute|contribute to|contributes|contributed to|contribution|"
     "contribution to|contributor|contributor to|contributing to|works on|work on|worked on|working on|works towards|"
     "helps with|tackles|addresses|committed to"},
    {"supports",
     "steunt|supports|steunen|steunde|steun|steun aan|steunt mee|ondersteunt|ondersteunen|ondersteunde|ondersteuning|"
     "ondersteuner|ondersteuner van|staat achter|staan achter|onderschrijft|onderschrijven|omarmt|omarmen|deelt de "
     "visie|"
     "deelt visie|is voor|helpt|helpen|hielp|hulp|hulp aan|begeleidt|begeleiden|begeleider|begeleider van|coacht|coach|"
     "coach van|mentor|mentor van|adviseert|adviseur|adviseur van|advies aan|ambassadeur|ambassadeur "
     "van|promoot|support|"
     "supported|supporting|supporter|supporter of|supports the vision|stands behind|stand "
     "behind|endorses|endorse|endorsed|"
     "believes in|backs|embraces|shares the vision|help|helps|helped|coaches|mentors|mentor of|advises|adviser|advisor|"
     "adviser to|advisor to|ambassador|ambassador of|promotes"},
    {"<supports",
     "gesteund door|supported by|ondersteund door|wordt gesteund door|wordt ondersteund door|geholpen door|begeleid "
     "door|"
     "geadviseerd door|krijgt steun van|krijgt hulp van|endorsed by|backed by|helped by|advised by|coached by|gets "
     "help from|"
     "gets support from"},
    {"sharesKnowledgeWith",
     "deelt kennis met|shares knowledge with|deelt kennis|delen kennis|delen kennis met|kennisdeling|kennis delen|"
     "kennis delen met|kennisuitwisseling|kennispartner|kennispartner van|wisselt kennis uit|wisselt kennis uit met|"
     "wisselen kennis uit|wisselt uit met|kennis|kennis aan|geeft kennis aan|informeert|onderwijst|leert aan|traint|"
     "geeft les aan|deelt ervaring met|deelt ervaringen met|sharesKnowledgeWith|share knowledge|shares knowledge|"
     "share knowledge with|sharing knowledge|knowledge sharing|knowledge exchange|knowledge partner|exchanges "
     "knowledge|"
     "exchanges knowledge with|knowledge|teaches|informs|trains|shares experience with|shares learning with"},
    {"<sharesKnowledgeWith",
     "leert van|learns from|leren van|leerde van|krijgt kennis van|krijgt les van|learn from|learned from|learnt from|"
     "taught by|gets knowledge from|informed by|trained by"},
    {"givesTo",
     "geeft aan|gives to|geeft|geven|geven aan|gaf|gaf aan|gift|gift aan|gever|gever van|schenkt|schenkt "
     "aan|schenken|schonk|"
     "schenking|schenking aan|doneert|doneert aan|doneren|doneerde|donatie|donatie aan|donateur|donateur van|levert|"
     "levert aan|leveren|leveren aan|leverancier|leverancier van|stelt beschikbaar|stelt beschikbaar aan|leent uit aan|"
     "biedt|biedt aan|bieden|givesTo|give|gives|give to|gave|gave to|giver|gift to|donates|donates to|donate|donated|"
     "donated to|donation|donation to|donor|donor of|supplies|supplies to|supply|supplier|supplier of|provides|"
     "provides to|delivers|delivers to|offers"},
    {"<givesTo",
     "krijgt van|receives from|krijgen van|kreeg van|ontvangt van|ontvangen van|ontving van|krijgt|ontvangt|afnemer|"
     "afnemer van|klant|klant van|receive from|received from|gets from|get from|receives|customer|customer "
     "of|client|client of"},
    {"matched",
     "gekoppeld|matched|gekoppeld aan|gekoppeld met|koppeling|koppelt|koppelt aan|match|match met|gematcht|gematcht "
     "met|"
     "matcht|matcht met|bij elkaar gebracht|in contact gebracht|in contact gebracht met|voorgesteld aan|kennismaking|"
     "matches|match with|matched with|matched to|linked|linked to|introduced|introduced to|introduction"},
};

constexpr Words node_kind_words[] = {
    {"actor",
     "partij|actor|partijen|actoren|actors|organisatie|organisaties|organisation|organization|organisations|"
     "organizations|"
     "persoon|personen|mens|mensen|person|people|groep|groepen|group|groups|deelnemer|deelnemers|participant|"
     "stakeholder|"
     "stakeholders|party|parties"},
    {"initiative",
     "initiatief|initiative|initiatieven|initiatives|project|projecten|projects|proeftuin|proeftuinen|pilot|pilots|"
     "living lab|living labs|experiment|experimenten|experiments|programma|programma's|programme|program|actie|acties"},
    {"challenge",
     "opgave|challenge|opgaven|opgaves|challenges|vraagstuk|vraagstukken|uitdaging|uitdagingen|probleem|problemen|"
     "problem|"
     "problems|maatschappelijke opgave|thema|issue|issues"},
    {"vision", "visie|vision|visies|visions|droom|dromen|dream|dreams|ideaal|idealen|ambitie|ambities|ambition|stip"},
};

constexpr Words edge_status_words[] = {
    {"potential",
     "mogelijk|potential|mogelijke|potentieel|potentiële|misschien|kans|kansrijk|gewenst|wens|idee|toekomstig|gepland|"
     "possible|possibly|maybe|perhaps|wanted|wished|idea|future|planned"},
    {"exploring",
     "verkennend|exploring|verkennen|verkenning|in verkenning|verkent|in gesprek|in overleg|onderzoekend|in onderzoek|"
     "kennismakend|exploration|explore|explores|in talks|in conversation|talking|investigating"},
    {"active",
     "actief|active|actieve|lopend|lopende|loopt|bestaand|bestaande|huidig|huidige|existing|current|ongoing|running"},
    {"dormant",
     "slapend|dormant|slapende|sluimerend|sluimerende|inactief|inactieve|niet "
     "actief|gestopt|beëindigd|afgelopen|voorbij|"
     "verwaterd|vroeger|voormalig|voormalige|stil|inactive|not active|ended|stopped|paused|past|former|formerly|on "
     "hold"},
};

constexpr Words sector_words[] = {
    {"government",
     "overheid|government|overheden|publiek|public|public sector|gemeente|provincie|rijk|overheidssector"},
    {"business",
     "ondernemers|bedrijven|business|bedrijf|bedrijfsleven|ondernemer|ondernemen|companies|company|market|markt|mkb"},
    {"knowledge",
     "kennis|knowledge|onderwijs|education|onderzoek|research|wetenschap|school|scholen|kennis en onderwijs|knowledge "
     "and education"},
    {"civilSociety",
     "inwoners|inwoners en maatschappij|civil society|civil society and residents|residents|bewoners|burgers|"
     "maatschappelijk|maatschappelijke organisaties|inwoners en maatschappelijke organisaties|"
     "residents and civil society|samenleving|welzijn|middenveld|zorg en welzijn"},
    {"finance", "financiers|finance|financier|fondsen|funders|fonds|geld|bank|banken|funding|banks"},
    {"socialEnterprise",
     "sociaal ondernemers|social enterprise|sociaal ondernemer|sociale onderneming|sociale ondernemingen|"
     "social enterprises|social entrepreneurs|impactondernemers|impact ondernemers"},
    {"media", "media|media en cultuur|media and culture|cultuur|culture|pers|press|communicatie|nieuws|news"},
    {"nature", "natuur|nature|natuur en milieu|milieu|environment|landschap|klimaat"},
};

void add_words(std::vector<EntryWord>& entries, const Words* begin, const Words* end) {
  for (const Words* words = begin; words != end; ++words)
    for (const std::string_view word : split(words->words, '|'))
      entries.push_back({std::string(word), std::string(words->value)});
}

EntryVocabulary make_default() {
  EntryVocabulary vocabulary;
  add_words(vocabulary.edge_kinds, std::begin(edge_kind_words), std::end(edge_kind_words));
  add_words(vocabulary.node_kinds, std::begin(node_kind_words), std::end(node_kind_words));
  add_words(vocabulary.edge_statuses, std::begin(edge_status_words), std::end(edge_status_words));
  add_words(vocabulary.sectors, std::begin(sector_words), std::end(sector_words));
  return vocabulary;
}

}  // namespace

const EntryVocabulary& default_entry_vocabulary() {
  static const EntryVocabulary vocabulary = make_default();
  return vocabulary;
}

}  // namespace impactweb

// Lines as people say them and as somebody types them who keeps up: how many come to what was meant.
#include <map>
#include <set>

#include "tests/core/entry/plan.hpp"

using namespace impactweb;
using namespace impactweb::test;

namespace {

struct Heard {
  const char* line;
  const char* meant;
};

Network meeting() {
  Network network;
  for (const char* label : {"Gemeente Tilburg", "Gemeente Breda", "Avans Hogeschool", "Zet", "Wijkraad Noord",
                            "Buurthuis De Poort", "Provincie Noord-Brabant", "Humanitas"})
    add_node(network, label, label);
  add_node(network, "Repair Café", "Repair Café", NodeKind::initiative);
  add_node(network, "Eenzaamheid", "Eenzaamheid", NodeKind::challenge);
  return network;
}

std::string without_article(const std::string& text) {
  for (const std::string article : {"een ", "a ", "an ", "de ", "het ", "the "})
    if (text.starts_with(article)) return text.substr(article.size());
  return text;
}

/// What a line adds: ties with all that is known of them, and what is new of a node.
std::string comes_to(const std::string& line) {
  Network network = meeting();
  EntryContext context;
  context.speaker = "Humanitas";
  context.today = "2026-11-29";
  const EntryPlan plan = plan_entry(network, line, default_entry_vocabulary(), context);
  for (const Json& operation : plan.operations) {
    const auto result = apply_operation(network, operation, Origin::local);
    INFO(line);
    if (const Issue* issue = std::get_if<Issue>(&result)) FAIL(issue->code << " " << issue->where);
  }
  std::set<std::string> parts, tied;
  for (const auto& [id, edge] : network.edges) {
    std::string part = network.nodes.at(edge.from).label + " > " + network.nodes.at(edge.to).label + " : " + edge.kind;
    if (!edge.since.empty()) part += ", since " + edge.since;
    if (!edge.until.empty()) part += ", until " + edge.until;
    if (edge.amount) part += ", " + std::to_string(static_cast<int>(*edge.amount));
    if (edge.status == EdgeStatus::potential) part += ", potential";
    if (edge.status == EdgeStatus::exploring) part += ", exploring";
    if (edge.status == EdgeStatus::dormant) part += ", dormant";
    parts.insert(part);
    tied.insert({edge.from, edge.to});
  }
  for (const auto& [id, node] : network.nodes) {
    const bool is_new = !meeting().nodes.contains(id);
    std::string part = node.label;
    if (is_new && node.kind != NodeKind::actor) part += ", " + std::string(name_of(node_kinds, node.kind));
    if (!node.sector.empty()) part += ", " + node.sector;
    if (!node.place.empty()) part += " @" + node.place;
    for (const auto& need : node.needs) part += " ? " + without_article(need.text);
    for (const auto& offer : node.offers) part += " ! " + without_article(offer.text);
    for (const std::string& tag : node.tags) part += " #" + tag;
    if (part != node.label || (is_new && !tied.contains(id))) parts.insert(part);
  }
  std::string all;
  for (const std::string& part : parts) all += (all.empty() ? "" : "; ") + part;
  return all;
}

/// Of so many lines, how many come to what was meant; those that do not are said.
double share_heard(const std::vector<Heard>& lines) {
  std::size_t right = 0;
  for (const auto& [line, meant] : lines) {
    const std::string came = comes_to(line);
    if (came == meant)
      ++right;
    else
      UNSCOPED_INFO(line << "\n  meant: " << meant << "\n  heard: " << came);
  }
  UNSCOPED_INFO(right << " of " << lines.size());
  return static_cast<double>(right) / static_cast<double>(lines.size());
}

}  // namespace

TEST_CASE("lines are heard as they are said in a Dutch meeting") {
  const std::vector<Heard> lines = {
      {"Zet werkt samen met Buurthuis De Poort", "Zet > Buurthuis De Poort : worksWith"},
      {"Gemeente Breda financiert Zet voor 25.000 euro", "Gemeente Breda > Zet : funds, 25000"},
      {"Provincie Noord-Brabant geeft subsidie aan Zet", "Provincie Noord-Brabant > Zet : funds"},
      {"Wijkraad Noord > Buurthuis De Poort", "Wijkraad Noord > Buurthuis De Poort : worksWith"},
      {"Avans werkt samen met Gemeente Tilburg sinds 2019",
       "Avans Hogeschool > Gemeente Tilburg : worksWith, since 2019"},
      {"Gem. Tilburg > Wijkraad Noord sinds vorig jaar", "Gemeente Tilburg > Wijkraad Noord : worksWith, since 2025"},
      {"zij werken ook samen met Zet", "Humanitas > Zet : worksWith"},
      {"Rabobank Breda : bedrijf", "Rabobank Breda, business"},
      {"Gemeente Breda doet mee aan Repair Café", "Gemeente Breda > Repair Café : takesPartIn"},
      {"Wijkraad Noord > Eenzaamheid", "Wijkraad Noord > Eenzaamheid : contributesTo"},
      {"Zet draagt bij aan Eenzaamheid", "Zet > Eenzaamheid : contributesTo"},
      {"Buurthuis De Poort zit in de Wijkraad Noord", "Buurthuis De Poort > Wijkraad Noord : partOf"},
      {"Bewonersgroep Zuid is lid van Wijkraad Noord", "Bewonersgroep Zuid > Wijkraad Noord : partOf"},
      {"Stichting Thuis is opgericht door Zet", "Zet > Stichting Thuis : founded"},
      {"Zet heeft Stichting Thuis opgericht", "Zet > Stichting Thuis : founded"},
      {"Humanitas deelt kennis met Zet", "Humanitas > Zet : sharesKnowledgeWith"},
      {"De gemeente Breda steunt Repair Café", "Gemeente Breda > Repair Café : supports"},
      {"Contour de Twern werkt nog niet samen met Zet", "Contour de Twern > Zet : worksWith, potential"},
      {"Contour de Twern zou kunnen samenwerken met Zet", "Contour de Twern > Zet : worksWith, potential"},
      {"Zet en Avans verkennen samenwerking", "Zet > Avans Hogeschool : worksWith, exploring"},
      {"Buurthuis De Poort zoekt vrijwilligers", "Buurthuis De Poort ? vrijwilligers"},
      {"Gemeente Breda biedt een vergaderzaal", "Gemeente Breda ! vergaderzaal"},
      {"Buurthuis De Poort heeft behoefte aan een kok", "Buurthuis De Poort ? kok"},
      {"Avans heeft stagiairs te bieden", "Avans Hogeschool ! stagiairs"},
      {"Wij-kracht uit Eindhoven", "Wij-kracht @Eindhoven"},
      {"Voedselbank (Breda)", "Voedselbank (Breda)"},
      {"WonenBreburg [woningcorporatie]", "WonenBreburg, woningcorporatie"},
      {"Zet > Gemeente Breda, Gemeente Tilburg en Avans",
       "Zet > Avans Hogeschool : worksWith; Zet > Gemeente Breda : worksWith; Zet > Gemeente Tilburg : worksWith"},
      {"Provincie Noord-Brabant en Zet financieren Repair Café",
       "Provincie Noord-Brabant > Repair Café : funds; Zet > Repair Café : funds"},
      {"Gemeente Tilburg betaalt 10k aan Wijkraad Noord", "Gemeente Tilburg > Wijkraad Noord : funds, 10000"},
      {"Gemeente Tilburg > Zet : financiert 50.000 per jaar", "Gemeente Tilburg > Zet : funds, 50000"},
      {"Zet > Humanitas : samen sinds maart 2021", "Zet > Humanitas : worksWith, since 2021-03"},
      {"Buurtmoestuin is een initiatief van Wijkraad Noord",
       "Buurtmoestuin, initiative; Wijkraad Noord > Buurtmoestuin : founded"},
      {"Energiearmoede is een opgave", "Energiearmoede, challenge"},
      {"Brabant zonder armoede is een visie", "Brabant zonder armoede, vision"},
      {"Wethouder Wonen werkt bij Gemeente Breda", "Wethouder Wonen > Gemeente Breda : partOf"},
      {"De wijkagent kent de opbouwwerker", "wijkagent > opbouwwerker : worksWith"},
      {"Rabobank Breda sponsort Buurthuis De Poort", "Rabobank Breda > Buurthuis De Poort : funds"},
      {"Zet helpt Buurthuis De Poort", "Zet > Buurthuis De Poort : supports"},
      {"Wijkraad Noord overlegt met Gemeente Tilburg", "Wijkraad Noord > Gemeente Tilburg : worksWith"},
      {"Gemeente Tilburg is opdrachtgever van Zet", "Gemeente Tilburg > Zet : funds"},
      {"Avans doet onderzoek voor Gemeente Breda", "Avans Hogeschool > Gemeente Breda : worksWith"},
      {"Zet kreeg geld van Provincie Noord-Brabant", "Provincie Noord-Brabant > Zet : funds"},
  };
  CHECK(share_heard(lines) >= 0.95);
}

TEST_CASE("lines are heard as they are said in English") {
  const std::vector<Heard> lines = {
      {"Zet works with Buurthuis De Poort", "Zet > Buurthuis De Poort : worksWith"},
      {"The province funds Zet with 25,000 euros", "province > Zet : funds, 25000"},
      {"Zet works with Avans since 2019", "Zet > Avans Hogeschool : worksWith, since 2019"},
      {"they also work with Zet", "Humanitas > Zet : worksWith"},
      {"Humanitas is looking for volunteers", "Humanitas ? volunteers"},
      {"Humanitas needs a cook", "Humanitas ? cook"},
      {"Zet offers a meeting room", "Zet ! meeting room"},
      {"Zet is part of Wijkraad Noord", "Zet > Wijkraad Noord : partOf"},
      {"The village council is a member of Humanitas", "Village council > Humanitas : partOf"},
      {"Zet founded Open House", "Zet > Open House : founded"},
      {"Open House was founded by Zet", "Zet > Open House : founded"},
      {"Rabobank Breda sponsors Open House", "Rabobank Breda > Open House : funds"},
      {"Zet takes part in Repair Café", "Zet > Repair Café : takesPartIn"},
      {"Zet might work with Gemeente Tilburg", "Zet > Gemeente Tilburg : worksWith, potential"},
      {"Avans shares knowledge with Zet", "Avans Hogeschool > Zet : sharesKnowledgeWith"},
      {"Rabobank Breda : business", "Rabobank Breda, business"},
      {"Zet and Humanitas support Repair Café", "Humanitas > Repair Café : supports; Zet > Repair Café : supports"},
      {"Loneliness is a challenge", "Loneliness, challenge"},
      {"Zet > Gemeente Breda and Gemeente Tilburg",
       "Zet > Gemeente Breda : worksWith; Zet > Gemeente Tilburg : worksWith"},
      {"Zet gets money from Gemeente Breda", "Gemeente Breda > Zet : funds"},
  };
  CHECK(share_heard(lines) >= 0.95);
}

TEST_CASE("lines are heard as somebody types them who keeps up with a meeting") {
  const std::vector<Heard> lines = {
      {"zet wekrt samen met avans", "Zet > Avans Hogeschool : worksWith"},
      {"zet werkt smaen met humanitas", "Zet > Humanitas : worksWith"},
      {"wijkraad nrd > zet", "Wijkraad Noord > Zet : worksWith"},
      {"gem breda > zet : fin 10k", "Gemeente Breda > Zet : funds, 10000"},
      {"gem. tilburg fin. zet", "Gemeente Tilburg > Zet : funds"},
      {"prov nb > zet sub 50k", "Provincie Noord-Brabant > Zet : funds, 50000"},
      {"avans>zet", "Avans Hogeschool > Zet : worksWith"},
      {"zet->avans", "Zet > Avans Hogeschool : worksWith"},
      {"humanitas zoekt vrijw.", "Humanitas ? vrijw."},
      {"humanitas ? vrijwilligers, chauffeur", "Humanitas ? vrijwilligers, chauffeur"},
      {"zet ! zaal", "Zet ! zaal"},
      {"zet heeft zaal beschikbaar", "Zet ! zaal"},
      {"gemente breda steunt repair cafe", "Gemeente Breda > Repair Café : supports"},
      {"gemeente breda finacniert humanitas", "Gemeente Breda > Humanitas : funds"},
      {"avans doet mee met repair cafe", "Avans Hogeschool > Repair Café : takesPartIn"},
      {"avans doet mee aan repair cafe sinds 2022", "Avans Hogeschool > Repair Café : takesPartIn, since 2022"},
      {"zet x humanitas", "Zet > Humanitas : worksWith"},
      {"zet + avans > eenzaamheid",
       "Avans Hogeschool > Eenzaamheid : contributesTo; Zet > Eenzaamheid : contributesTo"},
      {"zet & avans > repair cafe", "Avans Hogeschool > Repair Café : takesPartIn; Zet > Repair Café : takesPartIn"},
      {"zet, avans > humanitas", "Avans Hogeschool > Humanitas : worksWith; Zet > Humanitas : worksWith"},
      {"zet en avans > humanitas", "Avans Hogeschool > Humanitas : worksWith; Zet > Humanitas : worksWith"},
      {"zet kent wijkraad noord al", "Zet > Wijkraad Noord : worksWith"},
      {"zij kennen avans ook", "Humanitas > Avans Hogeschool : worksWith"},
      {"zij > avans", "Humanitas > Avans Hogeschool : worksWith"},
      {"ze zoeken een penningmeester", "Humanitas ? penningmeester"},
      {"initiatief: Deelauto Zuid", "Deelauto Zuid, initiative"},
      {"opgave: hittestress", "hittestress, challenge"},
      {"zet > opgave: hittestress", "Zet > hittestress : contributesTo; hittestress, challenge"},
      {"Rabobank [bank]", "Rabobank, finance"},
      {"Rabobank : bank", "Rabobank, finance"},
      {"Thebe @Tilburg #zorg", "Thebe @Tilburg #zorg"},
      {"zet > avans (mogelijk)", "Zet > Avans Hogeschool : worksWith, potential"},
      {"zet > avans mogelijk", "Zet > Avans Hogeschool : worksWith, potential"},
      {"zet > avans?", "Zet > Avans Hogeschool : worksWith, potential"},
      {"humanitas lid van wijkraad noord", "Humanitas > Wijkraad Noord : partOf"},
      {"humanitas onderdeel van zet", "Humanitas > Zet : partOf"},
      {"zet > humanitas : kent s 2018", "Zet > Humanitas : worksWith, since 2018"},
      {"zet > humanitas 2018-2021", "Zet > Humanitas : worksWith, since 2018, until 2021"},
      {"rabo sponsort buurthuis de poort 5000 eur", "rabo > Buurthuis De Poort : funds, 5000"},
      {"wijkrad noord werkt sinds vorig jaar samen met zet", "Wijkraad Noord > Zet : worksWith, since 2025"},
  };
  CHECK(share_heard(lines) >= 0.9);
}

#include "core/text/name_words.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "core/text/text.hpp"

namespace impactweb {

namespace {

using Words = std::set<std::string, std::less<>>;

Words words_in(std::string_view text) {
  Words words;
  for (const std::string_view word : split(text, ' ')) words.emplace(word);
  return words;
}

bool is_form(std::string_view word) {
  static const Words words =
      words_in("stichting vereniging cooperatie bv nv vof cv ua eenmanszaak maatschap foundation association");
  return words.contains(word);
}

bool is_authority(std::string_view word) {
  static const Words words = words_in(
      "gemeente provincie waterschap ministerie veiligheidsregio omgevingsdienst ggd regio woningcorporatie hogeschool "
      "universiteit roc");
  return words.contains(word);
}

/// Words that people leave out or put in as they please.
bool is_filler(std::string_view word) {
  static const Words words =
      words_in("de het een van voor der den des te ten ter in op aan bij en and of the for and vd vh t s l");
  return words.contains(word);
}

/// Short forms that stand for one word only, and words of the two languages that say the same.
std::string_view written_out(std::string_view word) {
  static constexpr std::pair<std::string_view, std::string_view> table[] = {
      {"prov", "provincie"},         {"gem", "gemeente"},           {"sticht", "stichting"},
      {"stg", "stichting"},          {"st", "stichting"},           {"sint", "stichting"},
      {"ver", "vereniging"},         {"coop", "cooperatie"},        {"min", "ministerie"},
      {"univ", "universiteit"},      {"hs", "hogeschool"},          {"ws", "waterschap"},
      {"foundation", "stichting"},   {"association", "vereniging"}, {"municipality", "gemeente"},
      {"province", "provincie"},     {"ministry", "ministerie"},    {"university", "universiteit"},
      {"cooperative", "cooperatie"}, {"hague", "gravenhage"}};
  for (const auto& [from, to] : table)
    if (word == from) return to;
  return {};
}

/// The form or authority that a name begins with, when it is misspelt by one letter.
std::string_view mistyped(std::string_view word) {
  if (word.size() < 8) return {};
  for (const std::string_view known : {"gemeente", "provincie", "waterschap", "ministerie", "stichting", "vereniging",
                                       "cooperatie", "hogeschool", "universiteit"})
    if (word != known && edit_distance(word, known, 1) == 1) return known;
  return {};
}

struct Token {
  std::string text;
  bool dotted = false;
  bool capitals = false;  ///< at least two, and no more small letters than capitals
};

/// Letters and digits in a row; letters with a full stop behind each (`b.v.`) are one token.
std::vector<Token> tokens_of(std::string_view folded, const std::vector<bool>& upper) {
  std::vector<Token> tokens;
  for (std::size_t i = 0; i < folded.size();) {
    if (!is_word_byte(folded[i])) {
      ++i;
      continue;
    }
    Token token;
    std::size_t capitals = 0, letters = 0;
    const auto take = [&](std::size_t at) {
      token.text += folded[at];
      ++letters;
      if (at < upper.size() && upper[at]) ++capitals;
    };
    // l.l. and l.l
    std::size_t end = i;
    while (end + 1 < folded.size() && folded[end] >= 'a' && folded[end] <= 'z' && folded[end + 1] == '.') {
      if (end + 2 >= folded.size() || folded[end + 2] < 'a' || folded[end + 2] > 'z') break;
      end += 2;
    }
    const bool spelled = end > i && (end + 1 == folded.size() || !is_letter_byte(folded[end + 1]));
    if (spelled) {
      for (std::size_t at = i; at <= end; at += 2) take(at);
      i = end + 1;
      if (i < folded.size() && folded[i] == '.') ++i;
    } else {
      for (; i < folded.size() && (is_word_byte(folded[i])); ++i) take(i);
      token.dotted = i < folded.size() && folded[i] == '.';
    }
    token.capitals = capitals >= 2 && 2 * capitals >= letters;
    tokens.push_back(std::move(token));
  }
  return tokens;
}

/// For each byte of the folded name whether it comes from a capital.
std::vector<bool> capitals_in(std::string_view name, const FoldedText& folded) {
  std::vector<bool> upper(folded.text.size(), false);
  for (std::size_t i = 0; i < folded.text.size(); ++i) {
    const char c = name[std::min(folded.origins[i], name.size() - 1)];
    upper[i] = c >= 'A' && c <= 'Z';
  }
  return upper;
}

std::string first_letters(const std::vector<const Token*>& tokens) {
  std::string letters;
  for (const Token* token : tokens) letters += first_characters(token->text, 1);
  return letters;
}

}  // namespace

NameWords name_words(std::string_view raw) {
  NameWords name;
  const std::string_view trimmed = trim(raw);
  if (trimmed.empty()) return name;
  const FoldedText folded = fold_with_origins(trimmed);
  name.folded = folded.text;
  std::vector<Token> tokens = tokens_of(folded.text, capitals_in(trimmed, folded));

  // Capitals in brackets behind a name are what it is called for short.
  if (folded.text.ends_with(')') && tokens.size() > 1 && tokens.back().capitals) {
    const std::size_t open = folded.text.rfind('(');
    if (open != std::string::npos && trim(std::string_view(folded.text).substr(open + 1)) == tokens.back().text + ")") {
      name.initials.push_back(tokens.back().text);
      tokens.pop_back();
    }
  }

  std::vector<const Token*> all, without_fillers, own;
  std::vector<NameWord> words;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    Token& token = tokens[i];
    all.push_back(&token);
    if (i > 0 && tokens[i - 1].text == "den" && (token.text == "bosch" || token.text == "haag")) {
      token.text = token.text == "bosch" ? "hertogenbosch" : "gravenhage";
      name.written_out = true;
    }
    if (is_filler(token.text)) continue;
    without_fillers.push_back(&token);
    std::string word = token.text;
    // `st` and the like end with a full stop or begin a name.
    if (const std::string_view whole = written_out(word);
        !whole.empty() && (token.dotted || i == 0 || word.size() > 3)) {
      name.written_out = name.written_out || word.size() < whole.size();
      word = whole;
    }
    if (i == 0)
      if (const std::string_view meant = mistyped(word); !meant.empty()) word = meant;
    // In the middle of a name it is a part of it: energie-coöperatie.
    if (is_form(word) && (i == 0 || i + 1 == tokens.size())) {
      if (name.form.empty()) name.form = word;
      continue;
    }
    own.push_back(&token);
    if (is_authority(word) && name.authority.empty()) {
      name.authority = word;
      continue;
    }
    words.push_back({std::move(word), token.dotted || token.text.size() == 1});
  }
  if (words.empty()) {
    name.form.clear();
    name.authority.clear();
    for (const Token& token : tokens) words.push_back({token.text, false});
  }
  name.words = std::move(words);
  for (const NameWord& word : name.words) name.squeezed += word.text;
  if (own.size() == 1 && own[0]->capitals && own[0]->text.size() >= 3 && own[0]->text.size() <= 6)
    name.as_initials = own[0]->text;
  for (const auto* list : {&all, &without_fillers, &own})
    if (list->size() >= 3 && list->size() <= 6)
      if (std::string letters = first_letters(*list);
          std::find(name.initials.begin(), name.initials.end(), letters) == name.initials.end())
        name.initials.push_back(std::move(letters));
  return name;
}

bool is_place_word(std::string_view folded) {
  // Municipalities (2023), provinces and regions, their parts one by one.
  static const Words words = words_in(
      "aalsmeer aalten achtkarspelen alblasserdam albrandswaard alkmaar almelo almere alphen altena ameland amersfoort "
      "amstelveen amsterdam apeldoorn arnhem assen asten baarle baarn barendrecht barneveld beek beekdaelen beesel "
      "berg "
      "bergeijk bergen bergh bernheze best beuningen beverwijk bladel blaricum bloemendaal bodegraven boekel borger "
      "borne borsele boxtel breda bronckhorst brummen brunssum bunnik bunschoten buren capelle castricum coevorden "
      "cranendonck culemborg dalfsen dantumadiel delft delfzijl deurne deventer diemen dijk dinkelland doesburg "
      "doetinchem dongen dordrecht drechterland drenthe drimmelen dronten druten duiven echt edam ede eersel eijsden "
      "eindhoven elburg emmen enkhuizen enschede epe ermelo etten ettenleur flevoland friese friesland fryslan "
      "geertruidenberg "
      "gelderland geldrop gemert gennep gilze goeree goes goirle gooise gooi gorinchem gouda gravenhage groningen "
      "gulpen haaksbergen "
      "haaren haarlem haarlemmermeer halderberge hardenberg harderwijk hardinxveld harlingen haren hattem heemskerk "
      "heemstede heerde heerenveen heerhugowaard heerlen heeze heiloo helder hellendoorn helmond hendrik hengelo "
      "hertogenbosch "
      "heumen heusden hillegom hilvarenbeek hilversum hoeksche hof hollands holland hoogeveen hoorn horst houten "
      "huizen "
      "hulst ijsselstein kaag kampen kapelle katwijk kerkrade koggenland krimpen kruiden landsmeer laarbeek land "
      "lansingerland "
      "laren leeuwarden leiden leiderdorp leidschendam lelystad leudal leusden limburg lingewaard lisse lochem loon "
      "lopik losser maasdriel maasgouw maashorst maassluis maastricht meerssen meierijstad meppel middelburg midden "
      "moerdijk molenlanden montferland montfoort mook neder nieuwegein nieuwkoop nijkerk nijmegen nissewaard noord "
      "noordoost noordwest "
      "noordenveld noordoostpolder noordwijk nuenen nunspeet oegstgeest oirschot oisterwijk oldambt oldebroek "
      "oldenzaal "
      "olst ommen oost oosterhout ooststellingwerf oostzaan opmeer opsterland oss oude ouder overbetuwe overijssel "
      "papendrecht peel pekela pijnacker purmerend putten raalte reimerswaal renkum renswoude reusel rheden rhenen "
      "ridderkerk rijssen rijswijk roerdalen roermond roosendaal rotterdam rozendaal rucphen schagen scherpenzeel "
      "schiedam schiermonnikoog schouwen simpelveld sittard sliedrecht sluis smallingerland soest someren son "
      "stadskanaal staphorst stede stein stichtse sud sudwest terneuzen terschelling texel teylingen tholen tiel "
      "tilburg "
      "tubbergen twente twenterand tynaarlo tytsjerksteradiel uitgeest uithoorn urk utrecht vaals valkenburg "
      "valkenswaard "
      "veendam veenendaal veere veldhoven velsen venlo venray vijfheerenlanden vlaardingen vlieland vlissingen "
      "voerendaal voorne voorschoten voorst vught waadhoeke waalre waalwijk waddinxveen wageningen wassenaar waterland "
      "weert west westerkwartier westerveld westervoort westerwolde westland weststellingwerf westvoorne wierden "
      "wijchen wijdemeren wijk winterswijk woensdrecht woerden wormerland woudenberg zaanstad zaltbommel zandvoort "
      "zeeland zeewolde zeist zevenaar zoetermeer zoeterwoude zuid zuidoost zuidwest zuidplas zundert zutphen "
      "zwartewaterland zwijndrecht "
      "zwolle brabant brabants kempen veluwe achterhoek randstad nederland vlaanderen belgie europa");
  return words.contains(folded);
}

}  // namespace impactweb

#include "core/io/tables/answers.hpp"

#include <cmath>

#include "core/io/records/cell_numbers.hpp"
#include "core/io/records/vocabulary.hpp"
#include "core/text/text.hpp"

namespace impactweb::tables {

namespace {

constexpr int no_tie = 0, some_tie = 6;

struct Words {
  int meaning;  ///< a strength, or one of the above
  std::string_view words;
};

constexpr Words words_of_answers[] = {
    {no_tie,
     "never|nooit|nie|niemals|jamais|nunca|no|nee|neen|nein|non|none|geen|niet|nicht|keine|kein|kein "
     "kontakt|aucun|aucune|"
     "ninguno|ninguna|not at all|helemaal niet|pas du tout|nada|n/a|na|nvt|n.v.t.|n.v.t|niet van toepassing|not "
     "applicable|onbekend|unknown|unbekannt|weet niet|weet ik niet|don't know|geen contact|no contact|ken ik niet|ken "
     "ik "
     "niet persoonlijk|false|onwaar|n|-|--|.|not selected|unchecked|not mentioned|geen relatie|no "
     "relation|niemand|nobody|"
     "no one|nadie|personne|niemanden"},
    {1,
     "rarely|zelden|seldom|selten|rarement|raramente|rara vez|casi nunca|presque jamais|fast nie|weinig|hardly ever|"
     "almost never|bijna nooit|heel weinig|zwak|weak|schwach|faible|yearly|jaarlijks|once a year|eens per jaar|1x per "
     "jaar|"
     "jährlich|annuel|anual|less than once a month|minder dan eens per maand"},
    {2,
     "sometimes|soms|af en toe|occasionally|once in a while|manchmal|gelegentlich|ab und zu|parfois|de temps en "
     "temps|a "
     "veces|algunas veces|de vez en cuando|quarterly|elk kwartaal|per kwartaal|a few times a year|een paar keer per "
     "jaar|"
     "enkele keren per jaar|vierteljährlich|trimestriel|a little|slightly|een beetje|ein wenig|un peu|un poco"},
    {3,
     "regularly|regelmatig|regelmäßig|regulier|régulièrement|regularmente|monthly|maandelijks|elke "
     "maand|monatlich|mensuel|"
     "mensuellement|mensual|once a month|eens per maand|medium|gemiddeld|neutral|matig|redelijk|fairly well|somewhat|"
     "moderately"},
    {4,
     "often|vaak|dikwijls|oft|häufig|souvent|a menudo|frecuentemente|frequently|frequent|veel|weekly|wekelijks|elke "
     "week|"
     "wöchentlich|hebdomadaire|semanal|once a week|eens per week|sterk|strong|stark|fort|fuerte|goed|"
     "quite well"},
    {5,
     "very often|heel vaak|zeer vaak|erg vaak|sehr oft|très souvent|muy a "
     "menudo|always|altijd|immer|toujours|siempre|daily|"
     "dagelijks|elke dag|täglich|quotidien|tous les jours|diario|diariamente|every day|zeer sterk|heel sterk|very "
     "strong|"
     "constantly|voortdurend|heel goed|zeer goed|very well|sehr gut|tres bien|muy bien"},
    {some_tie,
     "x|xx|xxx|✓|✔|✗|✘|☑|☒|ja|yes|oui|sí|si|j|y|true|waar|wel|+|*|●|•|■|o|v|checked|selected|mentioned|aangevinkt"},
};

std::optional<int> meaning_of(std::string_view text) {
  static const auto index = [] {
    std::map<std::string, int, std::less<>> all;
    for (const Words& each : words_of_answers)
      for (const std::string_view word : split(each.words, '|')) all.emplace(fold(word), each.meaning);
    return all;
  }();
  const auto found = index.find(fold(trim(text)));
  return found == index.end() ? std::nullopt : std::optional<int>(found->second);
}

/// `4 - vaak`, `5 (very often)`, `0 = never`: the word behind the digit, empty when it is not written so.
std::string_view word_behind_digit(std::string_view text) {
  if (text.size() < 3 || !is_digit(static_cast<unsigned char>(text[0]))) return {};
  std::string_view rest = trim(text.substr(1));
  if (rest.empty() || std::string_view("-=(:.)").find(rest[0]) == std::string_view::npos) return {};
  rest = trim(rest.substr(1));
  if (!rest.empty() && rest.back() == ')') rest.remove_suffix(1);
  return rest;
}

Answer answer_with(int meaning) {
  Answer answer;
  answer.is_tie = meaning != no_tie;
  answer.strength = meaning == some_tie ? 0 : meaning;
  return answer;
}

}  // namespace

Answer answer_of(std::string_view text) {
  text = trim(text);
  if (text.empty()) return {};
  if (const auto meaning = meaning_of(text)) return answer_with(*meaning);
  if (const auto number = records::decimal_of(Json(std::string(text)))) {
    Answer answer;
    answer.is_tie = *number != 0;
    if (answer.is_tie) answer.number = number;
    return answer;
  }
  if (const std::string_view word = word_behind_digit(text); !word.empty())
    if (const auto meaning = meaning_of(word)) {
      Answer answer = answer_with(*meaning);
      const int digit = text[0] - '0';
      if (answer.is_tie && digit >= 1 && digit <= 5) answer.strength = digit;
      return answer;
    }
  Answer answer;
  answer.is_tie = true;
  answer.word = std::string(text);
  return answer;
}

bool is_answer_word(std::string_view text) {
  text = trim(text);
  return meaning_of(text).has_value() || meaning_of(word_behind_digit(text)).has_value();
}

int strength_word(std::string_view text) {
  static const std::map<std::string, int, std::less<>> levels = {
      {"hoog", 4},      {"laag", 2},    {"midden", 3}, {"middel", 3},  {"middelmatig", 3}, {"zeer hoog", 5},
      {"zeer laag", 1}, {"high", 4},    {"low", 2},    {"average", 3}, {"very high", 5},   {"very low", 1},
      {"hoch", 4},      {"niedrig", 2}, {"mittel", 3}, {"eleve", 4},   {"moyen", 3},       {"alto", 4},
      {"alta", 4},      {"bajo", 2},    {"baja", 2},   {"medio", 3},   {"media", 3}};
  if (const auto level = levels.find(fold(trim(text))); level != levels.end()) return level->second;
  const Answer answer = answer_of(text);
  return answer.word.empty() && !answer.number ? answer.strength : 0;
}

void NumberCount::add(const Answer& answer) {
  if (!answer.number) return;
  const double number = *answer.number;
  marks_ = marks_ && number == 1;
  strengths_ = strengths_ && number == std::floor(number) && number >= 1 && number <= 5;
}

NumberMeaning NumberCount::meaning() const {
  return marks_ ? NumberMeaning::mark : strengths_ ? NumberMeaning::strength : NumberMeaning::weight;
}

bool is_no_tie(const Json* decided) { return decided != nullptr && decided->contains("none"); }

std::vector<records::Value> fields_of_answer(const Answer& answer, NumberMeaning numbers, const Json* decided,
                                             const std::string& where) {
  std::vector<records::Value> values;
  const auto add = [&](std::string_view field, const char* header, Json value) {
    values.push_back({field, header, std::move(value), where, nullptr});
  };
  if (decided != nullptr) {
    if (const std::string strength = text_at(*decided, "strength"); !strength.empty())
      add("strength", "Strength", strength);
    if (decided->contains("kind")) {
      add("kind", "Type", text_at(*decided, "kind"));
      values.back().target = decided;
    }
    return values;
  }
  if (answer.strength > 0) add("strength", "Strength", answer.strength);
  if (answer.number && numbers == NumberMeaning::strength) add("strength", "Strength", *answer.number);
  if (answer.number && numbers == NumberMeaning::weight) add(records::weight_of_its_own, "weight", *answer.number);
  if (!answer.word.empty()) add("kind", "Type", answer.word);
  return values;
}

Json meaning_of_answer(std::string_view word) {
  const Answer answer = answer_of(word);
  if (!answer.is_tie) return {{"none", "true"}};
  if (answer.strength > 0) return {{"strength", std::to_string(answer.strength)}};
  if (answer.word.empty()) return Json::object();
  if (auto target = records::target_of_kind(records::Table::edges, word, true); target && target->contains("kind"))
    return *target;
  return {{"kind", answer.word}};
}

}  // namespace impactweb::tables

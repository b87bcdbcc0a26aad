#include "core/insight/lens_answer.hpp"

#include <utility>

namespace impactweb::insight {

namespace {

constexpr std::size_t most_ids = 200;

constexpr std::string_view name_of_unit(Unit unit) {
  constexpr std::string_view names[] = {"count", "share", "index", "days", "amount"};
  return names[static_cast<std::size_t>(unit)];
}

}  // namespace

Json text(std::string_view code, std::initializer_list<Json> params) {
  Json list = Json::array();
  for (const Json& param : params) list.push_back(param);
  return {{"code", code}, {"params", std::move(list)}};
}

Json percent(double share) { return {{"percent", share}}; }

Json share_of(std::uint64_t part, std::uint64_t whole) {
  if (whole < 10) return text("lens.countOf", {part, whole});
  return percent(static_cast<double>(part) / static_cast<double>(whole));
}

Json money(double amount, std::string_view currency) { return {{"amount", amount}, {"currency", currency}}; }

Json list_of(const std::vector<std::string>& names) { return {{"list", names}}; }

Json sector_name(std::string_view id) { return {{"sector", id}}; }

LensAnswer::LensAnswer(std::string_view id)
    : answer_({{"id", id},
               {"sentence", nullptr},
               {"confident", true},
               {"numbers", Json::array()},
               {"nodes", Json::array()},
               {"edges", Json::array()},
               {"completeness", Json::array()},
               {"missing", Json::array()},
               {"actions", Json::array()},
               {"notes", Json::array()}}) {}

void LensAnswer::sentence(std::string_view code, std::initializer_list<Json> params) {
  answer_["sentence"] = text(code, params);
}

void LensAnswer::number(std::string_view code, Unit unit, double value, Json reference) {
  number(code, unit, std::optional<double>(value), std::move(reference), nullptr);
}

void LensAnswer::number(std::string_view code, Unit unit, const std::optional<double>& value, Json reference,
                        Json why) {
  Json entry = {{"code", code},
                {"unit", name_of_unit(unit)},
                {"value", nullptr},
                {"reference", std::move(reference)},
                {"why", nullptr}};
  if (value)
    entry["value"] = *value;
  else
    entry["why"] = std::move(why);
  answer_["numbers"].push_back(std::move(entry));
}

void LensAnswer::node(const std::string& id, Json value, Json reason) {
  answer_["nodes"].push_back({{"id", id}, {"value", std::move(value)}, {"reason", std::move(reason)}});
}

void LensAnswer::edge(const std::string& id, Json value, Json reason) {
  answer_["edges"].push_back({{"id", id}, {"value", std::move(value)}, {"reason", std::move(reason)}});
}

void LensAnswer::rests_on(std::string_view code, const analysis::Completeness& completeness) {
  also_known(code, completeness);
  if (thin_.is_null() && 2 * completeness.known < completeness.of)
    thin_ = text("lens.thin", {text(code), completeness.known, completeness.of});
}

void LensAnswer::also_known(std::string_view code, const analysis::Completeness& completeness) {
  answer_["completeness"].push_back({{"code", code}, {"known", completeness.known}, {"of", completeness.of}});
}

void LensAnswer::missing(std::string_view code, std::initializer_list<Json> params, std::string_view field,
                         const std::vector<std::string>& ids) {
  if (ids.empty()) return;
  Json entry = text(code, params);
  entry["field"] = field;
  entry["count"] = ids.size();
  entry["ids"] = ids.size() <= most_ids ? ids : std::vector<std::string>(ids.begin(), ids.begin() + most_ids);
  answer_["missing"].push_back(std::move(entry));
}

void LensAnswer::lacking(std::string_view code) {
  Json entry = text(code);
  entry["field"] = "";
  entry["count"] = 0;
  entry["ids"] = Json::array();
  answer_["missing"].push_back(std::move(entry));
}

void LensAnswer::action(std::string_view code, std::initializer_list<Json> params, Json operations, Json reasons) {
  Json entry = text(code, params);
  entry["reasons"] = std::move(reasons);
  entry["operations"] = std::move(operations);
  answer_["actions"].push_back(std::move(entry));
}

void LensAnswer::note(std::string_view code, std::initializer_list<Json> params) {
  answer_["notes"].push_back(text(code, params));
}

Json LensAnswer::take() {
  if (!thin_.is_null()) {
    answer_["sentence"] = std::move(thin_);
    answer_["confident"] = false;
  }
  return std::move(answer_);
}

Json introduction(const std::string& from, const std::string& to) {
  return {
      {"op", "addEdge"},
      {"edge", {{"from", from}, {"to", to}, {"kind", "worksWith"}, {"direction", "mutual"}, {"status", "exploring"}}}};
}

}  // namespace impactweb::insight

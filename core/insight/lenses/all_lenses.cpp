#include "core/insight/lenses/all_lenses.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace impactweb::insight {

namespace {

constexpr std::string_view type_names[] = {"number", "flag", "text", "choice", "list", "numbers"};

const LensInfo* find_lens(std::string_view id) {
  const auto all = all_lenses();
  const auto found = std::find_if(all.begin(), all.end(), [&](const LensInfo& each) { return each.id == id; });
  return found == all.end() ? nullptr : &*found;
}

Json default_of(const Parameter& parameter) {
  switch (parameter.type) {
    case ParameterType::number:
      return parameter.number;
    case ParameterType::flag:
      return parameter.number != 0;
    case ParameterType::text:
      return "";
    case ParameterType::choice:
      return parameter.choices.front();
    case ParameterType::list:
      return Json::array();
    case ParameterType::numbers:
      return Json::object();
  }
  return nullptr;
}

/// Without the point of a whole number, as people write it.
std::string written(double number) {
  const Json whole = static_cast<std::int64_t>(number);
  return whole.get<double>() == number ? whole.dump() : Json(number).dump();
}

std::optional<Issue> check_number(const Parameter& parameter, const Json& value, const std::string& where) {
  if (!value.is_number()) return Issue{"wrongType", where, {"number"}};
  const auto number = value.get<double>();
  if (!std::isfinite(number) || number < parameter.minimum || number > parameter.maximum)
    return Issue{"lensOptionRange", where, {written(parameter.minimum), written(parameter.maximum)}};
  return std::nullopt;
}

std::optional<Issue> check(const Parameter& parameter, const Json& value) {
  const std::string where(parameter.name);
  switch (parameter.type) {
    case ParameterType::number:
      return check_number(parameter, value, where);
    case ParameterType::flag:
      if (!value.is_boolean()) return Issue{"wrongType", where, {"yesNo"}};
      break;
    case ParameterType::text:
      if (!value.is_string()) return Issue{"wrongType", where, {"text"}};
      break;
    case ParameterType::choice: {
      if (!value.is_string()) return Issue{"wrongType", where, {"text"}};
      const auto& word = value.get_ref<const std::string&>();
      if (std::find(parameter.choices.begin(), parameter.choices.end(), word) != parameter.choices.end()) break;
      std::string known;
      for (const std::string_view choice : parameter.choices) known.append(known.empty() ? "" : ", ").append(choice);
      return Issue{"lensOptionChoice", where, {known}};
    }
    case ParameterType::list:
      if (!value.is_array()) return Issue{"wrongType", where, {"list"}};
      for (std::size_t i = 0; i < value.size(); ++i)
        if (!value[i].is_string()) return Issue{"wrongType", item_place(where, i), {"text"}};
      break;
    case ParameterType::numbers:
      if (!value.is_object()) return Issue{"wrongType", where, {"object"}};
      for (const auto& [key, each] : value.items())
        if (auto issue = check_number(parameter, each, where + '.' + key)) return issue;
      break;
  }
  return std::nullopt;
}

}  // namespace

std::span<const LensInfo> all_lenses() {
  static const std::vector<LensInfo> table = {
      spider_lens(),  funding_lens(),     reciprocity_lens(), market_lens(), introductions_lens(),
      helix_lens(),   vision_lens(),      practice_lens(),    fee_lens(),    brokers_lens(),
      bridges_lens(), communities_lens(), stage_lens()};
  return table;
}

Json lens_list() {
  Json lenses = Json::array();
  for (const LensInfo& each : all_lenses()) {
    Json parameters = Json::array();
    for (const Parameter& parameter : each.parameters) {
      Json entry = {{"name", parameter.name},
                    {"type", type_names[static_cast<std::size_t>(parameter.type)]},
                    {"default", default_of(parameter)}};
      if (parameter.type == ParameterType::number || parameter.type == ParameterType::numbers) {
        entry["minimum"] = parameter.minimum;
        entry["maximum"] = parameter.maximum;
      }
      if (parameter.type == ParameterType::choice)
        entry["choices"] = std::vector<std::string>(parameter.choices.begin(), parameter.choices.end());
      parameters.push_back(std::move(entry));
    }
    lenses.push_back({{"id", each.id}, {"parameters", std::move(parameters)}});
  }
  return lenses;
}

Result<Json> lens(const Network& network, std::string_view id, const Json& options) {
  const LensInfo* const info = find_lens(id);
  if (info == nullptr) return Issue{"lensUnknown", "id", {std::string(id.substr(0, 40))}};
  if (!options.is_null() && !options.is_object()) return Issue{"wrongType", "options", {"object"}};
  Json checked = Json::object();
  for (const Parameter& parameter : info->parameters) checked[std::string(parameter.name)] = default_of(parameter);
  for (const auto& [key, value] : options.items()) {
    const auto parameter = std::find_if(info->parameters.begin(), info->parameters.end(),
                                        [&name = key](const Parameter& each) { return each.name == name; });
    if (parameter == info->parameters.end()) return Issue{"lensOptionUnknown", key, {key, std::string(id)}};
    if (value.is_null()) continue;
    if (auto issue = check(*parameter, value)) return *issue;
    checked[key] = value;
  }
  Result<Json> answer = info->answer({network, checked});
  if (Json* const json = std::get_if<Json>(&answer)) (*json)["options"] = std::move(checked);
  return answer;
}

}  // namespace impactweb::insight

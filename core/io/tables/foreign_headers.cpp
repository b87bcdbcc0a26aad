#include "core/io/tables/foreign_headers.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

namespace impactweb::tables {

namespace {

constexpr std::pair<std::string_view, std::string_view> roles[] = {
    {"ID", "ID"}, {"START_ID", "From"}, {"END_ID", "To"}, {"TYPE", "Type"}, {"LABEL", "Type"}, {"LABELS", "Type"}};

/// Of `personId:ID(Person)` the name and what stands behind the colon, without its group.
std::pair<std::string_view, std::string_view> parts_of(std::string_view header) {
  const std::size_t colon = header.rfind(':');
  if (colon == std::string_view::npos) return {header, {}};
  std::string_view type = header.substr(colon + 1);
  type = type.substr(0, std::min(type.find_first_of("([{"), type.size()));
  return {header.substr(0, colon), type};
}

std::string_view role_of(std::string_view type) {
  for (const auto& [word, field] : roles)
    if (type == word) return field;
  return {};
}

bool is_type(std::string_view type) {
  static const std::set<std::string_view> types = {
      "string", "int",      "long", "float", "double",   "boolean",       "byte",      "short", "char",
      "date",   "datetime", "time", "point", "duration", "localdatetime", "localtime", "ignore"};
  return types.contains(type);
}

bool has(const std::vector<std::string>& headers, std::string_view header) {
  return std::find(headers.begin(), headers.end(), header) != headers.end();
}

/// `employer` and `employerLabel`, as a query names things and what they are called: two such pairs are the ends of
/// ties. Of more pairs the first is what the table is about, and of the others the names say more than the addresses.
void translate_labelled(std::vector<std::string>& headers) {
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (std::size_t i = 0; i < headers.size(); ++i) {
    const auto label = std::find(headers.begin(), headers.end(), headers[i] + "Label");
    if (!headers[i].empty() && label != headers.end())
      pairs.emplace_back(i, static_cast<std::size_t>(label - headers.begin()));
  }
  if (pairs.size() == 2) {
    headers[pairs[0].first] = "From";
    headers[pairs[0].second] = "From label";
    headers[pairs[1].first] = "To";
    headers[pairs[1].second] = "To label";
    return;
  }
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const std::string name = headers[pairs[i].first];
    headers[pairs[i].first] = i == 0 ? "ID" : name + " (ID)";
    headers[pairs[i].second] = i == 0 ? "Label" : name;
  }
}

}  // namespace

void translate_headers(std::vector<std::string>& headers) {
  const bool neo4j = std::any_of(headers.begin(), headers.end(),
                                 [](const std::string& header) { return !role_of(parts_of(header).second).empty(); });
  for (std::string& header : headers) {
    if (!neo4j) break;
    const auto [name, type] = parts_of(header);
    if (const std::string_view role = role_of(type); !role.empty())
      header = role;
    else if (is_type(type) && !name.empty())
      header = std::string(name);
  }
  // As APOC exports them.
  const auto rename = [&](std::string_view from, const char* to) {
    const auto found = std::find(headers.begin(), headers.end(), from);
    if (found != headers.end()) *found = to;
  };
  if (has(headers, "_start") && has(headers, "_end")) {
    rename("_start", "From");
    rename("_end", "To");
    rename("_type", "Type");
  } else if (has(headers, "_id") && has(headers, "_labels")) {
    rename("_id", "ID");
    rename("_labels", "Type");
  }
  // What a query calls the items of a graph.
  if (has(headers, "item") && has(headers, "linkTo")) {
    rename("item", "From");
    rename("linkTo", "To");
    rename("itemLabel", "From label");
    rename("linkToLabel", "To label");
    rename("edgeLabel", "Label");
  }
  translate_labelled(headers);
}

}  // namespace impactweb::tables

#include "core/io/repair_ids.hpp"

#include <utility>

#include "core/io/text_repair.hpp"
#include "core/model/ids.hpp"
#include "core/model/limits.hpp"
#include "core/text/text.hpp"

namespace impactweb {
namespace {

/// Room that is kept for what makes an id unlike another: a dash and a number.
constexpr std::size_t ending_bytes = 12;

}  // namespace

std::string given_id(const Json& entry, const char* key) {
  const auto given = entry.find(key);
  if (given == entry.end()) return {};
  return given->is_string() ? given->get<std::string>() : given->is_number() ? given->dump() : std::string();
}

IdRepair::IdRepair(const Json& list, std::string prefix) : prefix_(std::move(prefix)) {
  if (!list.is_array()) return;
  for (const Json& entry : list)
    if (entry.is_object())
      if (std::string id = given_id(entry, "id"); is_id(id)) good_.insert(std::move(id));
}

std::string IdRepair::give(const Json& entry, std::size_t index, const std::string& where, Warnings& warnings) {
  const std::string given = given_id(entry, "id");
  const bool good = is_id(given);
  std::string id = given;
  if (!good) {
    const std::string clean = without_control(given, false);
    id = is_utf8(clean) && !trim(clean).empty() ? std::string(first_bytes(clean, limits::id_bytes)) : std::string();
  }
  if (const auto written = entry.find("id");
      written != entry.end() && (written->is_structured() || written->is_boolean()))
    warnings.add("wrongTypeDropped", where + ".id", {shortened(*written)});
  const bool missing = id.empty();
  if (missing) id = made_up(index);
  if (taken_.contains(id) || (!good && good_.contains(id))) {
    const std::string stem(first_bytes(id, limits::id_bytes - ending_bytes));
    // The numbers of a stem only go up: a file full of one id takes no longer than any other.
    int& next = next_.try_emplace(stem, 2).first->second;
    do id = stem + "-" + std::to_string(next++);
    while (taken_.contains(id) || good_.contains(id));
  }
  taken_.insert(id);
  if (!good && !given.empty()) renamed_.emplace(given, id);
  if (missing)
    warnings.add("idMissing", where, {id});
  else if (id != given)
    warnings.add("idRenamed", where + ".id", {shortened(given), id});
  return id;
}

std::string IdRepair::current(const std::string& given) const {
  const auto renamed = renamed_.find(given);
  return renamed == renamed_.end() ? given : renamed->second;
}

}  // namespace impactweb

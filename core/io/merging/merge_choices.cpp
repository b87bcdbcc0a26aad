#include "core/io/merging/merge_choices.hpp"

#include <algorithm>

#include "core/io/merging/same_nodes.hpp"
#include "core/model/ids.hpp"
#include "core/text/text.hpp"

namespace impactweb {

namespace {

/// The node that a plan names; empty when there is none or it is not clear which.
std::string resolved(const Network& network, const NodeNames& names, const std::string& reference) {
  const auto named = names.find(fold(reference));
  if (named != names.end() && named->second.size() == 1) return named->second[0];
  if (network.nodes.contains(reference)) return reference;
  // `Humanitas #2`: the second of that name, in the order in which they were read.
  const std::size_t mark = reference.rfind(" #");
  if (mark == std::string::npos || reference.size() - mark > 8) return {};
  std::size_t number = 0;
  for (const char c : std::string_view(reference).substr(mark + 2)) {
    if (!is_digit(c)) return {};
    number = number * 10 + static_cast<std::size_t>(c - '0');
  }
  const auto several = names.find(fold(reference.substr(0, mark)));
  return several == names.end() || number == 0 || number > several->second.size() ? std::string()
                                                                                  : several->second[number - 1];
}

}  // namespace

std::string reference_to(const Network& network, const Node& node) {
  std::size_t count = 0, place = 0;
  const std::string folded = fold(node.label);
  for (const auto& [id, other] : network.nodes) {
    if (fold(other.label) != folded) continue;
    ++count;
    if (id == node.id) place = count;
  }
  if (count == 1) return node.label;
  // Ids that are made while a file is read are others the next time.
  return is_made_id(node.id) ? node.label + " #" + std::to_string(place) : node.id;
}

Result<MergeChoices> merge_choices(const Json& plan, const Network& network, const Network& incoming) {
  MergeChoices choices;
  if (!plan.is_object()) return choices;
  if (const auto same = plan.find("same"); same != plan.end() && !same->is_null()) {
    if (!same->is_array()) return Issue{"wrongType", "plan.same", {"list"}};
    const NodeNames ours = names_of(network), theirs = names_of(incoming);
    for (std::size_t i = 0; i < same->size(); ++i) {
      const Json& pair = (*same)[i];
      const std::string where = item_place("plan.same", i);
      const auto text = [&](const char* key) {
        return pair.is_object() && pair.contains(key) && pair[key].is_string() ? pair[key].get<std::string>() : "";
      };
      const bool in_network = text("in") == "network";
      const std::string name = resolved(incoming, theirs, text("name"));
      const std::string as = in_network ? resolved(network, ours, text("as")) : resolved(incoming, theirs, text("as"));
      if (name.empty() || as.empty())
        return Issue{"planNameUnknown", where, {std::string(first_characters(text(name.empty() ? "name" : "as"), 80))}};
      if (in_network)
        choices.same_in_network[name] = as;
      else if (name != as)
        choices.same_in_file[name] = as;
    }
  }
  if (const auto ids = plan.find("ids"); ids != plan.end() && !ids->is_null()) {
    if (*ids != "same" && *ids != "apart") return Issue{"choiceUnknown", "plan.ids", {}};
    choices.ids_meant = *ids == "same";
  }
  if (const auto keep = plan.find("keep"); keep != plan.end() && !keep->is_null()) {
    if (*keep == "mine") {
      choices.keep_all = true;
    } else if (!keep->is_array()) {
      return Issue{"wrongType", "plan.keep", {"list"}};
    } else {
      for (std::size_t i = 0; i < keep->size(); ++i) {
        const Json& each = (*keep)[i];
        if (!each.is_object() || !each.contains("id") || !each["id"].is_string() || !each.contains("field") ||
            !each["field"].is_string())
          return Issue{"wrongType", item_place("plan.keep", i), {"object"}};
        choices.keep.emplace(each["id"].get<std::string>(), each["field"].get<std::string>());
      }
    }
  }
  return choices;
}

}  // namespace impactweb

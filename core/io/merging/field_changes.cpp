#include "core/io/merging/field_changes.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/io/merging/same_nodes.hpp"
#include "core/io/records/cell_text.hpp"
#include "core/model/fields.hpp"
#include "core/model/ids.hpp"
#include "core/text/text.hpp"

namespace impactweb {

namespace {

void add_free_changes(FieldChanges& changes, const std::map<std::string, Json>& before,
                      const std::map<std::string, Json>& after) {
  for (const auto& [key, value] : after) {
    const auto known = before.find(key);
    if (known != before.end() && known->second == value) continue;
    if (key == also_known_as && known != before.end() && known->second.is_string() && value.is_string()) {
      const auto names = records::split_at_bars(known->second.get<std::string>());
      const auto all = union_of(names, records::split_at_bars(value.get<std::string>()));
      if (all != names) changes.push_back({"fields." + key, records::join_with_bars(all)});
      continue;
    }
    changes.push_back({"fields." + key, value});
  }
}

void add_exchange_changes(FieldChanges& changes, const char* path, const std::vector<Exchange>& before,
                          const std::vector<Exchange>& after) {
  std::set<std::string> taken;
  const auto find = [&](auto&& test) {
    return std::find_if(before.begin(), before.end(),
                        [&](const Exchange& known) { return !taken.contains(known.id) && test(known); });
  };
  std::vector<std::pair<const Exchange*, const Exchange*>> pairs;  // known or none, incoming
  std::vector<const Exchange*> open;
  for (const Exchange& exchange : after) {
    const auto same = find([&](const Exchange& known) {
      return known.id == exchange.id && (is_made_id(known.id) || fold(known.text) == fold(exchange.text));
    });
    if (same == before.end()) {
      open.push_back(&exchange);
      continue;
    }
    taken.insert(same->id);
    pairs.emplace_back(&*same, &exchange);
  }
  for (const Exchange* exchange : open) {
    const auto same = find([&](const Exchange& known) { return fold(known.text) == fold(exchange->text); });
    if (same != before.end()) taken.insert(same->id);
    pairs.emplace_back(same == before.end() ? nullptr : &*same, exchange);
  }
  for (const auto& [known, exchange] : pairs) {
    const std::string prefix = std::string(path) + ".";
    if (known == nullptr) {
      const bool clash = std::any_of(before.begin(), before.end(),
                                     [&, id = exchange->id](const Exchange& other) { return other.id == id; });
      Node probe;
      probe.needs = {*exchange};
      if (clash) probe.needs[0].id = make_id();
      changes.push_back({prefix + probe.needs[0].id, get_field(probe, "needs")[0]});
      continue;
    }
    if (fold(known->text) != fold(exchange->text)) changes.push_back({prefix + known->id + ".text", exchange->text});
    if (const auto tags = union_of(known->tags, exchange->tags); tags != known->tags)
      changes.push_back({prefix + known->id + ".tags", tags});
    if (exchange->terms != Terms::unset && exchange->terms != known->terms)
      changes.push_back({prefix + known->id + ".terms", std::string(name_of(terms_names, exchange->terms))});
    const bool status_counts =
        exchange->status != ExchangeStatus::open || (known->id == exchange->id && is_made_id(known->id));
    if (status_counts && exchange->status != known->status)
      changes.push_back({prefix + known->id + ".status", std::string(name_of(exchange_statuses, exchange->status))});
  }
}

}  // namespace

Json set_operation(const char* op, const std::string& id, std::string field, Json value) {
  return {{"op", op}, {"id", id}, {"field", std::move(field)}, {"value", std::move(value)}};
}

std::vector<std::string> union_of(const std::vector<std::string>& list, const std::vector<std::string>& more) {
  std::vector<std::string> all = list;
  for (const std::string& item : more)
    if (std::find(all.begin(), all.end(), item) == all.end()) all.push_back(item);
  return all;
}

FieldChanges changes_of(const Node& before, const Node& after, bool same_id) {
  FieldChanges changes;
  for (const FieldInfo& field : node_fields()) {
    if (field.path == "position" || field.path == "pinned") continue;  // the picture stays as it is
    if (field.path == "fields") {
      add_free_changes(changes, before.fields, after.fields);
    } else if (field.path == "needs" || field.path == "offers") {
      const auto list = field.path == "needs" ? &Node::needs : &Node::offers;
      add_exchange_changes(changes, field.path == "needs" ? "needs" : "offers", before.*list, after.*list);
    } else if (field.path == "tags" || field.path == "roles") {
      const auto list = field.path == "tags" ? &Node::tags : &Node::roles;
      if (const auto all = union_of(before.*list, after.*list); all != before.*list)
        changes.push_back({std::string(field.path), all});
    } else if (field.path == "stageDates") {
      for (const auto& [stage, date] : after.stage_dates)
        if (const auto known = before.stage_dates.find(stage);
            known == before.stage_dates.end() || known->second != date)
          changes.push_back({"stageDates." + std::string(name_of(stages, stage)), date});
    } else {
      if (field.path == "kind" && !same_id && after.kind == NodeKind::actor) continue;
      if (field.path == "label" && fold(before.label) == fold(after.label) && !same_id) continue;
      // What is known here already, with more words, stays.
      if (!same_id && ((field.path == "place" && says_more(before.place, after.place)) ||
                       (field.path == "description" && says_more(before.description, after.description))))
        continue;
      Json value = get_field(after, field.path);
      if (!value.is_null() && value != get_field(before, field.path))
        changes.push_back({std::string(field.path), std::move(value)});
    }
  }
  return changes;
}

FieldChanges changes_of(const Edge& before, const Edge& after, bool same_id) {
  FieldChanges changes;
  for (const FieldInfo& field : edge_fields()) {
    if (field.path == "fields") {
      add_free_changes(changes, before.fields, after.fields);
      continue;
    }
    if (!same_id && field.path == "status" && after.status == EdgeStatus::active) continue;
    if (!same_id && field.path == "direction" && after.direction == Direction::directed) continue;
    if (!same_id && (field.path == "kind" || field.path == "label")) continue;  // equal but for case
    Json value = get_field(after, field.path);
    if (!value.is_null() && value != "" && value != get_field(before, field.path))
      changes.push_back({std::string(field.path), std::move(value)});
  }
  return changes;
}

}  // namespace impactweb

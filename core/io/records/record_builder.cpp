#include "core/io/records/record_builder.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "core/io/records/cell_numbers.hpp"
#include "core/io/records/cell_text.hpp"
#include "core/io/records/read_values.hpp"
#include "core/model/fields.hpp"
#include "core/model/ids.hpp"
#include "core/model/limits.hpp"
#include "core/text/text.hpp"

namespace impactweb {

namespace {

/// Puts what is filled in in `later` over `node`.
void overlay(Node& node, const Node& later) {
  for (const FieldInfo& field : node_fields()) {
    if (field.path == "fields" || field.path == "stageDates") continue;
    // A kind that is not given reads as actor.
    if (field.path == "kind" && later.kind == NodeKind::actor) continue;
    if (const Json value = get_field(later, field.path); !value.is_null()) set_field(node, field.path, value);
  }
  for (const auto& [stage, date] : later.stage_dates) node.stage_dates[stage] = date;
  for (const auto& [key, value] : later.fields) set_field(node, "fields." + key, value);
}

/// Beside the name of a sum stand numbers; who has a place or a sector is somebody who is called so.
bool are_numbers(const std::vector<records::Value>& values) {
  return std::all_of(values.begin(), values.end(), [](const records::Value& each) {
    return each.value.is_null() || each.value == "" || records::money_of(each.value).has_value();
  });
}

/// The texts of needs or offers, whose ids are made anew at each reading.
std::vector<std::string> texts_of(const std::vector<Exchange>& list) {
  std::vector<std::string> texts;
  for (const Exchange& exchange : list) texts.push_back(exchange.text);
  return texts;
}

/// Whether `more` leaves `node` as it is.
bool adds_nothing(const Node& node, const Node& more) {
  Node probe = node;
  overlay(probe, more);
  probe.label = node.label;
  if (texts_of(probe.needs) == texts_of(node.needs)) probe.needs = node.needs;
  if (texts_of(probe.offers) == texts_of(node.offers)) probe.offers = node.offers;
  return probe == node;
}

}  // namespace

bool is_name_of_total(std::string_view name) {
  // None of them has a digit, and names in large files mostly do.
  if (std::any_of(name.begin(), name.end(), is_digit)) return false;
  static const std::set<std::string, std::less<>> words = {
      "totaal",    "totalen",    "subtotaal",   "eindtotaal",   "alle totalen", "som",           "gemiddelde",
      "gemiddeld", "total",      "totals",      "subtotal",     "grand total",  "sum",           "mean",
      "average",   "summe",      "gesamtsumme", "gesamt",       "insgesamt",    "zwischensumme", "total general",
      "somme",     "sous-total", "suma",        "total général"};
  constexpr std::size_t longest = 24;
  if (name.size() > longest) return false;
  std::string folded = fold(name);
  while (!folded.empty() && (folded.back() == ':' || folded.back() == ' ')) folded.pop_back();
  return words.contains(folded);
}

bool NodeRecord::is_total() const {
  return !keep_total && (id.is_null() || id == "") && label.is_string() &&
         is_name_of_total(label.get_ref<const std::string&>()) && are_numbers(values);
}

bool EdgeRecord::is_total() const {
  return !keep_total && (is_name_of_total(from.text) || is_name_of_total(to.text)) && are_numbers(values);
}

RecordBuilder::RecordBuilder() : network_(make_network()) {}

Node& RecordBuilder::add_node(std::string id, const std::string& label, std::string_view what) {
  std::vector<std::string>& namesakes = by_label_[fold(label)];
  if (!namesakes.empty()) ends_.clear();
  ends_.erase(id);
  namesakes.push_back(id);
  Node node;
  node.id = id;
  node.label = label;
  if (const auto kind = value_of(node_kinds, what)) node.kind = *kind;
  if (const auto form = value_of(forms, what)) node.form = *form;
  return network_.nodes.emplace(std::move(id), std::move(node)).first->second;
}

bool RecordBuilder::has_room(const Place& where) {
  if (network_.nodes.size() < limits::nodes) return true;
  warnings_.add("tooManyNodes", where, {std::to_string(limits::nodes)});
  return false;
}

/// The node of this name of which `fresh` says nothing else, or that says nothing else of it.
Node* RecordBuilder::same_as(const Node& fresh) {
  constexpr std::size_t most_compared = 20;
  const auto named = by_label_.find(fold(fresh.label));
  if (named == by_label_.end()) return nullptr;
  std::size_t compared = 0;
  for (auto id = named->second.rbegin(); id != named->second.rend() && compared++ < most_compared; ++id) {
    Node& node = network_.nodes.find(*id)->second;
    Node later = fresh;
    later.id = node.id;
    if (adds_nothing(node, later) || adds_nothing(later, node)) return &node;
  }
  return nullptr;
}

bool RecordBuilder::add(const NodeRecord& record) {
  has_nodes_ = true;
  latest_.clear();
  std::string id = records::id_of(record.id);
  if (id.empty() && !record.id.is_null() && record.id != "") warnings_.add("idReplaced", record.id_where);
  Node fresh;
  if (!record.label.is_null()) fresh.label = records::line_of(record.label, record.label_where, warnings_);
  if (fresh.label.empty() && id.empty()) {
    warnings_.add("rowWithoutName", record.where);
    return true;
  }
  if (record.is_total()) {
    warnings_.add("totalLeftOut", record.where, {fresh.label});
    return true;
  }
  if (fresh.label.empty()) fresh.label = std::string(first_characters(id, limits::label_characters));
  records::read_values(fresh, record.values, warnings_);

  Node* known = nullptr;
  if (id.empty())
    known = same_as(fresh);
  else if (const auto same = network_.nodes.find(id); same != network_.nodes.end())
    known = &same->second;
  if (known != nullptr) {
    warnings_.add("rowMerged", record.where, {fresh.label, places_[known->id]});
    const std::string before = fold(known->label);
    overlay(*known, fresh);
    if (const std::string after = fold(known->label); after != before) {
      ends_.clear();
      by_label_[after].push_back(known->id);
    }
  } else {
    if (!has_room(record.where)) return false;
    if (id.empty()) id = make_id();
    known = &add_node(id, fresh.label);
    fresh.id = id;
    *known = std::move(fresh);
  }
  places_[known->id] = record.where;
  latest_ = known->id;
  return true;
}

bool RecordBuilder::add(const Membership& membership) {
  const std::string label = records::line_of(membership.organisation, membership.where, warnings_);
  if (label.empty() || membership.node.empty()) return true;
  std::string organisation;
  if (const auto named = by_label_.find(fold(label)); named != by_label_.end())
    for (const std::string& id : named->second)
      if (network_.nodes.find(id)->second.form != Form::person) organisation = id;
  if (organisation.empty()) {
    if (!has_room(membership.where)) return false;
    Node& node = add_node(make_id(), label);
    node.form = Form::organisation;
    organisation = node.id;
  }
  if (network_.edges.size() >= limits::edges) {
    warnings_.add("tooManyEdges", membership.where, {std::to_string(limits::edges)});
    return false;
  }
  Edge edge;
  edge.id = make_id();
  edge.from = membership.node;
  edge.to = organisation;
  edge.kind = "partOf";
  std::string id = edge.id;
  network_.edges.emplace(std::move(id), std::move(edge));
  return true;
}

std::optional<std::string> RecordBuilder::named(const std::string& name, const Place& where, std::string_view what,
                                                bool expected) {
  const bool is_new =
      !network_.nodes.contains(name) && !by_label_.contains(fold(records::line_of(name, where, warnings_)));
  const bool had_nodes = std::exchange(has_nodes_, has_nodes_ && !(is_new && expected));
  const std::optional<std::string> id = find_end(name, {name, "", where, std::string(what)});
  has_nodes_ = had_nodes;
  return id;
}

std::vector<std::string> RecordBuilder::ends_in(const EdgeRecord::End& end, bool several) const {
  const std::string& text = end.text.empty() ? end.label : end.text;
  if (!several || ends_.contains(text) || network_.nodes.contains(text) || by_label_.contains(fold(text)))
    return {text};
  auto parts = records::split_at_bars(text);
  if (parts.empty()) parts.push_back(text);
  return parts;
}

std::optional<std::string> RecordBuilder::find_end(const std::string& text, const EdgeRecord::End& end) {
  if (const auto known = ends_.find(text); known != ends_.end()) return known->second;
  if (network_.nodes.contains(text)) return ends_.emplace(text, text).first->second;
  std::string label = records::line_of(text, end.where, warnings_);
  if (label.empty()) label = "?";
  const std::string folded = fold(label);
  if (const auto known = by_label_.find(folded); known != by_label_.end()) {
    if (known->second.size() > 1 && ambiguous_.insert(folded).second)
      warnings_.add("nameAmbiguous", end.where, {label});
    return ends_.emplace(text, known->second.back()).first->second;
  }
  if (!has_room(end.where)) return std::nullopt;
  // An id whose node is not in the file, with its name beside it.
  std::string id = records::id_of(text);
  const std::string beside = records::line_of(end.label, end.where, warnings_);
  if (beside.empty() || beside == label)
    id.clear();
  else if (!id.empty())
    label = beside;
  if (has_nodes_ && !(is_known_ && is_known_(label))) warnings_.add("tieEndAdded", end.where, {label});
  return add_node(id.empty() ? make_id() : id, label, end.what).id;
}

bool RecordBuilder::add(const EdgeRecord& record) {
  for (const EdgeRecord::End* end : {&record.from, &record.to})
    if (!ends_.contains(end->text) && is_name_of_total(end->text) && record.is_total() &&
        !network_.nodes.contains(end->text) && !by_label_.contains(fold(end->text))) {
      warnings_.add("totalLeftOut", record.where, {end->text});
      return true;
    }
  for (const EdgeRecord::End* end : {&record.from, &record.to})
    if (end->text.empty() && end->label.empty()) {
      warnings_.add("tieEndEmpty", end->where);
      return true;
    }
  bool first = true;
  for (const std::string& from : ends_in(record.from, record.several_ends))
    for (const std::string& to : ends_in(record.to, record.several_ends)) {
      if (network_.edges.size() >= limits::edges) {
        warnings_.add("tooManyEdges", record.where, {std::to_string(limits::edges)});
        return false;
      }
      const auto from_id = find_end(from, record.from);
      const auto to_id = from_id ? find_end(to, record.to) : std::nullopt;
      if (!to_id) return false;
      Edge edge;
      edge.from = *from_id;
      edge.to = *to_id;
      edge.id = first ? records::id_of(record.id) : std::string();
      // An id names one thing. Edges are numbered apart from nodes in many files, and nothing names them by it.
      while (!edge.id.empty() && network_.nodes.contains(edge.id) && edge.id.size() < limits::id_bytes)
        edge.id.insert(0, "e");
      const bool taken = !edge.id.empty() && (network_.edges.contains(edge.id) || network_.nodes.contains(edge.id));
      if (first && (taken || (edge.id.empty() && !record.id.is_null() && record.id != "")))
        warnings_.add("idReplaced", record.id_where);
      if (taken || edge.id.empty()) edge.id = make_id();
      Warnings unheard;  // what is wrong with the values of a record is said once, however many edges it makes
      if (record.direction) edge.direction = *record.direction;
      records::read_values(edge, record.values, first ? warnings_ : unheard, record.direction.has_value());
      first = false;
      std::string id = edge.id;
      network_.edges.emplace(std::move(id), std::move(edge));
    }
  return true;
}

}  // namespace impactweb

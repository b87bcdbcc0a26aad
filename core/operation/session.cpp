#include "core/operation/session.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "core/model/fields.hpp"

namespace impactweb {
namespace {

constexpr std::size_t most_steps = 1000;

const std::string& op_of(const Json& operation) { return operation.at("op").get_ref<const std::string&>(); }

std::string label_of(const Network& network, const std::string& node) {
  const auto found = network.nodes.find(node);
  return found == network.nodes.end() ? node : found->second.label;
}

const Edge* edge_of(const Network& network, const std::string& id) {
  if (const auto found = network.edges.find(id); found != network.edges.end()) return &found->second;
  const auto found = network.waiting_edges.find(id);
  return found == network.waiting_edges.end() ? nullptr : &found->second;
}

std::string edge_label(const Network& network, const std::string& id) {
  const Edge* edge = edge_of(network, id);
  return edge == nullptr ? id : label_of(network, edge->from) + " – " + label_of(network, edge->to);
}

// ---------------------------------------------------------------- names of steps

/// Names of the entities that a removal took, from its way back.
std::vector<std::string> removed_labels(const std::vector<Json>& inverse) {
  std::vector<std::string> labels;
  for (const Json& operation : inverse) {
    if (op_of(operation) == "addNode") labels.push_back(operation["node"]["label"].get<std::string>());
    if (op_of(operation) == "addStory") labels.push_back(operation["story"].value("title", std::string()));
    if (op_of(operation) == "addSnapshot") labels.push_back(operation["snapshot"].value("title", std::string()));
  }
  return labels;
}

StepName name_of_entry(const Network& network, const Json& applied, const std::vector<Json>& inverse) {
  const std::string& op = op_of(applied);
  StepName name{op, {}};
  if (op == "addNode")
    name.params = {applied["node"]["label"].get<std::string>()};
  else if (op == "setNode")
    name.params = {label_of(network, applied["id"].get<std::string>()), applied["field"].get<std::string>()};
  else if (op == "moveNodes")
    name.params = {std::to_string(applied["positions"].size())};
  else if (op == "addEdge")
    name.params = {label_of(network, applied["edge"]["from"].get<std::string>()),
                   label_of(network, applied["edge"]["to"].get<std::string>())};
  else if (op == "setEdge")
    name.params = {edge_label(network, applied["id"].get<std::string>()), applied["field"].get<std::string>()};
  else if (op == "removeEdges")
    name.params = {std::to_string(applied["ids"].size())};
  else if (op == "setNetwork")
    name.params = {applied["field"].get<std::string>()};
  else if (op == "addStory")
    name.params = {applied["story"].value("title", std::string())};
  else if (op == "addSnapshot")
    name.params = {applied["snapshot"].value("title", std::string())};
  else if (op == "removeNodes" || op == "removeStories" || op == "removeSnapshots") {
    const auto labels = removed_labels(inverse);
    name.params = {labels.size() == 1 ? labels.front() : std::to_string(labels.size())};
  }
  return name;
}

// ---------------------------------------------------------------- what an undo may touch

Issue skipped(const char* code, std::string what) { return {code, "", {std::move(what)}}; }

Json network_field(const Network& network, const std::string& field) {
  if (field == "title") return network.title;
  if (field == "description") return network.description;
  if (field == "sectors") return to_json(network)["sectors"];
  const auto found = network.fields.find(field.substr(std::string_view("fields.").size()));
  return found == network.fields.end() ? Json() : found->second;
}

Json current_field(const Network& network, const Json& operation) {
  const auto id = operation["id"].get<std::string>(), field = operation["field"].get<std::string>();
  const std::string& op = op_of(operation);
  if (op == "setNode") return get_field(network.nodes.at(id), field);
  if (op == "setStory") return get_field(network.stories.at(id), field);
  const Edge& edge = *edge_of(network, id);
  if (field == "from") return edge.from;
  if (field == "to") return edge.to;
  return get_field(edge, field);
}

bool exists(const Network& network, const std::string& op, const std::string& id) {
  if (op == "setNode") return network.nodes.contains(id);
  if (op == "setStory") return network.stories.contains(id);
  return edge_of(network, id) != nullptr;
}

/// The part of the way back of `applied` that no one else's work stands in the way of; the rest is reported.
std::vector<Json> safe_inverse(const Network& network, Ties& ties, const Json& applied, std::vector<Json> inverse,
                               Issues& issues) {
  const std::string& op = op_of(applied);
  if (op == "setNode" || op == "setEdge" || op == "setStory") {
    const auto id = applied["id"].get<std::string>();
    if (!exists(network, op, id)) {
      issues.push_back(skipped("undoSkippedGone", id));
      return {};
    }
    if (current_field(network, applied) != applied["value"]) {
      const std::string what = op == "setNode"   ? label_of(network, id)
                               : op == "setEdge" ? edge_label(network, id)
                                                 : network.stories.at(id).title;
      issues.push_back(
          {"undoSkippedField", applied["field"].get<std::string>(), {what, applied["field"].get<std::string>()}});
      return {};
    }
    return inverse;
  }
  if (op == "setNetwork") {
    const auto field = applied["field"].get<std::string>();
    if (network_field(network, field) == applied["value"]) return inverse;
    issues.push_back({"undoSkippedField", field, {network.title, field}});
    return {};
  }
  if (op == "moveNodes") {
    Json positions = Json::object();
    for (const auto& [id, before] : inverse.front()["positions"].items()) {
      const auto node = network.nodes.find(id);
      if (node == network.nodes.end()) continue;
      if (get_field(node->second, "position") == applied["positions"][id])
        positions[id] = before;
      else
        issues.push_back(skipped("undoSkippedMove", node->second.label));
    }
    if (positions.empty()) return {};
    return {{{"op", "moveNodes"}, {"positions", std::move(positions)}}};
  }
  if (op == "addNode") {
    const auto node = network.nodes.find(applied["node"]["id"].get<std::string>());
    if (node == network.nodes.end()) return {};
    if (to_json(node->second) == applied["node"] && !has_ties(network, ties, node->first)) return inverse;
    issues.push_back(skipped("undoSkippedEntity", node->second.label));
    return {};
  }
  if (op == "addEdge") {
    const auto id = applied["edge"]["id"].get<std::string>();
    const Edge* edge = edge_of(network, id);
    if (edge == nullptr) return {};
    if (to_json(*edge) == applied["edge"]) return inverse;
    issues.push_back(skipped("undoSkippedEntity", edge_label(network, id)));
    return {};
  }
  if (op == "addStory" || op == "addSnapshot") {
    const bool story = op == "addStory";
    const Json& added = applied[story ? "story" : "snapshot"];
    const auto id = added["id"].get<std::string>();
    const bool present = story ? network.stories.contains(id) : network.snapshots.contains(id);
    if (!present) return {};
    if ((story ? to_json(network.stories.at(id)) : to_json(network.snapshots.at(id))) == added) return inverse;
    issues.push_back(skipped("undoSkippedEntity", added.value("title", std::string())));
    return {};
  }
  // Removals: what someone has brought back meanwhile stays as they made it.
  std::vector<Json> safe;
  for (Json& operation : inverse) {
    const std::string& back = op_of(operation);
    const bool taken =
        (back == "addNode" && network.nodes.contains(operation["node"]["id"].get<std::string>())) ||
        (back == "addEdge" && edge_of(network, operation["edge"]["id"].get<std::string>()) != nullptr) ||
        (back == "addStory" && network.stories.contains(operation["story"]["id"].get<std::string>())) ||
        (back == "addSnapshot" && network.snapshots.contains(operation["snapshot"]["id"].get<std::string>()));
    if (!taken) safe.push_back(std::move(operation));
  }
  return safe;
}

/// True when `next` only continues what `last` did: the same field of the same entity, or the same nodes moved on.
bool continues(const Json& last, const Json& next) {
  const std::string& op = op_of(last);
  if (op != op_of(next)) return false;
  if (op == "setNode" || op == "setEdge" || op == "setStory")
    return last["id"] == next["id"] && last["field"] == next["field"];
  if (op == "setNetwork") return last["field"] == next["field"];
  if (op != "moveNodes" || last["positions"].size() != next["positions"].size()) return false;
  return std::all_of(next["positions"].items().begin(), next["positions"].items().end(),
                     [&](const auto& entry) { return last["positions"].contains(entry.key()); });
}

/// True when the network was as `last` left it until `next`, which continues it, came: nobody else was in between.
bool is_unbroken(const Json& last, const Json& before_next) {
  if (op_of(last) != "moveNodes") return last["value"] == before_next["value"];
  return last["positions"] == before_next["positions"];
}

bool only_positions(const Json& operation) {
  return op_of(operation) == "moveNodes" || (op_of(operation) == "setNode" && operation["field"] == "position");
}

}  // namespace

Session::Session(Network network) : network_(std::move(network)) {}

ApplyReport Session::apply(const std::vector<Json>& operations, const ApplyOptions& options) {
  ApplyReport report;
  Change change{{}, options.origin, false};
  Step step{options.name, options.gesture, {}};
  std::set<std::string> kinds;
  for (std::size_t i = 0; i < operations.size(); ++i) {
    Result<Effect> result = apply_operation(network_, operations[i], options.origin, ties_);
    if (Issue* issue = std::get_if<Issue>(&result)) {
      report.rejected.push_back({i, std::move(*issue)});
      continue;
    }
    Effect& effect = std::get<Effect>(result);
    ++report.applied;
    if (effect.inverse.empty()) continue;
    const std::string& op = op_of(effect.applied);
    if (op == "addNode") report.created.push_back(effect.applied["node"]["id"].get<std::string>());
    if (op == "addEdge") report.created.push_back(effect.applied["edge"]["id"].get<std::string>());
    kinds.insert(op);
    if (options.origin == Origin::local && options.name.code.empty() && step.name.code.empty())
      step.name = name_of_entry(network_, effect.applied, effect.inverse);
    change.operations.push_back(effect.applied);
    step.entries.push_back({std::move(effect.applied), std::move(effect.inverse)});
  }
  if (step.entries.empty()) return report;
  if (options.origin == Origin::local) {
    if (const std::size_t count = step.entries.size(); options.name.code.empty() && count > 1) {
      if (kinds.size() == 1 && step.name.params.size() == 1)
        step.name.params = {std::to_string(count)};
      else
        step.name = {"several", {std::to_string(count)}};
    }
    redo_.clear();
    if (joins_last(step)) {
      std::vector<Entry>& entries = undo_.back().entries;
      for (Entry& entry : step.entries) {
        if (continues(entries.back().applied, entry.applied))
          entries.back().applied = std::move(entry.applied);
        else
          entries.push_back(std::move(entry));
      }
    } else {
      undo_.push_back(std::move(step));
      if (undo_.size() > most_steps) undo_.erase(undo_.begin());
    }
    gesture_open_ = !options.gesture.empty();
  }
  tell(std::move(change));
  return report;
}

bool Session::joins_last(const Step& step) const {
  if (!gesture_open_ || step.gesture.empty() || undo_.empty() || undo_.back().gesture != step.gesture) return false;
  const Entry& last = undo_.back().entries.back();
  const Entry& next = step.entries.front();
  return !continues(last.applied, next.applied) || is_unbroken(last.applied, next.inverse.front());
}

void Session::end_gesture() { gesture_open_ = false; }

std::optional<StepName> Session::undo_name() const {
  return undo_.empty() ? std::nullopt : std::optional(undo_.back().name);
}
std::optional<StepName> Session::redo_name() const {
  return redo_.empty() ? std::nullopt : std::optional(redo_.back().name);
}

HistoryReport Session::undo() { return travel(undo_, redo_); }
HistoryReport Session::redo() { return travel(redo_, undo_); }

HistoryReport Session::travel(std::vector<Step>& from, std::vector<Step>& to) {
  HistoryReport report;
  if (from.empty()) return report;
  Step step = std::move(from.back());
  from.pop_back();
  gesture_open_ = false;
  report.done = true;
  report.name = step.name;
  Step back{step.name, {}, {}};
  Change change{{}, Origin::local, true};
  for (auto entry = step.entries.rbegin(); entry != step.entries.rend(); ++entry) {
    for (const Json& operation :
         safe_inverse(network_, ties_, entry->applied, std::move(entry->inverse), report.skipped)) {
      // Lenient, because an edge may come back while its other end is still gone; what must not be touched was left out
      // above.
      Result<Effect> result = apply_operation(network_, operation, Origin::remote, ties_);
      if (Effect* effect = std::get_if<Effect>(&result)) {
        if (effect->inverse.empty()) continue;
        change.operations.push_back(effect->applied);
        back.entries.push_back({std::move(effect->applied), std::move(effect->inverse)});
      } else {
        report.skipped.push_back(std::get<Issue>(result));
      }
    }
  }
  if (!back.entries.empty()) {
    to.push_back(std::move(back));
    tell(std::move(change));
  }
  return report;
}

void Session::load(Network network) {
  network_ = std::move(network);
  ties_.clear();
  forget_history();
  ++revision_;
  ++content_revision_;
  ++epoch_;
}

void Session::forget_history() {
  undo_.clear();
  redo_.clear();
  gesture_open_ = false;
}

void Session::tell(Change change) {
  ++revision_;
  if (!std::all_of(change.operations.begin(), change.operations.end(), only_positions)) ++content_revision_;
  if (listener_) listener_(change);
}

}  // namespace impactweb

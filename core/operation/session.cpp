#include "core/operation/session.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "core/operation/manifest.hpp"

namespace impactweb {
namespace {

constexpr std::size_t most_steps = 1000;

const std::string& op_of(const Json& operation) { return operation.at("op").get_ref<const std::string&>(); }

const OperationRow& row_of(const Json& applied) { return *operation_row(op_of(applied)); }

bool continues(const Json& last, const Json& next) {
  const OperationRow& row = row_of(next);
  return row.continues != nullptr && row.name == op_of(last) && row.continues(last, next);
}

/// True when the network was as `last` left it until what continues it came, whose way back is `before_next`.
bool is_unbroken(const Json& last, const Json& before_next) {
  const char* const set = last.contains("positions") ? "positions" : "value";
  return last[set] == before_next[set];
}

bool moves_only(const Json& applied) {
  const OperationRow& row = row_of(applied);
  return row.moves_only != nullptr && row.moves_only(applied);
}

/// The ids of what was added: an entity, or a list of them.
void report_created(const Json& added, std::vector<std::string>& created) {
  if (!added.is_array()) return created.push_back(added["id"].get<std::string>());
  for (const Json& entity : added) report_created(entity, created);
}

}  // namespace

Session::Session(Network network) : network_(std::move(network)) {}

ApplyReport Session::apply(const std::vector<Json>& operations, const ApplyOptions& options) {
  ApplyReport report;
  Change change{{}, options.origin, false};
  Step step{options.name, options.gesture, {}};
  std::set<std::string_view> kinds;
  for (std::size_t i = 0; i < operations.size(); ++i) {
    Result<Effect> result = apply_operation(network_, operations[i], options.origin, ties_);
    if (Issue* issue = std::get_if<Issue>(&result)) {
      report.rejected.push_back({i, std::move(*issue)});
      continue;
    }
    Effect& effect = std::get<Effect>(result);
    ++report.applied;
    if (effect.inverse.empty()) continue;
    const OperationRow& row = row_of(effect.applied);
    if (row.created != nullptr) report_created(effect.applied[row.created], report.created);
    kinds.insert(row.name);
    if (options.origin == Origin::local && options.name.code.empty() && step.name.code.empty())
      step.name = {std::string(row.name), row.step_params(network_, effect.applied, effect.inverse)};
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
         row_of(entry->applied)
             .safe_inverse(network_, ties_, entry->applied, std::move(entry->inverse), report.skipped)) {
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
  if (!std::all_of(change.operations.begin(), change.operations.end(), moves_only)) ++content_revision_;
  for (const auto& listener : listeners_) listener(change);
}

}  // namespace impactweb

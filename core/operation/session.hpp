// A network that is being worked on: applies operations, keeps the history of my own ones and tells listeners what
// changed.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/operation/operations.hpp"

namespace impactweb {

/// What an undo or redo step is called: `code` is a name in the string tables (`history.<code>`), {0} its parameter.
struct StepName {
  std::string code;  ///< name of the operation, or what the caller of `apply` chose; `several` for mixed steps
  std::vector<std::string> params;
};

struct Rejection {
  std::size_t index = 0;  ///< in the list of operations given
  Issue issue;
};

struct ApplyReport {
  std::size_t applied = 0;  ///< accepted, those that changed nothing included
  std::vector<Rejection> rejected;
  std::vector<std::string> created;  ///< ids of added nodes and edges, in order
};

struct ApplyOptions {
  Origin origin = Origin::local;
  /// Steps with the same non-empty gesture that follow each other become one undo step (a drag, typing in one field),
  /// until `Session::end_gesture` or until someone else changes what the gesture is about.
  std::string gesture;
  /// Name of the step; chosen from the operations when empty.
  StepName name;
};

/// What an undo or redo did.
struct HistoryReport {
  bool done = false;  ///< false when there was nothing to undo or redo
  StepName name;
  /// Parts that were skipped because someone else has changed the same thing since, or it is gone.
  Issues skipped;
};

/// What happened, as listeners hear it.
struct Change {
  std::vector<Json> operations;  ///< as applied (see Effect::applied), in order
  Origin origin = Origin::local;
  bool from_history = false;  ///< an undo or a redo
};

/// Every public call that changes something tells the listener once, after the whole of it has been applied.
class Session {
 public:
  explicit Session(Network network = make_network());

  [[nodiscard]] const Network& network() const { return network_; }
  /// Grows with every change.
  [[nodiscard]] std::uint64_t revision() const { return revision_; }
  /// Grows when anything but positions changed.
  [[nodiscard]] std::uint64_t content_revision() const { return content_revision_; }

  /// Grows when `load` replaces everything.
  [[nodiscard]] std::uint64_t epoch() const { return epoch_; }

  /// Applies each operation in turn; what is refused is reported and leaves the rest alone. Local operations that did
  /// something become one undo step and empty the redo list; remote ones touch no history. Operations that change
  /// nothing are accepted, and no step and no news.
  ApplyReport apply(const std::vector<Json>& operations, const ApplyOptions& options = {});

  /// The next step begins anew, even with the same gesture.
  void end_gesture();

  [[nodiscard]] std::optional<StepName> undo_name() const;
  [[nodiscard]] std::optional<StepName> redo_name() const;
  /// Takes back my latest step. What someone else has changed since stays, and is reported.
  HistoryReport undo();
  HistoryReport redo();

  /// Replaces everything, the history too. No listener is told.
  void load(Network network);
  /// What has been done so far stays done.
  void forget_history();

  /// Told after each change, whoever made it; each in the order in which they came.
  void on_change(std::function<void(const Change&)> listener) { listeners_.push_back(std::move(listener)); }

 private:
  /// One applied operation with its way back.
  struct Entry {
    Json applied;
    std::vector<Json> inverse;
  };
  struct Step {
    StepName name;
    std::string gesture;
    std::vector<Entry> entries;
  };

  /// True when `step` goes on with the gesture of my latest step.
  [[nodiscard]] bool joins_last(const Step& step) const;
  HistoryReport travel(std::vector<Step>& from, std::vector<Step>& to);
  void tell(Change change);

  Network network_;
  Ties ties_;
  std::vector<Step> undo_;
  std::vector<Step> redo_;
  std::vector<std::function<void(const Change&)>> listeners_;
  std::uint64_t revision_ = 1;
  std::uint64_t content_revision_ = 1;
  std::uint64_t epoch_ = 1;
  bool gesture_open_ = false;
};

}  // namespace impactweb

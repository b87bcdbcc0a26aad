// The one list of everything that can happen to a network. Undo, persistence, live sessions, tests and fuzzers feed on
// it: a new operation is a row of the table in manifest.cpp, with its function in operations.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/operation/operations.hpp"

namespace impactweb {

/// Applies an operation, whole or not at all, and gives the way back.
using Apply = Result<Effect>(Network&, const Json& operation, Origin, Ties&);
Apply add_node, add_nodes, set_node, move_nodes, remove_nodes, add_edge, add_edges, set_edge, remove_edges, add_story,
    set_story, remove_stories, set_network, add_snapshot, remove_snapshots;

struct OperationRow {
  std::string_view name;
  Apply* apply;
  /// The parameters of what its step in the history is called, `history.<name>` in the string tables.
  std::vector<std::string> (*step_params)(const Network&, const Json& applied, const std::vector<Json>& inverse);
  /// The part of its way back that no one else's work stands in the way of; the rest is reported in `skipped`.
  std::vector<Json> (*safe_inverse)(const Network&, Ties&, const Json& applied, std::vector<Json> inverse,
                                    Issues& skipped);
  /// True when `next`, of the same name, only continues what `last` did; a null pointer where nothing is continued.
  bool (*continues)(const Json& last, const Json& next) = nullptr;
  /// True when it changes nothing but positions; a null pointer where it never does so.
  bool (*moves_only)(const Json& applied) = nullptr;
  /// Where in the applied operation the entity, or a list of them, stands whose ids are reported as created.
  const char* created = nullptr;
};

/// The row of the operation of this name, or a null pointer.
const OperationRow* operation_row(std::string_view name);

}  // namespace impactweb

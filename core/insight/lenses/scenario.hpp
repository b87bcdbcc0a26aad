// "What would change if we did this?" Lenses and measures before and after some operations.
#pragma once

#include <vector>

#include "core/model/json.hpp"

namespace impactweb::insight {

/// Applies `operations` to a copy of the network, as somebody would by hand, and asks both. `asked` is an object with
///   lenses    [id or {id, options}]
///   measures  [id]; those of analysis::all_measures
/// either of which may be left out. Gives {before, after, rejected}: `before` and `after` are objects with `lenses` (a
/// list of answers in the order asked) and `measures` (see analysis::measures); `rejected` is a list of {index, issue:
/// {code, where, params}} of the operations that were refused, which leave the others alone. Issues: those of `lens`
/// and `measures`, and `wrongType` for a request of another shape.
Result<Json> scenario(const Network& network, const std::vector<Json>& operations, const Json& asked);

}  // namespace impactweb::insight

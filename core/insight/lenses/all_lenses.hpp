// The lenses as data, so that menus, the JavaScript API and tests list them; a new one is one entry in the table of
// all_lenses.cpp.
#pragma once

#include <span>
#include <string_view>

#include "core/insight/lens.hpp"

namespace impactweb::insight {

/// All lenses, in the order in which a menu shows them.
std::span<const LensInfo> all_lenses();

/// The same for scripts: [{id, parameters: [{name, type, default, minimum, maximum, choices}]}]; `minimum` and
/// `maximum` of numbers only, `choices` of a choice only.
Json lens_list();

/// The answer of one lens (see lens_answer.hpp). `options` is an object with some of its parameters, or null; a null
/// among them counts as left out. Issues: `lensUnknown`, `lensOptionUnknown`, `wrongType`, `lensOptionRange`,
/// `lensOptionChoice`, `nodeUnknown`; their place is the option. The same network and options give the same answer,
/// byte for byte.
Result<Json> lens(const Network& network, std::string_view id, const Json& options = nullptr);

/// The entries of the table; each stands in a file of its own, with what its answer holds beyond lens_answer.hpp.
LensInfo spider_lens();
LensInfo funding_lens();
LensInfo reciprocity_lens();
LensInfo market_lens();
LensInfo introductions_lens();
LensInfo helix_lens();
LensInfo vision_lens();
LensInfo practice_lens();
LensInfo fee_lens();
LensInfo stage_lens();
LensInfo brokers_lens();
LensInfo bridges_lens();
LensInfo communities_lens();

}  // namespace impactweb::insight

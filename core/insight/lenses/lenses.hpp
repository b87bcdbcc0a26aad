// The entries of the table of lenses; each stands in a file of its own, with what its answer holds beyond
// lens_answer.hpp.
#pragma once

#include "core/insight/lens.hpp"

namespace impactweb::insight {

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

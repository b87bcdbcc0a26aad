// Text that is no table and no network that is read: diagrams, documents, programs. Told by what is in it, so that none
// of it is taken for a list of names.
#pragma once

#include <optional>

#include "core/io/format.hpp"

namespace impactweb {

/// Why the file cannot be opened, with the way out, when it is text of a kind that is known and not read.
std::optional<Issue> foreign_text(const InputFile& file);

}  // namespace impactweb

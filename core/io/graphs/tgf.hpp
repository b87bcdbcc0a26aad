// Networks in the Trivial Graph Format: lines of a number and a name, a `#`, and lines of two numbers and a name.
#pragma once

#include <span>

#include "core/io/format.hpp"

namespace impactweb {

int tgf_likeness(const InputFile& file);
Result<Opened> open_tgf(std::span<const InputFile> files);

}  // namespace impactweb

// Networks of UCINET in its data language (`DL`): full and half matrices, lists of ties and of neighbours, of one mode
// or two, with labels apart or embedded, and several relations one behind the other.
#pragma once

#include <span>

#include "core/io/format.hpp"

namespace impactweb {

int ucinet_dl_likeness(const InputFile& file);
Result<Opened> open_ucinet_dl(std::span<const InputFile> files);

}  // namespace impactweb

// The foreign formats, as data: menus, the JavaScript API and tests list them from here.
#pragma once

#include <span>
#include <string_view>

#include "core/io/format.hpp"

namespace impactweb {

std::span<const Format> formats();

/// The format that `open_files` would choose for the files, empty when there is none or they are of several.
std::string_view format_of(std::span<const InputFile> files);

/// Opens files in the format named, or in the one that their content looks most like. A file of a known other tool, a
/// spreadsheet of another kind, and anything else that cannot be read is refused by name.
Result<Opened> open_files(std::span<const InputFile> files, std::string_view format = {});

}  // namespace impactweb

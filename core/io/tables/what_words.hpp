// What the things are that a word names, as the name of a sheet, a file or a column does.
#pragma once

#include <string_view>

namespace impactweb::tables {

/// `person`, `organisation` or `group` (forms of an actor), `actor`, `initiative`, `challenge`, `vision`, `ties`, or
/// nothing: by the whole of `text`, else by the first of its words that says so.
std::string_view what_is_named(std::string_view text);

/// The same of a header that is nothing but such a word and perhaps one for a name: `Naam initiatief`, `Person ID`.
/// `ties` is none.
std::string_view what_is_headed(std::string_view header);

/// Whether a word for nodes can be in a plan: one of the above but `ties`.
bool is_what(std::string_view word);

/// Whether what stands above a column says something about each row, a year or a price say, and is no name of somebody.
bool is_property(std::string_view header);

}  // namespace impactweb::tables

// Dutch and English words in the cells of spreadsheets and the attributes of other tools. Stricter than those of quick
// entry, where people see at once what is made of their words: only words that plainly say the same are recognised
// here, so that a file never comes to say something else. Case, accents, `_` and spaces at the ends do not matter.
#pragma once

#include <optional>
#include <string_view>

#include "core/model/network.hpp"

namespace impactweb::vocabulary {

std::optional<NodeKind> node_kind(std::string_view word);
std::optional<Form> form(std::string_view word);
std::optional<Stage> stage(std::string_view word);
/// Id of a default sector.
std::optional<std::string_view> sector(std::string_view word);
/// The same, also for words that only suggest one (gemeente, school, fonds): for proposals that people see and correct.
std::optional<std::string_view> sector_suggested(std::string_view word);
std::optional<Direction> direction(std::string_view word);
/// The words of quick entry as well.
std::optional<EdgeStatus> edge_status(std::string_view word);
std::optional<bool> flag(std::string_view word);

/// One of the default kinds of edge; `reversed` for words that name it from the other end, such as `funded by`.
struct EdgeKind {
  std::string_view id;
  bool reversed = false;
};
std::optional<EdgeKind> edge_kind(std::string_view word);

/// What quick entry understands a word as, and what is above first: for tables, whose words people see with what they
/// are taken for. With `guess` a typing mistake does no harm.
std::optional<EdgeKind> edge_kind_suggested(std::string_view word, bool guess);
std::optional<NodeKind> node_kind_suggested(std::string_view word);

}  // namespace impactweb::vocabulary

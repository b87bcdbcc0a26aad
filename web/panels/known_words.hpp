// The words that a network uses already, for suggestions, and the names that stand for ids in the reader's language.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ui/widgets.hpp"

namespace impactweb::panels {

/// Most used first, at most a few dozen.
const std::vector<std::string>& used_places();
const std::vector<std::string>& used_tags();
/// Names of the network's sectors and of the default ones.
std::vector<std::string> sector_names();
/// Ids and names of the kinds of tie: the default ones, then the network's own.
const ui::Choices& edge_kinds();
std::vector<std::string> edge_kind_names();

/// The id that a typed name stands for, or the name itself.
std::string sector_from_name(const std::string& name);
std::string edge_kind_from_name(const std::string& name);
bool is_known_sector(const std::string& id);
bool is_known_edge_kind(const std::string& id);

/// What to suggest in the field at `path`, in which `text` stands.
std::vector<std::string> suggestions_for(std::string_view path, bool is_edge, const std::string& text);

/// The names of an enumeration with their texts, whose keys begin with `prefix`; the empty name is `unset`.
template <class Table>
ui::Choices choices_of(const Table& table, const char* prefix, const char* unset);
/// A value and its text.
std::pair<std::string, std::string> choice_of(std::string_view name, const char* prefix, const char* unset);

template <class Table>
ui::Choices choices_of(const Table& table, const char* prefix, const char* unset) {
  ui::Choices choices;
  for (const auto& entry : table) choices.push_back(choice_of(entry.name, prefix, unset));
  return choices;
}

}  // namespace impactweb::panels

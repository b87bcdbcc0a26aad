// One field of a node or tie, edited in place: the right control for its type, every change an operation, a refusal
// shown under it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/model/fields.hpp"

namespace impactweb::panels {

/// Which entity a panel edits.
struct Subject {
  std::string id;
  bool is_edge = false;
};

/// Draws the control of `field` for `subject`.
void edit_field(const Subject& subject, const FieldInfo& field);

/// A line of text at any path, such as needs.ID.text; `key` names it for the mirror.
void edit_text(const Subject& subject, const std::string& path, const std::string& label, bool multiline = false,
               const char* key = "", std::vector<std::string> suggestions = {});

/// A drop-down list at any path.
void edit_choice(const Subject& subject, const std::string& path, const std::string& label, const char* prefix,
                 const std::vector<std::string_view>& choices);

/// A list of words (tags, roles) as labels that can be removed, and a field that adds.
void edit_list(const Subject& subject, const std::string& path, const std::string& label,
               std::vector<std::string> suggestions = {});

/// Any further fields: names and values, with a way to add.
void edit_free_fields(const Subject& subject);

/// Sets a field without a control; a refusal is shown as a notice.
void set_now(const Subject& subject, const std::string& path, const Json& value);

/// The value at a path of the subject as the network has it now.
Json value_at(const Subject& subject, const std::string& path);

/// Places, tags … that the network uses already.
std::vector<std::string> used_places();
std::vector<std::string> used_tags();
/// Names of the network's sectors, in the reader's language.
std::vector<std::string> sector_names();
/// The sector that a name stands for: its id, or the name itself.
std::string sector_from_name(const std::string& name);
std::vector<std::string> edge_kind_names();
std::string edge_kind_from_name(const std::string& name);

}  // namespace impactweb::panels

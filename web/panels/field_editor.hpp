// One field of a node or tie, edited in place: the right control for its type, every change an operation, a refusal
// shown under it while the network keeps what it had. Where the network may only be looked at, what is filled in stands
// there as text.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/fields.hpp"
#include "ui/widgets.hpp"

namespace impactweb::panels {

/// Which entity a panel edits.
struct Subject {
  std::string id;
  bool is_edge = false;
};

/// Draws the control of the field at `path`, one of node_fields() or edge_fields().
void edit_field(const Subject& subject, std::string_view path);
/// The same for several, two beside each other.
void edit_pairs(const Subject& subject, std::initializer_list<std::string_view> paths);

struct LineOptions {
  FieldType type = FieldType::line;
  std::string placeholder;
  std::vector<std::string> suggestions;
  const char* key = "";
  bool show_label = true;
  bool title = false;
  float width = -1;
  bool grows = false;  ///< on as many lines as it needs; Enter ends it all the same
};

/// A text at any path, such as needs.ID.text.
void edit_text(const Subject& subject, const std::string& path, const std::string& label, LineOptions options = {});

/// A list of words (tags, roles) as labels that can be removed, and a field that adds: by Enter or a comma.
void edit_words(const Subject& subject, const std::string& path, const std::string& label,
                const std::vector<std::string>& suggestions = {});

/// Any further fields: names and values, with a way to add, rename and remove.
void edit_free_fields(const Subject& subject);

/// Somebody else's change to a text that is being typed (OthersChange), for a field that is known as `key`. First,
/// before it is drawn, `value` is what the network has: a change is told to who only listens.
bool see_others_change(const std::string& key, const std::string& label, const Json& value);
/// What the other has put there; null where nothing is to be chosen.
Json theirs_of(const std::string& key);
enum class WhichStands { open, theirs, mine };
/// Then, below the field: what the other has put there, and two buttons, as long as that is to be chosen.
WhichStands offer_others_change(const std::string& key, const std::string& label, const std::string& theirs);
/// Then, of what was typed: whether it may go into the network, and what the network has once it did.
bool may_apply_typed(const std::string& key, const Json& value, const ui::TextEdit& edit);
void note_applied(const std::string& key, const Json& value);

/// Forgets what was refused: another subject has come into view.
void forget_refusals();

/// Sets a field without a control; a refusal is shown as a notice.
void set_now(const Subject& subject, const std::string& path, const Json& value);
Json set_operation(const Subject& subject, const std::string& path, const Json& value);

/// The value at a path of the subject as the network has it now.
Json value_at(const Subject& subject, std::string_view path);

}  // namespace impactweb::panels

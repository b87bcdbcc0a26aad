// Somebody else's change to a text while it is being typed here: it waits until the one who types says which of both
// is to stand, and text and caret stay as they are. Whoever presses Enter means what they typed; who leaves the field
// has it applied, and can still take the other.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "core/model/json_values.hpp"

namespace impactweb::panels {

class OthersChange {
 public:
  /// Before a field is drawn: what the network has there. True when somebody else has just put that there.
  bool see(const std::string& field, const Json& value);
  /// Something was typed, or the field was finished, by Enter (`entered`) or by leaving it. `value`: what the network
  /// has. False when what was typed has to wait.
  bool may_apply(const std::string& field, const Json& value, bool finished, bool entered);
  /// What was typed is in the network now, as `value`.
  void applied(const std::string& field, const Json& value);
  /// What somebody else put there, as long as it is to be chosen; null where nothing is.
  [[nodiscard]] const Json* theirs(const std::string& field) const;
  /// It has been chosen.
  void settle(const std::string& field) { fields_.erase(field); }
  void clear() { fields_.clear(); }

 private:
  struct Field {
    Json known;  ///< what the network had when last looked at
    bool typing = true;
    std::optional<Json> theirs;
  };
  std::map<std::string, Field> fields_;
};

}  // namespace impactweb::panels

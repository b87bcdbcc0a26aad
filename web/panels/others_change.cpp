#include "panels/others_change.hpp"

namespace impactweb::panels {

bool OthersChange::see(const std::string& field, const Json& value) {
  const auto found = fields_.find(field);
  if (found == fields_.end() || found->second.known == value) return false;
  Field& seen = found->second;
  seen.known = value;
  // What was put in its place has been taken back.
  if (!seen.typing && seen.theirs == value) {
    fields_.erase(found);
    return false;
  }
  seen.theirs = value;
  return true;
}

bool OthersChange::may_apply(const std::string& field, const Json& value, bool finished, bool entered) {
  const auto found = fields_.find(field);
  if (found == fields_.end()) {
    if (!finished) fields_[field].known = value;
    return true;
  }
  Field& typed = found->second;
  typed.typing = !finished;
  if (entered || (finished && !typed.theirs)) fields_.erase(found);
  return finished || !typed.theirs;
}

void OthersChange::applied(const std::string& field, const Json& value) {
  const auto found = fields_.find(field);
  if (found == fields_.end()) return;
  found->second.known = value;
  if (found->second.theirs == value) fields_.erase(found);
}

const Json* OthersChange::theirs(const std::string& field) const {
  const auto found = fields_.find(field);
  return found == fields_.end() || !found->second.theirs ? nullptr : &*found->second.theirs;
}

}  // namespace impactweb::panels

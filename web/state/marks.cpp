// What is marked in the picture.
#include "state/state.hpp"

#include <utility>

namespace impactweb::app {

void set_marks(Marks marks) {
  if (marks.empty() && state().marks.empty()) return;
  state().marks = std::move(marks);
  ++state().marks_revision;
  want_frames();
}

void forget_marks() { set_marks({}); }

}  // namespace impactweb::app

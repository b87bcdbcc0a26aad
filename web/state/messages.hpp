// What the page is told and asked.
#pragma once

#include <string>

namespace impactweb::app {

/// A short message for everybody: shown and spoken.
void notice(const std::string& text, bool is_error = false, bool offer_undo = false);
/// For screen readers alone.
void announce(const std::string& text);
/// Asks the page for something: `open`, `save`, `picture`, `help`, `start`, `copy`, `fill` (which field).
void request(const std::string& name, const std::string& text = {});

}  // namespace impactweb::app

#include "state/messages.hpp"

#include "bridge/bridge.hpp"

namespace impactweb::app {

void notice(const std::string& text, bool is_error, bool offer_undo) {
  bridge::post({{"type", "notice"}, {"text", text}, {"kind", is_error ? "error" : "info"}, {"undo", offer_undo}});
}

void announce(const std::string& text) { bridge::post({{"type", "announce"}, {"text", text}}); }

void request(const std::string& name, const std::string& text) {
  bridge::post({{"type", "request"}, {"name", name}, {"text", text}});
}

}  // namespace impactweb::app

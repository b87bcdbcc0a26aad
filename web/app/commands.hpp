#pragma once

namespace impactweb::app {

/// Registers the commands of the program with the canvas (AppCommands in page/bridge/bridge.ts).
void add_app_commands();

}  // namespace impactweb::app

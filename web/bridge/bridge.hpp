// The one door between the page and the program: named commands, JSON in and JSON out, and events for the page to
// collect.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/engine.hpp"
#include "core/io/tables/table_source.hpp"
#include "core/model/issue.hpp"
#include "core/operation/session.hpp"

namespace impactweb::bridge {

using Command = Json (*)(const Json& arguments);

/// Makes `command` callable under `name`, in place of one that has it. Called at start.
void add_command(std::string_view name, Command command);

/// Leaves an event for the page, which collects them after every call.
void post(Json event);

/// Bytes that the page put into the buffer, or that a command leaves there for it.
std::vector<unsigned char>& buffer();

/// The session that the page works on.
Session& session();

/// What is known of the measures of the session's network.
analysis::MeasureEngine& measure_engine();

Json to_json(const Issue& issue);
Json to_json(const Issues& issues);
Json to_json(const StepName& name);

/// What a command answers that refuses: `{error}`.
Json error_answer(const Issue& issue);

/// Registers the commands of the core (see CoreCommands in page/bridge/bridge.ts).
void add_core_commands();

/// Who hears how far the reading of a file is, while it goes on; nobody at first.
Progress& progress_listener();

/// Registers the insight lenses (see LensCommands in page/bridge/bridge.ts). They touch no session.
void add_lens_commands();

/// Registers what turns files into networks and networks into files (see ReaderCommands in page/bridge/bridge.ts). It
/// touches no session.
void add_reader_commands();

}  // namespace impactweb::bridge

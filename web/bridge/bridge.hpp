// The one door between the page and the program: named commands, JSON in and JSON out, and events for the page to
// collect.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/engine.hpp"
#include "core/io/tables/table_source.hpp"
#include "core/model/issue.hpp"
#include "core/operation/session.hpp"

namespace impactweb::bridge {

/// The arguments of a call, each to be taken once. What is missing or of another type, and at the end what nobody took,
/// is a defect of the page: it is thrown, and becomes the answer `{defect}`.
class ArgumentReader {
 public:
  explicit ArgumentReader(Json given);

  void take(const char* name, Json& place);
  void take(const char* name, bool& place);
  void take(const char* name, int& place);
  void take(const char* name, double& place);
  void take(const char* name, std::string& place);
  void take(const char* name, std::vector<Json>& place);
  void take(const char* name, std::vector<std::string>& place);
  void take(const char* name, std::vector<double>& place);
  template <class Value>
  void take(const char* name, std::optional<Value>& place) {
    if (given_.contains(name)) take(name, place.emplace());
  }
  /// All of them, for a command that takes any.
  Json all() { return std::move(given_); }
  void finish() const;

 private:
  Json given_;
};

struct Command {
  std::string_view name;
  Json (*call)(ArgumentReader&);
};

/// The commands of this program: made of the table in page/bridge/commands.ts, as are the declarations of their
/// functions, `commands::NAME` in the header bridge/commands.hpp.
std::span<const Command> all_commands();

/// Leaves an event for the page, which collects them after every call.
void post(const Json& event);
/// The same as JSON text, for one that is too large to be put together as a value first.
void post_text(const std::string& event);

/// Bytes that the page put into the buffer, or that a command leaves there for it.
std::vector<unsigned char>& buffer();

/// The member `network` of the answer to come, as JSON text, for a command that answers one without it: a value is made
/// of text, and text of a value, too slowly for a large network. Empty again once the answer is given.
std::string& network_text();

/// The session that the page works on.
Session& session();

/// What is known of the measures of the session's network.
analysis::MeasureEngine& measure_engine();

Json to_json(const Issue& issue);
Json to_json(const Issues& issues);
Json to_json(const StepName& name);

/// What a command answers that refuses: `{error}`.
Json error_answer(const Issue& issue);

/// Who hears how far the reading of a file is, while it goes on; nobody at first.
Progress& progress_listener();

}  // namespace impactweb::bridge

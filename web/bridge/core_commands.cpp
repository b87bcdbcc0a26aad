// The commands of the core, for the page, for workers and for tests under Node.js.
#include <chrono>

#include "bridge/commands.hpp"
#include "bridge/network_argument.hpp"
#include "core/model/ids.hpp"
#include "core/operation/ties.hpp"

namespace impactweb::bridge {
namespace {

Json step_or_null(const std::optional<StepName>& name) { return name ? to_json(*name) : Json(); }

Json report_to_json(const HistoryReport& report) {
  return {{"done", report.done}, {"name", bridge::to_json(report.name)}, {"skipped", bridge::to_json(report.skipped)}};
}

void post_history() {
  post({{"type", "history"},
        {"undo", step_or_null(session().undo_name())},
        {"redo", step_or_null(session().redo_name())}});
}

[[maybe_unused]] const bool listening = [] {
  session().on_change([](const Change& change) {
    std::string operations;
    for (const Json& operation : change.operations) {
      if (!operations.empty()) operations += ',';
      operations += json_text(operation);
    }
    post_text(std::string(R"({"type":"change","change":{"origin":")") +
              (change.origin == Origin::local ? "local" : "remote") + R"(","fromHistory":)" +
              (change.from_history ? "true" : "false") + R"(,"operations":[)" + operations + "]}}");
    post_history();
  });
  return true;
}();

}  // namespace

analysis::MeasureEngine& measure_engine() {
  static analysis::MeasureEngine engine;
  return engine;
}

namespace commands {

/// Puts what was kept on the table. Anything that had to be repaired is reported, as with a file.
Json load(LoadArguments arguments) {
  Result<Opened> opened = opened_network(std::move(arguments.network));
  if (const Issue* issue = std::get_if<Issue>(&opened)) return error_answer(*issue);
  auto& [network, warnings] = std::get<Opened>(opened);
  Ties ties;
  for (const Json& operation : arguments.operations.value_or(std::vector<Json>())) {
    if (const auto applied = apply_operation(network, operation, Origin::remote, ties);
        const Issue* issue = std::get_if<Issue>(&applied))
      warnings.push_back(*issue);
  }
  session().load(std::move(network));
  post_history();
  return {{"warnings", to_json(warnings)}};
}

Json apply(ApplyArguments arguments) {
  ApplyOptions options;
  if (arguments.origin == "remote") options.origin = Origin::remote;
  options.gesture = arguments.gesture.value_or("");
  if (arguments.name) {
    options.name.code = arguments.name->at("code").get<std::string>();
    options.name.params = arguments.name->value("params", std::vector<std::string>{});
  }
  const ApplyReport report = session().apply(arguments.operations, options);
  Json rejected = Json::array();
  for (const Rejection& rejection : report.rejected)
    rejected.push_back({{"index", rejection.index}, {"issue", to_json(rejection.issue)}});
  return {{"applied", report.applied}, {"rejected", rejected}, {"created", report.created}};
}

Json undo() { return report_to_json(session().undo()); }
Json redo() { return report_to_json(session().redo()); }

Json forget_history() {
  session().forget_history();
  post_history();
  return {};
}

Json snapshot() { return file_from_network(session().network()); }

Json own_file() { return {{"text", bytes_from_network(session().network())}}; }

Json counts() {
  const Network& network = session().network();
  return {{"nodes", network.nodes.size()},
          {"edges", network.edges.size()},
          {"waitingEdges", network.waiting_edges.size()},
          {"revision", session().revision()},
          {"content", session().content_revision()}};
}

Json measures(MeasuresArguments arguments) {
  analysis::MeasureOptions options;
  options.exact = arguments.exact.value_or(false);
  const auto found = measure_engine().answer(session().network(), session().content_revision(),
                                             arguments.only.value_or(std::vector<std::string>()), options);
  if (const Issue* issue = std::get_if<Issue>(&found)) return error_answer(*issue);
  const auto& [node_ids, entries] = std::get<analysis::MeasureAnswer>(found);
  Json rest = Json::object();
  Json per_node = Json::array();
  auto& bytes = buffer();
  bytes.clear();
  for (const auto& [id, entry] : entries) {
    rest[id] = entry->rest;
    if (!entry->per_node) continue;
    per_node.push_back(id);
    const auto* first = reinterpret_cast<const unsigned char*>(entry->per_node->data());
    bytes.insert(bytes.end(), first, first + sizeof(double) * entry->per_node->size());
  }
  Json answer = {{"measures", std::move(rest)}};
  if (per_node.empty()) return answer;
  // No id has a line break in it.
  for (const std::string_view id : node_ids) {
    bytes.insert(bytes.end(), id.begin(), id.end());
    bytes.push_back('\n');
  }
  answer["perNode"] = std::move(per_node);
  answer["nodes"] = node_ids.size();
  answer["bytes"] = bytes.size();
  return answer;
}

Json make_id() { return {{"id", impactweb::make_id()}}; }

}  // namespace commands
}  // namespace impactweb::bridge

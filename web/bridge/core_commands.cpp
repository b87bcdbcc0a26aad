// The commands of the core, for the page, for workers and for tests under Node.js.
#include <chrono>

#include "bridge/bridge.hpp"
#include "core/io/file.hpp"
#include "core/layout/network_layout.hpp"
#include "core/model/ids.hpp"
#include "core/operation/ties.hpp"

namespace impactweb::bridge {
namespace {

Json step_or_null(const std::optional<StepName>& name) { return name ? to_json(*name) : Json(); }

/// Operations of a page come as a list; anything else in its place is the page's defect.
std::vector<Json> operations_of(const Json& arguments) { return arguments.at("operations").get<std::vector<Json>>(); }

Json report_to_json(const HistoryReport& report) {
  return {{"done", report.done}, {"name", bridge::to_json(report.name)}, {"skipped", bridge::to_json(report.skipped)}};
}

void post_history() {
  post({{"type", "history"},
        {"undo", step_or_null(session().undo_name())},
        {"redo", step_or_null(session().redo_name())}});
}

/// Puts what was kept on the table. Anything that had to be repaired is reported, as with a file.
Json load(const Json& arguments) {
  Result<Opened> opened = open_impactweb_json(
      Json{{"type", "impactweb"}, {"version", schema_version}, {"network", arguments.at("network")}});
  if (const Issue* issue = std::get_if<Issue>(&opened)) return error_answer(*issue);
  auto& [network, warnings] = std::get<Opened>(opened);
  Ties ties;
  for (const Json& operation : arguments.value("operations", Json::array())) {
    if (const auto applied = apply_operation(network, operation, Origin::remote, ties);
        const Issue* issue = std::get_if<Issue>(&applied))
      warnings.push_back(*issue);
  }
  session().load(std::move(network));
  post_history();
  return {{"warnings", to_json(warnings)}};
}

Json apply(const Json& arguments) {
  ApplyOptions options;
  if (arguments.value("origin", "local") == "remote") options.origin = Origin::remote;
  options.gesture = arguments.value("gesture", "");
  if (arguments.contains("name")) {
    options.name.code = arguments["name"].at("code").get<std::string>();
    options.name.params = arguments["name"].value("params", std::vector<std::string>{});
  }
  const ApplyReport report = session().apply(operations_of(arguments), options);
  Json rejected = Json::array();
  for (const Rejection& rejection : report.rejected)
    rejected.push_back({{"index", rejection.index}, {"issue", to_json(rejection.issue)}});
  return {{"applied", report.applied}, {"rejected", rejected}, {"created", report.created}};
}

Json undo(const Json&) { return report_to_json(session().undo()); }
Json redo(const Json&) { return report_to_json(session().redo()); }

Json forget_history(const Json&) {
  session().forget_history();
  post_history();
  return {};
}

Json snapshot(const Json&) { return file_from_network(session().network()); }

Json own_file(const Json&) { return {{"text", bytes_from_network(session().network())}}; }

Json counts(const Json&) {
  const Network& network = session().network();
  return {{"nodes", network.nodes.size()},
          {"edges", network.edges.size()},
          {"waitingEdges", network.waiting_edges.size()},
          {"revision", session().revision()},
          {"content", session().content_revision()}};
}

Json measure(const Json& arguments) {
  const auto ids = arguments.value("only", std::vector<std::string>{});
  analysis::MeasureOptions options;
  options.exact = arguments.value("exact", false);
  const auto found = measure_engine().answer(session().network(), session().content_revision(), ids, options);
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

Json place(const Json& arguments) {
  const Json move = layout::place_new_nodes(session().network());
  ApplyOptions options;
  options.gesture = arguments.value("gesture", "");
  if (!move.is_null()) session().apply({move}, options);
  return {{"arrange", false}};
}

Json new_id(const Json&) { return {{"id", make_id()}}; }

}  // namespace

analysis::MeasureEngine& measure_engine() {
  static analysis::MeasureEngine engine;
  return engine;
}

void add_core_commands() {
  add_command("load", load);
  add_command("apply", apply);
  add_command("undo", undo);
  add_command("redo", redo);
  add_command("forgetHistory", forget_history);
  add_command("snapshot", snapshot);
  add_command("ownFile", own_file);
  add_command("counts", counts);
  add_command("makeId", new_id);
  add_command("measures", measure);
  add_command("placeNewNodes", place);
  session().on_change([](const Change& change) {
    post({{"type", "change"},
          {"change",
           {{"operations", change.operations},
            {"origin", change.origin == Origin::local ? "local" : "remote"},
            {"fromHistory", change.from_history}}}});
    post_history();
  });
}

}  // namespace impactweb::bridge

// The commands of the core, for the page, for workers and for tests under Node.js.
#include <algorithm>
#include <chrono>

#include "bridge/bridge.hpp"
#include "bridge/layout_command.hpp"
#include "core/analysis/measures.hpp"
#include "core/io/file.hpp"
#include "core/io/formats.hpp"
#include "core/model/ids.hpp"

namespace impactweb::bridge {
namespace {

Json error(const Issue& issue) { return {{"error", to_json(issue)}}; }

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
  if (const Issue* issue = std::get_if<Issue>(&opened)) return error(*issue);
  auto& [network, warnings] = std::get<Opened>(opened);
  for (const Json& operation : arguments.value("operations", Json::array())) {
    if (const auto applied = apply_operation(network, operation, Origin::remote);
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

Json snapshot(const Json&) { return file_from_network(session().network()); }

/// Takes the files out of the buffer, where the page has put them one after another.
std::vector<InputFile> files_in_buffer(const Json& arguments) {
  std::vector<InputFile> files;
  std::size_t at = 0;
  const auto& bytes = buffer();
  for (const Json& file : arguments.at("files")) {
    const auto size = std::min(file.at("size").get<std::size_t>(), bytes.size() - at);
    files.push_back(
        {file.at("name").get<std::string>(), std::string(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                                                         bytes.begin() + static_cast<std::ptrdiff_t>(at + size))});
    at += size;
  }
  buffer() = {};
  return files;
}

Json parse(const Json& arguments) {
  const std::vector<InputFile> files = files_in_buffer(arguments);
  const Result<Opened> opened = open_files(files, arguments.value("format", ""));
  if (const Issue* issue = std::get_if<Issue>(&opened)) return error(*issue);
  const auto& [network, warnings] = std::get<Opened>(opened);
  return {{"network", impactweb::to_json(network)},
          {"warnings", to_json(warnings)},
          {"nodes", network.nodes.size()},
          {"edges", network.edges.size()}};
}

Json merge(const Json& arguments) {
  Result<Opened> incoming = open_impactweb_json(
      Json{{"type", "impactweb"}, {"version", schema_version}, {"network", arguments.at("network")}});
  if (const Issue* issue = std::get_if<Issue>(&incoming)) return error(*issue);
  const Network& network = std::get<Opened>(incoming).network;
  return {{"operations", arguments.at("mode") == "replace" ? replace_operations(session().network(), network)
                                                           : merge_operations(session().network(), network)}};
}

Json list_formats(const Json&) {
  Json list = Json::array();
  for (const Format& format : formats())
    list.push_back({{"id", format.id},
                    {"extension", format.extension},
                    {"mediaType", format.media_type},
                    {"saves", format.save != nullptr}});
  return list;
}

Json export_files(const Json& arguments) {
  const auto id = arguments.at("format").get<std::string>();
  for (const Format& format : formats()) {
    if (format.id != id || format.save == nullptr) continue;
    Json files = Json::array();
    for (const OutputFile& file : format.save(session().network()))
      files.push_back({{"name", file.name}, {"text", file.bytes}});
    return {{"files", files}};
  }
  return error({"formatUnknown", "format", {id}});
}

Json counts(const Json&) {
  const Network& network = session().network();
  return {{"nodes", network.nodes.size()},
          {"edges", network.edges.size()},
          {"waitingEdges", network.waiting_edges.size()},
          {"revision", session().revision()}};
}

Json measure(const Json& arguments) {
  const auto ids = arguments.value("only", std::vector<std::string>{});
  const Result<Json> result = analysis::measures(session().network(), ids);
  if (const Issue* issue = std::get_if<Issue>(&result)) return error(*issue);
  return std::get<Json>(result);
}

Json place(const Json& arguments) {
  const Json move = layout::place_new_nodes(session().network());
  if (move.is_null()) return nullptr;
  ApplyOptions options;
  options.gesture = arguments.value("gesture", "");
  session().apply({move}, options);
  return nullptr;
}

Json new_id(const Json&) { return {{"id", make_id()}}; }

}  // namespace

void add_core_commands() {
  add_command("load", load);
  add_command("apply", apply);
  add_command("undo", undo);
  add_command("redo", redo);
  add_command("snapshot", snapshot);
  add_command("parse", parse);
  add_command("mergeOperations", merge);
  add_command("formats", list_formats);
  add_command("exportFiles", export_files);
  add_command("counts", counts);
  add_command("makeId", new_id);
  add_command("measures", measure);
  add_command("layout", [](const Json& arguments) { return run_layout(arguments, layout::estimated_box); });
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

// Files in and out, for a worker: reading a large spreadsheet there leaves the page free, and a page that opens none
// never loads it.
#include <algorithm>

#include "bridge/network_argument.hpp"
#include "core/io/merging/duplicates.hpp"
#include "core/io/merging/merge.hpp"
#include "core/io/merging/merge_summary.hpp"
#include "core/io/merging/replace.hpp"
#include "core/io/merging/same_nodes.hpp"
#include "core/io/opening/formats.hpp"
#include "core/io/opening/import_plan.hpp"
#include "core/io/tables/csv.hpp"
#include "core/io/tables/tables.hpp"
#include "core/text/text.hpp"

namespace impactweb::bridge {
namespace {

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

Json plan_in(const Json& arguments) {
  const auto plan = arguments.find("plan");
  return plan == arguments.end() ? Json() : *plan;
}

/// The format that is asked for, or else the one that the files are in.
std::string format_in(const Json& arguments, const std::vector<InputFile>& files) {
  const std::string format = arguments.value("format", "");
  return format.empty() ? std::string(format_of(files)) : format;
}

Json preview(const Json& arguments) {
  const std::vector<InputFile> files = files_in_buffer(arguments);
  const std::string format = format_in(arguments, files);
  if (!is_table_format(format)) return {{"format", format}, {"tables", nullptr}};
  const Result<Json> found = preview_tables(files, format, plan_in(arguments));
  if (const Issue* issue = std::get_if<Issue>(&found)) return error_answer(*issue);
  return std::get<Json>(found);
}

Json parse(const Json& arguments) {
  const std::vector<InputFile> files = files_in_buffer(arguments);
  const Json plan = plan_in(arguments);
  const std::string format = format_in(arguments, files);
  const Result<Opened> opened = plan.is_object() && is_table_format(format)
                                    ? open_tables(files, format, plan, progress_listener())
                                    : open_files(files, arguments.value("format", ""));
  if (const Issue* issue = std::get_if<Issue>(&opened)) return error_answer(*issue);
  const auto& [network, warnings] = std::get<Opened>(opened);
  return {{"network", impactweb::to_json(network)},
          {"warnings", to_json(warnings)},
          {"nodes", network.nodes.size()},
          {"edges", network.edges.size()}};
}

/// What somebody needs to see of a node to know whether it is the same as another.
Json facts_of(const Network& network, const Node& node) {
  std::size_t ties = 0;
  for (const auto& [id, edge] : network.edges) ties += edge.from == node.id || edge.to == node.id ? 1 : 0;
  return {{"name", node.label},
          {"kind", std::string(name_of(node_kinds, node.kind))},
          {"sector", node.sector},
          {"place", node.place},
          {"description", std::string(first_characters(node.description, 120))},
          {"ties", ties}};
}

Json duplicates_json(const Network& network, const Network& incoming) {
  Json list = Json::array();
  for (const DuplicatePair& pair : find_duplicates(network, incoming, recognised_nodes(network, incoming))) {
    const Network& where = pair.in_network ? network : incoming;
    const Node& goes = incoming.nodes.find(pair.id)->second;
    const Node& stays = where.nodes.find(pair.other)->second;
    list.push_back({{"name", reference_to(incoming, goes)},
                    {"as", reference_to(where, stays)},
                    {"in", pair.in_network ? "network" : "file"},
                    {"why", std::string(name_of(likenesses, pair.likeness))},
                    {"goes", facts_of(incoming, goes)},
                    {"stays", facts_of(where, stays)}});
  }
  return list;
}

Json compare(const Json& arguments) {
  const Result<Opened> current = network_of(arguments, "current");
  if (const Issue* issue = std::get_if<Issue>(&current)) return error_answer(*issue);
  const Result<Opened> incoming = network_of(arguments, "network");
  if (const Issue* issue = std::get_if<Issue>(&incoming)) return error_answer(*issue);
  const Network& base = std::get<Opened>(current).network;
  const Network& network = std::get<Opened>(incoming).network;
  const Result<MergeChoices> choices = merge_choices(plan_in(arguments), base, network);
  if (const Issue* issue = std::get_if<Issue>(&choices)) return error_answer(*issue);
  Json answer = {{"changes", changes_by(base, merge_operations(base, network, std::get<MergeChoices>(choices)))}};
  if (arguments.value("duplicates", false)) answer["duplicates"] = duplicates_json(base, network);
  return answer;
}

Json unite(const Json& arguments) {
  const Result<Opened> incoming = network_of(arguments, "network");
  if (const Issue* issue = std::get_if<Issue>(&incoming)) return error_answer(*issue);
  const Network& network = std::get<Opened>(incoming).network;
  const Result<MergeChoices> choices = merge_choices(plan_in(arguments), Network(), network);
  if (const Issue* issue = std::get_if<Issue>(&choices)) return error_answer(*issue);
  const Network one = united(network, std::get<MergeChoices>(choices).same_in_file);
  return {{"network", impactweb::to_json(one)}, {"nodes", one.nodes.size()}, {"edges", one.edges.size()}};
}

Json merge(const Json& arguments) {
  const Result<Opened> current = network_of(arguments, "current");
  if (const Issue* issue = std::get_if<Issue>(&current)) return error_answer(*issue);
  const Result<Opened> incoming = network_of(arguments, "network");
  if (const Issue* issue = std::get_if<Issue>(&incoming)) return error_answer(*issue);
  const Network& base = std::get<Opened>(current).network;
  const Network& network = std::get<Opened>(incoming).network;
  if (arguments.at("mode") == "replace") return {{"operations", replace_operations(base, network)}};
  const Result<MergeChoices> choices = merge_choices(plan_in(arguments), base, network);
  if (const Issue* issue = std::get_if<Issue>(&choices)) return error_answer(*issue);
  return {{"operations", merge_operations(base, network, std::get<MergeChoices>(choices))}};
}

Json export_files(const Json& arguments) {
  const Result<Opened> opened = network_of(arguments, "network");
  if (const Issue* issue = std::get_if<Issue>(&opened)) return error_answer(*issue);
  const auto id = arguments.at("format").get<std::string>();
  for (const Format& format : formats()) {
    if (format.id != id || format.save == nullptr) continue;
    Json files = Json::array();
    buffer() = {};
    for (const OutputFile& file : format.save(std::get<Opened>(opened).network)) {
      files.push_back({{"name", file.name}, {"size", file.bytes.size()}, {"type", format.media_type}});
      buffer().insert(buffer().end(), file.bytes.begin(), file.bytes.end());
    }
    const Network& network = std::get<Opened>(opened).network;
    return {{"files", files},
            {"losses", arguments.value("losses", false) ? to_json(format.losses(network)) : Json::array()}};
  }
  return error_answer({"formatUnknown", "format", {id}});
}

/// A table of the page's own as a file, in the form of those that networks are saved in: texts that a spreadsheet
/// program might run are guarded, numbers are written as they are, null is an empty cell.
Json export_table(const Json& arguments) {
  std::string text = "\xEF\xBB\xBF";
  std::vector<std::string> cells;
  for (const Json& row : arguments.at("rows")) {
    cells.clear();
    for (const Json& cell : row)
      cells.push_back(cell.is_string()   ? tables::guarded(cell.get_ref<const std::string&>(), false)
                      : cell.is_number() ? cell.dump()
                                         : std::string());
    append_csv_row(text, cells);
  }
  buffer().assign(text.begin(), text.end());
  return {{"files", Json::array({{{"name", "table.csv"}, {"size", text.size()}, {"type", "text/csv"}}})},
          {"losses", Json::array()}};
}

}  // namespace

Progress& progress_listener() {
  static Progress listener;
  return listener;
}

void add_reader_commands() {
  add_command("preview", preview);
  add_command("parse", parse);
  add_command("compare", compare);
  add_command("unite", unite);
  add_command("mergeOperations", merge);
  add_command("exportFiles", export_files);
  add_command("exportTable", export_table);
}

}  // namespace impactweb::bridge

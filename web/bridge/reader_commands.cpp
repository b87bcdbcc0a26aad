// Files in and out, for a worker: reading a large spreadsheet there leaves the page free, and a page that opens none
// never loads it.
#include <algorithm>

#include "bridge/commands.hpp"
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
#include "core/model/fields.hpp"
#include "core/model/network_text.hpp"
#include "core/text/text.hpp"

namespace impactweb::bridge {
namespace {

/// Takes the files out of the buffer, where the page has put them one after another.
std::vector<InputFile> files_in_buffer(const std::vector<Json>& described) {
  std::vector<InputFile> files;
  std::size_t at = 0;
  const auto& bytes = buffer();
  for (const Json& file : described) {
    const auto size = std::min(file.at("size").get<std::size_t>(), bytes.size() - at);
    files.push_back(
        {file.at("name").get<std::string>(), std::string(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                                                         bytes.begin() + static_cast<std::ptrdiff_t>(at + size))});
    at += size;
  }
  buffer() = {};
  return files;
}

/// The format that is asked for, or else the one that the files are in.
std::string format_of_files(const std::optional<std::string>& asked, const std::vector<InputFile>& files) {
  return asked.value_or("").empty() ? std::string(format_of(files)) : *asked;
}

/// The network in files, with what of them was repaired; `format` is the one that they are in.
Json network_in(const std::vector<InputFile>& files, const std::string& format, const std::optional<std::string>& asked,
                const std::optional<Json>& plan) {
  const Result<Opened> opened = is_table_format(format)
                                    ? open_tables(files, format, plan.value_or(Json()), progress_listener())
                                    : open_files(files, asked.value_or(""));
  if (const Issue* issue = std::get_if<Issue>(&opened)) return error_answer(*issue);
  const auto& [network, warnings] = std::get<Opened>(opened);
  network_text() = text_of(network);
  return {{"warnings", to_json(warnings)}, {"nodes", network.nodes.size()}, {"edges", network.edges.size()}};
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

/// What differs between two that look like one, field by field, where either is filled in.
Json differences(const Node& goes, const Node& stays) {
  constexpr std::size_t most = 12, characters = 80;
  Json list = Json::array();
  const auto text_of = [](const Json& value) {
    return value.is_null()
               ? std::string()
               : std::string(first_characters(value.is_string() ? value.get<std::string>() : value.dump(), characters));
  };
  const auto add = [&](const std::string& field, const Json& a, const Json& b) {
    if (a != b && list.size() < most) list.push_back({{"field", field}, {"goes", text_of(a)}, {"stays", text_of(b)}});
  };
  for (const FieldInfo& field : node_fields()) {
    const std::string path(field.path);
    // Texts of needs and offers have ids of their own, and a place in the picture says nothing.
    if (path == "fields" || path == "needs" || path == "offers" || path == "position" || path == "pinned") continue;
    add(path, get_field(goes, path), get_field(stays, path));
  }
  std::map<std::string, std::pair<Json, Json>> own;
  for (const auto& [key, value] : goes.fields) own[key].first = value;
  for (const auto& [key, value] : stays.fields) own[key].second = value;
  for (const auto& [key, values] : own) add("fields." + key, values.first, values.second);
  return list;
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
                    {"stays", facts_of(where, stays)},
                    {"differs", differences(goes, stays)}});
  }
  return list;
}

/// The choices that `plan` makes for bringing `network` into `base`.
Result<MergeChoices> choices_in(const std::optional<Json>& plan, const Network& base, const Network& network) {
  return merge_choices(plan.value_or(Json()), base, network);
}

}  // namespace

Progress& progress_listener() {
  static Progress listener;
  return listener;
}

namespace commands {

Json read(ReadArguments arguments) {
  const std::vector<InputFile> files = files_in_buffer(arguments.files);
  const std::string format = format_of_files(arguments.format, files);
  if (!is_table_format(format)) {
    Json found = network_in(files, format, arguments.format, arguments.plan);
    found["format"] = format;
    found["tables"] = nullptr;
    return found;
  }
  const Result<Json> found = preview_tables(files, format, arguments.plan.value_or(Json()));
  if (const Issue* issue = std::get_if<Issue>(&found)) return error_answer(*issue);
  return std::get<Json>(found);
}

Json parse(ParseArguments arguments) {
  const std::vector<InputFile> files = files_in_buffer(arguments.files);
  return network_in(files, format_of_files(arguments.format, files), arguments.format, arguments.plan);
}

Json compare(CompareArguments arguments) {
  const Result<Opened> current = opened_network(std::move(arguments.current));
  if (const Issue* issue = std::get_if<Issue>(&current)) return error_answer(*issue);
  const Result<Opened> incoming = opened_network(std::move(arguments.network));
  if (const Issue* issue = std::get_if<Issue>(&incoming)) return error_answer(*issue);
  const Network& base = std::get<Opened>(current).network;
  const Network& network = std::get<Opened>(incoming).network;
  const Result<MergeChoices> choices = choices_in(arguments.plan, base, network);
  if (const Issue* issue = std::get_if<Issue>(&choices)) return error_answer(*issue);
  Json answer = {
      {"changes", changes_by(base, impactweb::merge_operations(base, network, std::get<MergeChoices>(choices)))}};
  if (arguments.duplicates.value_or(false)) answer["duplicates"] = duplicates_json(base, network);
  answer["ids"] = ids_in_doubt(base, network);
  return answer;
}

Json unite(UniteArguments arguments) {
  const Result<Opened> incoming = opened_network(std::move(arguments.network));
  if (const Issue* issue = std::get_if<Issue>(&incoming)) return error_answer(*issue);
  const Network& network = std::get<Opened>(incoming).network;
  const Result<MergeChoices> choices = choices_in(arguments.plan, Network(), network);
  if (const Issue* issue = std::get_if<Issue>(&choices)) return error_answer(*issue);
  const Network one = united(network, std::get<MergeChoices>(choices).same_in_file);
  network_text() = text_of(one);
  return {{"nodes", one.nodes.size()}, {"edges", one.edges.size()}};
}

Json merge_operations(MergeOperationsArguments arguments) {
  const Result<Opened> current = opened_network(std::move(arguments.current));
  if (const Issue* issue = std::get_if<Issue>(&current)) return error_answer(*issue);
  const Result<Opened> incoming = opened_network(std::move(arguments.network), arguments.title.value_or(""));
  if (const Issue* issue = std::get_if<Issue>(&incoming)) return error_answer(*issue);
  const Network& base = std::get<Opened>(current).network;
  const Network& network = std::get<Opened>(incoming).network;
  if (arguments.mode == "replace") return {{"operations", replace_operations(base, network)}};
  const Result<MergeChoices> choices = choices_in(arguments.plan, base, network);
  if (const Issue* issue = std::get_if<Issue>(&choices)) return error_answer(*issue);
  return {{"operations", impactweb::merge_operations(base, network, std::get<MergeChoices>(choices))}};
}

Json export_files(ExportFilesArguments arguments) {
  const Result<Opened> opened = opened_network(std::move(arguments.network));
  if (const Issue* issue = std::get_if<Issue>(&opened)) return error_answer(*issue);
  for (const Format& format : formats()) {
    if (format.id != arguments.format || format.save == nullptr) continue;
    Json files = Json::array();
    buffer() = {};
    for (const OutputFile& file : format.save(std::get<Opened>(opened).network)) {
      files.push_back({{"name", file.name}, {"size", file.bytes.size()}, {"type", format.media_type}});
      buffer().insert(buffer().end(), file.bytes.begin(), file.bytes.end());
    }
    const Network& network = std::get<Opened>(opened).network;
    return {{"files", files},
            {"losses", arguments.losses.value_or(false) ? to_json(format.losses(network)) : Json::array()}};
  }
  return error_answer({"formatUnknown", "format", {arguments.format}});
}

/// A table of the page's own as a file, in the form of those that networks are saved in: texts that a spreadsheet
/// program might run are guarded, numbers are written as they are, null is an empty cell.
Json export_table(ExportTableArguments arguments) {
  std::string text = "\xEF\xBB\xBF";
  std::vector<std::string> cells;
  for (const Json& row : arguments.rows) {
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

}  // namespace commands
}  // namespace impactweb::bridge

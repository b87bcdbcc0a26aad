// Files in and out, for a worker: reading a large spreadsheet there leaves the page free, and a page that opens none
// never loads it.
#include <algorithm>

#include "bridge/network_argument.hpp"
#include "core/io/formats.hpp"

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

Json parse(const Json& arguments) {
  const std::vector<InputFile> files = files_in_buffer(arguments);
  const Result<Opened> opened = open_files(files, arguments.value("format", ""));
  if (const Issue* issue = std::get_if<Issue>(&opened)) return error_answer(*issue);
  const auto& [network, warnings] = std::get<Opened>(opened);
  return {{"network", impactweb::to_json(network)},
          {"warnings", to_json(warnings)},
          {"nodes", network.nodes.size()},
          {"edges", network.edges.size()}};
}

Json merge(const Json& arguments) {
  const Result<Opened> current = network_of(arguments, "current");
  if (const Issue* issue = std::get_if<Issue>(&current)) return error_answer(*issue);
  const Result<Opened> incoming = network_of(arguments, "network");
  if (const Issue* issue = std::get_if<Issue>(&incoming)) return error_answer(*issue);
  const Network& base = std::get<Opened>(current).network;
  const Network& network = std::get<Opened>(incoming).network;
  return {{"operations",
           arguments.at("mode") == "replace" ? replace_operations(base, network) : merge_operations(base, network)}};
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

}  // namespace

void add_reader_commands() {
  add_command("parse", parse);
  add_command("mergeOperations", merge);
  add_command("exportFiles", export_files);
}

}  // namespace impactweb::bridge

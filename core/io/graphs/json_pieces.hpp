// What readers of graphs in JSON have in common: looking into a tree of which nothing is certain.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <vector>

#include "core/io/format.hpp"
#include "core/io/graphs/graph_records.hpp"
#include "core/io/records/columns.hpp"
#include "core/io/text_repair.hpp"

namespace impactweb::json_pieces {

/// A member of an object, or null where there is none or no object.
const Json& member(const Json& object, const std::string& key);

/// Ids are texts, and numbers in some files; empty for anything else.
std::string id_in(const Json& value);

/// Where some attributes of a node or an edge stand.
struct Source {
  const Json& attributes;
  std::string where;
};

/// Reads attributes out of several objects; the first that has one counts.
void read_attributes(graphs::GraphReader& graph, records::Table table, std::initializer_list<Source> sources,
                     std::vector<graphs::Attribute>& attributes);

/// Whatever else stands beside the attributes of an entry, as attributes of their own.
Json beside(const Json& entry, std::initializer_list<const char*> own);

/// Calls `use(entry, where)` for each object of a list; what is not one is named.
template <class Use>
void for_each_object(const Json& list, const std::string& where, Warnings& warnings, const Use& use) {
  if (list.is_null()) return;
  if (!list.is_array()) {
    warnings.add("wrongTypeDropped", where, {shortened(list)});
    return;
  }
  for (std::size_t i = 0; i < list.size(); ++i)
    if (list[i].is_object())
      use(list[i], item_place(where, i));
    else
      warnings.add("wrongTypeDropped", item_place(where, i), {shortened(list[i])});
}

/// Members that say something of the whole network.
void read_network_values(graphs::GraphReader& graph, const Json& object, const std::string& where,
                         std::initializer_list<std::string_view> left_out);

/// The network in a file that `read(json, graph)` gathers, if `is_it(json)`; else refused as not being of `name`.
template <class Read>
Result<Opened> open_json(std::span<const InputFile> files, const char* name, bool (*is_it)(const Json&),
                         const Read& read) {
  if (auto issue = not_one_file(files)) return *issue;
  graphs::GraphReader graph;
  const Result<Json> json = json_from_bytes(files[0].bytes, graph.warnings());
  if (const Issue* issue = std::get_if<Issue>(&json)) return *issue;
  const Json& file = std::get<Json>(json);
  if (!is_it(file)) return Issue{"notOfFormat", "", {name}};
  read(file, graph);
  return graph.take();
}

}  // namespace impactweb::json_pieces

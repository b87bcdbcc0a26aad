#include "core/io/opening/formats.hpp"

#include <algorithm>

#include "core/io/content.hpp"
#include "core/io/graphs/dot.hpp"
#include "core/io/graphs/gdf.hpp"
#include "core/io/graphs/gexf.hpp"
#include "core/io/graphs/gml.hpp"
#include "core/io/graphs/graph_json.hpp"
#include "core/io/graphs/graphml.hpp"
#include "core/io/graphs/kumu_json.hpp"
#include "core/io/graphs/node_link.hpp"
#include "core/io/graphs/pajek.hpp"
#include "core/io/graphs/tgf.hpp"
#include "core/io/graphs/ucinet_dl.hpp"
#include "core/io/opening/foreign_text.hpp"
#include "core/io/opening/import_plan.hpp"
#include "core/io/tables/csv_network.hpp"
#include "core/io/tables/spreadsheet_kind.hpp"
#include "core/io/tables/xlsx_network.hpp"
#include "core/text/text.hpp"

namespace impactweb {

namespace {

int impactweb_likeness(const InputFile& file) {
  if (content_of(file.bytes) != Content::json) return 0;
  bool network = false;
  for (const JsonMember& member : outermost_members(file.bytes)) {
    if (member.key == "type" && member.text == "impactweb") return 100;
    network = network || (member.key == "network" && member.begins_with == '{');
  }
  return network ? 20 : 0;
}

Result<Opened> open_one_impactweb(std::span<const InputFile> files) {
  if (auto issue = not_one_file(files)) return *issue;
  return open_impactweb(files[0].bytes);
}

/// Tables open as the preview proposes.
Result<Opened> open_csv_as_proposed(std::span<const InputFile> files) { return open_tables(files, "csv", Json()); }
Result<Opened> open_xlsx_as_proposed(std::span<const InputFile> files) { return open_tables(files, "xlsx", Json()); }

std::vector<OutputFile> save_impactweb(const Network& network) {
  return {{"network.json", bytes_from_network(network)}};
}

constexpr Format table[] = {
    {"impactweb", "json", "application/json", impactweb_likeness, open_one_impactweb, save_impactweb},
    {"kumu", "json", "application/json", kumu_likeness, open_kumu, save_kumu},
    {"csv", "csv", "text/csv", csv_likeness, open_csv_as_proposed, save_csv},
    {"xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx_likeness,
     open_xlsx_as_proposed, save_xlsx},
    {"gexf", "gexf", "application/xml", gexf_likeness, open_gexf, save_gexf},
    {"graphml", "graphml", "application/xml", graphml_likeness, open_graphml, save_graphml},
    {"gephi-lite", "json", "application/json", gephi_lite_likeness, open_gephi_lite, save_gephi_lite},
    {"graphology", "json", "application/json", graphology_likeness, open_graphology, save_graphology},
    {"polinode", "json", "application/json", polinode_likeness, open_polinode, save_polinode},
    {"node-link", "json", "application/json", node_link_likeness, open_node_link, nullptr},
    {"gml", "gml", "text/plain", gml_likeness, open_gml, save_gml},
    {"pajek", "net", "text/plain", pajek_likeness, open_pajek, save_pajek},
    {"ucinet-dl", "dl", "text/plain", ucinet_dl_likeness, open_ucinet_dl, nullptr},
    {"dot", "dot", "text/vnd.graphviz", dot_likeness, open_dot, nullptr},
    {"tgf", "tgf", "text/plain", tgf_likeness, open_tgf, nullptr},
    {"gdf", "gdf", "text/plain", gdf_likeness, open_gdf, nullptr},
};

const Format* most_like(const InputFile& file) {
  constexpr int certain = 95;
  const Format* best = nullptr;
  int most = 0;
  for (const Format& format : table)
    if (const int likeness = format.likeness(file); likeness > most) {
      most = likeness;
      best = &format;
    }
  // Any text is somewhat like a list of names.
  return most < certain && foreign_text(file) ? nullptr : best;
}

/// Why a file that is like no format cannot be opened.
Issue refusal(const InputFile& file) {
  switch (content_of(file.bytes)) {
    case Content::empty:
      return {"fileEmpty", "", {}};
    case Content::spreadsheet:
      return spreadsheet_refusal(file.bytes);
    case Content::markup: {
      const std::string_view tool = known_markup(file.bytes);
      if (tool.empty()) return {"formatNotRecognised", "", {}};
      return {"formatOfOtherTool", "", {std::string(tool)}};
    }
    case Content::text:
      return foreign_text(file).value_or(Issue{"formatNotRecognised", "", {}});
    case Content::json: {
      if (file.bytes.find("{\\rtf") < 10) return {"formatOfOtherTool", "", {"RTF"}};
      Warnings unheard;
      const Result<Json> read = json_from_bytes(file.bytes, unheard);
      if (const Issue* issue = std::get_if<Issue>(&read)) return *issue;
      const Json& json = std::get<Json>(read);
      if (const std::string_view tool = known_tool(json); !tool.empty())
        return {"formatOfOtherTool", "", {std::string(tool)}};
      if (!json.is_object()) return {"formatNotRecognised", "", {}};
      std::vector<std::string> keys;
      for (const auto& [key, value] : json.items()) keys.emplace_back(first_characters(key, 40));
      return {"jsonNotRecognised", "", {joined(keys, 100)}};
    }
    default:
      return {"fileNotText", "", {}};
  }
}

}  // namespace

std::span<const Format> formats() { return table; }

std::string_view format_of(std::span<const InputFile> files) {
  std::string_view found;
  for (const InputFile& file : files) {
    const Format* like = most_like(file);
    if (like == nullptr || (!found.empty() && like->id != found)) return {};
    found = like->id;
  }
  return found;
}

Result<Opened> open_files(std::span<const InputFile> files, std::string_view format) {
  if (files.empty()) return Issue{"noFile", "", {}};
  const Format* chosen = nullptr;
  if (!format.empty()) {
    const auto named =
        std::find_if(std::begin(table), std::end(table), [&](const Format& each) { return each.id == format; });
    if (named == std::end(table)) return Issue{"formatUnknown", "", {std::string(first_characters(format, 40))}};
    chosen = named;
  }
  for (const InputFile& file : files) {
    if (!format.empty()) break;
    const Format* like = most_like(file);
    if (like == nullptr) {
      Issue issue = refusal(file);
      const std::string name = utf8_from(code_points(file.name));
      if (files.size() > 1) issue.where = issue.where.empty() ? name : name + ", " + issue.where;
      return issue;
    }
    if (chosen != nullptr && like != chosen) return Issue{"severalFiles", utf8_from(code_points(file.name)), {}};
    chosen = like;
  }
  return chosen->open(files);
}

}  // namespace impactweb

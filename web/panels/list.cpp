// All nodes and ties as a table, in step with the picture.
#include <imgui_internal.h>

#include <algorithm>
#include <cstring>

#include "app/state.hpp"
#include "canvas/scene.hpp"
#include "core/text/text.hpp"
#include "panels/field_editor.hpp"
#include "panels/panels.hpp"
#include "ui/icons.hpp"
#include "ui/mirror_registry.hpp"
#include "ui/theme.hpp"
#include "ui/translate.hpp"
#include "ui/widgets.hpp"

namespace impactweb::panels {
namespace {

namespace mirror = ui::mirror;

struct Column {
  const char* name;   // key of its heading
  const char* field;  // path of the field, empty where it is worked out
  float width;        // share of the table
  bool editable;
};

constexpr Column node_columns[] = {{"field.label", "label", 2.4f, true},
                                   {"field.kind", "kind", 1.1f, false},
                                   {"field.sector", "sector", 1.5f, true},
                                   {"field.place", "place", 1.1f, true},
                                   {"ui.ties", "", 0.7f, false}};
constexpr Column edge_columns[] = {{"field.from", "from", 1.8f, false},
                                   {"field.kind", "kind", 1.5f, true},
                                   {"field.to", "to", 1.8f, false},
                                   {"field.status", "status", 1.1f, false},
                                   {"field.since", "since", 0.9f, true}};

/// A row as it is shown and sorted.
struct Row {
  std::string id;
  std::vector<std::string> cells;
  double number = 0;  // of the column that is a count
};

struct Table {
  bool edges = false;
  int sort = 0;
  bool descending = false;
  std::string filter;
  std::vector<Row> rows;
  std::size_t total = 0;
  std::uint64_t session = 0, view = 0;
  std::string made_for;
};

Table table_;

std::string label_of(const std::string& node) { return app::network().nodes.at(node).label; }

void make_rows() {
  const std::string made_for = table_.filter + (table_.edges ? "\x01" : "\x02") + std::to_string(table_.sort) +
                               (table_.descending ? "d" : "a") + ui::language();
  if (table_.session == app::session().revision() && table_.view == app::state().view_revision &&
      table_.made_for == made_for)
    return;
  table_.session = app::session().revision();
  table_.view = app::state().view_revision;
  table_.made_for = made_for;
  table_.rows.clear();
  const std::string wanted = fold(table_.filter);
  const auto add = [&](Row row) {
    std::string all;
    for (const std::string& cell : row.cells) all += cell + '\n';
    if (wanted.empty() || fold(all).find(wanted) != std::string::npos) table_.rows.push_back(std::move(row));
  };
  const canvas::Scene& scene = canvas::scene();
  if (table_.edges) {
    table_.total = app::network().edges.size();
    for (const canvas::SceneEdge& each : scene.edges) {
      const Edge& edge = *each.edge;
      add({edge.id,
           {label_of(edge.from), canvas::edge_kind_name(edge.kind), label_of(edge.to),
            ui::tr("edgeStatus." + std::string(name_of(edge_statuses, edge.status))), edge.since},
           0});
    }
  } else {
    table_.total = app::network().nodes.size();
    for (std::size_t i = 0; i < scene.nodes.size(); ++i) {
      const Node& node = *scene.nodes[i].node;
      const std::size_t ties = scene.incident[i].size();
      add({node.id,
           {node.label, ui::tr("kind." + std::string(name_of(node_kinds, node.kind))),
            node.sector.empty() ? "" : canvas::sector_name(node.sector), node.place, std::to_string(ties)},
           static_cast<double>(ties)});
    }
  }
  const auto column = static_cast<std::size_t>(table_.sort);
  const bool by_number = !table_.edges && column == 4;
  std::vector<std::pair<std::string, std::size_t>> keys;
  for (std::size_t i = 0; i < table_.rows.size(); ++i) keys.emplace_back(fold(table_.rows[i].cells[column]), i);
  std::stable_sort(keys.begin(), keys.end(), [&](const auto& a, const auto& b) {
    if (by_number) {
      const double x = table_.rows[a.second].number, y = table_.rows[b.second].number;
      return table_.descending ? x > y : x < y;
    }
    return table_.descending ? a.first > b.first : a.first < b.first;
  });
  std::vector<Row> sorted;
  for (const auto& [key, index] : keys) sorted.push_back(std::move(table_.rows[index]));
  table_.rows = std::move(sorted);
}

void header(std::span<const Column> columns) {
  mirror::begin_group("row", "", ImGui::GetID("header"));
  ImGui::TableNextRow(ImGuiTableRowFlags_Headers);
  for (int i = 0; i < static_cast<int>(columns.size()); ++i) {
    ImGui::TableSetColumnIndex(i);
    ImGui::PushID(i);
    const std::string name = ui::tr(columns[static_cast<std::size_t>(i)].name);
    const bool sorted = table_.sort == i;
    mirror::begin_group("columnheader", name, ImGui::GetID("columnheader"));
    if (sorted)
      mirror::add(ImGui::GetID("sorted"), "paragraph", ui::tr(table_.descending ? "ui.sortedDown" : "ui.sortedUp"), {})
          .clipped = true;
    const std::string shown = sorted ? name + " " + (table_.descending ? "↓" : "↑") : name;
    if (ui::button("sort", shown, {.look = ui::Look::quiet, .width = -1})) {
      if (sorted)
        table_.descending = !table_.descending;
      else
        table_.sort = i, table_.descending = false;
      app::want_frames();
    }
    mirror::end_group();
    ImGui::PopID();
  }
  mirror::end_group();
}

void press_row(const std::string& id) {
  const ImGuiIO& io = ImGui::GetIO();
  const bool add = io.KeyCtrl || io.KeyShift;
  if (table_.edges)
    add ? app::toggle_edge(id) : app::go_to_edge(id);
  else
    add ? app::toggle_node(id) : app::go_to_node(id);
}

void cell(const Row& row, std::size_t index, const Column& column, bool selected) {
  const Subject subject{row.id, table_.edges};
  if (selected && column.editable) {
    ui::TextOptions options;
    options.show_label = false;
    if (std::strcmp(column.field, "sector") == 0) options.suggestions = sector_names();
    if (std::strcmp(column.field, "place") == 0) options.suggestions = used_places();
    if (std::strcmp(column.field, "kind") == 0) options.suggestions = edge_kind_names();
    const ui::TextEdit edit = ui::text_field("edit", ui::tr(column.name), row.cells[index], options);
    if (edit.finished && edit.text != row.cells[index]) {
      const std::string text(trim(edit.text));
      Json value = text.empty() ? Json() : Json(text);
      if (!text.empty() && std::strcmp(column.field, "sector") == 0) value = sector_from_name(text);
      if (!text.empty() && std::strcmp(column.field, "kind") == 0) value = edge_kind_from_name(text);
      set_now(subject, column.field, value);
      ui::reset_text(ImGui::GetID("edit"));
    }
    return;
  }
  if (index == 0 || (table_.edges && index == 2)) {
    if (ui::button("row", row.cells[index], {.look = ui::Look::quiet, .pressed = selected ? 1 : 0, .width = -1}))
      press_row(row.id);
    return;
  }
  ImGui::AlignTextToFramePadding();
  ui::text(row.cells[index].empty() ? "–" : row.cells[index], row.cells[index].empty(), ui::small_text_size);
}

void draw_rows(std::span<const Column> columns) {
  const auto flags = ImGuiTableFlags_ScrollY | ImGuiTableFlags_RowBg | ImGuiTableFlags_BordersInnerH |
                     ImGuiTableFlags_SizingStretchProp;
  if (!ImGui::BeginTable("rows", static_cast<int>(columns.size()), flags, {0, ImGui::GetContentRegionAvail().y - 4}))
    return;
  mirror::begin_group("table", ui::tr(table_.edges ? "ui.ties" : "ui.nodes"), ImGui::GetID("table"));
  ImGui::TableSetupScrollFreeze(0, 1);
  for (const Column& column : columns)
    ImGui::TableSetupColumn(column.name, ImGuiTableColumnFlags_WidthStretch, column.width);
  header(columns);
  const std::vector<Row> rows = table_.rows;  // a press may change the table under the loop
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(rows.size()), ui::control_height() + 8);
  while (clipper.Step()) {
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const Row& row = rows[static_cast<std::size_t>(i)];
      const bool selected =
          (table_.edges ? app::state().selection.edges : app::state().selection.nodes).contains(row.id);
      ImGui::PushID(row.id.c_str());
      ImGui::TableNextRow(0, ui::control_height() + 8);
      if (selected) ImGui::TableSetBgColor(ImGuiTableBgTarget_RowBg0, ui::pack(ui::palette().accent_soft));
      mirror::begin_group("row", "", ImGui::GetID("group"));
      for (std::size_t c = 0; c < columns.size(); ++c) {
        ImGui::TableSetColumnIndex(static_cast<int>(c));
        ImGui::PushID(static_cast<int>(c));
        mirror::begin_group("cell", "", ImGui::GetID("cell"));
        cell(row, c, columns[c], selected);
        mirror::end_group();
        ImGui::PopID();
      }
      mirror::end_group();
      ImGui::PopID();
    }
  }
  mirror::end_group();
  ImGui::EndTable();
}

}  // namespace

void draw_list(Area area) {
  if (ui::begin_panel("list", ui::tr("ui.list"), area.position, area.size, ImGuiWindowFlags_NoScrollbar)) {
    const float width = ImGui::GetContentRegionAvail().x;
    if (ui::button("nodes", ui::tr("ui.nodes"), {.pressed = table_.edges ? 0 : 1}))
      table_.edges = false, table_.sort = 0;
    ImGui::SameLine();
    if (ui::button("edges", ui::tr("ui.ties"), {.pressed = table_.edges ? 1 : 0})) table_.edges = true, table_.sort = 0;
    ImGui::SameLine(width - ui::control_height() + ImGui::GetStyle().WindowPadding.x);
    if (ui::icon_button("close", ui::tr("ui.close"), ui::icon::close, {.shortcut = "T"}))
      app::toggle_side(app::SidePanel::list);
    make_rows();
    ui::TextOptions options;
    options.show_label = false;
    options.input = "search";
    options.key = "list_filter";
    options.placeholder = ui::tr("ui.filterList");
    const ui::TextEdit edit = ui::text_field("filter", ui::tr("ui.filterList"), table_.filter, options);
    if (edit.changed) table_.filter = edit.text, app::want_frames();
    ui::text(ui::tr("ui.shownOf", {std::to_string(table_.rows.size()), std::to_string(table_.total)}), true,
             ui::small_text_size);
    if (table_.edges)
      draw_rows(edge_columns);
    else
      draw_rows(node_columns);
  }
  ui::end_panel();
}

}  // namespace impactweb::panels

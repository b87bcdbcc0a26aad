// All nodes and ties as a table, in step with the picture.
#include <imgui_internal.h>

#include <algorithm>
#include <cstring>

#include "actions/actions.hpp"
#include "panels/field_editor.hpp"
#include "panels/known_words.hpp"
#include "panels/list_rows.hpp"
#include "panels/panels.hpp"
#include "scene/colors.hpp"
#include "ui/icons.hpp"
#include "ui/mirror_registry.hpp"
#include "ui/theme.hpp"
#include "ui/translate.hpp"
#include "ui/widgets.hpp"

namespace impactweb::panels {
namespace {

namespace mirror = ui::mirror;

/// A second press within this time is a double one, and no wish to edit.
constexpr double double_press_seconds = 0.45;

struct List {
  ListOrder order;
  bool gather = false;      ///< each press adds to the selection: for fingers and keyboards
  std::string anchor;       ///< where a selection with Shift begins
  double pressed_at = -10;  ///< when a row was last pressed
  app::Selection seen;      ///< to notice what is selected elsewhere
};

List list_;

float row_height() { return ui::control_height() + 4; }

const std::set<std::string>& selected() {
  return list_.order.edges ? app::state().selection.edges : app::state().selection.nodes;
}

void select_only(std::set<std::string> ids) {
  app::Selection selection;
  (list_.order.edges ? selection.edges : selection.nodes) = std::move(ids);
  app::select(std::move(selection), false);
}

void press(const std::vector<ListRow>& rows, std::size_t index, bool fly) {
  const ImGuiIO& io = ImGui::GetIO();
  const std::string id = rows[index].id;
  list_.pressed_at = app::state().now;
  app::want_frame_in(double_press_seconds + 0.05);
  if (fly) return list_.order.edges ? app::go_to_edge(id) : app::go_to_node(id);
  if (io.KeyShift && !list_.anchor.empty()) {
    const auto from = std::find_if(rows.begin(), rows.end(), [](const ListRow& row) { return row.id == list_.anchor; });
    std::size_t first = from == rows.end() ? index : static_cast<std::size_t>(from - rows.begin()), last = index;
    if (first > last) std::swap(first, last);
    std::set<std::string> range;
    for (std::size_t i = first; i <= last; ++i) range.insert(rows[i].id);
    return select_only(std::move(range));
  }
  list_.anchor = id;
  if (io.KeyCtrl || list_.gather) {
    std::set<std::string> next = selected();
    if (next.erase(id) == 0) next.insert(id);
    return select_only(std::move(next));
  }
  select_only({id});
}

/// Text on one line, cut where the cell ends.
void cell_text(const std::string& text, bool secondary, bool to_the_right, bool registered = true) {
  const ui::TextStyle style(ui::small_text_size);
  const float width = ImGui::GetContentRegionAvail().x, height = row_height();
  const ImVec2 at = ImGui::GetCursorScreenPos(), size = ImGui::CalcTextSize(text.c_str());
  const float x = to_the_right ? std::max(at.x, at.x + width - size.x) : at.x;
  ImGui::PushStyleColor(ImGuiCol_Text, secondary ? ui::palette().secondary : ui::palette().ink);
  ImGui::RenderTextEllipsis(ImGui::GetWindowDrawList(), {x, at.y + (height - size.y) / 2},
                            {at.x + width, at.y + height}, at.x + width, text.c_str(), nullptr, &size);
  ImGui::PopStyleColor();
  if (!registered) return;
  ImRect rect(at, {at.x + width, at.y + height});
  const bool clipped = ui::clip_to_panel(rect);
  mirror::add(ImGui::GetID("text"), "paragraph", text, rect).clipped = clipped;
}

/// The field in a cell of the row that is selected.
void cell_field(const ListRow& row, std::size_t index, const ListColumn& column) {
  LineOptions line;
  line.show_label = false;
  const std::string path = column.field;
  line.type = path == "since"    ? FieldType::date
              : path == "amount" ? FieldType::number
              : path == "label"  ? FieldType::line
                                 : FieldType::suggestion;
  line.suggestions = suggestions_for(path, list_.order.edges, row.cells[index]);
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() + 2);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  edit_text({row.id, list_.order.edges}, path, ui::tr(column.heading), line);
  ImGui::PopStyleVar();
}

/// Which columns there is room for.
std::vector<std::size_t> columns_in(float width) {
  const auto all = list_columns(list_.order.edges);
  std::vector<std::size_t> shown;
  for (std::size_t i = 0; i < all.size(); ++i) shown.push_back(i);
  const auto needed = [&] {
    float sum = 0;
    for (const std::size_t i : shown) sum += all[i].width;
    return sum;
  };
  while (shown.size() > 2 && needed() > width)
    shown.erase(std::max_element(shown.begin(), shown.end(),
                                 [&](std::size_t a, std::size_t b) { return all[a].priority < all[b].priority; }));
  return shown;
}

void draw_header(const std::vector<std::size_t>& shown) {
  const auto all = list_columns(list_.order.edges);
  mirror::begin_group("row", "", ImGui::GetID("header"));
  ImGui::TableNextRow(ImGuiTableRowFlags_Headers, row_height());
  const ui::TextStyle style(ui::small_text_size, true);
  for (std::size_t i = 0; i < shown.size(); ++i) {
    ImGui::TableSetColumnIndex(static_cast<int>(i));
    ImGui::PushID(static_cast<int>(i));
    const std::string name = ui::tr(all[shown[i]].heading);
    const bool sorted = list_.order.column == shown[i];
    mirror::begin_group("columnheader", name, ImGui::GetID("columnheader"));
    if (sorted)
      mirror::add(ImGui::GetID("sorted"), "paragraph", ui::tr(list_.order.descending ? "ui.sortedDown" : "ui.sortedUp"),
                  {})
          .clipped = true;
    // The frame stands out to the left, so that the words are in line with the cells.
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() - 10);
    ui::ButtonOptions options;
    options.look = ui::Look::quiet;
    options.width = -1;
    if (ui::button("sort", sorted ? name + (list_.order.descending ? " ↓" : " ↑") : name, options)) {
      list_.order.descending = sorted ? !list_.order.descending : all[shown[i]].number;
      list_.order.column = shown[i];
      app::want_frames();
    }
    mirror::end_group();
    ImGui::PopID();
  }
  mirror::end_group();
}

/// One row; true when it was pressed. `fly` tells of a double press.
bool draw_row(const ListRow& row, const std::vector<std::size_t>& shown, bool editing, bool& fly) {
  const auto all = list_columns(list_.order.edges);
  const bool chosen = selected().contains(row.id);
  ImGui::TableNextRow(0, row_height());
  if (chosen) ImGui::TableSetBgColor(ImGuiTableBgTarget_RowBg0, ui::pack(ui::palette().accent_soft));
  mirror::begin_group("row", "", ImGui::GetID("group"));
  ImGui::TableSetColumnIndex(0);
  const ImVec2 start = ImGui::GetCursorPos(), start_on_screen = ImGui::GetCursorScreenPos();
  bool pressed = ImGui::Selectable(
      "##row", false, ImGuiSelectableFlags_SpanAllColumns | ImGuiSelectableFlags_AllowOverlap, {0, row_height()});
  mirror::ignore(ImGui::GetItemID());
  fly = ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
  ImGui::SetCursorPos(start);
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const ListColumn& column = all[shown[i]];
    const std::string& text = row.cells[shown[i]];
    ImGui::TableSetColumnIndex(static_cast<int>(i));
    ImGui::PushID(static_cast<int>(i));
    mirror::begin_group("cell", "", ImGui::GetID("cell"));
    if (editing && column.editable) {
      cell_field(row, shown[i], column);
    } else if (i == 0) {
      // The whole row takes the pointer; the keyboard finds it under its name.
      const float width = ImGui::GetContentRegionAvail().x;
      ImRect rect(start_on_screen, {start_on_screen.x + width, start_on_screen.y + row_height()});
      const bool clipped = ui::clip_to_panel(rect);
      const ImGuiID id = ImGui::GetID("button");
      if (mirror::take(id, mirror::Action::Kind::focus) && clipped)
        ImGui::ScrollToRect(ImGui::GetCurrentWindow(), rect);
      if (mirror::take(id, mirror::Action::Kind::click)) {
        // Once more on what is selected already: there it is.
        fly = chosen && selected().size() == 1 && !list_.gather;
        pressed = true;
      }
      cell_text(text, false, false, false);
      mirror::Item& item = mirror::add(id, "button", text, rect);
      item.checked = chosen ? 1 : 0;
      item.clipped = clipped;
    } else if (std::strcmp(column.field, "sector") == 0 && !text.empty()) {
      const auto node = app::network().nodes.find(row.id);
      const ImVec2 at = ImGui::GetCursorScreenPos();
      if (node != app::network().nodes.end())
        ImGui::GetWindowDrawList()->AddCircleFilled({at.x + 5, at.y + row_height() / 2}, 5,
                                                    ui::pack(canvas::color_of_sector(node->second.sector)));
      ImGui::SetCursorPosX(ImGui::GetCursorPosX() + 16);
      cell_text(text, false, false);
    } else {
      cell_text(text.empty() ? "–" : text, true, column.number);
    }
    mirror::end_group();
    ImGui::PopID();
  }
  mirror::end_group();
  return pressed || fly;
}

/// The row of what was selected elsewhere comes into view.
void follow_selection(const std::vector<ListRow>& rows) {
  if (list_.seen == app::state().selection) return;
  list_.seen = app::state().selection;
  if (app::state().now - list_.pressed_at < double_press_seconds || selected().size() != 1) return;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].id != *selected().begin()) continue;
    const float top = static_cast<float>(i) * row_height(), view = ImGui::GetWindowHeight() - 2 * row_height();
    if (top < ImGui::GetScrollY() || top > ImGui::GetScrollY() + view) ImGui::SetScrollY(std::max(0.f, top - view / 2));
  }
}

void draw_table(const std::vector<ListRow>& rows) {
  const auto all = list_columns(list_.order.edges);
  const std::vector<std::size_t> shown = columns_in(ImGui::GetContentRegionAvail().x - 14);
  ImGui::PushStyleVar(ImGuiStyleVar_CellPadding, {6, 0});
  // Another number of columns is another table to Dear ImGui.
  const std::string name = (list_.order.edges ? "ties" : "nodes") + std::to_string(shown.size());
  const auto flags = ImGuiTableFlags_ScrollY | ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_SizingStretchProp |
                     ImGuiTableFlags_NoSavedSettings;
  if (ImGui::BeginTable(name.c_str(), static_cast<int>(shown.size()), flags,
                        {0, ImGui::GetContentRegionAvail().y - 4})) {
    mirror::begin_group("table", ui::tr(list_.order.edges ? "ui.ties" : "ui.nodes"), ImGui::GetID("table"));
    ImGui::TableSetupScrollFreeze(0, 1);
    for (const std::size_t i : shown)
      ImGui::TableSetupColumn(all[i].heading, ImGuiTableColumnFlags_WidthStretch, all[i].width);
    draw_header(shown);
    follow_selection(rows);
    const bool steady = app::state().now - list_.pressed_at > double_press_seconds;
    std::size_t pressed = rows.size();
    bool fly = false;
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(rows.size()), row_height());
    // A few more than are in view, so that the keyboard can walk on.
    const int first = static_cast<int>(ImGui::GetScrollY() / row_height());
    const int view = static_cast<int>(ImGui::GetWindowHeight() / row_height()) + 3;
    clipper.IncludeItemsByIndex(std::clamp(first - 3, 0, static_cast<int>(rows.size())),
                                std::clamp(first + view, 0, static_cast<int>(rows.size())));
    while (clipper.Step()) {
      for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
        const ListRow& row = rows[static_cast<std::size_t>(i)];
        const bool editing =
            steady && !app::state().view_only && selected().size() == 1 && *selected().begin() == row.id;
        bool row_flies = false;
        ImGui::PushID(row.id.c_str());
        if (draw_row(row, shown, editing, row_flies)) {
          pressed = static_cast<std::size_t>(i);
          fly = row_flies;
        }
        ImGui::PopID();
      }
    }
    mirror::end_group();
    ImGui::EndTable();
    if (pressed < rows.size()) press(rows, pressed, fly);
  }
  ImGui::PopStyleVar();
}

void tab(const char* id, const char* name, bool edges, std::size_t count) {
  ui::ButtonOptions options;
  options.pressed = list_.order.edges == edges ? 1 : 0;
  options.look = ui::Look::quiet;
  if (!ui::button(id, std::string(ui::tr(name)) + "  " + std::to_string(count), options)) return;
  list_.order = {edges, 0, false, list_.order.filter};
  list_.anchor.clear();
  app::want_frames();
}

/// Nothing to show: why, and what to do.
void draw_empty(std::size_t total) {
  ui::space(16);
  if (total == 0) return ui::text(ui::tr(list_.order.edges ? "ui.noTiesYet" : "ui.noNodesYet"), true);
  ui::text(ui::tr("ui.nothingMatches"), true);
  if (!ui::button("all", ui::tr("ui.clearFilters"), {.icon = ui::icon::close})) return;
  list_.order.filter.clear();
  app::state().filters = {};
  app::touch_view(true);
}

}  // namespace

void draw_list(Area area) {
  if (ui::begin_panel("list", ui::tr("ui.list"), area.position, area.size, ImGuiWindowFlags_NoScrollbar)) {
    const ImVec2 start = ImGui::GetCursorPos();
    const float width = ImGui::GetContentRegionAvail().x, button = ui::control_height();
    ImGui::SetCursorPosX(start.x + width - button + 6);
    if (ui::icon_button("close", ui::tr("ui.close"), ui::icon::close, {.shortcut = "T"}))
      app::toggle_side(app::SidePanel::list);
    ImGui::SetCursorPos(start);
    tab("nodes", "ui.nodes", false, app::network().nodes.size());
    ImGui::SameLine();
    tab("edges", "ui.ties", true, app::network().edges.size());

    const std::size_t total = list_.order.edges ? app::network().edges.size() : app::network().nodes.size();
    ui::TextOptions options;
    options.show_label = false;
    options.input = "search";
    options.key = "list_filter";
    options.placeholder = ui::tr("ui.filterList");
    options.width = width - button - 8;
    const ui::TextEdit edit = ui::text_field("filter", ui::tr("ui.filterList"), list_.order.filter, options);
    if (edit.changed) list_.order.filter = edit.text, app::want_frames();
    if (edit.key == "Escape") {
      list_.order.filter.clear();
      ui::reset_text(ImGui::GetID("filter"));
    }
    ImGui::SameLine();
    if (ui::icon_button("gather", ui::tr("ui.selectSeveral"), ui::icon::check, {.pressed = list_.gather ? 1 : 0}))
      list_.gather = !list_.gather;

    const std::vector<ListRow>& rows = list_rows(list_.order);
    std::string counts = ui::tr("ui.shownOf", {std::to_string(rows.size()), std::to_string(total)});
    if (selected().size() > 1) counts += " · " + ui::tr("ui.countSelected", {std::to_string(selected().size())});
    ui::text(counts, true, ui::small_text_size);
    const auto& nodes = app::network().nodes;
    const bool unfilled = std::any_of(nodes.begin(), nodes.end(), [](const auto& node) {
      return node.second.kind == NodeKind::actor && node.second.sector.empty();
    });
    if (!list_.order.edges && unfilled && !app::state().view_only &&
        ui::button("fill", ui::tr("ui.fillSectors"),
                   {.look = ui::Look::quiet, .icon = ui::icon::palette, .key = "fill"}))
      app::request("fill", "sector");
    if (rows.empty())
      draw_empty(total);
    else
      draw_table(rows);
  }
  ui::end_panel();
}

}  // namespace impactweb::panels

#include "panels/list_rows.hpp"

#include <algorithm>
#include <utility>

#include "core/support/sort.hpp"
#include "core/text/text.hpp"
#include "panels/local_values.hpp"
#include "scene/colors.hpp"
#include "scene/scene.hpp"
#include "state/state.hpp"
#include "ui/translate.hpp"

namespace impactweb::panels {
namespace {

constexpr ListColumn node_columns[] = {{"field.label", "label", 136, 0, true},
                                       {"field.kind", "kind", 80, 4},
                                       {"field.sector", "sector", 112, 1, true},
                                       {"field.place", "place", 84, 3, true},
                                       {"ui.ties", "", 62, 2, false, true},
                                       {"ui.needsAndOffers", "", 88, 5, false, true},
                                       {"field.tags", "tags", 84, 6}};
constexpr ListColumn edge_columns[] = {{"field.from", "from", 130, 0},
                                       {"field.kind", "kind", 116, 1, true},
                                       {"field.to", "to", 130, 2},
                                       {"field.status", "status", 88, 3},
                                       {"field.since", "since", 84, 4, true},
                                       {"field.amount", "amount", 84, 5, true, true}};

std::vector<ListRow> rows_;

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::size_t open_ones(const std::vector<Exchange>& list) {
  return static_cast<std::size_t>(std::count_if(
      list.begin(), list.end(), [](const Exchange& item) { return item.status == ExchangeStatus::open; }));
}

ListRow row_of(const Node& node, std::size_t ties, std::size_t column) {
  const std::size_t needs = open_ones(node.needs), offers = open_ones(node.offers);
  ListRow row{node.id,
              {node.label, ui::tr("kind." + std::string(name_of(node_kinds, node.kind))),
               node.sector.empty() ? std::string() : canvas::sector_name(node.sector), node.place, std::to_string(ties),
               needs + offers == 0 ? std::string() : std::to_string(needs) + " / " + std::to_string(offers),
               joined(node.tags)}};
  row.number = static_cast<double>(column == 4 ? ties : needs + offers);
  return row;
}

ListRow row_of(const Edge& edge) {
  const auto label = [](const std::string& id) {
    const auto node = app::network().nodes.find(id);
    return node == app::network().nodes.end() ? std::string() : node->second.label;
  };
  ListRow row{edge.id,
              {label(edge.from), canvas::edge_kind_name(edge.kind), label(edge.to),
               ui::tr("edgeStatus." + std::string(name_of(edge_statuses, edge.status))), text_from_date(edge.since),
               edge.amount ? text_from_number(*edge.amount) : std::string()}};
  row.number = edge.amount.value_or(-1);
  return row;
}

void sort_rows(const ListOrder& order) {
  const bool by_number = list_columns(order.edges)[order.column].number;
  // A date is shown with the day first, and sorted with the year first.
  const bool by_date = order.edges && order.column == 4;
  std::vector<std::pair<std::string, std::size_t>> keys;
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    const std::string& cell = rows_[i].cells[order.column];
    keys.emplace_back(by_number ? std::string() : by_date ? date_from_text(cell) : fold(cell), i);
  }
  sort_stably(keys, [&](const auto& a, const auto& b) {
    // What is not filled in comes last, either way.
    const bool no_a = rows_[a.second].cells[order.column].empty(), no_b = rows_[b.second].cells[order.column].empty();
    if (no_a != no_b) return no_b;
    const double x = rows_[a.second].number, y = rows_[b.second].number;
    if (by_number) return order.descending ? x > y : x < y;
    return order.descending ? a.first > b.first : a.first < b.first;
  });
  std::vector<ListRow> sorted;
  for (const auto& [key, index] : keys) sorted.push_back(std::move(rows_[index]));
  rows_ = std::move(sorted);
}

}  // namespace

std::span<const ListColumn> list_columns(bool edges) {
  if (edges) return edge_columns;
  return node_columns;
}

const std::vector<ListRow>& list_rows(const ListOrder& order) {
  static std::uint64_t content = 0, scene_revision = 0;
  static ListOrder made;
  static std::string language;
  const canvas::Scene& scene = canvas::scene();
  const bool same_places = content == app::session().content_revision() && scene_revision == app::state().view_revision;
  if (same_places && made == order && language == ui::language()) return rows_;
  content = app::session().content_revision();
  scene_revision = app::state().view_revision;
  made = order;
  language = ui::language();
  rows_.clear();
  const std::string wanted = fold(order.filter);
  std::string all;
  const auto add = [&](ListRow row) {
    all.clear();
    for (const std::string& cell : row.cells) {
      append_fold(all, cell);
      all += '\n';
    }
    if (wanted.empty() || all.find(wanted) != std::string::npos) rows_.push_back(std::move(row));
  };
  if (order.edges)
    for (const canvas::SceneEdge& each : scene.edges) add(row_of(*each.edge));
  else
    for (std::size_t i = 0; i < scene.nodes.size(); ++i)
      add(row_of(*scene.nodes[i].node, scene.incident[i].size(), order.column));
  sort_rows(order);
  return rows_;
}

}  // namespace impactweb::panels

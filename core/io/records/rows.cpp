#include "core/io/records/rows.hpp"

#include "core/io/records/cell_text.hpp"
#include "core/io/records/columns.hpp"
#include "core/io/records/vocabulary.hpp"
#include "core/model/fields.hpp"
#include "core/model/json.hpp"
#include "core/text/text.hpp"

namespace impactweb::records {

namespace {

Json texts_of(const std::vector<Exchange>& list) {
  Json texts = Json::array();
  for (const Exchange& exchange : list)
    if (!trim(exchange.text).empty()) texts.push_back(exchange.text);
  return texts;
}

/// The free `Type` word of a node that is not otherwise known, see `read_kind`.
bool is_type_word(const Node& node, const Json& value) {
  if (node.kind != NodeKind::actor || !value.is_string()) return false;
  const auto& word = value.get_ref<const std::string&>();
  return is_filled(value) && trim(word) == word && !vocabulary::node_kind(word) && !vocabulary::form(word) &&
         !vocabulary::sector(word);
}

Json value_of_column(const Network& network, const Node& node, std::string_view field) {
  if (field == "id") return node.id;
  if (field == "kind") {
    const auto type = node.fields.find("Type");
    return type != node.fields.end() && is_type_word(node, type->second) ? type->second : get_field(node, "kind");
  }
  if (field == "sector") return node.sector.empty() ? Json() : Json(sector_label(network, node.sector));
  if (field == "x") return node.position ? Json(node.position->x) : Json();
  if (field == "y") return node.position ? Json(node.position->y) : Json();
  if (field == "needs") return node.needs.empty() ? Json() : texts_of(node.needs);
  if (field == "offers") return node.offers.empty() ? Json() : texts_of(node.offers);
  if (field == "needsData") return node.needs.empty() ? Json() : Json(json_text(get_field(node, "needs")));
  if (field == "offersData") return node.offers.empty() ? Json() : Json(json_text(get_field(node, "offers")));
  if (field == "stageDates") {
    Json dates = Json::array();
    for (const auto& [stage, date] : node.stage_dates)
      dates.push_back(std::string(name_of(stages, stage)) + " " + date);
    return dates.empty() ? Json() : dates;
  }
  return get_field(node, field);
}

Json value_of_column(const Network& network, const Edge& edge, std::string_view field) {
  const auto label_of = [&](const std::string& id) {
    const auto found = network.nodes.find(id);
    return found == network.nodes.end() ? Json() : Json(found->second.label);
  };
  if (field == "id") return edge.id;
  if (field == "from") return edge.from;
  if (field == "to") return edge.to;
  if (field == "fromLabel") return label_of(edge.from);
  if (field == "toLabel") return label_of(edge.to);
  return get_field(edge, field);
}

/// True when the free field is already in a column of its own.
bool is_shown(const Node& node, const std::string& key, const Json& value) {
  return key == "Type" && is_type_word(node, value);
}
bool is_shown(const Edge&, const std::string&, const Json&) { return false; }

template <class Entity>
Row make_row(Table table, const Network& network, const Entity& entity, const IsFree& is_free) {
  Row row;
  for (const auto& [field, header] : written_columns(table))
    row.emplace_back(std::string(header), value_of_column(network, entity, field));
  Json more = Json::object();
  for (const auto& [key, value] : entity.fields) {
    if (is_shown(entity, key, value)) continue;
    if (is_free(key, value))
      row.emplace_back(own_field_header(table, key), value);
    else
      more[key] = value;
  }
  row.emplace_back("More fields", more.empty() ? Json() : Json(json_text(more)));
  return row;
}

}  // namespace

Row row_of(const Network& network, const Node& node, const IsFree& is_free) {
  return make_row(Table::nodes, network, node, is_free);
}
Row row_of(const Network& network, const Edge& edge, const IsFree& is_free) {
  return make_row(Table::edges, network, edge, is_free);
}

}  // namespace impactweb::records

#include "core/io/graphs/graph_records.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <unordered_set>
#include <utility>

#include "core/io/clean_json.hpp"
#include "core/io/records/cell_text.hpp"
#include "core/io/records/read_values.hpp"
#include "core/io/records/record_builder.hpp"
#include "core/io/records/rows.hpp"
#include "core/io/records/vocabulary.hpp"
#include "core/model/fields.hpp"
#include "core/model/limits.hpp"
#include "core/text/text.hpp"

namespace impactweb::graphs {

namespace {

using records::Table;

/// As `records::is_filled`; an empty object says nothing in these formats either.
bool has_content(const Json& value) { return records::is_filled(value) && !(value.is_object() && value.empty()); }

std::optional<Json> number_of(const Json& value) {
  if (value.is_number()) return value;
  return value.is_string() ? number_in(value.get_ref<const std::string&>()) : std::nullopt;
}

bool is_rating(const Json& number) {
  const double value = number.get<double>();
  return value >= 1 && value <= 5 && std::floor(value) == value;
}

std::string text_of(const Json& value) { return value.is_string() ? value.get<std::string>() : json_text(value); }

bool is_direction(const Json& value) {
  const std::string word = text_of(value);
  return vocabulary::direction(word) || vocabulary::flag(word);
}

}  // namespace

std::optional<Json> number_in(std::string_view text) {
  text = trim(text);
  std::string plain;
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    if (text[0] == '-') plain = "-";
    text.remove_prefix(1);
  }
  while (text.size() > 1 && text[0] == '0' && is_digit(text[1])) text.remove_prefix(1);
  if (text.empty() || text.size() > 400) return std::nullopt;
  if (text[0] == '.') plain += '0';
  if (!is_digit(text[0]) && text[0] != '.') return std::nullopt;
  plain += text;
  if (is_rounded(plain)) return std::nullopt;
  // `5.` and `5.e3`, which C writes and JSON does not know.
  if (const auto point = plain.find('.');
      point != std::string::npos && (point + 1 == plain.size() || !is_digit(plain[point + 1])))
    plain.insert(point + 1, "0");
  Json number = Json::parse(plain, nullptr, false);
  if (!number.is_number() || !std::isfinite(number.get<double>())) return std::nullopt;
  return number;
}

std::size_t GraphReader::attribute(Table table, const std::string& name, bool free) {
  Names& names = names_of(table);
  const auto [place, fresh] = names.index.try_emplace({name, free}, names.names.size());
  if (fresh) {
    names.names.push_back(name);
    names.free.push_back(free);
  }
  return place->second;
}

void GraphReader::add_network_value(const std::string& name, const Json& value, const std::string& where) {
  if (!has_content(value)) return;
  const std::string folded = fold(name);
  if (title_.empty() && (folded == "title" || folded == "name" || folded == "label")) {
    title_ = records::line_of(value, where, warnings_);
    return;
  }
  if (description_.empty() && folded == "description" && value.is_string()) {
    Node lines;
    records::read_values(lines, std::vector<records::Value>{{"description", name, value, where}}, warnings_);
    description_ = lines.description;
    return;
  }
  static const std::set<std::string> own = {"title", "description", "sectors",  "nodes",
                                            "edges", "stories",     "snapshots"};
  Node probe;
  probe.fields = std::move(network_fields_);
  const std::string key = own.contains(name) ? name + " 2" : name;
  if (set_field(probe, "fields." + key, value)) warnings_.add("fieldDropped", where, {name});
  network_fields_ = std::move(probe.fields);
}

/// Finds out what attributes mean, beside what the format itself has words for.
void GraphReader::map_fields() {
  const auto any = [](const auto& list, auto&& test) { return std::any_of(list.begin(), list.end(), test); };
  const auto assign = [](Table table, Names& names, std::vector<std::string> headers) {
    const std::size_t own = headers.size();
    for (std::size_t i = 0; i < names.names.size(); ++i) headers.push_back(names.free[i] ? "" : names.names[i]);
    const auto fields = records::map_headers(table, headers);
    names.fields.assign(fields.begin() + static_cast<std::ptrdiff_t>(own), fields.end());
  };
  std::vector<std::string> of_nodes{"ID"}, of_edges{"ID", "From", "To"};
  if (any(nodes_, [](const NodeIn& node) { return !node.label.is_null(); })) of_nodes.emplace_back("Label");
  if (any(nodes_, [](const NodeIn& node) { return node.position.has_value(); }))
    of_nodes.insert(of_nodes.end(), {"position_x", "position_y"});
  if (any(edges_, [](const EdgeIn& edge) { return !edge.label.is_null(); })) of_edges.emplace_back("Label");
  if (any(edges_, [](const EdgeIn& edge) { return !edge.kind.is_null(); })) of_edges.emplace_back("Type");
  assign(Table::nodes, node_names_, std::move(of_nodes));
  assign(Table::edges, edge_names_, std::move(of_edges));
  for (std::string_view& field : edge_names_.fields)
    if (field == "fromLabel" || field == "toLabel") field = {};
}

/// Gives every node an id that a network can hold, and every edge one that nothing else has. Edges follow their ends.
void GraphReader::settle_ids() {
  std::unordered_set<std::string> given;
  for (const NodeIn& node : nodes_) given.insert(node.id);
  std::map<std::string, std::string> replaced;
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    NodeIn& node = nodes_[i];
    if (node.id.empty()) continue;
    std::string id = records::id_of(node.id);
    if (id == node.id) continue;
    if (const auto known = replaced.find(node.id); known != replaced.end()) {
      node.id = known->second;
      continue;
    }
    if (id.empty() || given.contains(id)) {
      warnings_.add("idReplaced", node.where);
      std::size_t number = i + 1;
      do id = "node-" + std::to_string(number++);
      while (given.contains(id));
    }
    given.insert(id);
    replaced.emplace(node.id, id);
    node.id = id;
  }
  std::unordered_set<std::string> seen;
  std::size_t twice = 0;
  for (EdgeIn& edge : edges_) {
    for (std::string* end : {&edge.from, &edge.to})
      if (const auto now = replaced.find(*end); now != replaced.end()) *end = now->second;
    if (edge.id.empty()) continue;
    // Edges are numbered apart from nodes in many files; nothing names them by it.
    std::string id = edge.id, kept = records::id_of(id);
    while (id.size() <= limits::id_bytes && (given.contains(id) || (kept != id && given.contains(kept)))) {
      id = "e" + id;
      kept = records::id_of(id);
    }
    if (id.size() > limits::id_bytes || !seen.insert(std::move(kept)).second) {
      id.clear();
      ++twice;
    }
    edge.id = id;
  }
  if (twice > 0) warnings_.add("edgeIdsReplaced", "", {std::to_string(twice)});
}

/// Turns weights into the strength, or into a free field.
void GraphReader::settle_weights() {
  const auto is = [&](const Attribute& attribute, std::string_view field) {
    return edge_names_.fields[attribute.id] == field && has_content(attribute.value);
  };
  const std::size_t strength = attribute(Table::edges, "Weight");
  const std::size_t free = attribute(Table::edges, "weight", true);
  edge_names_.fields.resize(edge_names_.names.size());
  bool ratings = true, ones = true;
  std::vector<bool> has_strength(edges_.size(), false);
  for (std::size_t i = 0; i < edges_.size(); ++i) {
    EdgeIn& edge = edges_[i];
    Json rating;
    for (Attribute& each : edge.attributes) {
      if (is(each, "strength")) rating = number_of(each.value).value_or(Json());
      // The first attribute that is a weight is one, if the format has no other.
      if (!is(each, "weight")) continue;
      if (edge.weight.is_null() && number_of(each.value)) {
        edge.weight = *number_of(each.value);
        each.value = nullptr;
      } else {
        each.id = free;
      }
    }
    if (edge.weight.is_null()) continue;
    const auto number = number_of(edge.weight);
    has_strength[i] = !rating.is_null();
    if (number && has_strength[i] && rating.get<double>() == number->get<double>()) edge.weight = nullptr;
    if (has_strength[i]) continue;
    ratings = ratings && number && is_rating(*number);
    ones = ones && number && number->get<double>() == 1;
  }
  edge_names_.fields[strength] = "strength";
  edge_names_.fields[free] = {};
  for (std::size_t i = 0; i < edges_.size(); ++i) {
    EdgeIn& edge = edges_[i];
    if (edge.weight.is_null() || (ones && !has_strength[i])) continue;
    const Json weight = number_of(edge.weight).value_or(edge.weight);
    edge.attributes.push_back({ratings && !has_strength[i] ? strength : free, weight, edge.where});
  }
}

/// Moves the attribute that is the name into its place, if there is one.
void GraphReader::take_label(NodeIn& node) {
  for (Attribute& attribute : node.attributes)
    if (node_names_.fields[attribute.id] == "label" && has_content(attribute.value)) {
      node.label = std::move(attribute.value);
      attribute.value = nullptr;
      return;
    }
}

/// A coordinate called `y`, and not by our own header.
void GraphReader::flip(Attribute& attribute, std::string_view field, const std::string& name) {
  if (field != "y" || fold(trim(name)) != "y") return;
  if (const auto number = number_of(attribute.value)) attribute.value = flipped(number->get<double>());
}

Opened GraphReader::take() {
  map_fields();
  settle_ids();
  settle_weights();
  RecordBuilder builder;
  const auto values_of = [](const Names& names, std::vector<Attribute>& attributes) {
    std::vector<records::Value> values;
    values.reserve(attributes.size() + 2);
    for (Attribute& each : attributes)
      if (!each.value.is_null())
        values.push_back({names.fields[each.id], names.names[each.id], std::move(each.value), std::move(each.where)});
    return values;
  };
  bool room = true;
  for (NodeIn& node : nodes_) {
    if (!room) break;
    if (node.label.is_null()) take_label(node);
    for (Attribute& each : node.attributes) flip(each, node_names_.fields[each.id], node_names_.names[each.id]);
    std::vector<records::Value> values = values_of(node_names_, node.attributes);
    if (node.position) {
      values.push_back({"x", "position_x", node.position->x, node.where});
      values.push_back({"y", "position_y", flipped(node.position->y), node.where});
    }
    room = builder.add(NodeRecord{node.where, node.where, node.where, node.id.empty() ? Json() : Json(node.id),
                                  std::move(node.label), std::move(values)});
  }
  room = true;
  for (EdgeIn& edge : edges_) {
    if (!room) break;
    bool said = false;
    for (Attribute& each : edge.attributes) {
      if (edge_names_.fields[each.id] != "direction" || !has_content(each.value)) continue;
      if (!said && is_direction(each.value))
        said = true;
      else
        each.id = attribute(Table::edges, edge_names_.names[each.id], true);
    }
    edge_names_.fields.resize(edge_names_.names.size());
    std::vector<records::Value> values = values_of(edge_names_, edge.attributes);
    if (!edge.label.is_null()) values.push_back({"label", "Label", std::move(edge.label), edge.where});
    if (!edge.kind.is_null()) values.push_back({"kind", "Type", std::move(edge.kind), edge.where});
    room = builder.add(EdgeRecord{edge.where,
                                  edge.where,
                                  edge.id.empty() ? Json() : Json(edge.id),
                                  {std::move(edge.from), "", edge.where},
                                  {std::move(edge.to), "", edge.where},
                                  false,
                                  std::move(values),
                                  false,
                                  said ? std::nullopt : std::optional(edge.direction)});
  }
  Opened opened = builder.take();
  opened.network.title = std::move(title_);
  opened.network.description = std::move(description_);
  opened.network.fields = std::move(network_fields_);
  Issues first = warnings_.take();
  first.insert(first.end(), std::make_move_iterator(opened.warnings.begin()),
               std::make_move_iterator(opened.warnings.end()));
  opened.warnings = std::move(first);
  return opened;
}

namespace {

/// True when a graph format has a type for it that brings it back as it is.
bool is_plain(const Json& value) {
  if (value.is_boolean()) return true;
  if (value.is_number_unsigned()) return value.get<std::uint64_t>() <= 0x7fff'ffff'ffff'ffffu;
  if (value.is_number()) return true;
  if (!value.is_string()) return false;
  const std::string_view text = value.get_ref<const std::string&>();
  return !text.empty() && trim(text) == text;
}

bool is_free(Table table, std::string_view key, const Json& value) {
  return !records::is_known_header(table, key) && trim(key) == key &&
         count_characters(key) <= limits::label_characters - 8 && is_plain(value);
}
bool is_free_of_node(std::string_view key, const Json& value) { return is_free(Table::nodes, key, value); }
bool is_free_of_edge(std::string_view key, const Json& value) { return is_free(Table::edges, key, value); }

constexpr unsigned bit(ColumnType type) { return 1u << static_cast<unsigned>(type); }

ColumnType type_of(const Json& value) {
  if (value.is_array()) return ColumnType::list;
  if (value.is_boolean()) return ColumnType::flag;
  if (value.is_number_integer()) return ColumnType::whole;
  return value.is_number() ? ColumnType::number : ColumnType::text;
}

/// The type of a column with values of these: what does not have it goes elsewhere.
ColumnType common_type(unsigned types) {
  for (const ColumnType type : {ColumnType::list, ColumnType::text, ColumnType::number, ColumnType::whole})
    if ((types & bit(type)) != 0) return type;
  return ColumnType::flag;
}

bool fits(ColumnType column, ColumnType value) {
  return column == value || (column == ColumnType::number && value == ColumnType::whole);
}

/// Puts a value beside those that are in no column.
void keep_among(Json& more, const std::string& key, Json value) {
  Json all = more.is_string() ? Json::parse(more.get_ref<const std::string&>(), nullptr, false) : Json::object();
  if (!all.is_object()) all = Json::object();
  all[key] = std::move(value);
  more = json_text(all);
}

GraphTable table_of(std::vector<records::Row> rows, std::initializer_list<std::string_view> left_out) {
  const std::string more = "More fields";
  std::map<std::string, unsigned, std::less<>> types;
  for (const records::Row& row : rows)
    for (const auto& [header, value] : row)
      if (!value.is_null()) types[header] |= bit(type_of(value));
  GraphTable table;
  std::map<std::string, std::size_t, std::less<>> column_of;
  const auto column = [&](const std::string& name) {
    const auto [place, fresh] = column_of.try_emplace(name, table.columns.size());
    if (fresh) table.columns.push_back({name, name == more ? ColumnType::text : common_type(types[name])});
    return place->second;
  };
  for (records::Row& row : rows) {
    std::vector<Cell> cells;
    records::Row misfits;
    Json rest;
    for (auto& [header, value] : row) {
      if (value.is_null() || std::find(left_out.begin(), left_out.end(), header) != left_out.end()) continue;
      if (header == more) {
        rest = std::move(value);
      } else if (const std::size_t index = column(header); fits(table.columns[index].type, type_of(value))) {
        cells.push_back({index, std::move(value)});
      } else {
        misfits.emplace_back(header, std::move(value));
      }
    }
    for (auto& [key, value] : misfits) keep_among(rest, key, std::move(value));
    if (!rest.is_null()) cells.push_back({column(more), std::move(rest)});
    table.rows.push_back(std::move(cells));
  }
  return table;
}

}  // namespace

GraphTable node_table(const Network& network, std::initializer_list<std::string_view> left_out) {
  std::vector<records::Row> rows;
  rows.reserve(network.nodes.size());
  for (const auto& [id, node] : network.nodes) rows.push_back(records::row_of(network, node, is_free_of_node));
  return table_of(std::move(rows), left_out);
}

GraphTable edge_table(const Network& network, std::initializer_list<std::string_view> left_out) {
  // Weights that would all be taken for strengths are kept among the other fields instead.
  const auto free_weight = [](const Edge& edge) -> const Json* {
    const auto found = edge.fields.find("weight");
    return edge.strength == 0 && found != edge.fields.end() && found->second.is_number() && is_plain(found->second)
               ? &found->second
               : nullptr;
  };
  const bool told_apart = std::any_of(network.edges.begin(), network.edges.end(), [&](const auto& entry) {
    const Json* weight = free_weight(entry.second);
    return weight != nullptr && !is_rating(*weight);
  });
  std::vector<records::Row> rows;
  std::vector<Json> weights;
  rows.reserve(network.edges.size());
  for (const auto& [id, edge] : network.edges) {
    Json weight = edge.strength > 0 ? Json(edge.strength) : Json();
    if (const Json* free = free_weight(edge); free != nullptr && told_apart) {
      weight = *free;
      Edge rest = edge;
      rest.fields.erase("weight");
      rows.push_back(records::row_of(network, rest, is_free_of_edge));
    } else {
      rows.push_back(records::row_of(network, edge, is_free_of_edge));
    }
    weights.push_back(std::move(weight));
  }
  GraphTable table = table_of(std::move(rows), left_out);
  table.weights = std::move(weights);
  return table;
}

Direction default_direction(const Network& network) {
  Direction otherwise = Direction::mutual;
  for (const auto& [id, edge] : network.edges) {
    if (edge.direction == Direction::directed) return Direction::directed;
    if (edge.direction == Direction::undirected) otherwise = Direction::undirected;
  }
  return network.edges.empty() ? Direction::directed : otherwise;
}

}  // namespace impactweb::graphs

#include "core/io/graphs/gexf.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "core/io/graphs/graph_records.hpp"
#include "core/io/graphs/xml_graph.hpp"
#include "core/io/records/cell_text.hpp"
#include "core/io/records/columns.hpp"
#include "core/io/text_repair.hpp"
#include "core/model/limits.hpp"
#include "core/text/hex.hpp"
#include "core/text/text.hpp"

namespace impactweb {

namespace {

using graphs::GraphReader;
using records::Table;

/// What stands in the file beside a value to say when it holds.
constexpr std::array<const char*, 6> times = {"start", "end", "startopen", "endopen", "timestamp", "timestamps"};

enum class ValueType : std::uint8_t { text, number, flag, list };

ValueType type_named(const std::string& name) {
  const std::string type = fold(name);
  if (type.starts_with("list")) return ValueType::list;
  if (type == "boolean") return ValueType::flag;
  for (const std::string_view number :
       {"integer", "int", "long", "short", "byte", "float", "double", "biginteger", "bigdecimal"})
    if (type == number) return ValueType::number;
  return ValueType::text;
}

/// A list as `a|b`, `[a, b]` or `a, b`: all three are in use.
Json list_in(std::string_view text) {
  if (text.size() >= 2 && text.front() == '[' && text.back() == ']') {
    Json json = Json::parse(text, nullptr, false);
    if (json.is_array() &&
        std::none_of(json.begin(), json.end(), [](const Json& item) { return item.is_structured(); }))
      return json;
    text = text.substr(1, text.size() - 2);
  }
  if (text.find('|') != std::string_view::npos) return records::split_at_bars(text);
  const char separator = text.find(';') != std::string_view::npos ? ';' : ',';
  Json list = Json::array();
  for (const std::string_view part : split(text, separator))
    if (const std::string_view item = trim(part); !item.empty()) list.push_back(std::string(item));
  return list;
}

Json value_in(ValueType type, const std::string& text) {
  switch (type) {
    case ValueType::number:
      return graphs::number_in(text).value_or(Json(text));
    case ValueType::flag:
      if (const std::string word = fold(text); word == "true" || word == "1")
        return true;
      else if (word == "false" || word == "0")
        return false;
      return text;
    case ValueType::list:
      return list_in(text);
    case ValueType::text:
      break;
  }
  return text;
}

class Reader {
 public:
  explicit Reader(xml::File& file) : file_(file) {}

  Result<Opened> read(const pugi::xml_node& root) {
    read_meta(xml::child(root, "meta"));
    const pugi::xml_node graph = xml::child(root, "graph");
    if (!graph) return Issue{"networkMissing", file_.place_of(root), {}};
    for (pugi::xml_node other = graph.next_sibling(); other; other = other.next_sibling())
      if (xml::local_name(other) == "graph") {
        warnings().add("graphsSeveral", file_.place_of(other));
        break;
      }
    graph_.add_network_value("name", xml::attribute(graph, "name"), file_.place_of(graph));
    default_ = direction_named(xml::attribute(graph, "defaultedgetype")).value_or(Direction::undirected);
    const std::string format = fold(xml::attribute(graph, "timeformat"));
    has_dates_ = format == "date" || format == "datetime";
    for (const pugi::xml_node& each : graph.children())
      if (xml::local_name(each) == "attributes") declare(each);
    read_content(graph, "");
    if (nested_ > 0) warnings().add("hierarchyKept", "", {std::to_string(nested_)});
    for (const std::string& title : changing_) warnings().add("valuesOverTime", "", {title});
    return graph_.take();
  }

  Warnings& warnings() { return graph_.warnings(); }

 private:
  struct Declared {
    std::string title;
    ValueType type = ValueType::text;
    std::size_t id = 0;       ///< as a column
    std::size_t free_id = 0;  ///< as what it is when it changes over time
    Json otherwise;           ///< where an element says nothing
  };
  using Declarations = std::map<std::string, Declared, std::less<>>;

  Declarations& declared(Table table) { return table == Table::nodes ? of_nodes_ : of_edges_; }

  static std::optional<Direction> direction_named(const std::string& word) {
    const std::string type = fold(word);
    if (type == "directed" || type == "dir") return Direction::directed;
    if (type == "undirected" || type == "sim") return Direction::undirected;
    if (type == "mutual" || type == "double") return Direction::mutual;
    return std::nullopt;
  }

  void read_meta(const pugi::xml_node& meta) {
    if (!meta) return;
    for (const char* name : {"title", "description"})
      if (const pugi::xml_node each = xml::child(meta, name))
        graph_.add_network_value(name, xml::text_in(each), file_.place_of(each));
    for (const pugi::xml_node& each : meta.children()) {
      const std::string name(xml::local_name(each));
      const std::string text = xml::text_in(each);
      if (each.type() != pugi::node_element || name == "title" || name == "description" ||
          (name == "creator" && text == "Impactweb"))
        continue;
      graph_.add_network_value(name, text, file_.place_of(each));
    }
    graph_.add_network_value("lastmodifieddate", xml::attribute(meta, "lastmodifieddate"), "");
  }

  Declared& declare(Table table, const std::string& id, const std::string& title, ValueType type) {
    Declared& entry = declared(table)[id];
    entry.title = title.empty() ? id : title;
    entry.type = type;
    entry.id = graph_.attribute(table, entry.title);
    entry.free_id = graph_.attribute(table, entry.title, true);
    return entry;
  }

  void declare(const pugi::xml_node& list) {
    const std::string of = fold(xml::attribute(list, "class"));
    const Table table = of == "edge" ? Table::edges : Table::nodes;
    for (const pugi::xml_node& each : list.children()) {
      if (xml::local_name(each) != "attribute") continue;
      // What does not say whose it is may be anybody's.
      if (of != "edge" && of != "node")
        declare(Table::edges, xml::attribute(each, "id"), xml::attribute(each, "title"),
                type_named(xml::attribute(each, "type")));
      Declared& entry = declare(table, xml::attribute(each, "id"), xml::attribute(each, "title"),
                                type_named(xml::attribute(each, "type")));
      if (const pugi::xml_node otherwise = xml::child(each, "default"))
        if (const std::string text = xml::text_in(otherwise); !text.empty())
          entry.otherwise = value_in(entry.type, text);
    }
  }

  /// Nodes and edges of the graph, or of a node that holds others.
  void read_content(const pugi::xml_node& holder, const std::string& parent) {
    for (const pugi::xml_node& list : holder.children()) {
      const std::string_view name = xml::local_name(list);
      if (name != "nodes" && name != "edges") continue;
      for (const pugi::xml_node& each : list.children()) {
        if (name == "nodes" && xml::local_name(each) == "node") read_node(each, parent);
        if (name == "edges" && xml::local_name(each) == "edge") read_edge(each);
      }
    }
  }

  void read_node(const pugi::xml_node& xml_node, const std::string& parent) {
    graphs::NodeIn node{file_.place_of(xml_node), xml::attribute(xml_node, "id"), {}};
    if (xml::has_attribute(xml_node, "label")) node.label = xml::attribute(xml_node, "label");
    read_attributes(Table::nodes, xml_node, node.attributes);
    read_parents(xml_node, parent, node);
    if (const pugi::xml_node position = xml::child(xml_node, "position")) {
      const auto x = graphs::number_in(xml::attribute(position, "x"));
      const auto y = graphs::number_in(xml::attribute(position, "y"));
      if (x && y)
        node.position = Point{x->get<double>(), y->get<double>()};
      else
        warnings().add("positionDropped", file_.place_of(position),
                       {shortened(Json(xml::attribute(position, "x") + ", " + xml::attribute(position, "y")))});
      const auto z = graphs::number_in(xml::attribute(position, "z"));
      if (z && z->get<double>() != 0) keep(Table::nodes, "z", *z, position, node.attributes);
    }
    const std::string id = node.id;
    graph_.add(std::move(node));
    read_content(xml_node, id);
  }

  void read_parents(const pugi::xml_node& xml_node, const std::string& parent, graphs::NodeIn& node) {
    std::vector<std::string> parents;
    const auto add = [&](const std::string& id) {
      if (!id.empty() && std::find(parents.begin(), parents.end(), id) == parents.end()) parents.push_back(id);
    };
    add(parent);
    add(xml::attribute(xml_node, "pid"));
    for (const pugi::xml_node& each : xml::child(xml_node, "parents").children()) add(xml::attribute(each, "for"));
    if (parents.empty()) return;
    ++nested_;
    keep(Table::nodes, "parent", parents.size() == 1 ? Json(parents[0]) : Json(parents), xml_node, node.attributes);
  }

  void read_edge(const pugi::xml_node& xml_edge) {
    graphs::EdgeIn edge{file_.place_of(xml_edge), xml::attribute(xml_edge, "id"), xml::attribute(xml_edge, "source"),
                        xml::attribute(xml_edge, "target")};
    const auto given = [&](const char* name) {
      const std::string text = xml::attribute(xml_edge, name);
      return text.empty() ? Json() : Json(text);
    };
    edge.label = given("label");
    edge.kind = given("kind");
    if (const Json weight = given("weight"); !weight.is_null())
      edge.weight = graphs::number_in(weight.get_ref<const std::string&>()).value_or(weight);
    const Json type = given("type");
    edge.direction = direction_named(type.is_null() ? "" : type.get<std::string>()).value_or(default_);
    if (!type.is_null() && !direction_named(type.get<std::string>()))
      keep(Table::edges, "type", type, xml_edge, edge.attributes);
    read_attributes(Table::edges, xml_edge, edge.attributes);
    graph_.add(std::move(edge));
  }

  void keep(Table table, const char* name, Json value, const pugi::xml_node& place,
            std::vector<graphs::Attribute>& attributes) {
    attributes.push_back({graph_.attribute(table, name, true), std::move(value), file_.place_of(place)});
  }

  /// What holds for a while only, with its times; null when it has none.
  static Json with_times(const pugi::xml_node& xml_node, Json value) {
    Json timed = Json::object();
    for (const char* time : times)
      if (xml::has_attribute(xml_node, time)) timed[time] = xml::attribute(xml_node, time);
    if (timed.empty()) return nullptr;
    if (!value.is_null()) timed["value"] = std::move(value);
    return timed;
  }

  /// What stands in a node or an edge as an attribute of XML that the format does not know.
  void read_strays(Table table, const pugi::xml_node& holder, std::vector<graphs::Attribute>& attributes) {
    static const std::set<std::string_view> of_nodes = {"id", "label", "pid", "for"};
    static const std::set<std::string_view> of_edges = {"id", "label", "source", "target", "type", "weight", "kind"};
    for (const pugi::xml_attribute& each : holder.attributes()) {
      const std::string_view name = each.name();
      if ((table == Table::nodes ? of_nodes : of_edges).contains(name) || name.starts_with("xml") ||
          std::find(times.begin(), times.end(), name) != times.end())
        continue;
      if (const std::string text = xml::attribute(holder, each.name()); !text.empty())
        attributes.push_back({graph_.attribute(table, std::string(name)), text, file_.place_of(holder)});
    }
  }

  void read_attributes(Table table, const pugi::xml_node& holder, std::vector<graphs::Attribute>& attributes) {
    const std::size_t first = attributes.size();
    for (const pugi::xml_node& value : xml::child(holder, "attvalues").children()) {
      if (xml::local_name(value) != "attvalue") continue;
      std::string id = xml::attribute(value, "for");
      if (id.empty()) id = xml::attribute(value, "id");
      const auto known = declared(table).find(id);
      const Declared& entry = known != declared(table).end() ? known->second : declare(table, id, "", ValueType::text);
      Json read = value_in(entry.type, xml::attribute(value, "value"));
      const Json timed = with_times(value, read);
      const auto same =
          std::find_if(attributes.begin() + static_cast<std::ptrdiff_t>(first), attributes.end(),
                       [&](const graphs::Attribute& each) { return each.id == entry.id || each.id == entry.free_id; });
      if (timed.is_null() && same == attributes.end()) {
        attributes.push_back({entry.id, std::move(read), file_.place_of(value)});
        continue;
      }
      // A list of all values, the first of which may have stood alone until now.
      changing_.insert(entry.title);
      Json item = timed.is_null() ? Json{{"value", std::move(read)}} : timed;
      if (same == attributes.end()) {
        attributes.push_back({entry.free_id, Json::array({std::move(item)}), file_.place_of(value)});
      } else {
        if (same->id == entry.id) *same = {entry.free_id, Json::array({{{"value", same->value}}}), same->where};
        same->value.push_back(std::move(item));
      }
    }
    for (const auto& [id, entry] : declared(table)) {
      if (entry.otherwise.is_null()) continue;
      const bool said =
          std::any_of(attributes.begin() + static_cast<std::ptrdiff_t>(first), attributes.end(),
                      [&, of = &entry](const auto& each) { return each.id == of->id || each.id == of->free_id; });
      if (!said) attributes.push_back({entry.id, entry.otherwise, file_.place_of(holder)});
    }
    read_strays(table, holder, attributes);
    read_looks(table, holder, attributes);
    read_spells(table, holder, attributes);
  }

  void read_looks(Table table, const pugi::xml_node& holder, std::vector<graphs::Attribute>& attributes) {
    for (const pugi::xml_node& each : holder.children()) {
      if (each.type() != pugi::node_element) continue;
      const std::string_view name = xml::local_name(each);
      if (name == "color") {
        if (const std::string color = color_in(each); !color.empty()) keep(table, "color", color, each, attributes);
      } else if (name == "size" || name == "thickness") {
        const std::string text = xml::attribute(each, "value");
        if (!text.empty())
          keep(table, name == "size" ? "size" : "thickness", graphs::number_in(text).value_or(Json(text)), each,
               attributes);
      } else if (name == "shape") {
        const std::string uri = xml::attribute(each, "uri");
        const std::string shape = uri.empty() ? xml::attribute(each, "value") : uri;
        if (!shape.empty()) keep(table, "shape", shape, each, attributes);
      }
    }
  }

  /// `#rrggbb`, with two digits more where it is not opaque; empty when it is no color.
  static std::string color_in(const pugi::xml_node& color) {
    if (xml::has_attribute(color, "hex")) return xml::attribute(color, "hex");
    std::string hex = "#";
    const auto append = [&](const Json& part, double scale) {
      const double value = part.get<double>() * scale;
      constexpr std::string_view digits = "0123456789abcdef";
      const auto byte = static_cast<std::size_t>(std::clamp(value, 0.0, 255.0) + 0.5);
      hex += digits[byte / 16];
      hex += digits[byte % 16];
    };
    for (const char* part : {"r", "g", "b"}) {
      const auto value = graphs::number_in(xml::attribute(color, part));
      if (!value) return {};
      append(*value, 1);
    }
    const auto alpha = graphs::number_in(xml::attribute(color, "a"));
    if (alpha && alpha->get<double>() < 1) append(*alpha, 255);
    return hex;
  }

  /// When a node or an edge is there: from and until of an edge are ours where they are dates.
  void read_spells(Table table, const pugi::xml_node& holder, std::vector<graphs::Attribute>& attributes) {
    for (const char* time : times) {
      const std::string text = xml::attribute(holder, time);
      if (text.empty()) continue;
      const bool is_period = table == Table::edges && has_dates_ && (time == times[0] || time == times[1]);
      if (is_period)
        attributes.push_back({graph_.attribute(table, time), text, file_.place_of(holder)});
      else
        keep(table, time, graphs::number_in(text).value_or(Json(text)), holder, attributes);
    }
    for (const char* list : {"spells", "slices"}) {
      Json spells = Json::array();
      const pugi::xml_node found = xml::child(holder, list);
      for (const pugi::xml_node& each : found.children())
        if (Json spell = with_times(each, nullptr); !spell.is_null()) spells.push_back(std::move(spell));
      if (spells.empty()) continue;
      changing_.insert(list);
      keep(table, list, std::move(spells), found, attributes);
    }
  }

  xml::File& file_;
  GraphReader graph_;
  Declarations of_nodes_, of_edges_;
  Direction default_ = Direction::undirected;
  bool has_dates_ = false;
  std::size_t nested_ = 0;
  std::set<std::string> changing_;  ///< titles of attributes with several values
};

/// By `ColumnType`.
constexpr std::string_view type_names[] = {"string", "long", "double", "boolean", "liststring"};

bool is_color(const Json& value) {
  if (!value.is_string()) return false;
  const auto& text = value.get_ref<const std::string&>();
  return text.size() == 7 && text[0] == '#' &&
         std::all_of(text.begin() + 1, text.end(), [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
}

/// True when `viz:` has a word for it.
bool is_look(Table table, const std::string& name, const Json& value) {
  return (name == "color" && is_color(value)) ||
         (name == (table == Table::nodes ? "size" : "thickness") && value.is_number());
}

std::string look(const std::string& name, const Json& value) {
  std::string xml = "<viz:" + name;
  if (name != "color") {
    xml::append_attribute(xml, "value", value.dump());
    return xml + "/>";
  }
  const auto& hex = value.get_ref<const std::string&>();
  for (const auto& [part, at] : {std::pair<std::string_view, std::size_t>{"r", 1}, {"g", 3}, {"b", 5}})
    xml::append_attribute(xml, part, std::to_string(*hex_number(std::string_view(hex).substr(at, 2))));
  return xml + "/>";
}

/// One table with the numbers that its columns have in the file.
struct Columns {
  Columns(Table of, graphs::GraphTable&& from) : table(of), content(std::move(from)), used(content.columns.size()) {}

  [[nodiscard]] bool is_attribute(const graphs::Cell& cell) const {
    return !is_look(table, content.columns[cell.column].name, cell.value);
  }
  void declare(std::string& xml) const {
    if (std::find(used.begin(), used.end(), true) == used.end()) return;
    xml += table == Table::nodes ? "    <attributes class=\"node\">\n" : "    <attributes class=\"edge\">\n";
    for (std::size_t i = 0; i < used.size(); ++i) {
      if (!used[i]) continue;
      xml += "      <attribute id=\"" + std::to_string(i) + "\"";
      xml::append_attribute(xml, "title", content.columns[i].name);
      xml::append_attribute(xml, "type", type_names[static_cast<std::size_t>(content.columns[i].type)]);
      xml += "/>\n";
    }
    xml += "    </attributes>\n";
  }
  /// What is within the element of a row.
  void append_row(std::string& xml, const std::vector<graphs::Cell>& row) const {
    bool open = false;
    for (const graphs::Cell& cell : row) {
      if (!is_attribute(cell)) continue;
      if (!std::exchange(open, true)) xml += "<attvalues>";
      xml += "<attvalue for=\"" + std::to_string(cell.column) + "\"";
      xml::append_attribute(xml, "value", records::text_of(cell.value));
      xml += "/>";
    }
    if (open) xml += "</attvalues>";
    for (const graphs::Cell& cell : row)
      if (!is_attribute(cell)) xml += look(content.columns[cell.column].name, cell.value);
  }

  Table table;
  graphs::GraphTable content;
  std::vector<bool> used;
};

void append_element(std::string& xml, const char* name, std::string_view text) {
  if (text.empty()) return;
  xml += std::string("    <") + name + ">";
  xml::append_escaped(xml, text);
  xml += std::string("</") + name + ">\n";
}

std::string text_field(const Network& network, const char* name) {
  const auto found = network.fields.find(name);
  return found == network.fields.end() || !found->second.is_string() ? std::string() : found->second.get<std::string>();
}

void append_meta(std::string& xml, const Network& network) {
  xml += "  <meta";
  if (const std::string date = text_field(network, "lastmodifieddate"); !date.empty())
    xml::append_attribute(xml, "lastmodifieddate", date);
  xml += ">\n";
  const std::string creator = text_field(network, "creator");
  append_element(xml, "creator", creator.empty() ? "Impactweb" : creator);
  append_element(xml, "title", network.title);
  append_element(xml, "description", network.description);
  append_element(xml, "keywords", text_field(network, "keywords"));
  xml += "  </meta>\n";
}

}  // namespace

int gexf_likeness(const InputFile& file) { return xml::likeness(file, "gexf"); }

Result<Opened> open_gexf(std::span<const InputFile> files) { return xml::open_graph<Reader>(files, "gexf", "GEXF"); }

std::vector<OutputFile> save_gexf(const Network& network) {
  const Direction otherwise = graphs::default_direction(network);
  Columns nodes(Table::nodes, graphs::node_table(network, {"ID", "Label", "position_x", "position_y"}));
  Columns edges(Table::edges,
                graphs::edge_table(network, {"ID", "From", "To", "From label", "To label", "Label", "Type"}));
  // Readers take the first edge for the type of all: those of the default type come first.
  std::vector<std::pair<const Edge*, std::size_t>> order;
  for (const auto& [id, edge] : network.edges) order.emplace_back(&edge, order.size());
  std::stable_partition(order.begin(), order.end(),
                        [&](const auto& entry) { return entry.first->direction == otherwise; });
  const auto word_for = [&](const Edge& edge) { return edge.direction == otherwise ? otherwise : Direction::mutual; };
  for (const auto& [edge, row] : order)
    if (word_for(*edge) == edge->direction)
      std::erase_if(edges.content.rows[row],
                    [&](const graphs::Cell& cell) { return edges.content.columns[cell.column].name == "Direction"; });
  for (Columns* columns : {&nodes, &edges})
    for (const auto& row : columns->content.rows)
      for (const graphs::Cell& cell : row)
        if (columns->is_attribute(cell)) columns->used[cell.column] = true;

  std::string xml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" version=\"1.3\">\n";
  append_meta(xml, network);
  xml += "  <graph mode=\"static\" defaultedgetype=\"" + std::string(name_of(directions, otherwise)) + "\">\n";
  nodes.declare(xml);
  edges.declare(xml);
  xml += "    <nodes>\n";
  std::size_t row = 0;
  for (const auto& [id, node] : network.nodes) {
    xml += "      <node";
    xml::append_attribute(xml, "id", id);
    xml::append_attribute(xml, "label", node.label);
    xml += ">";
    nodes.append_row(xml, nodes.content.rows[row++]);
    if (node.position)
      xml += "<viz:position x=\"" + Json(node.position->x).dump() + "\" y=\"" +
             Json(graphs::flipped(node.position->y)).dump() + "\" z=\"0.0\"/>";
    xml += "</node>\n";
  }
  xml += "    </nodes>\n    <edges>\n";
  for (const auto& [edge, index] : order) {
    xml += "      <edge";
    xml::append_attribute(xml, "id", edge->id);
    xml::append_attribute(xml, "source", edge->from);
    xml::append_attribute(xml, "target", edge->to);
    if (edge->direction != otherwise) xml += " type=\"mutual\"";
    if (!edge->kind.empty()) xml::append_attribute(xml, "kind", edge->kind);
    if (!edge->label.empty()) xml::append_attribute(xml, "label", edge->label);
    if (const Json& weight = edges.content.weights[index]; !weight.is_null())
      xml::append_attribute(xml, "weight", weight.dump());
    xml += ">";
    edges.append_row(xml, edges.content.rows[index]);
    xml += "</edge>\n";
  }
  xml += "    </edges>\n  </graph>\n</gexf>\n";
  return {{"network.gexf", xml}};
}

}  // namespace impactweb

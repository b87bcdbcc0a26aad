#include "core/io/graphs/node_link.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "core/io/content.hpp"
#include "core/io/graphs/json_pieces.hpp"
#include "core/io/graphs/json_shapes.hpp"
#include "core/io/graphs/text_graph.hpp"
#include "core/io/records/columns.hpp"
#include "core/text/text.hpp"

namespace impactweb {

namespace {

using graphs::GraphReader;
using json_pieces::beside;
using json_pieces::for_each_object;
using json_pieces::id_in;
using json_pieces::member;
using json_pieces::read_attributes;
using json_pieces::read_network_values;
using json_pieces::Source;
using records::Table;

/// The first of some members that is there.
const Json& first_of(const Json& object, std::initializer_list<const char*> keys) {
  static const Json none;
  for (const char* key : keys)
    if (const Json& found = member(object, key); !found.is_null()) return found;
  return none;
}

bool is_list(const Json& json, const char* key) { return member(json, key).is_array(); }

/// The elements of Cytoscape, in a list that is the whole file too.
const Json& elements_of(const Json& file) { return file.is_array() ? file : member(file, "elements"); }

bool is_cytoscape(const Json& file) {
  if (file.is_array())
    return std::any_of(file.begin(), file.end(), [](const Json& element) {
      const Json &data = member(element, "data"), &group = member(element, "group");
      return data.is_object() && (group == "nodes" || group == "edges" || json_shapes::end_keys(data));
    });
  const Json& elements = member(file, "elements");
  if (elements.is_object()) return is_list(elements, "nodes") || is_list(elements, "edges");
  return elements.is_array() && !elements.empty() && member(elements[0], "data").is_object();
}

/// Where programs keep what is said of a node or a link, beside it.
constexpr const char* inner_objects[] = {"data", "properties", "attributes", "metadata", "props", "attrs"};

/// The place of a node, in the middle of it where its corner and its size are told.
std::optional<Point> point_in(const Json& object) {
  const auto from = [](const Json& x, const Json& y) -> std::optional<Point> {
    if (!x.is_number() || !y.is_number()) return std::nullopt;
    return Point{x.get<double>(), graphs::flipped(y.get<double>())};
  };
  for (const char* key : {"position", "pos"}) {
    const Json& at = member(object, key);
    if (at.is_object())
      if (const auto point = from(member(at, "x"), member(at, "y"))) return point;
    if (at.is_array() && at.size() == 2)
      if (const auto point = from(at[0], at[1])) return point;
  }
  return from(member(object, "x"), member(object, "y"));
}

bool says_arrow(const Json& link, const char* key) {
  const Json& said = member(link, key);
  return (said.is_string() && said != "" && said != "none") || (said.is_object() && !said.empty());
}

/// The direction of a link; true when it runs from its second end to its first.
std::pair<Direction, bool> direction_of(const Json& link, const std::string& from_key, bool otherwise) {
  const Json& own = member(link, "directed");
  const Json& arrows = member(link, "arrows");
  if (own.is_number()) return {own != 0 ? Direction::directed : Direction::undirected, false};
  if (own.is_boolean()) return {own.get<bool>() ? Direction::directed : Direction::undirected, false};
  if (arrows.is_string() || arrows.is_object()) {
    // vis-network: "to", "to, from" or an object of both.
    const std::string ends = arrows.is_string() ? arrows.get<std::string>() : arrows.dump();
    const bool to = ends.find("to") != std::string::npos, from = ends.find("from") != std::string::npos;
    if (to || from) return {to && from ? Direction::mutual : Direction::directed, from && !to};
  }
  // React Flow, and JSON Canvas, where an arrow at the end goes without saying.
  const bool canvas = from_key == "fromNode";
  const bool to = says_arrow(link, "markerEnd") || says_arrow(link, "toEnd") || (canvas && !link.contains("toEnd"));
  const bool from = says_arrow(link, "markerStart") || says_arrow(link, "fromEnd");
  if (to || from) return {to && from ? Direction::mutual : Direction::directed, from && !to};
  if (canvas) return {Direction::undirected, false};
  // Words that say themselves which end is which.
  const bool plain = from_key == "source" || from_key == "from" || from_key == "node1" || from_key == "u" ||
                     from_key == "a" || from_key == "src";
  return {otherwise || !plain ? Direction::directed : Direction::undirected, false};
}

/// What ends of links may call a node.
class Ends {
 public:
  void add(const std::string& id, const Json& name) {
    order_.push_back(id);
    ids_.insert(id);
    if (name.is_string()) names_.try_emplace(name.get<std::string>(), id);
  }

  [[nodiscard]] std::string id_of(const Json& end) const {
    std::string id = id_in(
        end.is_object() ? first_of(end, {"id", "key", "_id", "identity", "elementId", "index", "name", "label"}) : end);
    if (ids_.contains(id)) return id;
    if (const auto named = names_.find(id); named != names_.end()) return named->second;
    if (end.is_number_unsigned() && end.get<std::size_t>() < order_.size()) return order_[end.get<std::size_t>()];
    return id;
  }

 private:
  std::vector<std::string> order_;
  std::set<std::string> ids_;
  std::map<std::string, std::string> names_;
};

/// What a node is called where no attribute has a word for it: the beginning of a text, a file, an address.
std::string name_in(const Json& entry, std::string& rest) {
  const auto text = [&](const char* key) {
    const Json& value = member(entry, key);
    return value.is_string() ? std::string(trim(value.get_ref<const std::string&>())) : std::string();
  };
  for (const char* key : {"caption", "displayName", "display_name", "fullName", "prefLabel"})
    if (const std::string name = text(key); !name.empty()) return name;
  if (const std::string all = text("text"); !all.empty()) {
    const std::size_t end = std::min(all.find('\n'), all.size());
    std::string_view first = trim(std::string_view(all).substr(0, end));
    while (first.starts_with('#')) first.remove_prefix(1);
    rest = trim(std::string_view(all).substr(end));
    return std::string(trim(first));
  }
  if (const std::string path = text("file"); !path.empty()) {
    const std::string name = path.substr(path.rfind('/') == std::string::npos ? 0 : path.rfind('/') + 1);
    return name.ends_with(".md") ? name.substr(0, name.size() - 3) : name;
  }
  return text("url");
}

/// A rectangle that JSON Canvas draws around some of its nodes.
struct Frame {
  const Json* entry = nullptr;
  double left = 0, top = 0, right = 0, bottom = 0;
  bool used = false;
};

class ListReader {
 public:
  ListReader(const json_shapes::Lists& lists, GraphReader& graph) : lists_(lists), graph_(graph) {}

  std::optional<Issue> read() {
    if (auto issue = refusal()) return issue;
    for (const auto& [object, where] : lists_.values) {
      for (const auto& [key, value] : object->items())
        if (std::find(lists_.left_out.begin(), lists_.left_out.end(), key) == lists_.left_out.end())
          graph_.add_network_value(key, value, member_place_of(where, key));
    }
    find_frames();
    // One that needs a name of this kind, and all are asked for theirs.
    named_apart_ = std::any_of(lists_.nodes.begin(), lists_.nodes.end(), [](const json_shapes::Item& item) {
      std::string rest;
      return named_within(*item.entry).empty() && !name_in(*item.entry, rest).empty();
    });
    for (const json_shapes::Item& item : lists_.nodes) read_node(item);
    for (const json_shapes::Item& item : lists_.links) read_link(item);
    return std::nullopt;
  }

 private:
  static std::string member_place_of(const std::string& where, const std::string& key) {
    return where.empty() ? key : member_place(where, key);
  }

  /// What a label is called in an attribute, or empty.
  static std::string named_within(const Json& entry) {
    const auto in = [](const Json& object) {
      for (const char* key : {"label", "name", "naam", "title", "titel"})
        for (const auto& [own, value] : object.items())
          if (fold(own) == key &&
              ((value.is_string() && !trim(value.get_ref<const std::string&>()).empty()) || value.is_number()))
            return value.is_string() ? value.get<std::string>() : value.dump();
      return std::string();
    };
    std::string name = entry.is_object() ? in(entry) : std::string();
    for (const char* key : inner_objects)
      if (const Json& inner = member(entry, key); name.empty() && inner.is_object()) name = in(inner);
    return name;
  }

  static std::string keys_of(const Json& entry) {
    std::vector<std::string> keys;
    for (const auto& [key, value] : entry.items()) keys.emplace_back(first_characters(key, 40));
    return joined(keys, 100);
  }

  /// Lists in which nothing is called by a name that is known are not opened hollow.
  std::optional<Issue> refusal() const {
    bool ends = lists_.links.empty(), by_place = false, names = lists_.nodes.empty();
    for (const json_shapes::Item& item : lists_.links)
      if (const auto keys = json_shapes::end_keys(*item.entry)) {
        ends = true;
        by_place = by_place || (*item.entry)[keys->from].is_number();
      }
    if (!ends) return Issue{"jsonEndsUnknown", lists_.links[0].where, {keys_of(*lists_.links[0].entry)}};
    for (const json_shapes::Item& item : lists_.nodes) {
      std::string rest;
      names = names || !json_shapes::id_key(*item.entry).empty() || !named_within(*item.entry).empty() ||
              !json_shapes::name_key(*item.entry).empty() || !name_in(*item.entry, rest).empty();
      if (names) break;
    }
    if (!names && !by_place) return Issue{"jsonNamesUnknown", lists_.nodes[0].where, {keys_of(*lists_.nodes[0].entry)}};
    return std::nullopt;
  }

  void find_frames() {
    std::set<std::string> tied;
    for (const json_shapes::Item& item : lists_.links)
      for (const char* key : {"fromNode", "toNode"}) tied.insert(id_in(member(*item.entry, key)));
    for (const json_shapes::Item& item : lists_.nodes) {
      const Json& entry = *item.entry;
      const Json &x = member(entry, "x"), &y = member(entry, "y"), &w = member(entry, "width"),
                 &h = member(entry, "height");
      if (member(entry, "type") != "group" || !x.is_number() || !y.is_number() || !w.is_number() || !h.is_number())
        continue;
      if (!member(entry, "label").is_string() || tied.contains(id_in(member(entry, "id")))) continue;
      frames_.push_back({&entry, x.get<double>(), y.get<double>(), x.get<double>() + w.get<double>(),
                         y.get<double>() + h.get<double>()});
    }
    for (const json_shapes::Item& item : lists_.nodes)
      if (Frame* frame = frame_around(*item.entry)) frame->used = true;
  }

  /// The smallest frame in which the middle of a node lies.
  Frame* frame_around(const Json& entry) {
    const auto at = frames_.empty() ? std::nullopt : middle_of(entry);
    Frame* best = nullptr;
    const auto area = [](const Frame& each) { return (each.right - each.left) * (each.bottom - each.top); };
    for (Frame& each : frames_)
      if (at && each.entry != &entry && at->x > each.left && at->x < each.right && at->y > each.top &&
          at->y < each.bottom && (best == nullptr || area(each) < area(*best)))
        best = &each;
    return best;
  }

  /// With y downwards.
  static std::optional<Point> middle_of(const Json& entry) {
    auto point = point_in(entry);
    if (!point) return std::nullopt;
    point->y = graphs::flipped(point->y);
    const Json &w = member(entry, "width"), &h = member(entry, "height");
    if (w.is_number() && h.is_number()) {
      point->x += w.get<double>() / 2;
      point->y += h.get<double>() / 2;
    }
    return point;
  }

  void read_attributes_of(Table table, const Json& entry, const std::string& where, const Json& whole,
                          std::vector<graphs::Attribute>& attributes) {
    Json rest = entry;
    for (const char* key : inner_objects)
      if (member(rest, key).is_object()) rest.erase(key);
    for (const auto& [from, to] : {std::pair{"nodetype", "type"},
                                   {"nodeType", "type"},
                                   {"edgetype", "type"},
                                   {"edgeType", "type"},
                                   {"relType", "type"},
                                   {"linkType", "type"},
                                   {"_type", "type"},
                                   {"relationshipType", "type"},
                                   {"_labels", "labels"}})
      if (rest.contains(from) && !rest.contains(to)) {
        rest[to] = rest[from];
        rest.erase(from);
      }
    // What shape something is drawn in.
    static const std::set<std::string> shapes = {"text",    "file",     "link", "group",      "input",  "output",
                                                 "default", "straight", "step", "smoothstep", "bezier", "simplebezier"};
    if (const Json& type = member(rest, "type");
        type.is_string() && shapes.contains(type.get_ref<const std::string&>()) && is_drawn(whole)) {
      rest["shape"] = type;
      rest.erase("type");
    }
    // Labels of Neo4j are what something is; further ones are tags.
    if (const Json labels = member(rest, "labels"); table == Table::nodes && labels.is_array() &&
                                                    !rest.contains("type") && member(entry, "properties").is_object()) {
      rest.erase("labels");
      if (!labels.empty()) rest["type"] = labels[0];
      if (labels.size() > 1) rest["tags"] = Json(labels.begin() + 1, labels.end());
    }
    if (member(rest, "style").is_object() && member(rest, "style").empty()) rest.erase("style");
    read_attributes(
        graph_, table,
        {Source{rest, where}, Source{member(entry, "data"), where + ".data"},
         Source{member(entry, "properties"), where + ".properties"},
         Source{member(entry, "attributes"), where + ".attributes"},
         Source{member(entry, "metadata"), where + ".metadata"}, Source{member(entry, "props"), where + ".props"},
         Source{member(entry, "attrs"), where + ".attrs"}},
        attributes);
  }

  /// Of a program that draws: nodes with a place, links between sides.
  static bool is_drawn(const Json& entry) {
    return entry.contains("position") || (entry.contains("width") && entry.contains("x")) ||
           entry.contains("fromNode") || entry.contains("sourceHandle") || entry.contains("animated") ||
           entry.contains("markerEnd") || member(entry, "data").is_object();
  }

  void read_node(const json_shapes::Item& item) {
    const Json& entry = *item.entry;
    const std::string key = json_shapes::id_key(entry);
    graphs::NodeIn node{item.where, key.empty() ? std::string() : id_in(entry[key]), {}};
    if (const auto at = middle_of(entry)) node.position = Point{at->x, graphs::flipped(at->y)};
    const std::string name = named_within(entry);
    if (node.id.empty()) node.id = name.empty() || ids_.contains(name) ? std::to_string(index_) : name;
    ids_.insert(node.id);
    ++index_;
    ends_.add(node.id, name.empty() ? Json() : Json(name));
    for (const Frame& frame : frames_)
      if (frame.entry == &entry && frame.used) return;
    Json rest = beside(entry, {});
    if (!key.empty()) rest.erase(key);
    std::string more;
    if (named_apart_) {
      std::string shown = name_in(entry, more);
      if (name_in(rest, more).empty()) shown.clear();
      // The name stands first where there is one of each.
      if (!shown.empty() && member(entry, "caption").is_string())
        node.label = shown;
      else
        node.label = name.empty() ? shown : name;
      for (const char* each : {"caption", "displayName", "display_name", "fullName", "prefLabel", "text"})
        if (const Json& said = member(rest, each);
            said.is_string() && (said == "" || fold(said.get<std::string>()).starts_with(fold(shown)) || !more.empty()))
          rest.erase(each);
      for (const char* each : {"label", "name", "title"})
        if (member(rest, each) == node.label) rest.erase(each);
      if (node.label == "") node.label = Json();
    }
    if (node.position) {
      rest.erase("x");
      rest.erase("y");
      rest.erase("position");
      rest.erase("pos");
    }
    read_attributes_of(Table::nodes, rest, node.where, entry, node.attributes);
    if (!more.empty()) node.attributes.push_back({graph_.attribute(Table::nodes, "description"), more, node.where});
    if (const Frame* frame = frame_around(entry))
      node.attributes.push_back({graph_.attribute(Table::nodes, "group"), (*frame->entry)["label"], node.where});
    graph_.add(std::move(node));
  }

  void read_link(const json_shapes::Item& item) {
    const Json& entry = *item.entry;
    const auto keys = json_shapes::end_keys(entry);
    const Json& from = keys ? entry[keys->from] : first_of(entry, {"source", "from"});
    const Json& to = keys ? entry[keys->to] : first_of(entry, {"target", "to"});
    graphs::EdgeIn edge{item.where, id_in(member(entry, "id")), ends_.id_of(from), ends_.id_of(to)};
    const auto [direction, reversed] = direction_of(entry, keys ? keys->from : "source", lists_.directed);
    edge.direction = direction;
    // Which of the two an arrow points from.
    if (reversed) std::swap(edge.from, edge.to);
    Json rest = beside(entry, {"id", "source", "target", "from", "to", "directed", "arrows"});
    if (keys) {
      rest.erase(keys->from);
      rest.erase(keys->to);
      if (keys->from == "fromNode") rest = beside(rest, {"fromEnd", "toEnd"});
    }
    read_attributes_of(Table::edges, rest, edge.where, entry, edge.attributes);
    graph_.add(std::move(edge));
  }

  const json_shapes::Lists& lists_;
  GraphReader& graph_;
  Ends ends_;
  std::set<std::string> ids_;
  std::vector<Frame> frames_;
  std::size_t index_ = 0;
  bool named_apart_ = false;
};

/// An element as an entry of a list of nodes or links: its data, and beside them what Cytoscape keeps elsewhere.
Json entry_of(const Json& element, const std::string& where, Warnings& warnings) {
  Json entry = member(element, "data").is_object() ? member(element, "data") : Json::object();
  const Json& position = member(element, "position");
  if (const auto at = point_in(position)) {
    entry["x"] = at->x;
    entry["y"] = graphs::flipped(at->y);
  } else if (!position.is_null() && !position.empty()) {
    warnings.add("positionDropped", where + ".position", {shortened(position)});
  }
  if (const Json& classes = member(element, "classes"); classes.is_string() && classes != "")
    entry.emplace("classes", classes);
  return entry;
}

std::optional<Issue> read_cytoscape(const Json& file, GraphReader& graph) {
  // NetworkX writes pairs of a key and a value.
  Json values = member(file, "data");
  if (values.is_array()) {
    Json pairs = Json::object();
    for (std::size_t i = 0; i < values.size(); ++i) {
      const Json& pair = values[i];
      if (pair.is_array() && pair.size() == 2 && pair[0].is_string())
        pairs[pair[0].get<std::string>()] = pair[1];
      else
        graph.warnings().add("wrongTypeDropped", item_place("data", i), {shortened(pair)});
    }
    values = std::move(pairs);
  }
  read_network_values(graph, values, "data", {});
  Json nodes = Json::array(), links = Json::array();
  const Json& elements = elements_of(file);
  const auto take = [&](const Json& list, const std::string& where, const char* group) {
    for_each_object(list, where, graph.warnings(), [&](const Json& element, const std::string& place) {
      const Json entry = entry_of(element, place, graph.warnings());
      const Json& said = member(element, "group");
      const bool link = group != nullptr ? std::string_view(group) == "edges"
                                         : said == "edges" || (said != "nodes" && entry.contains("source"));
      (link ? links : nodes).push_back(entry);
    });
  };
  if (elements.is_array()) {
    take(elements, file.is_array() ? "" : "elements", nullptr);
  } else {
    take(member(elements, "nodes"), "elements.nodes", "nodes");
    take(member(elements, "edges"), "elements.edges", "edges");
  }
  json_shapes::Lists lists;
  lists.directed = member(file, "directed") == true;
  for (std::size_t i = 0; i < nodes.size(); ++i) lists.nodes.push_back({&nodes[i], item_place("elements.nodes", i)});
  for (std::size_t i = 0; i < links.size(); ++i) lists.links.push_back({&links[i], item_place("elements.edges", i)});
  return ListReader(lists, graph).read();
}

}  // namespace

int node_link_likeness(const InputFile& file) {
  if (content_of(file.bytes) != Content::json) return 0;
  bool nodes = false, links = false;
  if (json_shapes::is_lines(file.bytes)) return json_shapes::likeness(file.bytes);
  for (const JsonMember& each : outermost_members(file.bytes)) {
    // Others that have such lists say of what type they are.
    if (each.key == "type" && !each.text.empty()) return 0;
    nodes = nodes || (each.key == "nodes" && each.begins_with == '[');
    links = links || ((each.key == "links" || each.key == "edges") && each.begins_with == '[');
    if (each.key != "elements") continue;
    if (each.begins_with == '{') return 60;
    if (each.begins_with == '[')
      for (const JsonMember& first : outermost_members(each.rest.substr(1)))
        if (first.key == "data" && first.begins_with == '{') return 85;  // more than Kumu, which has a list as well
  }
  return nodes && links ? 50 : json_shapes::likeness(file.bytes);
}

Result<Opened> open_node_link(std::span<const InputFile> files) {
  if (auto issue = not_one_file(files)) return *issue;
  GraphReader graph;
  // One record a line becomes a list of them, each in its line.
  std::string lines;
  if (json_shapes::is_lines(files[0].bytes)) {
    for (const text_graph::Line& line : text_graph::lines_of(files[0].bytes))
      if (!trim(line.text).empty()) lines.append(lines.empty() ? "[" : ",\n").append(line.text);
    lines += ']';
  }
  const Result<Json> json = json_from_bytes(lines.empty() ? std::string_view(files[0].bytes) : lines, graph.warnings());
  if (const Issue* issue = std::get_if<Issue>(&json)) return *issue;
  const Json& file = std::get<Json>(json);
  if (const std::string_view tool = known_tool(file); !tool.empty())
    return Issue{"formatOfOtherTool", "", {std::string(tool)}};
  if (is_cytoscape(file)) {
    if (auto issue = read_cytoscape(file, graph)) return *issue;
    return graph.take();
  }
  const auto lists = json_shapes::lists_in(file, graph.warnings());
  if (!lists) {
    if (!file.is_object()) return Issue{"formatNotRecognised", "", {}};
    std::vector<std::string> keys;
    for (const auto& [key, value] : file.items()) keys.emplace_back(first_characters(key, 40));
    return Issue{"jsonNotRecognised", "", {joined(keys, 100)}};
  }
  if (auto issue = ListReader(*lists, graph).read()) return *issue;
  return graph.take();
}

}  // namespace impactweb

#include "core/io/graphs/json_shapes.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "core/io/content.hpp"
#include "core/io/graphs/json_pieces.hpp"
#include "core/text/text.hpp"

namespace impactweb::json_shapes {

namespace {

using json_pieces::id_in;
using json_pieces::member;

/// A key without case and what stands between its words.
std::string plain(std::string_view key) {
  std::string letters;
  for (const char c : fold(key))
    if (c != '_' && c != '-' && c != ' ' && c != ':' && c != '@') letters += c;
  return letters;
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 27> ends = {{
    {"source", "target"},
    {"sourceid", "targetid"},
    {"sourcenode", "targetnode"},
    {"from", "to"},
    {"fromid", "toid"},
    {"fromnode", "tonode"},
    {"startid", "endid"},
    {"startnode", "endnode"},
    {"startnodeid", "endnodeid"},
    {"item", "linkto"},
    {"src", "dst"},
    {"src", "tgt"},
    {"src", "dest"},
    {"origin", "destination"},
    {"van", "naar"},
    {"bron", "doel"},
    {"subject", "object"},
    {"node1", "node2"},
    {"outv", "inv"},
    {"parent", "child"},
    {"sender", "receiver"},
    {"zender", "ontvanger"},
    {"ego", "alter"},
    {"start", "end"},
    {"tail", "head"},
    {"u", "v"},
    {"a", "b"},
}};

constexpr std::array<std::string_view, 11> ids = {"id",   "key",   "nodeid",     "identity", "elementid", "uuid",
                                                  "guid", "index", "identifier", "uri",      "item"};
constexpr std::array<std::string_view, 15> names = {
    "label", "name",      "naam",      "title",       "titel",        "caption",      "displayname", "fullname",
    "text",  "itemlabel", "preflabel", "organisatie", "organisation", "organization", "persoon"};

constexpr std::array<std::string_view, 15> node_lists = {
    "nodes",         "vertices", "actors",  "points",  "entities", "items",   "knopen",  "organisations",
    "organizations", "people",   "persons", "members", "partijen", "objects", "concepts"};
constexpr std::array<std::string_view, 11> link_lists = {"links",       "edges",   "relationships", "relations",
                                                         "connections", "ties",    "arcs",          "rels",
                                                         "relaties",    "triples", "lines"};

template <std::size_t Size>
bool is_among(const std::array<std::string_view, Size>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// The first key of an object that is, in plain, one of some words, in the order of the words.
template <std::size_t Size>
std::string key_among(const Json& object, const std::array<std::string_view, Size>& words) {
  std::string best;
  std::size_t rank = Size;
  if (object.is_object())
    for (const auto& [key, value] : object.items()) {
      if (value.is_null() || value.is_boolean()) continue;
      const auto at = static_cast<std::size_t>(std::find(words.begin(), words.end(), plain(key)) - words.begin());
      if (at < rank) {
        rank = at;
        best = key;
      }
    }
  return best;
}

bool is_scalar(const Json& value) { return value.is_string() || value.is_number(); }

class Finder {
 public:
  Finder(Lists& lists, Warnings& warnings) : lists_(lists), warnings_(warnings) {}

  bool find(const Json& file) {
    if (file.is_array()) return find_in_list(file, "");
    if (!file.is_object()) return false;
    return find_query(file) || find_in_graph(file, "") || find_tree(file, "") || find_columns(file) ||
           find_neighbours(file);
  }

 private:
  Json& make(Json entry) {
    lists_.made.push_back(std::move(entry));
    return lists_.made.back();
  }

  void not_read(const Json& value, const std::string& where) {
    warnings_.add("wrongTypeDropped", where, {shortened(value)});
  }

  // -------------------------------------------------------------- lists of nodes and of links

  bool find_in_graph(const Json& object, const std::string& where) {
    const std::string nodes = list_key(object, node_lists), links = list_key(object, link_lists);
    const Json& adjacency = member(object, "adjacency");
    if (nodes.empty() && links.empty()) return find_within(object, where);
    if (const Json& directed = member(object, "directed"); directed.is_boolean())
      lists_.directed = directed.get<bool>();
    if (!nodes.empty()) add_nodes(object[nodes], place(where, nodes));
    if (adjacency.is_array() && links.empty()) {
      add_adjacency(object, place(where, "adjacency"));
    } else if (!links.empty()) {
      add_links(object[links], place(where, links));
    }
    lists_.values.emplace_back(&object, where);
    lists_.left_out.insert(lists_.left_out.end(), {nodes, links, "directed", "multigraph", "adjacency"});
    // JSON Graph says more of the whole in an object of its own, and so does NetworkX.
    if (const Json& pairs = member(object, "graph"); pairs.is_array()) {
      Json& of_whole = make(Json::object());
      for (const Json& pair : pairs)
        if (pair.is_array() && pair.size() == 2 && pair[0].is_string()) of_whole[pair[0].get<std::string>()] = pair[1];
      lists_.values.emplace_back(&of_whole, place(where, "graph"));
      lists_.left_out.push_back(std::string("graph"));
    }
    for (const char* more : {"metadata", "graph"})
      if (const Json& of_whole = member(object, more); of_whole.is_object()) {
        lists_.values.emplace_back(&of_whole, place(where, more));
        lists_.left_out.emplace_back(more);
      }
    return true;
  }

  /// The network may be within another object, or be one of several.
  bool find_within(const Json& object, const std::string& where) {
    if (const Json& graphs = member(object, "graphs"); graphs.is_array() && !graphs.empty()) {
      if (graphs.size() > 1) warnings_.add("graphsSeveral", item_place(place(where, "graphs"), 1));
      return graphs[0].is_object() && find_graph_of(graphs[0], item_place(place(where, "graphs"), 0), true);
    }
    for (const char* key : {"graph", "network", "data", "elements", "result", "results"})
      if (const Json& inner = member(object, key);
          inner.is_object() && find_graph_of(inner, place(where, key), std::string_view(key) == "graph")) {
        if (where.empty() && object.size() > 1) {
          lists_.values.emplace_back(&object, where);
          lists_.left_out.emplace_back(key);
        }
        return true;
      } else if (inner.is_array() && !inner.empty() && where.empty() && find_in_list(inner, key)) {
        return true;
      }
    return false;
  }

  bool find_graph_of(const Json& graph, const std::string& where, bool is_json_graph) {
    if (list_key(graph, node_lists).empty() && list_key(graph, link_lists).empty()) return false;
    // Of JSON Graph: what says nothing has a direction.
    lists_.directed = is_json_graph;
    return find_in_graph(graph, where);
  }

  /// The key of a list, or of an object by id, of nodes or of links.
  template <std::size_t Size>
  static std::string list_key(const Json& object, const std::array<std::string_view, Size>& words) {
    std::string best;
    std::size_t rank = Size;
    for (const auto& [key, value] : object.items()) {
      if (!value.is_array() && !value.is_object()) continue;
      const auto at = static_cast<std::size_t>(std::find(words.begin(), words.end(), plain(key)) - words.begin());
      if (at < rank) rank = at, best = key;
    }
    return best;
  }

  static std::string place(const std::string& where, std::string_view key) {
    return where.empty() ? std::string(key) : member_place(where, key);
  }

  void add_nodes(const Json& list, const std::string& where) {
    if (list.is_object()) {
      for (const auto& [id, node] : list.items()) {
        if (node.is_object() && !id_key(node).empty() && plain(id_key(node)) == "id") {
          lists_.nodes.push_back({&node, place(where, id)});
          continue;
        }
        Json entry = node.is_object() ? node : Json::object();
        if (is_scalar(node)) entry["label"] = node;
        entry["id"] = id;
        lists_.nodes.push_back({&make(std::move(entry)), place(where, id)});
      }
      return;
    }
    for (std::size_t i = 0; i < list.size(); ++i) {
      const std::string at = item_place(where, i);
      if (list[i].is_object())
        lists_.nodes.push_back({&list[i], at});
      else if (list[i].is_string())
        lists_.nodes.push_back({&make({{"id", list[i]}, {"label", list[i]}}), at});
      else if (list[i].is_array() && list[i].size() == 2 && is_scalar(list[i][0]) && list[i][1].is_object())
        add_pair_of_networkx(list[i], at);
      else
        not_read(list[i], at);
    }
  }

  void add_pair_of_networkx(const Json& pair, const std::string& where) {
    Json entry = pair[1];
    entry["id"] = pair[0];
    lists_.nodes.push_back({&make(std::move(entry)), where});
  }

  void add_links(const Json& list, const std::string& where) {
    if (list.is_object()) {
      for (const auto& [id, link] : list.items())
        if (link.is_object()) {
          Json entry = link;
          if (!entry.contains("id")) entry["id"] = id;
          lists_.links.push_back({&make(std::move(entry)), place(where, id)});
        } else {
          not_read(link, place(where, id));
        }
      return;
    }
    for (std::size_t i = 0; i < list.size(); ++i)
      if (list[i].is_object())
        lists_.links.push_back({&list[i], item_place(where, i)});
      else if (!add_pair(list[i], item_place(where, i)))
        not_read(list[i], item_place(where, i));
  }

  /// `["Zet", "De Brug"]`, perhaps with a weight or attributes behind them.
  bool add_pair(const Json& pair, const std::string& where) {
    if (!pair.is_array() || pair.size() < 2 || pair.size() > 3 || !is_scalar(pair[0]) || !is_scalar(pair[1]))
      return false;
    Json entry = pair.size() == 3 && pair[2].is_object() ? pair[2] : Json::object();
    if (pair.size() == 3 && pair[2].is_number()) entry["weight"] = pair[2];
    if (pair.size() == 3 && pair[2].is_string()) entry["type"] = pair[2];
    entry["source"] = pair[0];
    entry["target"] = pair[1];
    lists_.links.push_back({&make(std::move(entry)), where});
    return true;
  }

  /// For each node a list of its neighbours.
  void add_adjacency(const Json& object, const std::string& where) {
    const Json& rows = member(object, "adjacency");
    std::set<std::string> before;
    for (std::size_t i = 0; i < rows.size() && i < lists_.nodes.size(); ++i) {
      const Json& node = *lists_.nodes[i].entry;
      const std::string key = id_key(node);
      const Json id = key.empty() ? Json(i) : node[key];
      for (std::size_t j = 0; rows[i].is_array() && j < rows[i].size(); ++j) {
        const Json& neighbour = rows[i][j];
        const std::string at = item_place(item_place(where, i), j);
        const std::string other = neighbour.is_object() ? id_key(neighbour) : std::string();
        if (other.empty()) {
          not_read(neighbour, at);
          continue;
        }
        // Without a direction each link is there from both sides.
        if (!lists_.directed && before.contains(id_in(neighbour[other]))) continue;
        Json entry = neighbour;
        entry.erase(other);
        entry["source"] = id;
        entry["target"] = neighbour[other];
        lists_.links.push_back({&make(std::move(entry)), at});
      }
      before.insert(id_in(id));
    }
  }

  // -------------------------------------------------------------- records

  /// A list of records: each is a link when it has ends, else a node.
  bool find_in_list(const Json& list, const std::string& where) {
    if (list.empty()) return false;
    if (list.size() == 1 && list[0].is_object() && member(list[0], "children").is_array())
      return find_tree(list[0], item_place(where, 0));
    bool any = false;
    lists_.directed = true;
    for (std::size_t i = 0; i < list.size(); ++i) {
      const std::string at = item_place(where, i);
      const Json& record = list[i];
      if (record.is_array()) {
        any = add_pair(record, at) || any;
        if (lists_.links.empty() || lists_.links.back().where != at) not_read(record, at);
      } else if (!record.is_object()) {
        not_read(record, at);
      } else {
        any = add_record(record, at) || any;
      }
    }
    return any;
  }

  bool add_record(const Json& record, const std::string& where) {
    // As Neo4j's APOC exports: what each is, is said.
    if (const Json& type = member(record, "type"); type == "relationship" || type == "node") {
      Json entry = record;
      entry.erase("type");
      if (type == "relationship") {
        if (entry.contains("label")) entry["type"] = entry["label"];
        entry.erase("label");
        lists_.links.push_back({&make(std::move(entry)), where});
      } else {
        lists_.nodes.push_back({&make(std::move(entry)), where});
      }
      return true;
    }
    const auto keys = end_keys(record);
    const bool objects = keys && (record[keys->from].is_object() || record[keys->to].is_object());
    // A beginning and an end are dates more often than ends.
    if (keys && (plain(keys->from) != "start" || objects)) {
      add_labelled(record, *keys, where);
      return true;
    }
    // Of a query, some have nothing that they link to.
    if (const std::string item = id_key(record); plain(item) == "item") {
      add_once(record, item, "itemLabel", where);
      return true;
    }
    lists_.nodes.push_back({&record, where});
    return !name_key(record).empty() || !id_key(record).empty();
  }

  /// A link whose ends have their names beside them: `item`, `itemLabel`, `linkTo`, `linkToLabel`.
  void add_labelled(const Json& record, const EndKeys& keys, const std::string& where) {
    Json entry = record, node = Json::object();
    bool labelled = false;
    for (const std::string& key : {keys.from, keys.to})
      for (const char* behind : {"Label", "_label", "Name", "_name"}) {
        const std::string beside = key + behind;
        if (!record.contains(beside)) continue;
        Json named = {{"id", record[key]}, {"label", record[beside]}};
        entry.erase(beside);
        labelled = true;
        add_made_once(std::move(named), where);
        break;
      }
    if (!labelled) {
      lists_.links.push_back({&record, where});
      return;
    }
    // What else a query says is said of the item; what is said of the link has a name for it.
    if (plain(keys.from) == "item")
      for (const auto& [key, value] : record.items()) {
        if (key == keys.from || key == keys.to || !entry.contains(key) || plain(key).starts_with("edge") ||
            plain(key).starts_with("prop") || plain(key).starts_with("rel") || plain(key).starts_with("link"))
          continue;
        node[key] = value;
        entry.erase(key);
      }
    if (!node.empty()) {
      node["id"] = record[keys.from];
      add_made_once(std::move(node), where);
    }
    if (const Json& kind = member(entry, "edgeLabel"); kind.is_string()) {
      entry["type"] = kind;
      entry.erase("edgeLabel");
    }
    lists_.links.push_back({&make(std::move(entry)), where});
  }

  void add_once(const Json& record, const std::string& id, const char* label, const std::string& where) {
    Json node = record;
    node.erase(id);
    node["id"] = record[id];
    if (record.contains(label)) {
      node.erase(label);
      node["label"] = record[label];
    }
    add_made_once(std::move(node), where);
  }

  /// A node that many records name: what each says comes together.
  void add_made_once(Json node, const std::string& where) {
    const std::string id = id_in(node["id"]);
    const auto known = once_.find(id);
    if (known == once_.end()) {
      once_.emplace(id, lists_.made.size());
      lists_.nodes.push_back({&make(std::move(node)), where});
      return;
    }
    Json& all = lists_.made[known->second];
    for (const auto& [key, value] : node.items()) {
      Json& there = all[key];
      if (there.is_null())
        there = value;
      else if (there.is_array() ? std::find(there.begin(), there.end(), value) == there.end() : there != value) {
        if (key == "id" || key == "label") continue;
        if (!there.is_array()) there = Json::array({there});
        there.push_back(value);
      }
    }
  }

  /// The answer to a SPARQL query: variables, and what each is in each row.
  bool find_query(const Json& file) {
    const Json& rows = member(member(file, "results"), "bindings");
    if (!rows.is_array() || rows.empty()) return false;
    const std::string where = "results.bindings";
    std::vector<std::string> things;  // variables that stand for something that has a name or an address
    const Json& vars = member(member(file, "head"), "vars");
    const auto has = [&](const std::string& name) {
      return std::find(vars.begin(), vars.end(), Json(name)) != vars.end();
    };
    if (vars.is_array())
      for (const Json& each : vars) {
        if (!each.is_string()) continue;
        const auto name = each.get<std::string>();
        const bool address = std::any_of(rows.begin(), rows.end(),
                                         [&](const Json& row) { return member(member(row, name), "type") == "uri"; });
        if (has(name + "Label") || (address && name != "image" && name != "pic")) things.push_back(name);
      }
    lists_.directed = true;
    const bool graph = has("item") && has("linkTo");
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const std::string at = item_place(where, i);
      Json record = Json::object();
      if (rows[i].is_object())
        for (const auto& [name, value] : rows[i].items())
          if (is_scalar(member(value, "value"))) record[name] = value["value"];
      EndKeys keys{graph            ? "item"
                   : things.empty() ? ""
                                    : things[0],
                   graph               ? "linkTo"
                   : things.size() < 2 ? ""
                                       : things[1]};
      // Called as somebody liked: the link is called after what it leads to.
      if (!graph && record.contains(keys.from) && record.contains(keys.to) && !record.contains("linkTo")) {
        for (const auto& [own, usual] : {std::pair(keys.from, "item"), std::pair(keys.to, "linkTo")})
          for (const char* behind : {"", "Label"})
            if (const auto value = record.find(own + behind); value != record.end()) {
              const Json moved = *value;
              record.erase(own + behind);
              record[std::string(usual) + behind] = moved;
            }
        record.emplace("edgeLabel", keys.to);
        keys = {"item", "linkTo"};
      }
      const bool from = record.contains(keys.from), to = record.contains(keys.to);
      const Json& kept = make(std::move(record));
      if (from && to)
        add_labelled(kept, keys, at);
      else if (from)
        add_once(kept, keys.from, (keys.from + "Label").c_str(), at);
      else if (!kept.empty())
        lists_.nodes.push_back({&kept, at});
    }
    return true;
  }

  // -------------------------------------------------------------- trees, neighbours, columns

  bool find_tree(const Json& root, const std::string& where) {
    if (!member(root, "children").is_array()) return false;
    lists_.directed = true;
    struct Branch {
      const Json* entry;
      std::string where, parent, number;
    };
    std::vector<Branch> branches{{&root, where, "", "1"}};
    while (!branches.empty()) {
      const Branch branch = branches.back();
      branches.pop_back();
      Json node = *branch.entry;
      node.erase("children");
      const std::string key = id_key(node);
      const std::string id = key.empty() || plain(key) == "index" ? branch.number : id_in(node[key]);
      node["id"] = id;
      lists_.nodes.push_back({&make(std::move(node)), branch.where});
      if (!branch.parent.empty())
        lists_.links.push_back({&make({{"source", branch.parent}, {"target", id}}), branch.where});
      const Json& children = member(*branch.entry, "children");
      const std::string list = place(branch.where, "children");
      for (std::size_t i = children.is_array() ? children.size() : 0; i-- > 0;) {
        if (children[i].is_object())
          branches.push_back({&children[i], item_place(list, i), id, branch.number + "." + std::to_string(i + 1)});
        else if (is_scalar(children[i]))
          branches.push_back(
              {&make({{"name", children[i]}}), item_place(list, i), id, branch.number + "." + std::to_string(i + 1)});
        else
          not_read(children[i], item_place(list, i));
      }
    }
    return true;
  }

  /// `{"Zet": ["De Brug", "Anna"], "De Brug": []}`, where names come again.
  bool find_neighbours(const Json& file) {
    std::size_t again = 0;
    if (file.size() < 2) return false;
    for (const auto& [name, list] : file.items()) {
      if (!list.is_array()) return false;
      for (const Json& each : list) {
        if (!is_scalar(each)) return false;
        if (each.is_string() && file.contains(each.get_ref<const std::string&>())) ++again;
      }
    }
    if (again == 0) return false;
    lists_.directed = true;
    for (const auto& [name, list] : file.items())
      lists_.nodes.push_back({&make({{"id", name}, {"label", name}}), place("", name)});
    std::set<std::string> others;
    for (const auto& [name, list] : file.items())
      for (const Json& each : list)
        if (const std::string id = id_in(each); !file.contains(id) && others.insert(id).second)
          lists_.nodes.push_back({&make({{"id", id}, {"label", id}}), place("", name)});
    for (const auto& [name, list] : file.items())
      for (std::size_t i = 0; i < list.size(); ++i)
        lists_.links.push_back({&make({{"source", name}, {"target", list[i]}}), item_place(name, i)});
    return true;
  }

  /// `{"source": ["Zet"], "target": ["De Brug"]}`, as data frames are written.
  bool find_columns(const Json& file) {
    const auto keys = end_keys(file);
    if (!keys || !file[keys->from].is_array() || !file[keys->to].is_array()) return false;
    lists_.directed = true;
    for (std::size_t i = 0; i < file[keys->from].size(); ++i) {
      Json entry = Json::object();
      for (const auto& [key, list] : file.items())
        if (list.is_array() && i < list.size()) entry[key] = list[i];
      lists_.links.push_back({&make(std::move(entry)), item_place(keys->from, i)});
    }
    return true;
  }

  Lists& lists_;
  Warnings& warnings_;
  std::map<std::string, std::size_t> once_;  ///< id → index of what was made
};

}  // namespace

std::optional<EndKeys> end_keys(const Json& entry) {
  if (!entry.is_object()) return std::nullopt;
  std::map<std::string, std::string> by_plain;
  for (const auto& [key, value] : entry.items())
    if (!value.is_null()) by_plain.try_emplace(plain(key), key);
  for (const auto& [from, to] : ends) {
    const auto a = by_plain.find(std::string(from)), b = by_plain.find(std::string(to));
    if (a != by_plain.end() && b != by_plain.end()) return EndKeys{a->second, b->second};
  }
  return std::nullopt;
}

std::string id_key(const Json& entry) { return key_among(entry, ids); }
std::string name_key(const Json& entry) { return key_among(entry, names); }

std::optional<Lists> lists_in(const Json& file, Warnings& warnings) {
  Lists lists;
  if (!Finder(lists, warnings).find(file)) return std::nullopt;
  return lists;
}

bool is_lines(std::string_view text) {
  text = text.substr(std::min(text.find_first_not_of("\xEF\xBB\xBF \t\r\n"), text.size()));
  if (!text.starts_with('{')) return false;
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return false;
  const std::string_view first = trim(text.substr(0, end));
  const std::size_t next = text.find_first_not_of(" \t\r\n", end);
  if (!first.ends_with('}') || next == std::string_view::npos || text[next] != '{') return false;
  return Json::accept(first);
}

int likeness(std::string_view bytes) {
  const std::string_view text = bytes.substr(std::min(bytes.find_first_not_of("\xEF\xBB\xBF \t\r\n"), bytes.size()));
  if (text.starts_with('[')) {
    const std::size_t first = text.find_first_not_of(" \t\r\n", 1);
    return first != std::string_view::npos && (text[first] == '{' || text[first] == '[') ? 30 : 0;
  }
  if (is_lines(bytes)) return 60;
  bool any = false, all_lists = true;
  std::size_t keys = 0;
  for (const JsonMember& each : outermost_members(bytes)) {
    if (each.key == "type" && !each.text.empty()) return 0;
    ++keys;
    const std::string key = plain(each.key);
    const bool list = each.begins_with == '[', object = each.begins_with == '{';
    all_lists = all_lists && list;
    any = any || ((list || object) && (is_among(node_lists, key) || is_among(link_lists, key)));
    any = any || (object && (key == "graph" || key == "data" || key == "results"));
    any = any || (list && (key == "graphs" || key == "children" || key == "data"));
  }
  return any ? 40 : all_lists && keys > 1 ? 15 : 0;
}

}  // namespace impactweb::json_shapes

// Bringing one network into another as operations: merged, or put in its place.
#include <algorithm>
#include <map>
#include <set>

#include "core/io/formats.hpp"
#include "core/model/fields.hpp"
#include "core/model/ids.hpp"
#include "core/model/limits.hpp"
#include "core/text/text.hpp"

namespace impactweb {
namespace {

using Operations = std::vector<Json>;

std::string key_of(std::string_view text) { return fold(trim(text)); }

/// True for ids that only count: `12`, or what our readers make for a row without an id (`node-12`, `edge-12`, `item-0012`). Two files that
/// have nothing to do with each other both hold such ids, so that they say nothing on their own.
bool only_counts(std::string_view id) {
  for (const std::string_view prefix : {"node-", "edge-", "item-", "story-", "snapshot-"})
    if (id.substr(0, prefix.size()) == prefix) id.remove_prefix(prefix.size());
  return std::all_of(id.begin(), id.end(), [](char c) { return (c >= '0' && c <= '9') || c == '-'; });
}

/// An id that neither network uses: `id` itself when it is free.
template <class IsTaken>
std::string free_id(const std::string& id, const IsTaken& taken) {
  std::string free = id;
  while (taken(free)) free = make_id();
  return free;
}

Json set_operation(const char* op, const std::string& id, std::string_view field, Json value) {
  return {{"op", op}, {"id", id}, {"field", std::string(field)}, {"value", std::move(value)}};
}

bool same_text(const Json& a, const Json& b) {
  return a.is_string() && b.is_string() && key_of(a.get_ref<const std::string&>()) == key_of(b.get_ref<const std::string&>());
}

/// What a list becomes when the items of another one are added that it does not hold yet; null when there are none.
Json joined_list(const Json& present, const Json& incoming) {
  Json joined = present.is_array() ? present : Json::array();
  const std::size_t before = joined.size();
  for (const Json& item : incoming) {
    const bool known = std::any_of(joined.begin(), joined.end(), [&](const Json& each) { return same_text(each, item); });
    if (!known && joined.size() < limits::list_items) joined.push_back(item);
  }
  return joined.size() == before ? Json() : joined;
}

/// A choice that has no empty value has a default instead, and a file that says nothing gives that one.
bool is_default_choice(std::string_view field, const Json& value) {
  return (field == "kind" && value == name_of(node_kinds, NodeKind::actor)) || (field == "direction" && value == name_of(directions, Direction::directed)) ||
         (field == "status" && value == name_of(edge_statuses, EdgeStatus::active));
}

/// Needs or offers: the same by id, or else by text.
void merge_exchanges(Operations& operations, const std::string& node, const std::string& list, const Json& present, const Json& incoming) {
  std::map<std::string, const Json*> by_id, by_text;
  for (const Json& item : present) {
    by_id.emplace(item["id"].get<std::string>(), &item);
    by_text.emplace(key_of(item["text"].get<std::string>()), &item);
  }
  std::set<std::string> added;
  std::size_t size = present.size();
  for (const Json& item : incoming) {
    const auto id = item["id"].get<std::string>();
    const Json* same = nullptr;
    if (const auto found = by_id.find(id); found != by_id.end() && (!only_counts(id) || same_text((*found->second)["text"], item["text"])))
      same = found->second;
    else if (const auto like = by_text.find(key_of(item["text"].get<std::string>())); like != by_text.end())
      same = like->second;
    if (same == nullptr) {
      if (size++ >= limits::list_items) continue;
      Json fresh = item;
      const std::string own = free_id(id, [&](const std::string& each) { return by_id.contains(each) || added.contains(each); });
      fresh["id"] = own;
      added.insert(own);
      operations.push_back(set_operation("setNode", node, list + "." + own, std::move(fresh)));
      continue;
    }
    const std::string path = list + "." + (*same)["id"].get<std::string>();
    for (const auto& [key, value] : item.items()) {
      const Json before = same->value(key, Json());
      if (key == "id" || value == before || (key == "status" && value == "open")) continue;
      if (key == "text" && (value == "" || same_text(value, before))) continue;
      Json wanted = key == "tags" ? joined_list(before, value) : value;
      if (!wanted.is_null()) operations.push_back(set_operation("setNode", node, path + "." + key, std::move(wanted)));
    }
  }
}

/// The operations that bring what is filled in in `incoming` into `present`.
template <class Entity>
Operations fill_in(const char* op, const Entity& present, const Entity& incoming, std::span<const FieldInfo> fields, bool takes_position) {
  Operations operations;
  for (const FieldInfo& field : fields) {
    const Json value = get_field(incoming, field.path), before = get_field(present, field.path);
    if (value.is_null() || value == before || is_default_choice(field.path, value)) continue;
    switch (field.type) {
      case FieldType::list:
        if (Json joined = joined_list(before, value); !joined.is_null()) operations.push_back(set_operation(op, present.id, field.path, std::move(joined)));
        break;
      case FieldType::exchanges:
        merge_exchanges(operations, present.id, std::string(field.path), before.is_null() ? Json::array() : before, value);
        break;
      case FieldType::map:
        for (const auto& [key, each] : value.items())
          if (!before.is_object() || before.value(key, Json()) != each)
            operations.push_back(set_operation(op, present.id, std::string(field.path) + "." + key, each));
        break;
      case FieldType::position:
      case FieldType::flag:
        if (takes_position) operations.push_back(set_operation(op, present.id, field.path, value));
        break;
      default:
        // The same name written differently is no news.
        if ((field.path == "label" || field.path == "kind") && same_text(value, before)) break;
        operations.push_back(set_operation(op, present.id, field.path, value));
    }
  }
  return operations;
}

class Merge {
 public:
  Merge(const Network& network, const Network& incoming) : network_(network), incoming_(incoming) {
    takes_positions_ = std::none_of(network.nodes.begin(), network.nodes.end(), [](const auto& each) { return each.second.position.has_value(); });
  }

  Operations run() {
    merge_network();
    merge_nodes();
    merge_edges();
    merge_stories();
    merge_snapshots();
    return std::move(operations_);
  }

 private:
  void add(Json operation) { operations_.push_back(std::move(operation)); }
  void add_all(Operations more) { std::move(more.begin(), more.end(), std::back_inserter(operations_)); }

  void merge_network() {
    // The open network keeps its own name.
    if (network_.title.empty() && !incoming_.title.empty()) add({{"op", "setNetwork"}, {"field", "title"}, {"value", incoming_.title}});
    if (network_.description.empty() && !incoming_.description.empty())
      add({{"op", "setNetwork"}, {"field", "description"}, {"value", incoming_.description}});
    merge_sectors();
    for (const auto& [key, value] : incoming_.fields)
      if (!network_.fields.contains(key)) add({{"op", "setNetwork"}, {"field", "fields." + key}, {"value", value}});
  }

  void merge_sectors() {
    std::set<std::string> used;
    for (const auto& [id, node] : incoming_.nodes) used.insert(node.sector);
    std::vector<Sector> sectors = network_.sectors;
    for (const Sector& sector : incoming_.sectors) {
      const auto same = std::find_if(sectors.begin(), sectors.end(), [&](const Sector& each) { return each.id == sector.id; });
      if (same != sectors.end()) {
        if (same->label.empty()) same->label = sector.label;
        if (same->color.empty()) same->color = sector.color;
        continue;
      }
      const auto named = std::find_if(sectors.begin(), sectors.end(), [&](const Sector& each) {
        return !sector.label.empty() && key_of(each.label) == key_of(sector.label);
      });
      if (named != sectors.end()) {
        sector_ids_[sector.id] = named->id;
        continue;
      }
      // A default sector that somebody has removed does not come back with every file.
      const bool plain = sector.label.empty() && sector.color.empty();
      if ((!plain || used.contains(sector.id)) && sectors.size() < limits::list_items) sectors.push_back(sector);
    }
    if (sectors == network_.sectors) return;
    Json list = Json::array();
    for (const Sector& sector : sectors) list.push_back(to_json(sector));
    add({{"op", "setNetwork"}, {"field", "sectors"}, {"value", std::move(list)}});
  }

  // -------------------------------------------------------------- nodes

  Operations fill_in_node(const Node& present, const Node& incoming) const {
    return fill_in("setNode", present, incoming, node_fields(), takes_positions_);
  }

  static std::string name_of_node(const Node& node) { return key_of(node.label) + '\n' + std::string(name_of(node_kinds, node.kind)); }

  void merge_nodes() {
    std::map<std::string, Node, std::less<>> nodes = incoming_.nodes;
    for (auto& [id, node] : nodes)
      if (const auto found = sector_ids_.find(node.sector); found != sector_ids_.end()) node.sector = found->second;

    std::set<std::string> claimed;
    const auto claim = [&](const Node& incoming, const Node& present) {
      node_ids_[incoming.id] = present.id;
      claimed.insert(present.id);
    };
    for (const auto& [id, node] : nodes) {
      const auto found = network_.nodes.find(id);
      if (found != network_.nodes.end() && (!only_counts(id) || key_of(found->second.label) == key_of(node.label))) claim(node, found->second);
    }
    std::map<std::string, std::vector<const Node*>> by_name;
    for (const auto& [id, node] : network_.nodes)
      if (!claimed.contains(id)) by_name[name_of_node(node)].push_back(&node);
    // Namesakes: whom nothing has to be told comes first, so that a file that was merged before finds its own again.
    for (const bool equal_only : {true, false})
      for (const auto& [id, node] : nodes) {
        if (node_ids_.contains(id)) continue;
        const auto candidates = by_name.find(name_of_node(node));
        if (candidates == by_name.end()) continue;
        for (const Node* candidate : candidates->second) {
          if (claimed.contains(candidate->id)) continue;
          if (equal_only && (candidates->second.size() == 1 || !fill_in_node(*candidate, node).empty())) continue;
          claim(node, *candidate);
          break;
        }
      }

    Operations changes;
    std::set<std::string> fresh;
    for (const auto& [id, node] : nodes) {
      if (const auto known = node_ids_.find(id); known != node_ids_.end()) {
        Operations filled = fill_in_node(network_.nodes.find(known->second)->second, node);
        std::move(filled.begin(), filled.end(), std::back_inserter(changes));
        continue;
      }
      Node added = node;
      added.id = free_id(id, [&](const std::string& each) {
        return network_.nodes.contains(each) || fresh.contains(each) || (each != id && incoming_.nodes.contains(each));
      });
      if (!takes_positions_) {
        added.position.reset();
        added.pinned = false;
      }
      fresh.insert(added.id);
      node_ids_[id] = added.id;
      add({{"op", "addNode"}, {"node", to_json(added)}});
    }
    add_all(std::move(changes));
  }

  // -------------------------------------------------------------- edges

  static std::pair<std::string, std::string> ends_of(const Edge& edge) {
    if (edge.direction == Direction::directed || edge.from < edge.to) return {edge.from, edge.to};
    return {edge.to, edge.from};
  }

  static std::string name_of_edge(const Edge& edge) {
    const auto [from, to] = ends_of(edge);
    const char* arrow = edge.direction == Direction::directed ? ">" : "-";
    return from + '\n' + to + '\n' + arrow + '\n' + key_of(edge.kind) + '\n' + key_of(edge.label);
  }

  static Operations fill_in_edge(const Edge& present, const Edge& incoming) {
    Operations operations;
    // The ends of a tie without direction may be written either way round.
    if (ends_of(present) != ends_of(incoming) && (present.from != incoming.to || present.to != incoming.from || incoming.direction == Direction::directed)) {
      if (present.from != incoming.from) operations.push_back(set_operation("setEdge", present.id, "from", incoming.from));
      if (present.to != incoming.to) operations.push_back(set_operation("setEdge", present.id, "to", incoming.to));
    }
    Operations filled = fill_in("setEdge", present, incoming, edge_fields(), false);
    std::move(filled.begin(), filled.end(), std::back_inserter(operations));
    return operations;
  }

  void merge_edges() {
    std::map<std::string, Edge, std::less<>> edges = incoming_.edges;
    for (auto& [id, edge] : edges) {
      edge.from = node_ids_.at(edge.from);
      edge.to = node_ids_.at(edge.to);
    }
    std::set<std::string> claimed;
    const auto claim = [&](const Edge& incoming, const Edge& present) {
      edge_ids_[incoming.id] = present.id;
      claimed.insert(present.id);
    };
    for (const auto& [id, edge] : edges) {
      const auto found = network_.edges.find(id);
      if (found != network_.edges.end() && (!only_counts(id) || name_of_edge(found->second) == name_of_edge(edge))) claim(edge, found->second);
    }
    std::map<std::string, std::vector<const Edge*>> by_name;
    for (const auto& [id, edge] : network_.edges)
      if (!claimed.contains(id)) by_name[name_of_edge(edge)].push_back(&edge);
    for (const bool equal_only : {true, false})
      for (const auto& [id, edge] : edges) {
        if (edge_ids_.contains(id)) continue;
        const auto candidates = by_name.find(name_of_edge(edge));
        if (candidates == by_name.end()) continue;
        for (const Edge* candidate : candidates->second) {
          if (claimed.contains(candidate->id)) continue;
          if (equal_only && (candidates->second.size() == 1 || !fill_in_edge(*candidate, edge).empty())) continue;
          claim(edge, *candidate);
          break;
        }
      }

    Operations changes;
    std::set<std::string> fresh;
    for (const auto& [id, edge] : edges) {
      if (const auto known = edge_ids_.find(id); known != edge_ids_.end()) {
        Operations filled = fill_in_edge(network_.edges.find(known->second)->second, edge);
        std::move(filled.begin(), filled.end(), std::back_inserter(changes));
        continue;
      }
      Edge added = edge;
      added.id = free_id(id, [&](const std::string& each) {
        return network_.edges.contains(each) || network_.waiting_edges.contains(each) || fresh.contains(each) ||
               (each != id && incoming_.edges.contains(each));
      });
      fresh.insert(added.id);
      edge_ids_[id] = added.id;
      add({{"op", "addEdge"}, {"edge", to_json(added)}});
    }
    add_all(std::move(changes));
  }

  // -------------------------------------------------------------- stories and snapshots

  void merge_stories() {
    const auto name = [](const Story& story) { return key_of(story.title) + '\n' + key_of(story.text); };
    std::map<std::string, const Story*> by_name;
    for (const auto& [id, story] : network_.stories) by_name.emplace(name(story), &story);
    std::set<std::string> fresh;
    for (const auto& [id, original] : incoming_.stories) {
      Story story = original;
      for (std::string& about : story.about) {
        if (const auto node = node_ids_.find(about); node != node_ids_.end()) about = node->second;
        else if (const auto edge = edge_ids_.find(about); edge != edge_ids_.end()) about = edge->second;
      }
      const Story* same = nullptr;
      if (const auto found = network_.stories.find(id); found != network_.stories.end() && (!only_counts(id) || name(found->second) == name(story)))
        same = &found->second;
      else if (const auto like = by_name.find(name(story)); like != by_name.end())
        same = like->second;
      if (same != nullptr) {
        add_all(fill_in("setStory", *same, story, story_fields(), false));
        continue;
      }
      std::sort(story.about.begin(), story.about.end());
      story.about.erase(std::unique(story.about.begin(), story.about.end()), story.about.end());
      story.id = free_id(id, [&](const std::string& each) {
        return network_.stories.contains(each) || fresh.contains(each) || (each != id && incoming_.stories.contains(each));
      });
      fresh.insert(story.id);
      add({{"op", "addStory"}, {"story", to_json(story)}});
    }
  }

  void merge_snapshots() {
    std::set<std::string> fresh;
    for (const auto& [id, original] : incoming_.snapshots) {
      Snapshot snapshot = original;
      const bool known = std::any_of(network_.snapshots.begin(), network_.snapshots.end(), [&](const auto& each) {
        return each.second.title == snapshot.title && each.second.date == snapshot.date && each.second.network == snapshot.network;
      });
      if (known) continue;
      snapshot.id = free_id(id, [&](const std::string& each) {
        return network_.snapshots.contains(each) || fresh.contains(each) || (each != id && incoming_.snapshots.contains(each));
      });
      fresh.insert(snapshot.id);
      add({{"op", "addSnapshot"}, {"snapshot", to_json(snapshot)}});
    }
  }

  const Network& network_;
  const Network& incoming_;
  bool takes_positions_ = false;
  Operations operations_;
  std::map<std::string, std::string> sector_ids_;  // id in `incoming` → id after merging
  std::map<std::string, std::string> node_ids_;
  std::map<std::string, std::string> edge_ids_;
};

// ---------------------------------------------------------------- replacing

/// The operations after which an entity equals `wanted`.
template <class Entity>
void set_differences(Operations& operations, const char* op, const Entity& present, const Entity& wanted, std::span<const FieldInfo> fields) {
  for (const FieldInfo& field : fields)
    if (Json value = get_field(wanted, field.path); value != get_field(present, field.path))
      operations.push_back(set_operation(op, wanted.id, field.path, std::move(value)));
}

Json remove_operation(const char* op, const std::vector<std::string>& ids) { return {{"op", op}, {"ids", ids}}; }

Json stand_in(const std::string& id) { return {{"op", "addNode"}, {"node", {{"id", id}, {"kind", "actor"}, {"label", "?"}}}}; }

void replace_network_fields(Operations& operations, const Network& network, const Network& incoming) {
  const auto set = [&](const std::string& field, Json value) { operations.push_back({{"op", "setNetwork"}, {"field", field}, {"value", std::move(value)}}); };
  if (network.title != incoming.title) set("title", incoming.title);
  if (network.description != incoming.description) set("description", incoming.description);
  if (network.sectors != incoming.sectors) {
    Json list = Json::array();
    for (const Sector& sector : incoming.sectors) list.push_back(to_json(sector));
    set("sectors", std::move(list));
  }
  for (const auto& [key, value] : network.fields)
    if (!incoming.fields.contains(key)) set("fields." + key, nullptr);
  for (const auto& [key, value] : incoming.fields)
    if (const auto found = network.fields.find(key); found == network.fields.end() || found->second != value) set("fields." + key, value);
}

}  // namespace

std::vector<Json> merge_operations(const Network& network, const Network& incoming) { return Merge(network, incoming).run(); }

std::vector<Json> replace_operations(const Network& network, const Network& incoming) {
  Operations operations;
  replace_network_fields(operations, network, incoming);

  // What goes, goes first: both networks together may be more than one can hold.
  std::vector<std::string> gone_nodes, gone_edges, gone_stories, gone_snapshots;
  const auto node_stays = [&](const std::string& id) { return incoming.nodes.contains(id); };
  const auto edge_stays = [&](const Edge& edge) { return incoming.edges.contains(edge.id) && node_stays(edge.from) && node_stays(edge.to); };
  for (const auto& [id, edge] : network.edges)
    if (!edge_stays(edge)) gone_edges.push_back(id);
  for (const auto& [id, node] : network.nodes)
    if (!node_stays(id)) gone_nodes.push_back(id);
  if (!gone_edges.empty()) operations.push_back(remove_operation("removeEdges", gone_edges));
  if (!gone_nodes.empty()) operations.push_back(remove_operation("removeNodes", gone_nodes));
  // An edge that waits for an end cannot be named; it goes along with a node that stands in for that end.
  std::set<std::string> missing;
  for (const auto& [id, edge] : network.waiting_edges) {
    const bool went = std::any_of(gone_nodes.begin(), gone_nodes.end(), [&](const std::string& node) { return node == edge.from || node == edge.to; });
    if (!went) missing.insert(network.nodes.contains(edge.from) ? edge.to : edge.from);
  }
  for (const std::string& id : missing) operations.push_back(stand_in(id));
  if (!missing.empty()) operations.push_back(remove_operation("removeNodes", {missing.begin(), missing.end()}));

  for (const auto& [id, node] : incoming.nodes) {
    if (const auto found = network.nodes.find(id); found != network.nodes.end())
      set_differences(operations, "setNode", found->second, node, node_fields());
    else
      operations.push_back({{"op", "addNode"}, {"node", to_json(node)}});
  }
  for (const auto& [id, edge] : incoming.edges) {
    const auto found = network.edges.find(id);
    if (found == network.edges.end() || !edge_stays(found->second)) {
      operations.push_back({{"op", "addEdge"}, {"edge", to_json(edge)}});
      continue;
    }
    if (found->second.from != edge.from) operations.push_back(set_operation("setEdge", id, "from", edge.from));
    if (found->second.to != edge.to) operations.push_back(set_operation("setEdge", id, "to", edge.to));
    set_differences(operations, "setEdge", found->second, edge, edge_fields());
  }
  missing.clear();
  for (const auto& [id, edge] : incoming.waiting_edges)
    for (const std::string& end : {edge.from, edge.to})
      if (!incoming.nodes.contains(end)) missing.insert(end);
  for (const std::string& id : missing) operations.push_back(stand_in(id));
  for (const auto& [id, edge] : incoming.waiting_edges) operations.push_back({{"op", "addEdge"}, {"edge", to_json(edge)}});
  if (!missing.empty()) {
    Json removal = remove_operation("removeNodes", {missing.begin(), missing.end()});
    removal["edges"] = Json::array();
    operations.push_back(std::move(removal));
  }

  for (const auto& [id, story] : network.stories)
    if (!incoming.stories.contains(id)) gone_stories.push_back(id);
  if (!gone_stories.empty()) operations.push_back(remove_operation("removeStories", gone_stories));
  for (const auto& [id, story] : incoming.stories) {
    if (const auto found = network.stories.find(id); found != network.stories.end())
      set_differences(operations, "setStory", found->second, story, story_fields());
    else
      operations.push_back({{"op", "addStory"}, {"story", to_json(story)}});
  }
  for (const auto& [id, snapshot] : network.snapshots)
    if (const auto found = incoming.snapshots.find(id); found == incoming.snapshots.end() || found->second != snapshot) gone_snapshots.push_back(id);
  if (!gone_snapshots.empty()) operations.push_back(remove_operation("removeSnapshots", gone_snapshots));
  for (const auto& [id, snapshot] : incoming.snapshots)
    if (const auto found = network.snapshots.find(id); found == network.snapshots.end() || found->second != snapshot)
      operations.push_back({{"op", "addSnapshot"}, {"snapshot", to_json(snapshot)}});
  return operations;
}

}  // namespace impactweb

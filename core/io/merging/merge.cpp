#include "core/io/merging/merge.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "core/io/merging/field_changes.hpp"
#include "core/io/merging/merge_summary.hpp"
#include "core/io/merging/same_nodes.hpp"
#include "core/io/records/cell_text.hpp"
#include "core/model/fields.hpp"
#include "core/model/ids.hpp"
#include "core/text/text.hpp"

namespace impactweb {

namespace {

using Ids = std::map<std::string, std::string>;  ///< incoming id → id in the network

std::string mapped(const Ids& ids, const std::string& id) {
  const auto found = ids.find(id);
  return found == ids.end() ? id : found->second;
}

class Merger {
 public:
  /// `known`: incoming nodes that are said to be those of the network, by ids.
  Merger(const Network& network, const Network& incoming, Ids known = {}, std::optional<bool> ids_meant = std::nullopt)
      : network_(network),
        incoming_(incoming),
        known_(std::move(known)),
        same_source_(ids_meant.value_or(shared_ids(network, incoming).meant)) {}

  /// Incoming nodes that are in the network, by ids.
  Ids recognised() {
    match_nodes();
    for (const std::string& id : new_nodes_) node_ids_.erase(id);
    return node_ids_;
  }

  std::vector<Json> operations() {
    merge_head();
    match_nodes();
    match_edges();
    merge_nodes();
    merge_edges();
    merge_stories();
    merge_snapshots();
    return std::move(operations_);
  }

 private:
  void merge_head() {
    const auto set = [&](std::string field, const Json& value) {
      operations_.push_back({{"op", "setNetwork"}, {"field", std::move(field)}, {"value", value}});
    };
    if (network_.title.empty() && !incoming_.title.empty()) set("title", incoming_.title);
    if (network_.description.empty() && !incoming_.description.empty()) set("description", incoming_.description);
    for (const auto& [key, value] : incoming_.fields)
      if (!network_.fields.contains(key)) set("fields." + key, value);
    for (const auto& [id, node] : incoming_.nodes) used_sectors_.insert(node.sector);
    std::vector<Sector> sectors = network_.sectors;
    for (const Sector& sector : incoming_.sectors) merge_sector(sectors, sector);
    match_sector_words(sectors);
    if (sectors == network_.sectors) return;
    Json list = Json::array();
    for (const Sector& sector : sectors) list.push_back(to_json(sector));
    set("sectors", list);
  }

  void merge_sector(std::vector<Sector>& sectors, const Sector& sector) {
    const std::string folded = fold(sector.label);
    const auto same = [&](auto&& test) { return std::find_if(sectors.begin(), sectors.end(), test); };
    auto known = same([&](const Sector& other) { return other.id == sector.id; });
    if (known == sectors.end() && !folded.empty())
      known = same([&](const Sector& other) { return fold(other.label) == folded; });
    sector_ids_[sector.id] = known == sectors.end() ? sector.id : known->id;
    if (known != sectors.end()) {
      if (!sector.label.empty() && (known->label.empty() || known->id == sector.id)) known->label = sector.label;
      if (!sector.color.empty()) known->color = sector.color;
      return;
    }
    // A default sector that was taken out stays out until something belongs to it.
    const bool is_default =
        std::find(std::begin(default_sectors), std::end(default_sectors), sector.id) != std::end(default_sectors);
    if (used_sectors_.contains(sector.id) || !is_default || !sector.label.empty() || !sector.color.empty())
      sectors.push_back(sector);
  }

  /// A node may name a sector of the network by its label, as spreadsheets do.
  void match_sector_words(const std::vector<Sector>& sectors) {
    for (const Sector& sector : sectors)
      if (const std::string folded = fold(sector.label); !folded.empty()) sector_labels_.try_emplace(folded, sector.id);
  }

  std::string sector_of(const Node& node) const {
    if (const auto found = sector_ids_.find(node.sector); found != sector_ids_.end()) return found->second;
    const auto found = node.sector.empty() ? sector_labels_.end() : sector_labels_.find(fold(node.sector));
    return found == sector_labels_.end() ? node.sector : found->second;
  }

  static std::string name_key(const Node& node) {
    return std::string(name_of(node_kinds, node.kind)) + "\n" + fold(node.label);
  }

  void match_nodes() {
    std::set<std::string> taken;
    for (const auto& [id, other] : known_) {
      node_ids_[id] = other;
      taken.insert(other);
    }
    for (const auto& [id, node] : incoming_.nodes) {
      if (node_ids_.contains(id) || taken.contains(id)) continue;
      if (!network_.nodes.contains(id) || (!is_made_id(id) && !same_source_)) continue;
      node_ids_[id] = id;
      taken.insert(id);
    }
    std::map<std::string, std::vector<std::string>> by_name;
    for (const auto& [id, node] : network_.nodes)
      if (!taken.contains(id)) by_name[name_key(node)].push_back(id);
    for (auto& [key, ids] : by_name) std::reverse(ids.begin(), ids.end());  // the lowest id is taken first
    for (const auto& [id, node] : incoming_.nodes) {
      if (node_ids_.contains(id)) continue;
      const auto named = by_name.find(name_key(node));
      if (named != by_name.end() && !named->second.empty()) {
        node_ids_[id] = named->second.back();
        named->second.pop_back();
        continue;
      }
      // Where ids mean different things on both sides, none of theirs may come to stand among ours: the next merge of
      // the same file would take them for a common source.
      node_ids_[id] = network_.nodes.contains(id) || (!same_source_ && !is_made_id(id)) ? make_id() : id;
      new_nodes_.insert(id);
    }
  }

  /// The incoming edge in terms of the network.
  Edge translated(const Edge& edge) const {
    Edge copy = edge;
    copy.from = mapped(node_ids_, edge.from);
    copy.to = mapped(node_ids_, edge.to);
    return copy;
  }

  /// Ends without their order, kind and label.
  static std::string edge_key(const Edge& edge) {
    const auto& [first, second] = std::minmax(edge.from, edge.to);
    return first + "\n" + second + "\n" + fold(edge.kind) + "\n" + fold(edge.label) + "\n";
  }

  /// '>' from the lower end to the higher one, '<' the other way, '-' both ways or none.
  static char way_of(const Edge& edge) {
    return edge.direction != Direction::directed ? '-' : edge.to < edge.from ? '<' : '>';
  }

  /// The ways of edges that may be the same as one of this way, likeliest first: one without a direction fits any.
  static std::string_view ways_like(char way) { return way == '>' ? ">-" : way == '<' ? "<-" : "-><"; }

  static std::string content_key(const Edge& edge) {
    Json json = to_json(edge);
    json.erase("id");
    return json_text(json);
  }

  /// The edges of the network that are not recognised yet, by what they may be recognised by.
  struct OpenEdges {
    using Lists = std::map<std::string, std::vector<const Edge*>>;
    Lists by_content;
    Lists by_beginning;  ///< ends, kind, label, way and since
    std::set<const Edge*> taken;

    const Edge* take(Lists& lists, Lists::iterator list) {
      while (list != lists.end() && !list->second.empty()) {
        const Edge* edge = list->second.back();
        list->second.pop_back();
        if (taken.insert(edge).second) return edge;
      }
      if (list != lists.end()) lists.erase(list);
      return nullptr;
    }
    const Edge* take_same(const Edge& edge) { return take(by_content, by_content.find(content_key(edge))); }
    const Edge* take_with_beginning(const Edge& edge, const std::string& since) {
      for (const char way : ways_like(way_of(edge)))
        if (const Edge* found = take(by_beginning, by_beginning.find(edge_key(edge) + way + since))) return found;
      return nullptr;
    }
    const Edge* take_with_any_beginning(const Edge& edge) {
      for (const char way : ways_like(way_of(edge))) {
        const std::string prefix = edge_key(edge) + way;
        for (auto list = by_beginning.lower_bound(prefix);
             list != by_beginning.end() && list->first.starts_with(prefix); list = by_beginning.lower_bound(prefix))
          if (const Edge* found = take(by_beginning, list)) return found;
      }
      return nullptr;
    }
  };

  void match_edges() {
    OpenEdges known;
    std::vector<const Edge*> open;
    for (const auto& [id, edge] : incoming_.edges) {
      const auto same = network_.edges.find(id);
      const auto fits = [&](const Edge& wanted) {
        return edge_key(same->second) == edge_key(wanted) &&
               ways_like(way_of(wanted)).find(way_of(same->second)) != std::string_view::npos;
      };
      if (same != network_.edges.end() && (is_made_id(id) || fits(translated(edge)))) {
        edge_ids_[id] = id;
        known.taken.insert(&same->second);
      } else {
        open.push_back(&edge);
      }
    }
    // The lowest id is taken first.
    for (auto entry = network_.edges.rbegin(); entry != network_.edges.rend(); ++entry) {
      const Edge& edge = entry->second;
      if (known.taken.contains(&edge)) continue;
      known.by_content[content_key(edge)].push_back(&edge);
      known.by_beginning[edge_key(edge) + way_of(edge) + edge.since].push_back(&edge);
    }
    // Best likeness first: equal in all, then with the same beginning, then one of which no beginning is known.
    for (const int round : {0, 1, 2})
      for (const Edge*& edge : open) {
        if (edge == nullptr) continue;
        const Edge wanted = translated(*edge);
        const Edge* found = round == 0             ? known.take_same(wanted)
                            : round == 1           ? known.take_with_beginning(wanted, wanted.since)
                            : wanted.since.empty() ? known.take_with_any_beginning(wanted)
                                                   : known.take_with_beginning(wanted, "");
        if (found == nullptr) continue;
        edge_ids_[edge->id] = found->id;
        edge = nullptr;
      }
    // The same id between the same ends is the same edge, now of another kind.
    for (const Edge*& edge : open) {
      if (edge == nullptr || !same_source_) continue;
      const auto same = network_.edges.find(edge->id);
      if (same == network_.edges.end() || known.taken.contains(&same->second)) continue;
      const Edge wanted = translated(*edge);
      if (std::minmax(wanted.from, wanted.to) != std::minmax(same->second.from, same->second.to)) continue;
      known.taken.insert(&same->second);
      edge_ids_[edge->id] = edge->id;
      of_other_kind_.insert(edge->id);
      edge = nullptr;
    }
    for (const Edge* edge : open) {
      if (edge == nullptr) continue;
      const bool clash = network_.edges.contains(edge->id) || network_.waiting_edges.contains(edge->id);
      edge_ids_[edge->id] = clash ? make_id() : edge->id;
      new_edges_.insert(edge->id);
    }
  }

  /// Whoever is said to be the same keeps the name here unless the other one says more, and the other one beside it.
  static void take_name_of(Node& copy, const Node& before, const std::string& incoming_id) {
    // What is written as an id says no name, on either side.
    if (copy.label == before.id) copy.label = before.label;
    if (before.label == incoming_id || copy.label == before.label) return;
    std::vector<std::string> names = other_names(copy);
    const bool fuller = says_more(copy.label, before.label);
    names.push_back(fuller ? before.label : copy.label);
    const std::vector<std::string> known = other_names(before);
    std::erase_if(names, [&](const std::string& name) {
      const auto is_it = [&](const std::string& other) { return fold(other) == fold(name); };
      return is_it(fuller ? copy.label : before.label) || std::any_of(known.begin(), known.end(), is_it);
    });
    if (!fuller) copy.label = before.label;
    copy.fields.erase(std::string(also_known_as));
    if (!names.empty()) copy.fields[std::string(also_known_as)] = records::join_with_bars(names);
  }

  void merge_nodes() {
    const auto is_placed = [](const auto& entry) { return entry.second.position.has_value(); };
    const bool keep_positions = std::none_of(network_.nodes.begin(), network_.nodes.end(), is_placed);
    Json positions = Json::object();
    for (const auto& [id, node] : incoming_.nodes) {
      Node copy = node;
      copy.id = node_ids_.at(id);
      copy.sector = sector_of(node);
      if (new_nodes_.contains(id)) {
        if (!keep_positions) {
          copy.position.reset();
          copy.pinned = false;
        }
        operations_.push_back({{"op", "addNode"}, {"node", to_json(copy)}});
        continue;
      }
      const Node& before = network_.nodes.find(copy.id)->second;
      if (known_.contains(id)) take_name_of(copy, before, id);
      if (copy.label == id) copy.label = before.label;
      if (keep_positions && copy.position) positions[copy.id] = get_field(copy, "position");
      for (FieldChange& change : changes_of(before, copy, id == copy.id && is_made_id(id)))
        operations_.push_back(set_operation("setNode", copy.id, std::move(change.field), std::move(change.value)));
    }
    if (!positions.empty()) operations_.push_back({{"op", "moveNodes"}, {"positions", std::move(positions)}});
  }

  void merge_edges() {
    for (const auto& [id, edge] : incoming_.edges) {
      Edge copy = translated(edge);
      copy.id = edge_ids_.at(id);
      if (new_edges_.contains(id)) {
        operations_.push_back({{"op", "addEdge"}, {"edge", to_json(copy)}});
        continue;
      }
      const Edge& before = network_.edges.find(copy.id)->second;
      const bool same_id = id == copy.id && is_made_id(id);
      if (of_other_kind_.contains(id)) {
        if (!copy.kind.empty() && copy.kind != before.kind)
          operations_.push_back(set_operation("setEdge", copy.id, "kind", copy.kind));
        if (!copy.label.empty() && copy.label != before.label)
          operations_.push_back(set_operation("setEdge", copy.id, "label", copy.label));
      }
      if (same_id && copy.from != before.from)
        operations_.push_back(set_operation("setEdge", copy.id, "from", copy.from));
      if (same_id && copy.to != before.to) operations_.push_back(set_operation("setEdge", copy.id, "to", copy.to));
      for (FieldChange& change : changes_of(before, copy, same_id))
        operations_.push_back(set_operation("setEdge", copy.id, std::move(change.field), std::move(change.value)));
    }
  }

  [[nodiscard]] std::string mapped_any(const std::string& id) const {
    const auto node = node_ids_.find(id);
    return node != node_ids_.end() ? node->second : mapped(edge_ids_, id);
  }

  void merge_stories() {
    const auto content_of = [](const Story& story) { return fold(story.title) + "\n" + story.text; };
    const auto same_by_id = [&](const std::string& id) {
      const auto mine = network_.stories.find(id), theirs = incoming_.stories.find(id);
      if (mine == network_.stories.end() || theirs == incoming_.stories.end()) return false;
      return is_made_id(id) || fold(mine->second.title) == fold(theirs->second.title);
    };
    // Stories that are not recognised by their id, by what they say.
    std::map<std::string, std::vector<std::string>> by_content;
    for (auto entry = network_.stories.rbegin(); entry != network_.stories.rend(); ++entry)
      if (!same_by_id(entry->first)) by_content[content_of(entry->second)].push_back(entry->first);
    for (const auto& [id, incoming] : incoming_.stories) {
      Story story = incoming;
      story.about.clear();
      std::set<std::string> seen;
      for (const std::string& each : incoming.about)
        if (std::string about = mapped_any(each); seen.insert(about).second) story.about.push_back(std::move(about));
      auto same = same_by_id(id) ? network_.stories.find(id) : network_.stories.end();
      if (auto alike = by_content.find(content_of(story));
          same == network_.stories.end() && alike != by_content.end() && !alike->second.empty()) {
        same = network_.stories.find(alike->second.back());
        alike->second.pop_back();
      }
      if (same == network_.stories.end()) {
        if (network_.stories.contains(id)) story.id = make_id();
        operations_.push_back({{"op", "addStory"}, {"story", to_json(story)}});
        continue;
      }
      story.about = union_of(same->second.about, story.about);
      for (const FieldInfo& field : story_fields()) {
        Json value = get_field(story, field.path);
        if (!value.is_null() && value != get_field(same->second, field.path))
          operations_.push_back(set_operation("setStory", same->first, std::string(field.path), std::move(value)));
      }
    }
  }

  /// The network of a snapshot with the ids that its nodes and edges have here.
  [[nodiscard]] Json translated_snapshot(Json snapshot) const {
    const auto rename = [](Json& entity, const char* key, auto&& name) {
      if (entity.is_object() && entity.contains(key) && entity[key].is_string())
        entity[key] = name(entity[key].template get<std::string>());
    };
    const auto node_name = [&](const std::string& id) { return mapped(node_ids_, id); };
    const auto edge_name = [&](const std::string& id) { return mapped(edge_ids_, id); };
    if (!snapshot.is_object()) return snapshot;
    if (snapshot.contains("nodes") && snapshot["nodes"].is_array())
      for (Json& node : snapshot["nodes"]) rename(node, "id", node_name);
    if (snapshot.contains("edges") && snapshot["edges"].is_array())
      for (Json& edge : snapshot["edges"]) {
        rename(edge, "id", edge_name);
        rename(edge, "from", node_name);
        rename(edge, "to", node_name);
      }
    return snapshot;
  }

  void merge_snapshots() {
    for (const auto& [id, incoming] : incoming_.snapshots) {
      Snapshot snapshot = incoming;
      snapshot.network = translated_snapshot(incoming.network);
      // A snapshot is never changed: what is there already is there.
      const auto is_same = [&, &wanted = snapshot](const auto& entry) {
        const Snapshot& other = entry.second;
        return other.title == wanted.title && other.date == wanted.date && other.network == wanted.network;
      };
      if (is_made_id(id) && network_.snapshots.contains(id)) continue;
      if (std::any_of(network_.snapshots.begin(), network_.snapshots.end(), is_same)) continue;
      if (network_.snapshots.contains(id)) snapshot.id = make_id();
      operations_.push_back({{"op", "addSnapshot"}, {"snapshot", to_json(snapshot)}});
    }
  }

  const Network& network_;
  const Network& incoming_;
  Ids known_;
  bool same_source_;  ///< ids from elsewhere (1, 2 …) mean the same on both sides
  std::vector<Json> operations_;
  Ids node_ids_, edge_ids_, sector_ids_;
  std::set<std::string> used_sectors_;
  std::map<std::string, std::string> sector_labels_;             ///< folded label → id
  std::set<std::string> new_nodes_, new_edges_, of_other_kind_;  ///< incoming ids
};

}  // namespace

std::map<std::string, std::string> recognised_nodes(const Network& network, const Network& incoming) {
  Ids recognised = Merger(network, incoming).recognised();
  for (const auto& [id, other] : recognised_by_other_names(network, incoming)) recognised.emplace(id, other);
  for (const auto& [id, other] : recognised_by_ids(network, incoming)) recognised.emplace(id, other);
  return recognised;
}

Json ids_in_doubt(const Network& network, const Network& incoming) {
  constexpr std::size_t shown = 5;
  Json examples = Json::array();
  const auto show = [&](const std::string& id, const std::string& mine, const std::string& theirs) {
    if (examples.size() < shown) examples.push_back({{"id", id}, {"mine", mine}, {"theirs", theirs}});
  };
  const auto label_in = [](const Network& of, const std::string& id) {
    const auto found = of.nodes.find(id);
    return found == of.nodes.end() ? std::string() : found->second.label;
  };
  const Ids by_ids = recognised_by_ids(network, incoming);
  for (const auto& [id, other] : by_ids) {
    const bool here = label_in(incoming, id) == other;
    show(here ? other : id, label_in(network, other), label_in(incoming, id));
  }
  const SharedIds shared = shared_ids(network, incoming);
  for (const std::string& id : shared.differing) show(id, label_in(network, id), label_in(incoming, id));
  const bool bare = shared.count > 0 && shared.named == 0;
  if (bare && by_ids.empty())
    for (const auto& [id, node] : incoming.nodes)
      if (!is_made_id(id) && network.nodes.contains(id)) show(id, label_in(network, id), node.label);
  if (by_ids.empty() && shared.differing.empty() && !bare) return nullptr;
  return {{"answers", !by_ids.empty() || shared.meant ? Json{"same", "apart"} : Json{"apart", "same"}},
          {"count", by_ids.empty() ? (bare ? shared.count : shared.differing.size()) : by_ids.size()},
          {"examples", std::move(examples)}};
}

std::vector<Json> merge_operations(const Network& network, const Network& incoming, const MergeChoices& choices) {
  Network file = united(incoming, choices.same_in_file);
  Ids known = choices.same_in_network;
  std::erase_if(known, [&](const auto& entry) {
    return !file.nodes.contains(entry.first) || !network.nodes.contains(entry.second);
  });
  for (const auto& [id, other] : recognised_by_other_names(network, file)) known.emplace(id, other);
  if (choices.ids_meant.value_or(true))
    for (const auto& [id, other] : recognised_by_ids(network, file)) known.emplace(id, other);
  // Several that are one node here are one before they come: the one that has its name, or else the first.
  std::map<std::string, std::string> first, same;
  for (const auto& [id, other] : Merger(network, file, {}, choices.ids_meant).recognised())
    if (!known.contains(id)) first.emplace(other, id);
  for (const auto& [id, other] : known)
    if (const auto [place, is_first] = first.emplace(other, id); !is_first) same[id] = place->second;
  file = united(std::move(file), same);
  for (const auto& [id, other] : same) known.erase(id);
  std::vector<Json> operations = Merger(network, file, std::move(known), choices.ids_meant).operations();
  if (choices.keep.empty() && !choices.keep_all) return operations;
  std::erase_if(operations, [&](const Json& operation) {
    const std::string op = operation.at("op").get<std::string>();
    if (op != "setNode" && op != "setEdge" && op != "setStory") return false;
    if (choices.keep.contains({operation.at("id").get<std::string>(), operation.at("field").get<std::string>()}))
      return true;
    return choices.keep_all && changes_by(network, std::span(&operation, 1)).at("fields").at(0).at("conflict") == true;
  });
  return operations;
}

std::vector<Json> merge_operations(const Network& network, const Network& incoming) {
  return merge_operations(network, incoming, MergeChoices{});
}

}  // namespace impactweb

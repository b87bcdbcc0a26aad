// The impact network: who works on which societal challenge, who needs and offers what, and the edges between them.
// Plain values; every change goes through an operation (see operation/session.hpp).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/geometry.hpp"
#include "core/model/json_values.hpp"

namespace impactweb {

/// The schema version that this program reads and writes. A file with a higher one is refused.
inline constexpr int schema_version = 1;

enum class NodeKind : std::uint8_t { actor, initiative, challenge, vision };
enum class Form : std::uint8_t { unset, person, organisation, group };
/// The steps of an initiative, from dream to practice.
enum class Stage : std::uint8_t { unset, dream, exploring, pilot, practice, scaled, stopped };
enum class Terms : std::uint8_t { unset, gift, barter, paid };
enum class ExchangeStatus : std::uint8_t { open, matched, done };
enum class Direction : std::uint8_t { directed, mutual, undirected };
enum class EdgeStatus : std::uint8_t { potential, exploring, active, dormant };

/// Every value of an enumeration with its name in files, operations and the JavaScript API; `unset` is written as
/// nothing.
template <class Enum>
struct EnumName {
  Enum value;
  std::string_view name;
};

inline constexpr EnumName<NodeKind> node_kinds[] = {{NodeKind::actor, "actor"},
                                                    {NodeKind::initiative, "initiative"},
                                                    {NodeKind::challenge, "challenge"},
                                                    {NodeKind::vision, "vision"}};
inline constexpr EnumName<Form> forms[] = {
    {Form::unset, ""}, {Form::person, "person"}, {Form::organisation, "organisation"}, {Form::group, "group"}};
inline constexpr EnumName<Stage> stages[] = {
    {Stage::unset, ""},         {Stage::dream, "dream"},       {Stage::exploring, "exploring"},
    {Stage::pilot, "pilot"},    {Stage::practice, "practice"}, {Stage::scaled, "scaled"},
    {Stage::stopped, "stopped"}};
inline constexpr EnumName<Terms> terms_names[] = {
    {Terms::unset, ""}, {Terms::gift, "gift"}, {Terms::barter, "barter"}, {Terms::paid, "paid"}};
inline constexpr EnumName<ExchangeStatus> exchange_statuses[] = {
    {ExchangeStatus::open, "open"}, {ExchangeStatus::matched, "matched"}, {ExchangeStatus::done, "done"}};
inline constexpr EnumName<Direction> directions[] = {
    {Direction::directed, "directed"}, {Direction::mutual, "mutual"}, {Direction::undirected, "undirected"}};
inline constexpr EnumName<EdgeStatus> edge_statuses[] = {{EdgeStatus::potential, "potential"},
                                                         {EdgeStatus::exploring, "exploring"},
                                                         {EdgeStatus::active, "active"},
                                                         {EdgeStatus::dormant, "dormant"}};

/// The name of `value` in `names`, one of the tables above.
template <class Enum, std::size_t N>
constexpr std::string_view name_of(const EnumName<Enum> (&names)[N], Enum value) {
  for (const auto& entry : names)
    if (entry.value == value) return entry.name;
  return {};
}

/// The value that `name` stands for in `names`, or nothing. An empty name gives `unset` where the table has it.
template <class Enum, std::size_t N>
constexpr std::optional<Enum> value_of(const EnumName<Enum> (&names)[N], std::string_view name) {
  for (const auto& entry : names)
    if (entry.name == name) return entry.value;
  return std::nullopt;
}

/// Something that a node needs, or offers.
struct Exchange {
  std::string id;
  std::string text;
  std::vector<std::string> tags;
  Terms terms = Terms::unset;
  ExchangeStatus status = ExchangeStatus::open;

  friend bool operator==(const Exchange&, const Exchange&) = default;
};

/// The next visible step of an initiative. `due` is an ISO 8601 date (YYYY, YYYY-MM or YYYY-MM-DD) or empty.
struct NextStep {
  std::string text;
  std::string owner;
  std::string due;

  friend bool operator==(const NextStep&, const NextStep&) = default;
};

/// An actor, an initiative, a challenge or a vision.
struct Node {
  std::string id;
  NodeKind kind = NodeKind::actor;
  std::string label;
  std::string description;
  std::string sector;  ///< id of a sector of the network, or any other word: the list is free
  Form form = Form::unset;
  std::string place;
  std::vector<std::string> tags;
  std::vector<std::string> roles;
  std::string motivation;
  int energy = 0;                ///< 1 (low) to 5 (high), 0 when not filled in
  std::vector<Exchange> needs;   ///< in ascending order of id
  std::vector<Exchange> offers;  ///< in ascending order of id
  Stage stage = Stage::unset;
  std::map<Stage, std::string> stage_dates;  ///< ISO 8601 date on which each step began
  NextStep next_step;
  std::optional<Point> position;  ///< in world space; nothing until a layout or a person has placed the node
  bool pinned = false;            ///< a pinned node is never moved by a layout
  std::map<std::string, Json> fields;

  friend bool operator==(const Node&, const Node&) = default;
};

/// An edge between two nodes, or of a node with itself. Several between the same pair are normal.
struct Edge {
  std::string id;
  std::string from;  ///< node id
  std::string to;    ///< node id
  std::string kind;  ///< one of `default_edge_kinds` or any other word: the list is free
  std::string label;
  Direction direction = Direction::directed;
  EdgeStatus status = EdgeStatus::active;
  int strength = 0;  ///< 1 to 5, 0 when not filled in
  int trust = 0;     ///< 1 to 4, 0 when not filled in
  std::optional<double> amount;
  std::string currency;  ///< ISO 4217 code such as EUR
  std::string since;     ///< ISO 8601 date
  std::string until;     ///< ISO 8601 date
  std::string claimed_by;
  std::string confirmed_by;
  std::map<std::string, Json> fields;

  friend bool operator==(const Edge&, const Edge&) = default;
};

/// A story or lesson about nodes and edges.
struct Story {
  std::string id;
  std::string title;
  std::string text;
  std::string author;
  std::string date;                ///< ISO 8601 date
  std::vector<std::string> about;  ///< node and edge ids; those that no longer exist are kept and not shown

  friend bool operator==(const Story&, const Story&) = default;
};

/// A named moment of the network: `network` is what `network_to_json` gave then, without its snapshots.
struct Snapshot {
  std::string id;
  std::string title;
  std::string date;  ///< ISO 8601 date
  Json network;

  friend bool operator==(const Snapshot&, const Snapshot&) = default;
};

/// A helix: one of the worlds that actors come from.
struct Sector {
  std::string id;
  std::string label;  ///< empty for a default sector, whose name the page translates
  std::string color;  ///< #rrggbb, or empty for the palette's

  friend bool operator==(const Sector&, const Sector&) = default;
};

/// Ids of the sectors that a new network begins with.
inline constexpr std::string_view default_sectors[] = {"government", "business",         "knowledge", "civilSociety",
                                                       "finance",    "socialEnterprise", "media",     "nature"};

/// Ids of the kinds of edge that the page knows a name for.
inline constexpr std::string_view default_edge_kinds[] = {
    "worksWith",           "funds",   "founded", "partOf", "takesPartIn", "contributesTo", "supports",
    "sharesKnowledgeWith", "givesTo", "matched"};

/// A whole impact network. The maps are ordered by id, so that everything computed from them is the same on every
/// machine.
struct Network {
  std::string title;
  std::string description;
  std::vector<Sector> sectors;
  std::map<std::string, Node, std::less<>> nodes;
  std::map<std::string, Edge, std::less<>> edges;  ///< both ends exist in `nodes`
  /// Edges of which an end is gone, because someone else removed it at the same time: hidden, never exported, and back
  /// among `edges` as soon as the node is.
  std::map<std::string, Edge, std::less<>> waiting_edges;
  std::map<std::string, Story, std::less<>> stories;
  std::map<std::string, Snapshot, std::less<>> snapshots;
  std::map<std::string, Json> fields;  ///< any further key of a file's network object: kept and written back

  friend bool operator==(const Network&, const Network&) = default;
};

/// The name of a sector where it has one of its own, else its id.
const std::string& sector_label(const Network& network, const std::string& id);

/// An empty network with the default sectors.
Network make_network();

}  // namespace impactweb

// What the person is looking at and doing: everything about the view that is not in the network itself.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/operation/session.hpp"
#include "state/camera.hpp"

namespace impactweb::app {

enum class Tool { select, add, link };
enum class ColorBy { sector, kind, stage, energy, motivation, community };
enum class SizeBy { ties, equal, energy, betweenness };
enum class SidePanel { none, inspector, list, filters };

/// Names in view states and string tables, in the order of the enumerations.
inline constexpr std::string_view color_by_names[] = {"sector", "kind", "stage", "energy", "motivation", "community"};
inline constexpr std::string_view size_by_names[] = {"ties", "equal", "energy", "betweenness"};
inline constexpr std::string_view side_panel_names[] = {"none", "inspector", "list", "filters"};

/// What is shown. An empty set lets everything through; a node without a value counts as the empty text.
struct Filters {
  std::set<std::string> kinds, sectors, tags, places;  // of nodes
  std::set<std::string> energies, motivations;         // of nodes: 1 to 5, and words of motivations
  std::set<std::string> edge_kinds, edge_statuses;     // of edges
  std::string text;

  [[nodiscard]] bool any() const {
    return !(kinds.empty() && sectors.empty() && tags.empty() && places.empty() && energies.empty() &&
             motivations.empty() && edge_kinds.empty() && edge_statuses.empty() && text.empty());
  }
  friend bool operator==(const Filters&, const Filters&) = default;
};

struct Selection {
  std::set<std::string> nodes, edges;

  [[nodiscard]] bool empty() const { return nodes.empty() && edges.empty(); }
  [[nodiscard]] std::size_t size() const { return nodes.size() + edges.size(); }
  friend bool operator==(const Selection&, const Selection&) = default;
};

/// What an answer is about, shown in the picture for as long as the answer is on the screen: no part of the network, of
/// its history, or of the view that is kept. Ids that are not in the picture are passed over.
struct Marks {
  struct Node {
    std::string id;
    int level = 1;  ///< 1: what it is about; 2: who has to do with it
  };
  struct Tie {
    std::string from, to;
  };
  struct Group {
    std::string label;
    std::vector<std::string> nodes;
  };
  std::vector<Node> nodes;  ///< most important first
  std::vector<std::string> edges;
  std::vector<Tie> proposed;  ///< ties that are not there yet
  std::vector<Group> groups;  ///< drawn as hulls behind the ties

  [[nodiscard]] bool empty() const { return nodes.empty() && edges.empty() && proposed.empty() && groups.empty(); }
};

struct State {
  bool open = false;       ///< a network is on the stage
  bool view_only = false;  ///< and nobody may change it here
  canvas::Camera camera;
  Selection selection;
  Marks marks;
  Filters filters;
  Tool tool = Tool::select;
  ColorBy color_by = ColorBy::sector;
  SizeBy size_by = SizeBy::ties;
  SidePanel side = SidePanel::none;
  bool legend = true;
  bool presenting = false;  ///< large text, no panels
  bool search_open = false;
  bool help_open = false;
  bool reduced_motion = false;
  float text_scale = 1;
  /// Fit everything once the panels have said what they leave free.
  bool fit_wanted = false;
  /// Move what is selected out from under the panels, once they stand.
  bool reveal_wanted = false;
  /// A need or offer that the inspector should begin: node id and `needs` or `offers`. The inspector empties it.
  std::string wanted_exchange_node, wanted_exchange_list;
  double now = 0;  ///< seconds since start, of this frame
  /// Grows when filters or the way of colouring change: the scene is built anew.
  std::uint64_t view_revision = 1;
  /// Grows when the selection changes.
  std::uint64_t selection_revision = 1;
  /// Grows when other things are marked.
  std::uint64_t marks_revision = 1;
};

State& state();
Session& session();
inline const Network& network() { return session().network(); }

/// True on stages too small for panels around the picture.
bool is_phone();

// --- doing things; each tells the page what it must know

/// Applies operations of mine. A refusal is shown in words. Gives the report.
ApplyReport apply(const std::vector<Json>& operations, const ApplyOptions& options = {});
/// The first refusal of setting a field, without a notice: for fields that show it themselves.
std::optional<Issue> set_field_of(const std::string& entity, bool is_edge, const std::string& field, const Json& value,
                                  const std::string& gesture);
void undo();
void redo();

void select_nodes(std::set<std::string> ids, bool show_inspector = true);
void select_edges(std::set<std::string> ids, bool show_inspector = true);
void select(Selection selection, bool show_inspector = true);
void toggle_node(const std::string& id);
void toggle_edge(const std::string& id);
void clear_selection();
/// Marks something else in the picture, or nothing.
void set_marks(Marks marks);
/// Nothing is marked any more.
void forget_marks();
/// Selects a node and flies to it.
void go_to_node(const std::string& id);
void go_to_edge(const std::string& id);
void remove_selection();
void select_all();
/// Opens the side panel, or closes it when it is this one.
void toggle_side(SidePanel panel);
/// Adds a node at a place in the world, selects it and lets its name be typed.
std::string create_node(Point position_in_world, NodeKind kind = NodeKind::actor);
/// Adds an edge and selects it; undirected ends and free kinds can be set afterwards. Empty when it was refused.
/// Copies of the ids: they may be those of the selection, which changes on the way.
std::string create_edge(std::string from, std::string to);
/// Adds a node at the place where a tie from `from` was let go, and the tie.
std::string create_linked_node(const std::string& from, Point position_in_world);
/// Turns an edge round.
void flip_edge(const std::string& id);
/// Opens the node and lets a new need or offer be typed; `list` is `needs` or `offers`.
void add_exchange(const std::string& node, const std::string& list);
void fit(bool fly = true);
/// Brings the one selected node or tie into view, when a panel covers it or it is off the stage.
void reveal_selection();

/// A short message for everybody: shown and spoken.
void notice(const std::string& text, bool is_error = false, bool offer_undo = false);
/// For screen readers alone.
void announce(const std::string& text);
/// Asks the page for something: `open`, `save`, `picture`, `help`, `start`, `copy`.
void request(const std::string& name, const std::string& text = {});
/// The view (camera, filters, panels …) has changed and is worth keeping.
void touch_view(bool rebuild_scene);
/// The picture has moved under panels that stay as they are: by the camera, or nodes in it. Cheaper than a whole frame,
/// and the page hears of it when the picture stands still again.
void move_picture();
/// The next frame must be drawn, and `frames` after it.
void want_frames(int frames = 3);
/// A frame is wanted in so many seconds.
void want_frame_in(double seconds);

/// Brings the scene up to date before the frame does.
void update_scene_now();

/// What `mark` of page/bridge/bridge.ts passes; what is not understood is left out.
Marks read_marks(const Json& value);

Json view_state();
void set_view_state(const Json& view);

}  // namespace impactweb::app

// What the person is looking at and doing: everything about the view that is not in the network itself.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/operation/session.hpp"
#include "state/camera.hpp"
#include "state/frame_plan.hpp"  // IWYU pragma: export
#include "state/messages.hpp"    // IWYU pragma: export

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
  bool bare = false;       ///< it is a picture in another page: no tools around it
  canvas::Camera camera;
  Selection selection;
  Marks marks;
  Filters filters;
  Tool tool = Tool::select;
  ColorBy color_by = ColorBy::sector;
  SizeBy size_by = SizeBy::ties;
  SidePanel side = SidePanel::none;
  bool legend = true;
  bool groups = true;         ///< hulls around the communities of a large network
  bool groups_known = false;  ///< the part of the program is there that finds and draws them
  bool presenting = false;    ///< large text, no panels
  bool search_open = false;
  bool help_open = false;
  bool reduced_motion = false;
  float text_scale = 1;
  /// Fit everything once the panels have said what they leave free.
  bool fit_wanted = false;
  /// Nodes that have just come: they are brought into sight once the panels stand.
  Rect newcomers;
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

/// The view (camera, filters, panels …) has changed and is worth keeping.
void touch_view(bool rebuild_scene);

/// Marks something else in the picture, or nothing.
void set_marks(Marks marks);
/// Nothing is marked any more.
void forget_marks();

Json view_state();
void set_view_state(const Json& view);

}  // namespace impactweb::app

// The scene: what of the network is shown, how large, in which colour, and where; made anew when the network or the
// view changes, and read by drawing, picking and labels.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/model/network.hpp"
#include "state/state.hpp"

namespace impactweb::canvas {

enum class Shape : std::uint8_t { disc, double_disc, square, hexagon, star };

struct SceneNode {
  const Node* node = nullptr;
  Point position;     ///< in the world, as drawn now (it may be on its way)
  float radius = 16;  ///< in the world
  Shape shape = Shape::disc;
  ImVec4 color;
  int glyph = -1;             ///< second cue of the colour: 0 to 7, -1 none
  int needs = 0, offers = 0;  ///< open ones
  float progress = 0;         ///< of an initiative, 0 to 1
  float importance = 0;       ///< for the order of labels
  bool selected = false;
  bool lit = false;      ///< has to do with what has the focus: not dimmed when the rest is
  int marked = 0;        ///< level of its mark: 0 none, 1 what an answer is about, 2 who has to do with it
  std::string initials;  ///< of a person
};

struct SceneEdge {
  const Edge* edge = nullptr;
  std::uint32_t from = 0, to = 0;  ///< indices of scene nodes
  float bend =
      0;  ///< sideways offset of the middle in the world, from the side of the smaller index: parallel ties fan out
  float fan = 0;       ///< the bend it has where no node is in its way
  float width = 1.5f;  ///< in pixels
  ImVec4 color;
  bool selected = false, lit = false, marked = false;
};

/// A tie that an answer proposes.
struct ProposedTie {
  std::uint32_t from = 0, to = 0;  ///< indices of scene nodes
  float bend = 0;                  ///< as of a `SceneEdge`, so that ties that are there stay in sight
};

/// Those who belong together, at least two.
struct SceneGroup {
  std::string label;
  std::vector<std::uint32_t> nodes;  ///< indices of scene nodes
  ImVec4 color;
};

struct LegendEntry {
  std::string value;  ///< what the filter knows it by
  std::string label;
  ImVec4 color;
  int glyph = -1;
  int count = 0;
};

struct Scene {
  std::vector<SceneNode> nodes;              ///< in order of id
  std::vector<SceneEdge> edges;              ///< in order of id
  std::vector<std::uint32_t> by_importance;  ///< indices of nodes, most important first
  std::unordered_map<std::string_view, std::uint32_t> node_index, edge_index;
  std::vector<std::vector<std::uint32_t>> incident;  ///< edge indices by node
  std::vector<LegendEntry> legend;
  app::ColorBy colored_by =
      app::ColorBy::sector;      ///< what is wanted, or what stands in for it as long as nothing is known
  std::size_t hidden_nodes = 0;  ///< by filters
  Rect bounds;                   ///< of all nodes with their radii, in the world
  bool emphasis = false;         ///< all that is neither lit, selected nor marked is dimmed
  /// Indices of what is selected.
  std::vector<std::uint32_t> selected_nodes, selected_edges;
  /// What an answer is about (`app::Marks`), as far as it is in the picture; nodes most important first.
  std::vector<std::uint32_t> marked_nodes, marked_edges;
  std::vector<ProposedTie> proposed;
  std::vector<SceneGroup> groups;
  /// Those of a large network that belong together by their ties.
  std::vector<SceneGroup> communities;
  bool any_marks = false;             ///< any of these
  std::uint64_t marks_revision = 0;   ///< grows when these change
  std::uint64_t build_revision = 0;   ///< grows when everything was made anew: indices mean something else
  std::uint64_t places_revision = 0;  ///< grows when nodes have new places in the network; a drag or glide is none
  std::uint64_t drawn_revision = 0;   ///< grows when any node is drawn elsewhere than before
  std::uint64_t revision = 0;         ///< grows with every change of what is drawn, but for emphasis

  /// What hulls are drawn around: the groups of an answer, or else communities.
  [[nodiscard]] const std::vector<SceneGroup>& shown_groups() const { return groups.empty() ? communities : groups; }
  [[nodiscard]] bool dimmed(const SceneNode& node) const {
    return emphasis && !node.lit && !node.selected && node.marked == 0;
  }
  [[nodiscard]] bool dimmed(const SceneEdge& edge) const {
    return emphasis && !edge.lit && !edge.selected && !edge.marked;
  }
};

/// What has changed since it was last asked.
struct SceneChanges {
  bool everything = true;
  std::vector<std::uint32_t> nodes, edges;  ///< indices, some more than once, if not everything
};

/// The scene of the network and of the view as they are now. What it points to is good until the next edit, what was
/// read of it until the next call.
const Scene& scene();

/// What a picture for a file shows of the scene.
struct PictureOf {
  bool selection_only = false;  ///< what is selected, the ends of selected ties, and the ties between all these
  bool marks = true;            ///< rings around what is selected
  bool answer = true;           ///< what an answer has marked
};
/// From now on the scene is what the picture is to show, each node as large as it is on the screen.
void begin_picture(PictureOf of);
void end_picture();

/// Gives what has changed and forgets it: for the one who keeps a copy of the scene where it is drawn from.
SceneChanges take_changes();

/// Emphasis on a node and its neighbourhood, or on an edge and its ends; -1 for none. What alone is selected has it
/// otherwise.
void set_hover(int node, int edge);
int hovered_node();
int hovered_edge();

/// Nodes grow with the zoom until they are so large, in pixels: no more than 64 across.
inline float most_radius_on_screen(float radius) { return radius * 0.45f + 14 < 32 ? radius * 0.45f + 14 : 32; }
/// How large a node's radius in the world is on the screen.
inline float screen_radius(float radius, float zoom) {
  const float most = most_radius_on_screen(radius);
  return radius * zoom < most ? radius * zoom : most;
}

/// Middle of an edge as drawn, in the world.
Point middle_of(const SceneEdge& edge);
/// A point on an edge as drawn, `t` from 0 to 1.
Point point_on(const SceneEdge& edge, double t);

}  // namespace impactweb::canvas

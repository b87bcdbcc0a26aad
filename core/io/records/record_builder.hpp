// Builds a network out of records: rows of a table or objects of a foreign file, nodes first and then edges that name
// them.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/io/file.hpp"
#include "core/io/place.hpp"
#include "core/io/records/read_values.hpp"
#include "core/io/warnings.hpp"

namespace impactweb {

/// Whether a name is what a row of sums or means is called.
bool is_name_of_total(std::string_view name);

struct NodeRecord {
  Place where;
  Place id_where;
  Place label_where;
  Json id;
  Json label;
  std::vector<records::Value> values;
  bool keep_total = false;  ///< somebody said that what is called a total is somebody

  /// A sum of other rows: called so, with nothing but numbers beside it and no id.
  [[nodiscard]] bool is_total() const;
};

struct EdgeRecord {
  /// One end: an id or a name, and the name that may stand beside an id.
  struct End {
    std::string text;
    std::string label;
    Place where;
    std::string what = {};  ///< what one is that is nowhere else: a kind of node, a form, or nothing
  };
  Place where;
  Place id_where;
  Json id;
  End from;
  End to;
  bool several_ends = false;  ///< `|` in an end separates several
  std::vector<records::Value> values;
  bool keep_total = false;
  std::optional<Direction> direction = {};  ///< where the format has a word of its own for it

  [[nodiscard]] bool is_total() const;
};

/// What a person belongs to by a column of a table of persons.
struct Membership {
  std::string node;  ///< id
  std::string organisation;
  Place where;
};

class RecordBuilder {
 public:
  RecordBuilder();

  /// Adds a node, or fills in the one with the same id, the later record wins. Without an id it is one that is there
  /// only when one of both says nothing that the other does not: of two that differ, people decide. A sum of others is
  /// left out, with a warning. False when there is no more room.
  bool add(const NodeRecord& record);
  /// Adds an edge, or several; none to a total that is no node. An end is found by id, else by name; one that is
  /// unknown becomes a node, with a warning if there were any records of nodes. False when there is no more room.
  bool add(const EdgeRecord& record);

  /// Adds a tie `partOf` to an organisation, which is found by its name or becomes a node. False when there is no more
  /// room.
  bool add(const Membership& membership);

  /// The id of the node with this id or name, or of a new one of that name; `what` a new one is: a kind of node, a
  /// form, or nothing. `expected`: no warning says that it is new. Nothing when there is no more room.
  std::optional<std::string> named(const std::string& name, const Place& where, std::string_view what,
                                   bool expected = true);
  /// Names that are known elsewhere, in the open network say: that they are not in the list needs no warning.
  void expect(std::function<bool(std::string_view name)> is_known) { is_known_ = std::move(is_known); }
  /// The id of the node that the last record of a node has become, empty when that made none.
  [[nodiscard]] const std::string& latest() const { return latest_; }

  [[nodiscard]] bool empty() const { return network_.nodes.empty(); }
  Network& network() { return network_; }
  Warnings& warnings() { return warnings_; }
  Opened take() { return {std::move(network_), warnings_.take()}; }

 private:
  Node& add_node(std::string id, const std::string& label, std::string_view what = {});
  bool has_room(const Place& where);
  [[nodiscard]] std::vector<std::string> ends_in(const EdgeRecord::End& end, bool several) const;
  std::optional<std::string> find_end(const std::string& text, const EdgeRecord::End& end);

  Network network_;
  Warnings warnings_;
  [[nodiscard]] Node* same_as(const Node& fresh);

  std::map<std::string, std::vector<std::string>> by_label_;  ///< folded label → ids of the nodes of that name
  std::unordered_map<std::string, std::string> ends_;  ///< what ends were called → ids of the nodes that they are
  std::set<std::string> ambiguous_;                    ///< folded labels that were warned about
  std::map<std::string, std::string> places_;          ///< node id → where it was read last
  bool has_nodes_ = false;
  std::function<bool(std::string_view)> is_known_;
  std::string latest_;
};

}  // namespace impactweb

// Measures of a network that is being edited: what is known is kept, and what takes long is worked on a little at a
// time.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/analysis/measures.hpp"

namespace impactweb::analysis {

class Structure;

/// Per-node measures that a picture shows and that can take longer than a frame.
enum class SlowMeasure : std::uint8_t { betweenness, communities };

/// A number for each node.
struct NodeValues {
  std::vector<std::string> ids;  ///< ascending
  std::vector<double> values;    ///< of each of them

  /// Nothing for an unknown id. Logarithmic.
  [[nodiscard]] std::optional<double> of(std::string_view id) const;
};

/// Measures that were asked for. The ids point into the network, which must not change as long as they are used.
struct MeasureAnswer {
  std::vector<std::string_view> node_ids;  ///< of the nodes that count, ascending; `per_node` is in this order
  std::vector<std::pair<std::string, std::shared_ptr<const MeasureEntry>>> entries;  ///< by id of the measure
};

/// For one network, of which every content has a revision of its own. An edit that leaves the simple undirected view as
/// it was costs no measure over paths and no communities again.
class MeasureEngine {
 public:
  MeasureEngine();
  MeasureEngine(const MeasureEngine&) = delete;
  MeasureEngine& operator=(const MeasureEngine&) = delete;
  ~MeasureEngine();

  /// At once; what has been computed for this revision is not computed again. Refuses what `measures` refuses. Numbers
  /// come as numbers: writing them as JSON takes longer than most measures do.
  Result<MeasureAnswer> answer(const Network& network, std::uint64_t revision, std::span<const std::string> ids,
                               const MeasureOptions& options = {});
  /// The same as `measures` gives it.
  Result<Json> measures(const Network& network, std::uint64_t revision, std::span<const std::string> ids,
                        const MeasureOptions& options = {});

  /// The last known values, of this revision or an earlier one; empty when none are known yet. Where they are not up to
  /// date, work on them begins, and they are for the taking once `step` gives true.
  const NodeValues& known(const Network& network, std::uint64_t revision, SlowMeasure measure);
  /// Whether there is work for `step`.
  [[nodiscard]] bool working() const;
  /// Works for about so many milliseconds, looking at no network; true when new values are ready.
  bool step(double milliseconds);

 private:
  struct Known {
    std::optional<std::uint64_t> revision;
    NodeValues values;
  };

  void look_at(const Network& network, std::uint64_t revision);

  std::uint64_t revision_ = 0;
  std::unique_ptr<MeasureContext> context_;
  std::shared_ptr<Structure> structure_;
  std::map<std::string, std::shared_ptr<const MeasureEntry>, std::less<>> kept_;
  std::array<Known, 2> known_;
  std::array<bool, 2> wanted_{};
};

}  // namespace impactweb::analysis

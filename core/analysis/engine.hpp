// Measures of a network that is being edited: what is known is kept, and what takes long is worked on a little at a
// time.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
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

/// For one network, of which every content has a revision of its own. An edit that leaves the simple undirected view as
/// it was costs no measure over paths and no communities again.
class MeasureEngine {
 public:
  MeasureEngine();
  MeasureEngine(const MeasureEngine&) = delete;
  MeasureEngine& operator=(const MeasureEngine&) = delete;
  ~MeasureEngine();

  /// What `measures` gives, at once; what has been computed for this revision is not computed again.
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
  Json kept_ = Json::object();
  std::array<Known, 2> known_;
  std::array<bool, 2> wanted_{};
};

}  // namespace impactweb::analysis

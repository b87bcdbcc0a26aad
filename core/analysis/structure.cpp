#include "core/analysis/structure.hpp"

namespace impactweb::analysis {

BetweennessRun& Structure::betweenness(bool exact) {
  if (!betweenness_) betweenness_ = std::make_unique<BetweennessRun>(rows_, false);
  if (!exact || !betweenness_->is_estimate()) return *betweenness_;
  if (!exact_betweenness_) exact_betweenness_ = std::make_unique<BetweennessRun>(rows_, true);
  return *exact_betweenness_;
}

ClosenessRun& Structure::closeness() {
  if (!closeness_) closeness_ = std::make_unique<ClosenessRun>(rows_);
  return *closeness_;
}

CommunitiesRun& Structure::communities(const CommunityOptions& options) {
  if (!communities_ || !(options == community_options_)) {
    community_options_ = options;
    communities_ = std::make_unique<CommunitiesRun>(rows_, options);
  }
  return *communities_;
}

}  // namespace impactweb::analysis

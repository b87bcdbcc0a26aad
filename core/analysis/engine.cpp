#include "core/analysis/engine.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "core/analysis/group_numbers.hpp"
#include "core/analysis/measure_context.hpp"

namespace impactweb::analysis {

std::optional<double> NodeValues::of(std::string_view id) const {
  const auto found = std::lower_bound(ids.begin(), ids.end(), id);
  if (found == ids.end() || *found != id) return std::nullopt;
  return values[static_cast<std::size_t>(found - ids.begin())];
}

MeasureEngine::MeasureEngine() = default;
MeasureEngine::~MeasureEngine() = default;

void MeasureEngine::look_at(const Network& network, std::uint64_t revision) {
  if (context_ && revision_ == revision && &context_->network == &network) return;
  revision_ = revision;
  kept_.clear();
  context_ = std::make_unique<MeasureContext>(network, MeasureOptions{});
  if (!structure_ || !structure_->is_of(context_->graph)) {
    structure_ = std::make_shared<Structure>(context_->graph);
    wanted_ = {};
  }
  context_->structure = structure_;
}

Result<MeasureAnswer> MeasureEngine::answer(const Network& network, std::uint64_t revision,
                                            std::span<const std::string> ids, const MeasureOptions& options) {
  if (!(options.resolution > 0) || !std::isfinite(options.resolution))
    return Issue{"resolutionNotPositive", "resolution", {}};
  std::vector<const MeasureInfo*> chosen;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const auto found = std::find_if(all_measures().begin(), all_measures().end(),
                                    [&](const MeasureInfo& measure) { return measure.id == ids[i]; });
    if (found == all_measures().end()) return Issue{"unknownMeasure", item_place("only", i), {ids[i]}};
    chosen.push_back(&*found);
  }
  if (ids.empty())
    for (const MeasureInfo& measure : all_measures()) chosen.push_back(&measure);

  // Only what the options leave as it is by itself is kept.
  MeasureOptions usual;
  usual.exact = options.exact;
  const bool keeps = options == usual;
  std::unique_ptr<MeasureContext> own;
  if (keeps) {
    look_at(network, revision);
    context_->options.exact = options.exact;
  } else {
    own = std::make_unique<MeasureContext>(network, options);
    own->structure = std::make_shared<Structure>(own->graph);
  }
  MeasureContext& context = keeps ? *context_ : *own;
  MeasureAnswer result;
  result.node_ids.reserve(context.graph.size());
  for (std::uint32_t node = 0; node < context.graph.size(); ++node)
    result.node_ids.push_back(context.graph.node(node).id);
  for (const MeasureInfo* measure : chosen) {
    std::string id(measure->id);
    const auto kept = keeps ? kept_.find(measure->id) : kept_.end();
    if (kept != kept_.end() && !(options.exact && kept->second->rest.contains("approximate"))) {
      result.entries.emplace_back(std::move(id), kept->second);
      continue;
    }
    auto entry = std::make_shared<MeasureEntry>(measure->compute(context));
    if (measure->two_mode || options.graph.two_mode) entry->rest["twoMode"] = true;
    // Whoever does not ask for the exact value gets the same one every time.
    if (keeps && !(options.exact && structure_->betweenness(false).is_estimate())) kept_[id] = entry;
    result.entries.emplace_back(std::move(id), std::move(entry));
  }
  return result;
}

Result<Json> MeasureEngine::measures(const Network& network, std::uint64_t revision, std::span<const std::string> ids,
                                     const MeasureOptions& options) {
  const Result<MeasureAnswer> found = answer(network, revision, ids, options);
  if (const Issue* issue = std::get_if<Issue>(&found)) return *issue;
  const auto& [node_ids, entries] = std::get<MeasureAnswer>(found);
  Json result = Json::object();
  for (const auto& [id, entry] : entries) {
    Json& written = result[id] = entry->rest;
    if (!entry->per_node) continue;
    auto& values = (written["perNode"] = Json::object()).get_ref<Json::object_t&>();
    for (std::size_t node = 0; node < node_ids.size(); ++node) {
      const double value = (*entry->per_node)[node];
      values.emplace_hint(values.end(), std::string(node_ids[node]), std::isnan(value) ? Json() : Json(value));
    }
  }
  return result;
}

const NodeValues& MeasureEngine::known(const Network& network, std::uint64_t revision, SlowMeasure measure) {
  look_at(network, revision);
  const auto place = static_cast<std::size_t>(measure);
  Known& known = known_[place];
  if (known.revision == revision) return known.values;
  Run& run = measure == SlowMeasure::betweenness ? static_cast<Run&>(structure_->betweenness(false))
                                                 : static_cast<Run&>(structure_->communities({}));
  // A small network is done at once, without a picture in between.
  if (!run.step(2)) {
    wanted_[place] = true;
    return known.values;
  }
  wanted_[place] = false;
  known.revision = revision;
  const NodeValues before = std::move(known.values);
  known.values = {};
  for (std::uint32_t node = 0; node < context_->graph.size(); ++node)
    known.values.ids.push_back(context_->graph.node(node).id);
  if (measure == SlowMeasure::betweenness) {
    known.values.values = structure_->betweenness(false).values();
  } else {
    const auto& of_node = structure_->communities({}).found().of_node;
    known.values.values.assign(of_node.begin(), of_node.end());
    if (!before.ids.empty())
      known.values.values = numbers_as_before(before.ids, before.values, known.values.ids, known.values.values);
  }
  return known.values;
}

bool MeasureEngine::working() const { return wanted_[0] || wanted_[1]; }

bool MeasureEngine::step(double milliseconds) {
  bool ready = false;
  if (wanted_[0] && structure_->betweenness(false).step(milliseconds)) {
    wanted_[0] = false;
    ready = true;
  } else if (wanted_[1] && structure_->communities({}).step(milliseconds)) {
    wanted_[1] = false;
    ready = true;
  }
  return ready;
}

Result<Json> measures(const Network& network, std::span<const std::string> ids, const MeasureOptions& options) {
  return MeasureEngine().measures(network, 0, ids, options);
}

}  // namespace impactweb::analysis

#include "core/layout/layout.hpp"

#include <chrono>
#include <cmath>

#include "core/layout/communities.hpp"
#include "core/layout/grid.hpp"
#include "core/layout/layers.hpp"
#include "core/layout/map.hpp"
#include "core/layout/sectors.hpp"
#include "core/layout/stress.hpp"
#include "core/layout/task.hpp"

namespace impactweb::layout {

namespace {

std::string in_words(double number) {
  const auto whole = static_cast<long long>(number);
  if (static_cast<double>(whole) == number) return std::to_string(whole);
  const auto tenths = static_cast<long long>(std::floor(number * 10 + 0.5));
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

const Algorithm* find(std::string_view id) {
  for (const Algorithm& entry : algorithms())
    if (entry.id == id) return &entry;
  return nullptr;
}

}  // namespace

std::span<const Algorithm> algorithms() {
  static const Algorithm all[] = {
      {"stress", stress_parameters(), start_stress}, {"communities", communities_parameters(), start_communities},
      {"layers", layers_parameters(), start_layers}, {"sectors", sectors_parameters(), start_sectors},
      {"places", places_parameters(), start_places}, {"grid", grid_parameters(), start_grid},
  };
  return all;
}

std::optional<Issue> issue_with(std::string_view algorithm, const Options& options) {
  const Algorithm* const entry = find(algorithm);
  if (entry == nullptr) return Issue{"layoutUnknown", "algorithm", {std::string(algorithm)}};
  for (const auto& [id, value] : options.parameters) {
    const Parameter* known = nullptr;
    for (const Parameter& parameter : entry->parameters)
      if (parameter.id == id) known = &parameter;
    if (known == nullptr) return Issue{"layoutParameterUnknown", id, {id, std::string(algorithm)}};
    if (!(value >= known->least && value <= known->most))
      return Issue{"layoutParameterOutOfRange", id, {id, in_words(known->least), in_words(known->most)}};
  }
  return std::nullopt;
}

std::variant<Run, Issue> start(const Graph& graph, std::string_view algorithm, const Options& options) {
  if (const auto issue = issue_with(algorithm, options)) return *issue;
  return Run(find(algorithm)->start(graph, options));
}

Run::Run(std::unique_ptr<Task> task) : task_(std::move(task)) {}
Run::Run(Run&&) noexcept = default;
Run& Run::operator=(Run&&) noexcept = default;
Run::~Run() = default;

bool Run::step(double milliseconds) {
  const auto begin = std::chrono::steady_clock::now();
  while (!done_) {
    done_ = task_->advance();
    const std::chrono::duration<double, std::milli> spent = std::chrono::steady_clock::now() - begin;
    if (!(spent.count() < milliseconds)) break;
  }
  return done_;
}

void Run::finish() {
  while (!done_) done_ = task_->advance();
}

double Run::progress() const { return done_ ? 1 : task_->progress(); }
std::uint64_t Run::iterations() const { return task_->iterations(); }
const std::vector<Point>& Run::positions() const { return task_->positions(); }

}  // namespace impactweb::layout

#include "core/analysis/stage.hpp"

#include <algorithm>
#include <cmath>

namespace impactweb::analysis {

namespace {

// Two decimals, rounded down, so that what is below a threshold never reads as the threshold.
std::string two_decimals(double value) {
  const int hundredths = static_cast<int>(std::floor(std::fabs(value) * 100 + 1e-9));
  std::string text = std::to_string(hundredths / 100) + '.';
  if (hundredths % 100 < 10) text += '0';
  text += std::to_string(hundredths % 100);
  return value < 0 && hundredths > 0 ? '-' + text : text;
}

}  // namespace

std::string_view name_of(NetworkStage stage) {
  constexpr std::string_view names[] = {"scattered", "hubAndSpoke", "multiHub", "corePeriphery"};
  return names[static_cast<std::size_t>(stage)];
}

std::uint32_t most_important_hub(const Cuts& cuts) {
  return static_cast<std::uint32_t>(std::max_element(cuts.cut_off.begin(), cuts.cut_off.end()) - cuts.cut_off.begin());
}

std::optional<StageReading> read_stage(const Components& components, const Cuts& cuts,
                                       const std::optional<double>& centralisation,
                                       const std::optional<CorePeriphery>& core_periphery, std::string_view hub_label) {
  const std::size_t n = components.of_node.size();
  if (n < 3) return std::nullopt;
  StageReading reading;
  const auto because = [&](std::string code, std::vector<std::string> params) {
    reading.reasons.push_back({std::move(code), std::move(params)});
  };
  const auto read_as = [&](NetworkStage stage) {
    reading.stage = stage;
    return reading;
  };

  const std::size_t main = components.main_size();
  const bool scattered = 2 * main < n;
  because(scattered ? "stageMainGroupSmall" : "stageMainGroupLarge", {std::to_string(main), std::to_string(n)});
  if (scattered) return read_as(NetworkStage::scattered);

  const std::size_t cut_off = cuts.cut_off[most_important_hub(cuts)];
  const bool depends = 2 * cut_off >= n - 1;
  if (cut_off == 0)
    because("stageNobodyCutOff", {});
  else
    because(depends ? "stageHubCutsOffMost" : "stageHubCutsOffSome",
            {std::string(hub_label), std::to_string(cut_off), std::to_string(n - 1)});
  const bool central = *centralisation >= 0.5;
  because(central ? "stageCentralised" : "stageSpread", {two_decimals(*centralisation)});
  if (depends || central) return read_as(NetworkStage::hub_and_spoke);

  if (!core_periphery) {
    because("stageNoCore", {});
    return read_as(NetworkStage::multi_hub);
  }
  const bool dense = core_periphery->density >= 0.5;
  const bool fits = core_periphery->fit >= 0.5;
  because(dense ? "stageCoreDense" : "stageCoreLoose",
          {std::to_string(core_periphery->core.size()), two_decimals(core_periphery->density)});
  because(fits ? "stageCoreFits" : "stageCoreFitsBadly", {two_decimals(core_periphery->fit)});
  return read_as(dense && fits ? NetworkStage::core_periphery : NetworkStage::multi_hub);
}

}  // namespace impactweb::analysis

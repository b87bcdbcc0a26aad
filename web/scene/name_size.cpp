#include "scene/name_size.hpp"

#include <imgui.h>

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "core/text/text.hpp"
#include "platform/gui.hpp"

namespace impactweb::canvas {

namespace {

float width_of(std::string_view text) {
  return platform::fonts().regular->CalcTextSizeA(name_size, 1e9f, 0, text.data(), text.data() + text.size()).x;
}

/// The name broken at the space that makes it narrowest; in one line when that is not much narrower.
NameForm broken(const NameForm& name) {
  constexpr float narrower = 0.82f;
  NameForm best = name;
  float least = name.width * narrower;
  for (std::size_t space = name.text.find(' '); space != std::string::npos; space = name.text.find(' ', space + 1)) {
    const std::string_view text = name.text;
    const float width = std::max(width_of(text.substr(0, space)), width_of(text.substr(space + 1)));
    if (width >= least) continue;
    best = {name.text, least = width, 2};
    best.text[space] = '\n';
  }
  return best;
}

}  // namespace

std::string shortened(const std::string& text) {
  constexpr std::size_t longest = 34;
  return count_characters(text) > longest ? std::string(first_characters(text, longest - 1)) + "…" : text;
}

const ShownName& shown_name(const std::string& label) {
  static std::unordered_map<std::string, ShownName> known;
  if (known.size() > 150'000) known.clear();
  auto [found, is_new] = known.try_emplace(label);
  if (is_new) {
    constexpr float long_name = 96;
    NameForm whole;
    whole.text = shortened(label);
    std::replace(whole.text.begin(), whole.text.end(), '\n', ' ');
    whole.width = width_of(whole.text);
    found->second = {broken(whole), whole};
    if (whole.width < long_name) std::swap(found->second.first, found->second.other);
  }
  return found->second;
}

}  // namespace impactweb::canvas

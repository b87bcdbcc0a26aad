#include "scene/name_size.hpp"

#include <imgui.h>

#include <unordered_map>

#include "core/text/text.hpp"
#include "platform/gui.hpp"

namespace impactweb::canvas {

std::string shortened(const std::string& text) {
  constexpr std::size_t longest = 34;
  return count_characters(text) > longest ? std::string(first_characters(text, longest - 1)) + "…" : text;
}

const ShownName& shown_name(const std::string& label) {
  static std::unordered_map<std::string, ShownName> known;
  if (known.size() > 150'000) known.clear();
  auto [found, is_new] = known.try_emplace(label);
  if (is_new) {
    found->second.text = shortened(label);
    found->second.width = platform::fonts().regular->CalcTextSizeA(name_size, 1e9f, 0, found->second.text.c_str()).x;
  }
  return found->second;
}

}  // namespace impactweb::canvas

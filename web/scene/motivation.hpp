// What moves people, in words that several of them use: for colouring and filtering by motivation.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "core/model/network.hpp"

namespace impactweb::canvas {

/// Stands for motivations without one of the themes; no word is like it.
inline constexpr const char* other_theme = "\xEF\xBF\xBD";

/// What a node's motivation is about: of its words that others use as well, the one that most use, of equals the first.
/// The eight that most nodes have are the themes.
struct Theme {
  std::string word;  ///< empty where no motivation is filled in, `other_theme` where it has none of the themes
  int rank = -1;     ///< from 0; −1 in these two cases
};
Theme theme_of(const Node& node);

/// Words that at least two motivations have, with how many, folded and without stop words; the empty word stands for
/// nodes without a motivation.
const std::map<std::string, int>& motivation_words();
/// Whether the motivation of the node has one of these words; the empty one means none filled in, `other_theme` what it
/// means there.
bool is_moved_by(const Node& node, const std::set<std::string>& words);

}  // namespace impactweb::canvas

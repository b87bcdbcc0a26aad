// The elements of a large XML text one at a time, so that only one of them is ever a tree.
#pragma once

#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

namespace impactweb {

/// A name without its prefix: `row` of `x:row`.
std::string_view local_name(std::string_view name);

/// How `&`, `<`, `>` and `"` are written in XML; empty for other characters.
std::string_view entity_of(char c);

/// Finds elements by their local names at one depth: 0 is the root. What is inside of them, and whether their ends have
/// the right names, is left to who parses them.
class XmlPieces {
 public:
  struct Piece {
    std::string_view parent;  ///< local name of the element around it
    std::string_view text;    ///< from the element's `<` to behind its end
  };

  XmlPieces(std::string_view text, std::initializer_list<std::string_view> local_names, std::size_t depth);

  /// The next such element; nothing at the end of the text, or where it is damaged.
  std::optional<Piece> next();

  /// After the last element: whether the text breaks off, has ends without beginnings, or declares a document type,
  /// which none of the formats here allows.
  [[nodiscard]] bool damaged() const { return damaged_; }

 private:
  bool skip(std::string_view end);
  bool fail();

  std::string_view text_;
  std::vector<std::string_view> names_;
  std::size_t wanted_depth_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  std::string_view parent_;
  bool rooted_ = false;
  bool damaged_ = false;
};

}  // namespace impactweb

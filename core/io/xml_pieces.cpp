#include "core/io/xml_pieces.hpp"

#include <algorithm>

namespace impactweb {

std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string_view entity_of(char c) {
  return c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '"' ? "&quot;" : "";
}

XmlPieces::XmlPieces(std::string_view text, std::initializer_list<std::string_view> local_names, std::size_t depth)
    : text_(text), names_(local_names), wanted_depth_(depth) {}

bool XmlPieces::fail() {
  damaged_ = true;
  at_ = text_.size();
  return false;
}

bool XmlPieces::skip(std::string_view end) {
  const std::size_t found = text_.find(end, at_);
  if (found == std::string_view::npos) return fail();
  at_ = found + end.size();
  return true;
}

std::optional<XmlPieces::Piece> XmlPieces::next() {
  std::size_t begin = 0;
  bool inside = false;
  while (true) {
    at_ = std::min(text_.find('<', at_), text_.size());
    if (at_ >= text_.size()) {
      if (depth_ > 0 || !rooted_) fail();
      return std::nullopt;
    }
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with("<!--") || rest.starts_with("<![CDATA[") || rest.starts_with("<?")) {
      const char mark = rest[2];
      at_ += 2;
      if (!skip(rest[1] == '?' ? "?>" : mark == '-' ? "-->" : "]]>")) return std::nullopt;
      continue;
    }
    if (rest.starts_with("<!")) {
      fail();
      return std::nullopt;
    }
    const std::size_t start = at_;
    const bool closing = rest.starts_with("</");
    const std::size_t name_at = at_ + (closing ? 2 : 1);
    const std::size_t name_end = std::min(text_.find_first_of(" \t\r\n/>", name_at), text_.size());
    const std::string_view name = local_name(text_.substr(name_at, name_end - name_at));
    // A `>` in a value is no end.
    at_ = name_end;
    while (at_ < text_.size() && text_[at_] != '>') {
      const char c = text_[at_++];
      if ((c == '"' || c == '\'') && !skip(std::string_view(&c, 1))) return std::nullopt;
    }
    if (at_ >= text_.size() || name.empty() || (closing && depth_ == 0)) {
      fail();
      return std::nullopt;
    }
    const bool empty = text_[at_ - 1] == '/' && at_ - 1 >= name_end;
    ++at_;
    if (closing) {
      --depth_;
      if (inside && depth_ == wanted_depth_) return Piece{parent_, text_.substr(begin, at_ - begin)};
      continue;
    }
    rooted_ = true;
    if (!inside && depth_ == wanted_depth_ && std::find(names_.begin(), names_.end(), name) != names_.end()) {
      if (empty) return Piece{parent_, text_.substr(start, at_ - start)};
      inside = true;
      begin = start;
    }
    if (depth_ + 1 == wanted_depth_) parent_ = name;
    if (!empty) ++depth_;
  }
}

}  // namespace impactweb

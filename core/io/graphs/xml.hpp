// XML as it comes from strangers, and as we write it. Knows nothing of networks.
#pragma once

#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/place.hpp"
#include "core/io/warnings.hpp"

namespace impactweb::xml {

/// A parsed file. Names of elements are compared without their prefix: files of one format come with any.
class File {
 public:
  File() = default;
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  /// Reads UTF-8, UTF-16, Latin-1 and Windows-1252, as byte order mark and declaration say. Refused with line and
  /// column: what is not XML or breaks off, a DOCTYPE with entities of its own (nothing is ever expanded or fetched),
  /// other encodings, elements nested deeper than limits::json_depth, more than limits::xml_parts of them.
  std::optional<Issue> read(std::string_view bytes, Warnings& warnings);

  [[nodiscard]] pugi::xml_node root() const;
  /// `line 3, column 17`, in words when it is told. Cheap in any order.
  [[nodiscard]] Place place_of(const pugi::xml_node& node) const;
  [[nodiscard]] std::string words_at(std::size_t byte, std::size_t) const;

 private:
  struct Spot {
    std::size_t byte = 0, line = 1, column = 1;
  };
  /// References to characters that there are not, such as half of a surrogate pair: they are read as U+FFFD.
  void name_cut_characters(Warnings& warnings);

  std::string text_;                 ///< as it was read, for places
  std::string parsed_;               ///< what the parser works in
  mutable std::vector<Spot> marks_;  ///< every so many bytes
  mutable Spot last_;                ///< that was asked for
  pugi::xml_document document_;
};

/// The local name of the outermost element, without parsing the rest; empty when there is none.
std::string root_name(std::string_view bytes);

/// Without its prefix.
std::string_view local_name(const pugi::xml_node& node);
/// The first child of this local name, or an empty node.
pugi::xml_node child(const pugi::xml_node& node, std::string_view name);

/// Well-formed UTF-8, empty where there is none.
std::string attribute(const pugi::xml_node& node, const char* name);
bool has_attribute(const pugi::xml_node& node, const char* name);
/// The text that is directly in an element, trimmed.
std::string text_in(const pugi::xml_node& node);

/// Appends text for the inside of an element or of an attribute in double quotes. What XML cannot hold becomes U+FFFD.
void append_escaped(std::string& xml, std::string_view text);
/// Appends ` name="value"`.
void append_attribute(std::string& xml, std::string_view name, std::string_view value);

}  // namespace impactweb::xml

// The fields of nodes, edges and stories by name: one manifest that operations, files, search, spreadsheets and the
// inspector all read, so that a new field is one entry.
//
// A field path names a value inside an entity:
//   label  tags  nextStep.due  stageDates.pilot  needs  needs.ID  needs.ID.text  fields.ANY KEY
// What follows `fields.` is the key as it is, dots included. `needs` and `offers` are addressed by the id of the item.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/model/issue.hpp"
#include "core/model/network.hpp"

namespace impactweb {

enum class FieldType : std::uint8_t {
  line,        ///< one line of text, at most limits::label_characters
  text,        ///< several lines, at most limits::text_characters
  choice,      ///< one of `choices`
  suggestion,  ///< one line for which the page proposes values: sector, kind of edge, place, currency
  rating,      ///< whole number from 1 to `maximum`, null when not filled in
  number,      ///< finite number, null when not filled in
  date,        ///< YYYY, YYYY-MM or YYYY-MM-DD
  flag,        ///< true or false
  list,        ///< strings: tags, roles, about
  exchanges,   ///< needs or offers
  position,    ///< [x, y] in world space, or null
  map,         ///< stageDates (dates by stage), fields (any JSON by name)
};

struct FieldInfo {
  std::string_view path;  ///< `nextStep.due` is an entry of its own; `stageDates`, `needs` and `fields` are one each
  FieldType type = FieldType::line;
  int maximum = 0;                                 ///< of a rating
  std::span<const std::string_view> choices = {};  ///< of a choice; an empty name stands for not filled in
};

/// The fields in the order in which they are written and shown; `id` (and `from`, `to`) are not among them.
std::span<const FieldInfo> node_fields();
std::span<const FieldInfo> edge_fields();
std::span<const FieldInfo> story_fields();

/// The value at `path`, null when it is not filled in or there is no such path.
Json get_field(const Node& node, std::string_view path);
Json get_field(const Edge& edge, std::string_view path);
Json get_field(const Story& story, std::string_view path);

/// Hears of the fields of an entity that are filled in, in the order of `…_fields()`: each path with its value.
using FieldListener = std::function<void(std::string_view path, Json value)>;
void for_each_filled(const Node& node, const FieldListener& listener);
void for_each_filled(const Edge& edge, const FieldListener& listener);
void for_each_filled(const Story& story, const FieldListener& listener);

/// Puts `value` at `path`; null removes it. Gives the reason when the path or the value is refused, and then changes
/// nothing. Text is taken as it is but for control characters (a tab and, in `text` fields, a line feed are kept),
/// which are refused.
std::optional<Issue> set_field(Node& node, std::string_view path, const Json& value);
std::optional<Issue> set_field(Edge& edge, std::string_view path, const Json& value);
std::optional<Issue> set_field(Story& story, std::string_view path, const Json& value);

/// True for YYYY, YYYY-MM or YYYY-MM-DD naming an existing day from year 0001 to 9999, and for an empty text.
bool is_date(std::string_view text);

}  // namespace impactweb

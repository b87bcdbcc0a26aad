// What a lens answers: one shape for all of them, so that one panel draws every lens, and everything that a person
// reads in it can be said in any language.
//
//   {
//     "id": "spider",
//     "options": {…},              the options with which it was asked, defaults filled in
//     "sentence": TEXT,            the answer in one sentence; `lens.thin` when what it rests on is hardly filled in
//     "confident": true,           false where the sentence says that there is too little to go by, or that chance
//     would give the same "numbers": [{"code", "unit", "value", "reference", "why"}], "nodes": [{"id", "value",
//     "reason"}],           worth marking in the picture, most important first "edges": [{"id", "value", "reason"}],
//     edges that are there "completeness": [{"code", "known", "of"}],      how much is filled in of each thing that the
//     answer rests on "missing": [{"code", "params", "field", "count", "ids"}],  what to fill in, in which field of
//     which nodes or edges "actions": [{"code", "params", "reasons", "operations"}],  operations ready for `apply`
//     "notes": [TEXT], what else must be known to read the answer well …                            tables of the lens
//     itself, described where it is computed
//   }
//
// TEXT is {"code", "params"}: `code` is a key of the string tables, its {0}, {1} … are the params. So are the entries
// of `missing` and `actions`, `reason`, `reference` and `why`. A param is one of
//   text                 a name, as it is
//   number               written as the language writes it
//   TEXT                 said first, such as the name of a sector
//   {"percent": x}       a share from 0 to 1, as a percentage
//   {"amount": x, "currency": c}   money; `currency` may be empty
//   {"list": [params]}   joined with commas and “and”
//   {"sector": id}, {"stage": id}, {"edgeKind": id}, {"form": id}, {"terms": id}   the name of a value of the model
// `value` of a number is a number, or null with the TEXT `why` that says why there is none; never NaN. `unit` is
// `count`, `share` (0 to 1), `index` (a measure’s own scale), `days` or `amount`. `reference` says what to
// compare with, or is null. `field` is a path of core/model/fields.hpp, empty when nodes or edges themselves are
// missing; `ids` are those where it is not filled in, the first 200 of `count`. A name `lens.number.X` has an
// explanation `lens.about.X` in the string tables.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/exchange.hpp"
#include "core/model/network.hpp"

namespace impactweb::insight {

/// {"code", "params"}.
Json text(std::string_view code, std::initializer_list<Json> params = {});
/// Params of a text; see above.
Json percent(double share);
/// A share as a percentage; of fewer than ten it is said how many.
Json share_of(std::uint64_t part, std::uint64_t whole);
Json money(double amount, std::string_view currency);
Json list_of(const std::vector<std::string>& names);
Json sector_name(std::string_view id);

/// What a number counts in.
enum class Unit : std::uint8_t { count, share, index, days, amount };

/// Collects an answer in the order in which a lens finds it.
class LensAnswer {
 public:
  explicit LensAnswer(std::string_view id);

  void sentence(std::string_view code, std::initializer_list<Json> params = {});
  /// What the sentence says could be chance.
  void unsure() { answer_["confident"] = false; }
  /// `value` must be finite.
  void number(std::string_view code, Unit unit, double value, Json reference = nullptr);
  /// Nothing gives null, and `why` says why.
  void number(std::string_view code, Unit unit, const std::optional<double>& value, Json reference, Json why);
  void node(const std::string& id, Json value, Json reason);
  void edge(const std::string& id, Json value, Json reason);
  /// Something that the sentence rests on. Where less than half of it is known, the answer says so in its place.
  void rests_on(std::string_view code, const analysis::Completeness& completeness);
  /// Something worth knowing that the sentence does not rest on.
  void also_known(std::string_view code, const analysis::Completeness& completeness);
  /// Left out when there are no ids.
  void missing(std::string_view code, std::initializer_list<Json> params, std::string_view field,
               const std::vector<std::string>& ids);
  /// Something that the whole network lacks.
  void lacking(std::string_view code);
  void action(std::string_view code, std::initializer_list<Json> params, Json operations, Json reasons = Json::array());
  void note(std::string_view code, std::initializer_list<Json> params = {});
  /// A table of the lens's own.
  Json& operator[](const char* name) { return answer_[name]; }

  Json take();

 private:
  Json answer_;
  Json thin_;
};

/// {"op":"addEdge"} for a first talk between two: mutual, and being explored.
Json introduction(const std::string& from, const std::string& to);

}  // namespace impactweb::insight

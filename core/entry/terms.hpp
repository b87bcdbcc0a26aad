// What stands after `:` – the kind of edge, an amount, a period and a status, in any order.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/entry/vocabulary.hpp"
#include "core/model/issue.hpp"
#include "core/model/network.hpp"

namespace impactweb::entry {

struct EdgeTerms {
  std::string kind;       ///< empty when the words name none
  bool reversed = false;  ///< `funded by`
  std::string label;      ///< words after an amount or a period that are no kind: `€ 500 per year`
  std::optional<double> amount;
  std::string currency;  ///< ISO 4217, empty when the amount has none
  std::string since;     ///< ISO 8601
  std::string until;
  std::optional<EdgeStatus> status;
  Issues issues;  ///< without `where`
};

/// `quoted`: the text is a kind as it is. `known_kinds` are free kinds that exist already and are spelled so.
/// `today` is YYYY-MM-DD, from which `vorig jaar` is counted.
EdgeTerms parse_terms(std::string_view text, bool quoted, const EntryVocabulary& vocabulary,
                      const std::vector<std::string>& known_kinds, std::string_view today = {});

/// What the whole of `text` says when it is nothing but amounts, periods and statuses: `25k`, `1,5 mln`, `maart 2021`.
std::optional<EdgeTerms> terms_of_whole(std::string_view text);

/// The kind of edge that `words` are the words for, articles and auxiliaries aside (`is lid van`), `<` before it when
/// it turns the edge round; empty when there is none. `guess` allows for typing mistakes.
std::string edge_kind_in(std::string_view words, bool guess);

/// A period or an amount at the end of `name` (`Gemeente Tilburg sinds 2019`), and the bytes of the name before it. A
/// bare year is part of a name.
struct TermsAtEnd {
  EdgeTerms terms;
  std::size_t name_bytes = 0;
};
std::optional<TermsAtEnd> terms_at_end(std::string_view name, const EntryVocabulary& vocabulary,
                                       std::string_view today);

/// The status in brackets at the end of `name`, and the bytes of the name before it.
struct BracketedStatus {
  EdgeStatus status;
  std::size_t name_bytes;
};
std::optional<BracketedStatus> status_at_end(std::string_view name, const EntryVocabulary& vocabulary);

/// The number that the whole of `digits` writes, thousands separated by . , ' or spaces, decimals by , or . – one
/// separator before exactly three digits separates thousands (1.500 is 1500; 0.125 is not).
std::optional<double> number_from(std::string_view digits);

}  // namespace impactweb::entry

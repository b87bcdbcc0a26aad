// What people write where two names meet: in a matrix, or in the answer to a question about somebody else. `often`,
// `nooit`, `x`, 3 and blank say whether there is a tie, and how strong it is.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/records/read_values.hpp"

namespace impactweb::tables {

struct Answer {
  bool is_tie = false;
  int strength = 0;              ///< 1 to 5, 0 when the words do not say so
  std::optional<double> number;  ///< what is written as a number, other than 0
  std::string word;              ///< what is none of all this, and may be a kind of tie
};

/// What a text says. Blank, 0 and words such as `never` say that there is no tie.
Answer answer_of(std::string_view text);

/// The strength, 1 to 5, that a word stands for in a column of strengths: `vaak`, `hoog`; 0 for any other text.
int strength_word(std::string_view text);

/// True for a word that says how often or whether at all, as hardly anything but an answer does.
bool is_answer_word(std::string_view text);

/// What the numbers in a number of cells are, taken together.
enum class NumberMeaning : std::uint8_t { mark, strength, weight };

/// Gathers the numbers in cells, to settle what they are.
class NumberCount {
 public:
  void add(const Answer& answer);
  [[nodiscard]] NumberMeaning meaning() const;

 private:
  bool marks_ = true, strengths_ = true;
};

/// The fields of a tie that an answer makes. `decided` is what somebody said that a word means: `strength`, `kind` or
/// `none`; see `is_no_tie`.
std::vector<records::Value> fields_of_answer(const Answer& answer, NumberMeaning numbers, const Json* decided,
                                             const std::string& where);

/// Whether somebody decided that a word means that there is no tie.
bool is_no_tie(const Json* decided);

/// What a word of an answer is taken for, in the form of what can be decided: of `word` as it stands in a cell.
Json meaning_of_answer(std::string_view word);

}  // namespace impactweb::tables

// The words that quick entry reads.
#pragma once

#include <string>
#include <vector>

namespace impactweb {

/// A word that stands for a value: `{"financiert", "funds"}`. From the string tables, all languages at once.
struct EntryWord {
  std::string word;
  std::string value;
};

struct EntryVocabulary {
  std::vector<EntryWord> edge_kinds;  ///< a value that begins with `<` turns the edge round: {"funded by", "<funds"}
  std::vector<EntryWord> node_kinds;
  std::vector<EntryWord> edge_statuses;
  std::vector<EntryWord> sectors;  ///< words for the default sectors
};

/// Dutch and English words.
const EntryVocabulary& default_entry_vocabulary();

}  // namespace impactweb

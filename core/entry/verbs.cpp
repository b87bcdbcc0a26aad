#include "core/entry/verbs.hpp"

#include "core/text/text.hpp"

namespace impactweb::entry {

namespace {

// Forms that no ending explains.
constexpr std::string_view irregular =
    "|gaf=geef|gaven=geef|gegeven=geef|gave=give|given=give|kreeg=krijg|kregen=krijg|gekregen=krijg|got=get|"
    "gotten=get|getting=get|zocht=zoek|zochten=zoek|gezocht=zoek|bood=bied|boden=bied|geboden=bied|hielp=help|hielpen="
    "help|"
    "geholpen=help|schonk=schenk|schonken=schenk|geschonken=schenk|zat=zit|zaten=zit|gezeten=zit|paid=pay|lent=lend|"
    "knew=know|known=know|taught=teach|brought=bring|bracht=breng|brachten=breng|gebracht=breng|doen=doet|deed=doet|"
    "deden=doet|does=doet|nam=neem|namen=neem|genomen=neem|sought=seek|ran=run|running=run|sprak=spreek|spraken=spreek|"
    "gesproken=spreek|kende=ken|kenden=ken|gekend=ken|leerde=leer|began=begin|begun=begin|made=make|sat=sit|met=meet|"
    "sent=send|ontving=ontvang|ontvingen=ontvang|vroeg=vraag|vroegen=vraag|gevraagd=vraag|hires=hire|leads=lead|";

bool is_vowel(char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; }

}  // namespace

std::string verb_root(std::string_view folded) {
  std::string root(folded);
  if (const std::size_t at = irregular.find("|" + root + "="); at != std::string_view::npos) {
    const std::size_t usual = at + root.size() + 2;
    root = irregular.substr(usual, irregular.find('|', usual) - usual);
  } else if (root.size() >= 6 && root.starts_with("ge") && (root.ends_with("d") || root.ends_with("t"))) {
    root.erase(0, 2);
  }
  constexpr std::size_t shortest = 3;
  const auto drop = [&root](std::string_view ending) {
    if (!root.ends_with(ending) || root.size() < shortest + ending.size()) return false;
    root.resize(root.size() - ending.size());
    return true;
  };
  if (!drop("ing")) drop("en");
  while (drop("e") || drop("s") || drop("t") || drop("d")) continue;
  if (root.ends_with('v')) root.back() = 'f';
  if (root.ends_with('z')) root.back() = 's';
  if (root.ends_with('y')) root.back() = 'i';
  // `geef` and `gev`, `kenn` and `ken`.
  const std::size_t last = root.size() - 1;
  if (root.size() >= 3 && root[last] == root[last - 1]) root.pop_back();
  if (root.size() >= 4 && !is_vowel(root.back()) && is_vowel(root[root.size() - 2]) &&
      root[root.size() - 2] == root[root.size() - 3])
    root.erase(root.size() - 2, 1);
  return root;
}

std::string phrase_root(std::string_view folded) {
  const std::size_t space = std::min(folded.find(' '), folded.size());
  return verb_root(folded.substr(0, space)) + std::string(folded.substr(space));
}

}  // namespace impactweb::entry

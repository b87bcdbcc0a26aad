#include "core/text/stem.hpp"

#include <algorithm>

// In this order: the algorithm's header speaks of what the runtime's declares.
#include <runtime/api.h>
// clang-format off
#include <stemmers/english.h>
// clang-format on

namespace impactweb {

struct Stemmer::English {
  SN_env* environment = english_UTF_8_create_env();
};

namespace {

constexpr std::size_t longest = 1000;

// What spelling does not say, as (form, its base), ascending by form.
constexpr std::pair<std::string_view, std::string_view> irregular[] = {{"children", "child"},
                                                                       {"feet", "foot"},
                                                                       {"geese", "goose"},
                                                                       {"halves", "half"},
                                                                       {"kids", "child"},
                                                                       {"knives", "knife"},
                                                                       {"leaves", "leaf"},
                                                                       {"lives", "life"},
                                                                       {"loaves", "loaf"},
                                                                       {"men", "man"},
                                                                       {"mice", "mous"},
                                                                       {"money", "money"},
                                                                       {"organisation", "organisation"},
                                                                       {"organisations", "organisation"},
                                                                       {"organization", "organisation"},
                                                                       {"organizations", "organisation"},
                                                                       {"people", "person"},
                                                                       {"persons", "person"},
                                                                       {"shelves", "shelf"},
                                                                       {"taught", "teach"},
                                                                       {"teeth", "tooth"},
                                                                       {"thieves", "thief"},
                                                                       {"universities", "university"},
                                                                       {"university", "university"},
                                                                       {"wives", "wife"},
                                                                       {"wolves", "wolf"},
                                                                       {"women", "woman"}};
static_assert(std::is_sorted(std::begin(irregular), std::end(irregular)));

std::string once(SN_env* environment, std::string_view word) {
  if (environment == nullptr || word.size() > longest ||
      SN_set_current(environment, static_cast<int>(word.size()), reinterpret_cast<const symbol*>(word.data())) != 0 ||
      english_UTF_8_stem(environment) < 0)
    return std::string(word);
  return {reinterpret_cast<const char*>(environment->p), static_cast<std::size_t>(environment->l)};
}

std::string english(SN_env* environment, std::string_view word) {
  const auto found = std::lower_bound(std::begin(irregular), std::end(irregular), word,
                                      [](const auto& entry, std::string_view asked) { return entry.first < asked; });
  if (found != std::end(irregular) && found->first == word) return std::string(found->second);
  // buses, but houses
  if (word.size() > 4 && word.ends_with("uses") && !word.ends_with("ouses")) word.remove_suffix(2);
  std::string stem = once(environment, word);
  for (int i = 0; i < 3; ++i) {
    std::string further = once(environment, stem);
    if (further == stem) break;
    stem = std::move(further);
  }
  return stem;
}

}  // namespace

Stemmer::Stemmer() : english_(new English) {}

Stemmer::~Stemmer() {
  english_UTF_8_close_env(english_->environment);
  delete english_;
}

Stems Stemmer::operator()(std::string_view word) const {
  return {dutch_stem(word), english(english_->environment, word)};
}

}  // namespace impactweb

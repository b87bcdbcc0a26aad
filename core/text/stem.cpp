#include "core/text/stem.hpp"

// In this order: the algorithms' headers speak of what the runtime's declares.
#include <runtime/api.h>
// clang-format off
#include <stemmers/dutch.h>
#include <stemmers/english.h>
// clang-format on

namespace impactweb {

struct Stemmer::Languages {
  SN_env* dutch = dutch_UTF_8_create_env();
  SN_env* english = english_UTF_8_create_env();
};

namespace {

std::string stem(SN_env* environment, int (*algorithm)(SN_env*), std::string_view word) {
  if (environment == nullptr || word.size() > 1000 ||
      SN_set_current(environment, static_cast<int>(word.size()), reinterpret_cast<const symbol*>(word.data())) != 0 ||
      algorithm(environment) < 0)
    return std::string(word);
  return {reinterpret_cast<const char*>(environment->p), static_cast<std::size_t>(environment->l)};
}

}  // namespace

Stemmer::Stemmer() : languages_(new Languages) {}

Stemmer::~Stemmer() {
  dutch_UTF_8_close_env(languages_->dutch);
  english_UTF_8_close_env(languages_->english);
  delete languages_;
}

Stems Stemmer::operator()(std::string_view word) const {
  return {stem(languages_->dutch, dutch_UTF_8_stem, word), stem(languages_->english, english_UTF_8_stem, word)};
}

}  // namespace impactweb

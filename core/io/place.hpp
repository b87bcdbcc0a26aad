// Where in a file something stands. Nearly all places are never told, so that their words are made only when one is.
#pragma once

#include <cstddef>
#include <string>
#include <utility>

namespace impactweb {

class Place {
 public:
  Place() = default;
  Place(std::string words) : words_(std::move(words)) {}
  Place(const char* words) : words_(words) {}
  /// A place that `source` finds the words for, by its `words_at(one, other)`. The source must outlive it, and must not
  /// move.
  template <class Source>
  Place(const Source& source, std::size_t one, std::size_t other)
      : source_(&source), find_(&words_from<Source>), one_(one), other_(other) {}

  [[nodiscard]] std::string words() const { return source_ == nullptr ? words_ : find_(source_, one_, other_); }
  [[nodiscard]] bool empty() const { return source_ == nullptr && words_.empty(); }
  operator std::string() const { return words(); }

 private:
  template <class Source>
  static std::string words_from(const void* source, std::size_t one, std::size_t other) {
    return static_cast<const Source*>(source)->words_at(one, other);
  }

  std::string words_;
  const void* source_ = nullptr;
  std::string (*find_)(const void* source, std::size_t one, std::size_t other) = nullptr;
  std::size_t one_ = 0, other_ = 0;
};

}  // namespace impactweb

// What several parts of a frame need alike, made for the first of them.
#pragma once

#include <optional>
#include <utility>

namespace impactweb::canvas {

/// A value that follows from a key, kept until another one is asked for.
template <class Key, class Value>
class Remembered {
 public:
  /// `make` is called where the key is not the last one.
  template <class Make>
  const Value& get(const Key& key, Make make) {
    if (!key_ || !(*key_ == key)) {
      value_ = make();
      key_ = key;
    }
    return value_;
  }

 private:
  std::optional<Key> key_;
  Value value_;
};

}  // namespace impactweb::canvas

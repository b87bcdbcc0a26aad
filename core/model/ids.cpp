#include "core/model/ids.hpp"

#include <algorithm>
#include <chrono>
#include <random>
#include <utility>

#include "core/model/limits.hpp"
#include "core/text/text.hpp"

namespace impactweb {
namespace {

constexpr char digits[] = "0123456789abcdefghijklmnopqrstuvwxyz";
constexpr int time_digits = 8, random_digits = 12;

std::uint64_t random_bits() {
  static std::random_device device;
  return (static_cast<std::uint64_t>(device()) << 32) | device();
}

std::uint64_t milliseconds_now() {
  using namespace std::chrono;
  return static_cast<std::uint64_t>(duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count());
}

struct Source {
  std::function<std::uint64_t()> next = random_bits;
  std::function<std::uint64_t()> now = milliseconds_now;
  std::uint64_t last_time = 0;
  std::string last;
};

Source& source() {
  static Source instance;
  return instance;
}

/// The next higher id of the same length, for a second one within a millisecond.
void increase(std::string& id) {
  for (auto digit = id.rbegin(); digit != id.rend(); ++digit) {
    if (*digit == 'z') {
      *digit = '0';
      continue;
    }
    *digit = *digit == '9' ? 'a' : static_cast<char>(*digit + 1);
    return;
  }
}

}  // namespace

std::string make_id() {
  Source& from = source();
  const std::uint64_t now = from.now();
  if (now <= from.last_time && !from.last.empty()) {
    // A clock that was set back must not make ids descend either.
    increase(from.last);
    return from.last;
  }
  from.last_time = now;
  std::string id(time_digits + random_digits, '0');
  std::uint64_t time = now;
  for (int i = time_digits - 1; i >= 0; --i, time /= 36) id[static_cast<std::size_t>(i)] = digits[time % 36];
  std::uint64_t bits = from.next();
  // The first random digit stays low, so that counting up does not reach into the time.
  for (int i = 0; i < random_digits; ++i, bits /= 36)
    id[static_cast<std::size_t>(time_digits + i)] = digits[i == 0 ? bits % 35 : bits % 36];
  from.last = id;
  return id;
}

bool is_id(std::string_view text) {
  if (text.empty() || text.size() > limits::id_bytes) return false;
  return std::none_of(text.begin(), text.end(), is_control) && is_utf8(text);
}

bool is_made_id(std::string_view id) {
  return id.size() == time_digits + random_digits &&
         std::all_of(id.begin(), id.end(), [](char c) { return is_digit(c) || (c >= 'a' && c <= 'z'); });
}

void set_id_source(std::function<std::uint64_t()> next, std::function<std::uint64_t()> now) {
  source() = {std::move(next), std::move(now), 0, {}};
}

}  // namespace impactweb

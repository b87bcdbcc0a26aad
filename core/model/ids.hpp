// New ids: random, so that people who work apart never choose the same, and ascending in time, so that lists that are
// kept in order of id (needs, offers) stay in the order in which they were written down.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace impactweb {

/// A new id of 20 characters from 0-9a-z: 8 for the milliseconds since 1970, 12 random. Two calls in the same
/// millisecond still ascend.
std::string make_id();

/// True for 1 to limits::id_bytes bytes of UTF-8 without control characters: what may be an id.
bool is_id(std::string_view text);

/// True for ids in the form of `make_id`: no two things ever get the same, so that equal ones mean the same thing.
/// Others (1, n1, node-3) may come from anywhere.
bool is_made_id(std::string_view id);

/// Replaces the clock and the randomness of `make_id`, for tests and replays: `next` gives 64 random bits, `now`
/// milliseconds.
void set_id_source(std::function<std::uint64_t()> next, std::function<std::uint64_t()> now);

}  // namespace impactweb

// Runs of text that only the browser can draw: scripts that join their letters or run from right to left, and emoji
// made of several. Each has a code of its own, so that it goes through Dear ImGui as one letter.
#pragma once

namespace impactweb::platform {

/// Whether a run may begin with this byte; the commonest scripts never do, nor an emoji by itself.
inline bool may_begin_run(const char* text, const char* end) {
  const auto byte = [&](int at) { return static_cast<unsigned char>(text[at]); };
  if (byte(0) < 0xD6) return false;
  if (byte(0) < 0xE2) return true;
  const int size = byte(0) == 0xF0 ? 4 : 3;
  return end - text > size && byte(size) >= 0xE2 && (size == 4 || (byte(0) == 0xE2 && byte(1) >= 0x98));
}

/// The code of the run with which `text` begins and its length in bytes; 0 when it begins with none. The browser orders
/// what is in it; around it stands what is written from left to right, as in the page.
int run_at(unsigned int* letter, const char* text, const char* end);

/// Whether it is the code of a run: they lie on a plane with hardly anything on it.
inline bool is_run(unsigned int letter) { return letter >> 16 == 3; }

/// The run of a code as the browser is to draw it; null when there is none.
const char* run_of(unsigned int letter);

}  // namespace impactweb::platform

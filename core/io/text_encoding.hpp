// The encodings in which text files come.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace impactweb {

enum class TextEncoding : std::uint8_t { utf8, utf8_repaired, utf16, windows1252 };

struct DecodedText {
  std::string text;  ///< UTF-8 without byte order mark
  TextEncoding encoding = TextEncoding::utf8;
  bool replaced = false;  ///< some of it could not be read, and is U+FFFD now
};

enum class Utf16 : std::uint8_t { little_endian, big_endian };

/// In which order text in UTF-16 has its bytes: as its mark says, or by the zeros beside Latin letters where it has no
/// mark. Nothing for other text, and for bytes that are no text.
std::optional<Utf16> utf16_of(std::string_view bytes);

/// The bytes of a text file as UTF-8. UTF-16 is recognised with a byte order mark and without (`utf16_of`). What is not
/// well-formed UTF-8 is Windows-1252, unless it holds more well-formed UTF-8 sequences than ill-formed ones: then these
/// become U+FFFD.
DecodedText decode_text(std::string_view bytes);

/// Windows-1252, of which Latin-1 is a part, as UTF-8.
std::string from_windows1252(std::string_view bytes);

}  // namespace impactweb

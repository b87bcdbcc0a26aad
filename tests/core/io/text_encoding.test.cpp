#include "core/io/text_encoding.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>

using namespace impactweb;

TEST_CASE("Encodings are told apart") {
  CHECK(decode_text("\xEF\xBB\xBF\x63\x61\x66\xC3\xA9").text == "café");
  CHECK(decode_text("caf\xC3\xA9").encoding == TextEncoding::utf8);
  const DecodedText windows = decode_text("caf\xE9 \x80 10 \x96 \x91t");
  CHECK(windows.text == "café € 10 – ‘t");
  CHECK(windows.encoding == TextEncoding::windows1252);
  const DecodedText damaged = decode_text("caf\xC3\xA9, na\xC3\xAFve, cr\xC3\xA8me, \xFF");
  CHECK(damaged.text == "café, naïve, crème, \uFFFD");
  CHECK(damaged.encoding == TextEncoding::utf8_repaired);
  CHECK(decode_text(std::string_view("\xFF\xFE\x61\x00\xE9\x00\x3D\xD8\xA1\xDC", 10)).text == "aé💡");
  CHECK(decode_text(std::string_view("\xFE\xFF\x00\x61\x00\xE9", 6)).text == "aé");
  CHECK(decode_text(std::string_view("\xFF\xFE\x00\xD8\x61\x00", 6)).text == "\uFFFDa");
}

TEST_CASE("UTF-16 without a byte order mark is known by its zeros") {
  const auto wide = [](std::string_view text, bool little_endian) {
    std::string bytes;
    for (const char c : text) bytes += little_endian ? std::string{c, '\0'} : std::string{'\0', c};
    return bytes;
  };
  for (const bool little_endian : {true, false}) {
    const DecodedText read = decode_text(wide("Naam;Plaats\r\nZet;Tilburg\n", little_endian));
    CHECK(read.text == "Naam;Plaats\r\nZet;Tilburg\n");
    CHECK(read.encoding == TextEncoding::utf16);
    // Bytes that no text has are none.
    CHECK_FALSE(utf16_of(wide(std::string("Naam\x01\x02;Plaats", 13), little_endian)));
  }
  CHECK_FALSE(utf16_of(std::string(64, '\0')));
  CHECK_FALSE(utf16_of("Naam;Plaats\n"));
  CHECK_FALSE(utf16_of(std::string_view("Na\0", 3)));
}

TEST_CASE("Long damaged text is repaired without breaking characters") {
  std::string bytes(65'535, 'x');
  bytes += "é€💡";
  bytes += "\xFF";
  bytes.append(65'534, 'y');
  bytes += "💡";
  const DecodedText read = decode_text(bytes);
  CHECK(read.text == std::string(65'535, 'x') + "é€💡\uFFFD" + std::string(65'534, 'y') + "💡");
}

#include "core/io/text_encoding.hpp"

#include <utility>

#include "core/text/text.hpp"

namespace impactweb {

namespace {

/// Windows-1252 from 0x80 to 0x9F; the other bytes are Latin-1, whose code points are the same numbers.
constexpr char32_t windows1252_high[32] = {0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                           0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
                                           0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                           0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

constexpr std::size_t chunk = 1 << 16;  // code points are converted in pieces, as UTF-32 takes four times the room

DecodedText from_utf16(std::string_view bytes, bool little_endian) {
  std::string text;
  bool replaced = bytes.size() % 2 != 0;
  text.reserve(bytes.size());
  const auto unit_at = [&](std::size_t index) -> char32_t {
    const auto first = static_cast<unsigned char>(bytes[index]), second = static_cast<unsigned char>(bytes[index + 1]);
    return little_endian ? first | (static_cast<char32_t>(second) << 8) : second | (static_cast<char32_t>(first) << 8);
  };
  std::u32string piece;
  for (std::size_t index = 0; index + 1 < bytes.size(); index += 2) {
    char32_t unit = unit_at(index);
    const bool high = unit >= 0xD800 && unit < 0xDC00;
    if (high && index + 3 < bytes.size() && unit_at(index + 2) >= 0xDC00 && unit_at(index + 2) < 0xE000) {
      unit = 0x10000 + ((unit - 0xD800) << 10) + (unit_at(index + 2) - 0xDC00);
      index += 2;
    }
    replaced = replaced || (unit >= 0xD800 && unit < 0xE000);
    piece.push_back(unit);  // a lone surrogate becomes U+FFFD in utf8_from
    if (piece.size() >= chunk) {
      text += utf8_from(piece);
      piece.clear();
    }
  }
  // Half a unit at the end.
  if (bytes.size() % 2 != 0) piece.push_back(0xFFFD);
  return {text + utf8_from(piece), TextEncoding::utf16, replaced};
}

/// True when most of the bytes above ASCII are in well-formed sequences: UTF-8 that was damaged, not another encoding.
bool is_damaged_utf8(std::string_view bytes) {
  std::size_t well = 0, ill = 0;
  for (std::size_t i = 0; i < bytes.size();) {
    const auto lead = static_cast<unsigned char>(bytes[i]);
    const std::size_t length = lead < 0x80   ? 1
                               : lead < 0xC2 ? 0
                               : lead < 0xE0 ? 2
                               : lead < 0xF0 ? 3
                               : lead < 0xF5 ? 4
                                             : 0;
    // A cut emoji is damage that only UTF-8 can have.
    if (surrogate_length(bytes, i) > 0) {
      ++well;
      i += 3;
      continue;
    }
    const bool valid = length > 0 && i + length <= bytes.size() && is_utf8(bytes.substr(i, length));
    if (!valid)
      ++ill;
    else if (length > 1)
      ++well;
    i += valid ? length : 1;
  }
  return well > ill;
}

/// Whether units of two bytes, the higher one of each zero in most and at `high`, read as text.
bool is_utf16_without_mark(std::string_view bytes, std::size_t high) {
  std::size_t zeros = 0, units = 0;
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2, ++units) {
    const char lower = bytes[i + 1 - high], upper = bytes[i + high];
    if (upper != 0) continue;
    ++zeros;
    const bool is_control = static_cast<unsigned char>(lower) < 0x20;
    if (is_control && lower != '\t' && lower != '\r' && lower != '\n') return false;
  }
  return units > 0 && zeros * 10 >= units * 6;
}

}  // namespace

std::optional<Utf16> utf16_of(std::string_view bytes) {
  constexpr std::size_t sample = 1 << 14;
  if (bytes.starts_with("\xFF\xFE")) return Utf16::little_endian;
  if (bytes.starts_with("\xFE\xFF")) return Utf16::big_endian;
  if (bytes.size() % 2 != 0) return std::nullopt;
  if (is_utf16_without_mark(bytes.substr(0, sample), 1)) return Utf16::little_endian;
  if (is_utf16_without_mark(bytes.substr(0, sample), 0)) return Utf16::big_endian;
  return std::nullopt;
}

std::string from_windows1252(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 8);
  std::u32string piece;
  for (std::size_t begin = 0; begin < bytes.size(); begin += chunk) {
    piece.clear();
    for (const char c : bytes.substr(begin, chunk)) {
      const auto byte = static_cast<unsigned char>(c);
      piece.push_back(byte >= 0x80 && byte < 0xA0 ? windows1252_high[byte - 0x80] : byte);
    }
    text += utf8_from(piece);
  }
  return text;
}

DecodedText decode_text(std::string_view bytes) {
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") bytes.remove_prefix(3);
  if (const auto order = utf16_of(bytes)) {
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) bytes.remove_prefix(2);
    return from_utf16(bytes, *order == Utf16::little_endian);
  }
  if (is_utf8(bytes)) return {std::string(bytes), TextEncoding::utf8};
  if (is_damaged_utf8(bytes)) {
    MendedText mended = mended_utf8(bytes);
    return {std::move(mended.text), TextEncoding::utf8_repaired, mended.replaced};
  }
  return {from_windows1252(bytes), TextEncoding::windows1252};
}

}  // namespace impactweb

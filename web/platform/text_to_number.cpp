// strtod for the browser, where JavaScript knows how to round correctly. The C library's own counts in 128-bit floats,
// and is several times the size.
#include <emscripten.h>

#include <cstdint>

EM_JS(double, number_in_javascript, (const char* text, int length), { return Number(UTF8ToString(text, length)); });

/// Decimal numbers as in JSON; no hexadecimal, no names of infinities.
extern "C" double impactweb_strtod(const char* text, char** end) {
  static constexpr double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                      1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  const char* at = text;
  while (*at == ' ' || (*at >= '\t' && *at <= '\r')) ++at;
  const char* begin = at;
  const bool negative = *at == '-';
  if (*at == '-' || *at == '+') ++at;
  std::uint64_t digits = 0;
  int count = 0, exponent = 0;
  bool any = false, after_point = false;
  for (;; ++at) {
    if (*at == '.' && !after_point) {
      after_point = true;
    } else if (*at >= '0' && *at <= '9') {
      any = true;
      if (count < 18) digits = digits * 10 + static_cast<std::uint64_t>(*at - '0');
      if (digits != 0) ++count;
      if (after_point) --exponent;
    } else {
      break;
    }
  }
  if (!any) {
    if (end) *end = const_cast<char*>(text);
    return 0;
  }
  if ((*at | 0x20) == 'e') {
    const char* mark = at + 1;
    const bool small = *mark == '-';
    if (*mark == '-' || *mark == '+') ++mark;
    if (*mark >= '0' && *mark <= '9') {
      int power = 0;
      for (; *mark >= '0' && *mark <= '9'; ++mark)
        if (power < 10000) power = power * 10 + (*mark - '0');
      exponent += small ? -power : power;
      at = mark;
    }
  }
  if (end) *end = const_cast<char*>(at);
  // Both exact in a double, so that one operation rounds once (Clinger 1990).
  if (count <= 15 && exponent >= -22 && exponent <= 22) {
    const double value =
        exponent < 0 ? static_cast<double>(digits) / powers[-exponent] : static_cast<double>(digits) * powers[exponent];
    return negative ? -value : value;
  }
  return number_in_javascript(begin, static_cast<int>(at - begin));
}

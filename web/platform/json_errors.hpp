// What the browser program changes in the JSON library, included before everything else so that every file agrees.
//
// Errors: only two files catch anything there; all others are compiled without exception tables, which would be a
// quarter of the program, and an exception passes through them on its way out.
#pragma once

#ifdef __cplusplus
#include <cstdlib>

// How it reads numbers with a fraction: see text_to_number.cpp.
extern "C" double impactweb_strtod(const char* text, char** end);
namespace std {
using ::impactweb_strtod;
}
#define strtod impactweb_strtod

namespace impactweb {
/// Throws `error`; defined in json_errors.cpp for each kind of error of the library.
template <class Error>
[[noreturn]] void raise_json_error(const Error& error);
}  // namespace impactweb

#define JSON_THROW_USER(error) ::impactweb::raise_json_error(error)
#define JSON_TRY_USER if (true)
#define JSON_CATCH_USER(error) if (false)
#define JSON_INTERNAL_CATCH_USER(error) if (false)
#endif

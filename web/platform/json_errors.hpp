// How the JSON library reports an error in the browser program. Only two files there catch anything; all others are
// compiled without exception tables, which would be a quarter of the program, and an exception passes through them on
// its way out. Included before everything else, so that every file agrees.
#pragma once

#ifdef __cplusplus
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

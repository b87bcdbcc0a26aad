// Keeping out of a first visit what it does without.
#pragma once

namespace impactweb::platform {

/// Calls `function` through a pointer that no optimiser sees through: drawn into a caller that the first picture needs,
/// it would come with it, and it is to come with the rest of the program (see web/split).
template <auto function, class... Arguments>
decltype(auto) call_deferred(Arguments&&... arguments) {
  static auto* volatile pointer = function;
  return pointer(static_cast<Arguments&&>(arguments)...);
}

}  // namespace impactweb::platform

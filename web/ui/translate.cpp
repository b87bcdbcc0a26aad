#include "ui/translate.hpp"

#include <vector>

namespace impactweb::ui {
namespace {

std::map<std::string, std::string, std::less<>> table_;
std::string language_ = "nl";

template <class Parameters>
std::string fill(std::string_view text, const Parameters& parameters) {
  std::string filled;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '{' && i + 2 < text.size() && text[i + 2] == '}' && text[i + 1] >= '0' && text[i + 1] <= '9') {
      const auto index = static_cast<std::size_t>(text[i + 1] - '0');
      if (index < parameters.size()) filled += *(parameters.begin() + static_cast<std::ptrdiff_t>(index));
      i += 2;
    } else {
      filled += text[i];
    }
  }
  return filled;
}

}  // namespace

void set_strings(std::string language, std::map<std::string, std::string, std::less<>> table) {
  language_ = std::move(language);
  table_ = std::move(table);
}

const std::string& language() { return language_; }

const char* tr(std::string_view key) {
  // Words that are on their way come with the next frame; until then nothing is said, and no key.
  const auto found = table_.find(key);
  return found == table_.end() ? "" : found->second.c_str();
}

std::string tr(std::string_view key, std::initializer_list<std::string> parameters) {
  return fill(tr(key), parameters);
}

bool has_text(std::string_view key) { return table_.find(key) != table_.end(); }

std::string sentence(const Issue& issue) {
  const std::string key = "issue." + issue.code;
  return has_text(key) ? fill(tr(key), issue.params) : fill(tr("issue.unknown"), std::vector{issue.code});
}

std::string sentence(const StepName& name) { return fill(tr("history." + name.code), name.params); }

}  // namespace impactweb::ui

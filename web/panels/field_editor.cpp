#include "panels/field_editor.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <set>

#include "app/state.hpp"
#include "canvas/scene.hpp"
#include "core/text/text.hpp"
#include "ui/icons.hpp"
#include "ui/mirror_registry.hpp"
#include "ui/theme.hpp"
#include "ui/translate.hpp"
#include "ui/widgets.hpp"

namespace impactweb::panels {
namespace {

/// Why the text in a field is refused, while it stands there.
std::map<std::string, Issue>& refusals() {
  static std::map<std::string, Issue> map;
  return map;
}

std::string key_of(const Subject& subject, const std::string& path) {
  return (subject.is_edge ? "edge/" : "node/") + subject.id + "/" + path;
}

/// What is typed, as the value of a field of this type. Numbers as people of either language write them.
Json value_from_text(FieldType type, const std::string& typed, const std::string& path) {
  const std::string text(trim(typed));
  if (text.empty()) return nullptr;
  if (path == "sector") return sector_from_name(text);
  if (path == "kind") return edge_kind_from_name(text);
  if (type == FieldType::number) {
    std::string digits;
    const auto comma = text.rfind(','), dot = text.rfind('.');
    // The last mark is the decimal one unless three digits follow it.
    const auto last = comma == std::string::npos ? dot : dot == std::string::npos ? comma : std::max(comma, dot);
    const bool decimal = last != std::string::npos && text.size() - last - 1 != 3;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if ((text[i] >= '0' && text[i] <= '9') || (i == 0 && text[i] == '-'))
        digits += text[i];
      else if (i == last && decimal)
        digits += '.';
      else if (text[i] != '.' && text[i] != ',' && text[i] != ' ' && static_cast<unsigned char>(text[i]) < 0x80)
        return text;
    }
    char* end = nullptr;
    const double number = std::strtod(digits.c_str(), &end);
    return end == digits.c_str() ? Json(text) : Json(number);
  }
  return type == FieldType::text ? typed : text;
}

std::string text_from_value(const Json& value, const std::string& path, bool is_edge) {
  if (value.is_null()) return {};
  if (value.is_string()) {
    if (path == "sector") return canvas::sector_name(value.get<std::string>());
    if (path == "kind" && is_edge) return canvas::edge_kind_name(value.get<std::string>());
    return value.get<std::string>();
  }
  if (value.is_number() && !value.is_number_integer()) {
    const double number = value.get<double>();
    char text[40];
    std::snprintf(text, sizeof text, std::floor(number) == number ? "%.0f" : "%.2f", number);
    std::string shown = text;
    if (ui::language() == "nl") std::replace(shown.begin(), shown.end(), '.', ',');
    return shown;
  }
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void edit_line(const Subject& subject, const std::string& path, const std::string& label, FieldType type,
               ui::TextOptions options) {
  const std::string key = key_of(subject, path);
  if (const auto refusal = refusals().find(key); refusal != refusals().end())
    options.issue = ui::sentence(refusal->second);
  const std::string shown = text_from_value(value_at(subject, path), path, subject.is_edge);
  ImGui::PushID(key.c_str());
  const ui::TextEdit edit = ui::text_field("field", label, shown, options);
  if (edit.changed || edit.finished) {
    const Json value = value_from_text(type, edit.text, path);
    const auto refusal = value == value_at(subject, path)
                             ? std::nullopt
                             : app::set_field_of(subject.id, subject.is_edge, path, value, "edit:" + key);
    if (refusal && !edit.finished)
      refusals()[key] = *refusal;
    else
      refusals().erase(key);
    if (edit.finished) {
      if (refusal) app::notice(ui::sentence(*refusal), true);
      app::session().end_gesture();
    }
  }
  ImGui::PopID();
}

}  // namespace

Json value_at(const Subject& subject, const std::string& path) {
  if (subject.is_edge) {
    const auto edge = app::network().edges.find(subject.id);
    return edge == app::network().edges.end() ? Json() : get_field(edge->second, path);
  }
  const auto node = app::network().nodes.find(subject.id);
  return node == app::network().nodes.end() ? Json() : get_field(node->second, path);
}

void set_now(const Subject& subject, const std::string& path, const Json& value) {
  app::apply(
      {{{"op", subject.is_edge ? "setEdge" : "setNode"}, {"id", subject.id}, {"field", path}, {"value", value}}});
}

std::vector<std::string> used_places() {
  std::set<std::string> places;
  for (const auto& [id, node] : app::network().nodes)
    if (!node.place.empty()) places.insert(node.place);
  return {places.begin(), places.end()};
}

std::vector<std::string> used_tags() {
  std::set<std::string> tags;
  for (const auto& [id, node] : app::network().nodes) tags.insert(node.tags.begin(), node.tags.end());
  return {tags.begin(), tags.end()};
}

std::vector<std::string> sector_names() {
  std::vector<std::string> names;
  for (const Sector& sector : app::network().sectors) names.push_back(canvas::sector_name(sector.id));
  return names;
}

std::string sector_from_name(const std::string& name) {
  for (const Sector& sector : app::network().sectors)
    if (fold(canvas::sector_name(sector.id)) == fold(name)) return sector.id;
  return name;
}

std::vector<std::string> edge_kind_names() {
  std::set<std::string> own;
  std::vector<std::string> names;
  for (const std::string_view kind : default_edge_kinds) names.push_back(canvas::edge_kind_name(std::string(kind)));
  for (const auto& [id, edge] : app::network().edges)
    if (!edge.kind.empty()) own.insert(canvas::edge_kind_name(edge.kind));
  for (const std::string& name : own)
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  return names;
}

std::string edge_kind_from_name(const std::string& name) {
  for (const std::string_view kind : default_edge_kinds)
    if (fold(canvas::edge_kind_name(std::string(kind))) == fold(name)) return std::string(kind);
  return name;
}

void edit_text(const Subject& subject, const std::string& path, const std::string& label, bool multiline,
               const char* key, std::vector<std::string> suggestions) {
  ui::TextOptions options;
  options.multiline = multiline;
  options.key = key;
  options.suggestions = std::move(suggestions);
  edit_line(subject, path, label, multiline ? FieldType::text : FieldType::line, std::move(options));
}

void edit_choice(const Subject& subject, const std::string& path, const std::string& label, const char* prefix,
                 const std::vector<std::string_view>& choices) {
  ui::Choices shown;
  for (const std::string_view choice : choices)
    shown.emplace_back(choice, choice.empty() ? ui::tr("ui.notFilledIn") : ui::tr(prefix + std::string(choice)));
  const Json value = value_at(subject, path);
  ImGui::PushID(path.c_str());
  const auto chosen = ui::choice("choice", label, shown, value.is_string() ? value.get<std::string>() : std::string());
  ImGui::PopID();
  if (chosen) set_now(subject, path, chosen->empty() ? Json() : Json(*chosen));
}

void edit_list(const Subject& subject, const std::string& path, const std::string& label,
               std::vector<std::string> suggestions) {
  const Json value = value_at(subject, path);
  std::vector<std::string> words =
      value.is_array() ? value.get<std::vector<std::string>>() : std::vector<std::string>{};
  ImGui::PushID(path.c_str());
  ui::field_label(label);
  const float right = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
  for (std::size_t i = 0; i < words.size(); ++i) {
    ImGui::PushID(static_cast<int>(i));
    const float width = ImGui::CalcTextSize(words[i].c_str()).x + 44;
    if (i > 0 && ImGui::GetItemRectMax().x + 8 + width < right) ImGui::SameLine();
    if (ui::chip("word", words[i], false, 0, true)) {
      words.erase(words.begin() + static_cast<std::ptrdiff_t>(i));
      set_now(subject, path, words.empty() ? Json() : Json(words));
      ImGui::PopID();
      ImGui::PopID();
      return;
    }
    ImGui::PopID();
  }
  ui::TextOptions options;
  options.show_label = false;
  options.placeholder = ui::tr("ui.addWord");
  options.suggestions = std::move(suggestions);
  const ui::TextEdit edit = ui::text_field("add", ui::tr("ui.addTo", {label}), "", options);
  const bool comma = edit.changed && !edit.text.empty() && edit.text.back() == ',';
  if (edit.finished || comma) {
    std::string word(
        trim(comma ? std::string_view(edit.text).substr(0, edit.text.size() - 1) : std::string_view(edit.text)));
    if (!word.empty() && word[0] == '#') word.erase(0, 1);
    if (!word.empty() && std::find(words.begin(), words.end(), word) == words.end()) {
      words.push_back(word);
      set_now(subject, path, words);
    }
    ui::reset_text(ImGui::GetID("add"));
  }
  ImGui::PopID();
}

void edit_field(const Subject& subject, const FieldInfo& field) {
  const std::string path(field.path), label = ui::tr("field." + path);
  switch (field.type) {
    case FieldType::choice: {
      const char* prefix = path == "kind"        ? "kind."
                           : path == "form"      ? "form."
                           : path == "stage"     ? "stage."
                           : path == "direction" ? "direction."
                                                 : "edgeStatus.";
      edit_choice(subject, path, label, prefix, {field.choices.begin(), field.choices.end()});
      break;
    }
    case FieldType::rating: {
      const Json value = value_at(subject, path);
      const auto chosen = ui::rating(path.c_str(), label, value.is_number() ? value.get<int>() : 0, field.maximum);
      if (chosen) set_now(subject, path, *chosen == 0 ? Json() : Json(*chosen));
      break;
    }
    case FieldType::flag: {
      const bool on = value_at(subject, path) == true;
      if (ui::checkbox(path.c_str(), label, on)) set_now(subject, path, !on);
      break;
    }
    case FieldType::list:
      edit_list(subject, path, label, path == "tags" ? used_tags() : std::vector<std::string>{});
      break;
    case FieldType::text:
      edit_text(subject, path, label, true);
      break;
    default: {
      ui::TextOptions options;
      if (path == "sector")
        options.suggestions = sector_names();
      else if (path == "place")
        options.suggestions = used_places();
      else if (path == "kind")
        options.suggestions = edge_kind_names();
      else if (path == "currency")
        options.suggestions = {"EUR"};
      if (field.type == FieldType::number) options.input = "number";
      if (field.type == FieldType::date) options.placeholder = ui::tr("ui.dateExample");
      edit_line(subject, path, label, field.type, std::move(options));
    }
  }
}

void edit_free_fields(const Subject& subject) {
  const Json fields = value_at(subject, "fields");
  if (fields.is_object())
    for (const auto& [name, value] : fields.items()) {
      edit_line(subject, "fields." + name, name, FieldType::text, {});
      ImGui::PushID(name.c_str());
      if (ui::button("remove", ui::tr("ui.remove", {name}), {.look = ui::Look::quiet, .icon = ui::icon::minus}))
        set_now(subject, "fields." + name, nullptr);
      ImGui::PopID();
    }
  ui::TextOptions options;
  options.show_label = false;
  options.placeholder = ui::tr("ui.newFieldName");
  const ui::TextEdit edit = ui::text_field("new_field", ui::tr("ui.newField"), "", options);
  if (edit.finished) {
    const std::string name(trim(edit.text));
    if (!name.empty() && !(fields.is_object() && fields.contains(name))) set_now(subject, "fields." + name, "");
    ui::reset_text(ImGui::GetID("new_field"));
  }
}

}  // namespace impactweb::panels

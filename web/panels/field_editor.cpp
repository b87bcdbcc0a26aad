#include "panels/field_editor.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "actions/actions.hpp"
#include "core/text/text.hpp"
#include "panels/known_words.hpp"
#include "panels/local_values.hpp"
#include "panels/others_change.hpp"
#include "scene/colors.hpp"
#include "ui/icons.hpp"
#include "ui/mirror_registry.hpp"
#include "ui/theme.hpp"
#include "ui/translate.hpp"
#include "ui/widgets.hpp"

namespace impactweb::panels {
namespace {

/// What stands in a field although the network does not have it, and why.
struct Refused {
  std::string typed, reason;
  Json kept;  ///< what the network has; when that changes, the field follows it again
};

std::map<std::string, Refused>& refusals() {
  static std::map<std::string, Refused> map;
  return map;
}

OthersChange& others_change() {
  static OthersChange change;
  return change;
}

/// As much of a text as a line of the panel says well.
std::string shortened_for_line(std::string text) {
  constexpr std::size_t most = 80;
  std::replace(text.begin(), text.end(), '\n', ' ');
  if (text.size() <= most) return text;
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return text.substr(0, end) + "…";
}

const FieldInfo* info_of(const Subject& subject, std::string_view path) {
  for (const FieldInfo& field : subject.is_edge ? edge_fields() : node_fields())
    if (field.path == path) return &field;
  return nullptr;
}

/// What is typed, as the value of a field; `reason` says why it is none.
Json value_from_text(const Subject& subject, const std::string& path, FieldType type, const std::string& typed,
                     std::string& reason) {
  const std::string text(trim(typed));
  if (text.empty()) return nullptr;
  if (path == "sector") return sector_from_name(text);
  if (path == "kind" && subject.is_edge) return edge_kind_from_name(text);
  if (type == FieldType::date) return date_from_text(text);
  if (type == FieldType::number) {
    const auto number = number_from_text(text);
    if (number) return *number;
    reason = ui::tr("ui.notANumber", {text_from_number(12500)});
    return nullptr;
  }
  return type == FieldType::text ? typed : text;
}

std::string text_from_value(const Subject& subject, const Json& value, const std::string& path, FieldType type) {
  if (value.is_null()) return {};
  if (value.is_number() && type == FieldType::number) return text_from_number(value.get<double>());
  if (!value.is_string()) return value.dump(-1, ' ', false, Json::error_handler_t::replace);
  const std::string text = value.get<std::string>();
  if (path == "sector") return canvas::sector_name(text);
  if (path == "kind" && subject.is_edge) return canvas::edge_kind_name(text);
  return type == FieldType::date ? text_from_date(text) : text;
}

/// The first letters of a known word are no word of their own: only what is known is taken while someone types.
bool is_half_a_word(const Subject& subject, const std::string& path, const Json& value) {
  if (!value.is_string()) return path == "sector" || (path == "kind" && subject.is_edge);
  if (path == "sector") return !is_known_sector(value.get<std::string>());
  if (path == "kind" && subject.is_edge) return !is_known_edge_kind(value.get<std::string>());
  return false;
}

int lines_of(const std::string& text, float width, int least) {
  const float height = ImGui::CalcTextSize(text.c_str(), nullptr, false, std::max(40.f, width - 24)).y;
  return std::clamp(static_cast<int>(std::lround(height / ImGui::GetTextLineHeight())), least, 12);
}

const char* choice_prefix(const std::string& path) {
  return path == "kind"        ? "kind."
         : path == "form"      ? "form."
         : path == "stage"     ? "stage."
         : path == "direction" ? "direction."
                               : "edgeStatus.";
}

/// What a field holds, for those who may only read; nothing where nothing is filled in.
void show_value(const std::string& label, const std::string& text) {
  if (text.empty()) return;
  if (!label.empty()) ui::field_label(label);
  ui::text(text);
  ui::space(4);
}

std::string text_to_read(const Subject& subject, const FieldInfo& field) {
  const std::string path(field.path);
  const Json value = value_at(subject, path);
  if (value.is_null()) return {};
  switch (field.type) {
    case FieldType::choice: {
      const auto name = value.get<std::string>();
      return name.empty() ? std::string() : choice_of(name, choice_prefix(path), "").second;
    }
    case FieldType::rating:
      return value == 0 ? std::string() : ui::tr("ui.shownOf", {value.dump(), std::to_string(field.maximum)});
    case FieldType::flag:
      return {};  // whether it is pinned matters to those who move it
    case FieldType::list: {
      std::string words;
      for (const Json& word : value) words += (words.empty() ? "" : ", ") + word.get<std::string>();
      return words;
    }
    default:
      return text_from_value(subject, value, path, field.type);
  }
}

void edit_choice(const Subject& subject, const std::string& path, const std::string& label, const FieldInfo& field) {
  ui::Choices choices;
  for (const std::string_view name : field.choices)
    choices.push_back(choice_of(name, choice_prefix(path), "ui.notFilledIn"));
  const Json value = value_at(subject, path);
  const auto chosen = ui::choice(path.c_str(), label, choices, value.is_string() ? value.get<std::string>() : "");
  if (chosen) set_now(subject, path, chosen->empty() ? Json() : Json(*chosen));
}

}  // namespace

void forget_refusals() {
  refusals().clear();
  others_change().clear();
}

bool see_others_change(const std::string& key, const std::string& label, const Json& value) {
  if (!others_change().see(key, value)) return false;
  app::announce(ui::tr("ui.othersChange", {label}));
  return true;
}

bool may_apply_typed(const std::string& key, const Json& value, const ui::TextEdit& edit) {
  return others_change().may_apply(key, value, edit.finished, edit.entered);
}

void note_applied(const std::string& key, const Json& value) { others_change().applied(key, value); }

Json theirs_of(const std::string& key) {
  const Json* theirs = others_change().theirs(key);
  return theirs == nullptr ? Json() : *theirs;
}

WhichStands offer_others_change(const std::string& key, const std::string& label, const std::string& theirs) {
  WhichStands chosen = WhichStands::open;
  if (others_change().theirs(key) == nullptr) return chosen;
  ImGui::PushID(key.c_str());
  ui::mirror::begin_group("group", ui::tr("ui.othersChange", {label}), ImGui::GetID("others"));
  ui::text(theirs.empty() ? ui::tr("ui.othersEmptied") : ui::tr("ui.othersText", {shortened_for_line(theirs)}), false,
           ui::small_text_size);
  if (ui::button("take", ui::tr("ui.takeTheirs"), {.key = "take_theirs"})) chosen = WhichStands::theirs;
  ImGui::SameLine();
  if (ui::button("keep", ui::tr("ui.keepMine"), {.key = "keep_mine"})) chosen = WhichStands::mine;
  ui::mirror::end_group();
  ui::space(4);
  ImGui::PopID();
  if (chosen == WhichStands::open) return chosen;
  others_change().settle(key);
  app::want_frames();
  return chosen;
}

Json value_at(const Subject& subject, std::string_view path) {
  if (subject.is_edge) {
    const auto edge = app::network().edges.find(subject.id);
    return edge == app::network().edges.end() ? Json() : get_field(edge->second, path);
  }
  const auto node = app::network().nodes.find(subject.id);
  return node == app::network().nodes.end() ? Json() : get_field(node->second, path);
}

Json set_operation(const Subject& subject, const std::string& path, const Json& value) {
  Json operation;
  operation["op"] = subject.is_edge ? "setEdge" : "setNode";
  operation["id"] = subject.id;
  operation["field"] = path;
  operation["value"] = value;
  return operation;
}

void set_now(const Subject& subject, const std::string& path, const Json& value) {
  app::apply({set_operation(subject, path, value)});
}

void edit_text(const Subject& subject, const std::string& path, const std::string& label, LineOptions options) {
  const std::string key = (subject.is_edge ? "edge:" : "node:") + subject.id + ":" + path;
  const Json value = value_at(subject, path);
  std::string shown = text_from_value(subject, value, path, options.type);
  if (app::state().view_only) {
    if (options.title)
      ui::heading(shown, 1);
    else
      show_value(options.show_label ? label : std::string(), shown);
    return;
  }
  see_others_change(key, label, value);
  ui::TextOptions field;
  auto refused = refusals().find(key);
  if (refused != refusals().end() && refused->second.kept != value) {
    refusals().erase(refused);
    refused = refusals().end();
  }
  if (refused != refusals().end()) {
    shown = refused->second.typed;
    field.issue = refused->second.reason;
  }
  field.multiline = options.type == FieldType::text || options.grows;
  field.placeholder = std::move(options.placeholder);
  field.suggestions = std::move(options.suggestions);
  field.key = options.key;
  field.show_label = options.show_label;
  field.title = options.title;
  field.width = options.width;
  if (options.type == FieldType::number) field.input = "number";
  if (options.type == FieldType::date) field.input = "date";
  if (field.multiline)
    field.lines =
        lines_of(shown, options.width < 0 ? ImGui::GetContentRegionAvail().x : options.width, options.grows ? 1 : 2);

  ImGui::PushID(key.c_str());
  ui::TextEdit edit = ui::text_field("field", label, shown, field);
  if (options.grows && edit.text.find('\n') != std::string::npos) {
    // Enter in a text of one line: it is done.
    std::replace(edit.text.begin(), edit.text.end(), '\n', ' ');
    edit.text = trim(edit.text);
    edit.finished = true;
    ui::reset_text(ImGui::GetID("field"));
  }
  const ImGuiID field_id = ImGui::GetID("field");
  ImGui::PopID();
  const Json offered = theirs_of(key);
  switch (offer_others_change(key, label, text_from_value(subject, offered, path, options.type))) {
    case WhichStands::theirs:
      if (offered != value) set_now(subject, path, offered);
      refusals().erase(key);
      ui::reset_text(field_id);
      ui::mirror::focus(field_id);
      return;
    case WhichStands::mine:
      ui::mirror::focus(field_id);
      break;
    case WhichStands::open:
      break;
  }
  if (!edit.changed && !edit.finished) return;
  if (!may_apply_typed(key, value, edit)) return;

  std::string reason;
  const Json wanted = value_from_text(subject, path, options.type, edit.text, reason);
  if (!edit.finished && is_half_a_word(subject, path, wanted)) return;
  if (reason.empty() && wanted != value) {
    if (const auto issue =
            app::set_field_of(subject.id, subject.is_edge, path, wanted, "edit:" + subject.id + ":" + path))
      reason = ui::sentence(*issue);
  }
  note_applied(key, value_at(subject, path));
  // A date or number that is being typed is not yet wrong.
  const bool patient = options.type == FieldType::date || options.type == FieldType::number;
  if (reason.empty()) {
    refusals().erase(key);
    ui::mark_applied(field_id);
  } else if (edit.finished || !patient || refused != refusals().end()) {
    refusals()[key] = {edit.text, reason, value_at(subject, path)};
  }
  if (edit.finished) app::session().end_gesture();
}

void edit_words(const Subject& subject, const std::string& path, const std::string& label,
                const std::vector<std::string>& suggestions) {
  const Json value = value_at(subject, path);
  std::vector<std::string> words;
  for (const Json& word : value)
    if (word.is_string()) words.push_back(word.get<std::string>());
  const std::size_t before = words.size();
  ImGui::PushID((subject.id + path).c_str());
  ui::field_label(label);
  const float right = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
  std::size_t removed = words.size();
  for (std::size_t i = 0; i < words.size(); ++i) {
    ImGui::PushID(static_cast<int>(i));
    if (i > 0 && ImGui::GetItemRectMax().x + ImGui::CalcTextSize(words[i].c_str()).x + 52 < right) ImGui::SameLine();
    if (ui::chip("word", words[i], false, 0, true)) removed = i;
    ImGui::PopID();
  }
  ui::TextOptions options;
  options.show_label = false;
  options.placeholder = ui::tr("ui.addWord");
  for (const std::string& suggestion : suggestions)
    if (std::find(words.begin(), words.end(), suggestion) == words.end()) options.suggestions.push_back(suggestion);
  if (removed < words.size()) words.erase(words.begin() + static_cast<std::ptrdiff_t>(removed));
  const ui::TextEdit edit = ui::text_field("add", ui::tr("ui.addTo", {label}), "", options);
  if (edit.finished || (edit.changed && edit.text.find(',') != std::string::npos)) {
    for (std::size_t begin = 0; begin <= edit.text.size();) {
      const std::size_t end = std::min(edit.text.find(',', begin), edit.text.size());
      std::string word(trim(std::string_view(edit.text).substr(begin, end - begin)));
      if (!word.empty() && word[0] == '#') word.erase(0, 1);
      if (!word.empty() && std::find(words.begin(), words.end(), word) == words.end()) words.push_back(std::move(word));
      begin = end + 1;
    }
    ui::reset_text(ImGui::GetID("add"));
  }
  ImGui::PopID();
  if (removed < before || words.size() != before) set_now(subject, path, words.empty() ? Json() : Json(words));
}

void edit_field(const Subject& subject, std::string_view name) {
  const FieldInfo* field = info_of(subject, name);
  if (field == nullptr) return;
  const std::string path(name), label = ui::tr("field." + path);
  if (app::state().view_only) {
    show_value(label, text_to_read(subject, *field));
    return;
  }
  const Json value = value_at(subject, path);
  switch (field->type) {
    case FieldType::choice:
      edit_choice(subject, path, label, *field);
      break;
    case FieldType::rating: {
      const auto chosen = ui::rating(path.c_str(), label, value.is_number() ? value.get<int>() : 0, field->maximum);
      if (chosen) set_now(subject, path, *chosen == 0 ? Json() : Json(*chosen));
      break;
    }
    case FieldType::flag:
      if (ui::checkbox(path.c_str(), label, value == true)) set_now(subject, path, value != true);
      break;
    case FieldType::list:
      edit_words(subject, path, label, path == "tags" ? used_tags() : std::vector<std::string>{});
      break;
    case FieldType::date:
    case FieldType::number:
    case FieldType::text:
    case FieldType::line:
    case FieldType::suggestion: {
      LineOptions options;
      options.type = field->type;
      options.suggestions =
          suggestions_for(name, subject.is_edge, value.is_string() ? value.get<std::string>() : std::string());
      if (field->type == FieldType::date) options.placeholder = ui::tr("ui.dateExample");
      edit_text(subject, path, label, std::move(options));
      break;
    }
    default:
      break;
  }
}

void edit_pairs(const Subject& subject, std::initializer_list<std::string_view> paths) {
  ImGui::PushStyleVar(ImGuiStyleVar_CellPadding, {4, 4});
  const std::string id = "pairs" + std::string(*paths.begin());
  if (ImGui::BeginTable(id.c_str(), 2, ImGuiTableFlags_SizingStretchSame | ImGuiTableFlags_NoPadOuterX)) {
    for (const std::string_view path : paths) {
      if (app::state().view_only) {
        const FieldInfo* field = info_of(subject, path);
        if (field == nullptr || text_to_read(subject, *field).empty()) continue;
      }
      ImGui::TableNextColumn();
      edit_field(subject, path);
    }
    ImGui::EndTable();
  }
  ImGui::PopStyleVar();
}

// ------------------------------------------------------------------ free fields

namespace {

/// A value that was no text stays a number, list … as long as what is typed reads as one.
Json free_value(const Json& before, const std::string& typed) {
  if (before.is_string() || before.is_null()) return typed;
  Json read = Json::parse(typed.c_str(), nullptr, false);
  return read.is_discarded() ? Json(typed) : read;
}

void edit_free_field(const Subject& subject, const Json& fields, const std::string& name) {
  const Json& value = fields.at(name);
  if (app::state().view_only) {
    show_value(name, text_from_value(subject, value, "fields." + name, FieldType::line));
    return;
  }
  const float button = ui::control_height(), width = ImGui::GetContentRegionAvail().x - button - 16;
  const std::string path = "fields." + name;
  ImGui::PushID(name.c_str());
  ui::TextOptions options;
  options.show_label = false;
  options.width = width * 0.4f;
  const ui::TextEdit rename = ui::text_field("name", ui::tr("ui.fieldName"), name, options);
  ImGui::SameLine();
  options.width = width * 0.6f;
  const std::string shown =
      value.is_string() ? value.get<std::string>() : value.dump(-1, ' ', false, Json::error_handler_t::replace);
  options.multiline = shown.find('\n') != std::string::npos;
  const std::string key = subject.id + ":" + path;
  see_others_change(key, name, value);
  const ui::TextEdit edit = ui::text_field("value", name, shown, options);
  const ImGuiID field_id = ImGui::GetID("value");
  ImGui::SameLine();
  if (ui::icon_button("remove", ui::tr("ui.remove", {name}), ui::icon::trash)) set_now(subject, path, nullptr);
  ImGui::PopID();
  const Json offered = theirs_of(key);
  const auto stands = offer_others_change(key, name, text_from_value(subject, offered, path, FieldType::line));
  if (stands == WhichStands::theirs) {
    if (offered != value) set_now(subject, path, offered);
    ui::reset_text(field_id);
    return;
  }
  if ((edit.changed || edit.finished) && may_apply_typed(key, value, edit) && edit.text != shown) {
    const auto issue = app::set_field_of(subject.id, subject.is_edge, path, free_value(value, edit.text),
                                         "edit:" + subject.id + ":" + path);
    if (issue) app::notice(ui::sentence(*issue), true);
    note_applied(key, value_at(subject, path));
  }
  if (edit.finished) app::session().end_gesture();
  const std::string wanted(trim(rename.text));
  if (!rename.finished || wanted == name || wanted.empty()) return;
  if (fields.contains(wanted)) return app::notice(ui::tr("ui.fieldExists", {wanted}), true);
  app::apply({set_operation(subject, "fields." + wanted, value), set_operation(subject, path, nullptr)});
}

}  // namespace

void edit_free_fields(const Subject& subject) {
  const Json fields = value_at(subject, "fields");
  ImGui::PushID((subject.id + "fields").c_str());
  std::vector<std::string> names;
  if (fields.is_object())
    for (const auto& [name, value] : fields.items()) names.push_back(name);
  for (const std::string& name : names) edit_free_field(subject, fields, name);
  if (app::state().view_only) {
    ImGui::PopID();
    return;
  }
  ui::TextOptions options;
  options.show_label = false;
  options.placeholder = ui::tr("ui.newFieldName");
  const ui::TextEdit edit = ui::text_field("new_field", ui::tr("ui.newField"), "", options);
  if (edit.finished) {
    const std::string name(trim(edit.text));
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end())
      set_now(subject, "fields." + name, "");
    ui::reset_text(ImGui::GetID("new_field"));
  }
  ImGui::PopID();
}

}  // namespace impactweb::panels

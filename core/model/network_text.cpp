#include "core/model/network_text.hpp"

#include <string_view>

#include "core/model/fields.hpp"
#include "core/model/json.hpp"
#include "core/model/json_values.hpp"

namespace impactweb {

namespace {

void append_string(std::string& text, std::string_view value) {
  constexpr std::string_view hex = "0123456789abcdef";
  text += '"';
  std::size_t written = 0;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const auto c = static_cast<unsigned char>(value[i]);
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    text += value.substr(written, i - written);
    written = i + 1;
    if (c >= 0x20) {
      text += '\\';
      text += static_cast<char>(c);
    } else {
      text += "\\u00";
      text += hex[c >> 4];
      text += hex[c & 15];
    }
  }
  text += value.substr(written);
  text += '"';
}

void append_value(std::string& text, const Json& value) {
  if (value.is_string())
    append_string(text, value.get_ref<const std::string&>());
  else
    text += json_text(value);
}

/// An object that grows member by member.
class ObjectText {
 public:
  explicit ObjectText(std::string& text) : text_(text) { text_ += '{'; }

  void add(std::string_view key, std::string_view value) {
    begin(key);
    append_string(text_, value);
  }
  /// A path of the manifest: what has a dot is in an object with those beside it that begin alike.
  void add_path(std::string_view path, const Json& value) {
    const auto dot = path.find('.');
    const std::string_view outer = dot == std::string_view::npos ? std::string_view() : path.substr(0, dot);
    if (outer != outer_) {
      close_outer();
      if (!outer.empty()) {
        begin(outer);
        text_ += '{';
        first_ = true;
      }
      outer_ = outer;
    }
    begin(outer.empty() ? path : path.substr(dot + 1));
    append_value(text_, value);
  }
  void end() {
    close_outer();
    text_ += '}';
  }

 private:
  void begin(std::string_view key) {
    if (!first_) text_ += ',';
    first_ = false;
    append_string(text_, key);
    text_ += ':';
  }
  void close_outer() {
    if (!outer_.empty()) text_ += '}';
    if (!outer_.empty()) first_ = false;
    outer_ = {};
  }

  std::string& text_;
  std::string_view outer_;
  bool first_ = true;
};

template <class Entity>
void append_fields(ObjectText& object, const Entity& entity) {
  for_each_filled(entity, [&](std::string_view path, const Json& value) { object.add_path(path, value); });
  object.end();
}

void append(std::string& text, const Node& node) {
  ObjectText object(text);
  object.add("id", node.id);
  append_fields(object, node);
}

void append(std::string& text, const Edge& edge) {
  ObjectText object(text);
  object.add("id", edge.id);
  object.add("from", edge.from);
  object.add("to", edge.to);
  if (edge.kind.empty()) object.add("kind", edge.kind);
  append_fields(object, edge);
}

void append(std::string& text, const Story& story) {
  ObjectText object(text);
  object.add("id", story.id);
  append_fields(object, story);
}

void append(std::string& text, const Snapshot& snapshot) { text += json_text(to_json(snapshot)); }
void append(std::string& text, const Sector& sector) { text += json_text(to_json(sector)); }

const Sector& entity_of(const Sector& sector) { return sector; }
template <class Entity>
const Entity& entity_of(const std::pair<const std::string, Entity>& entry) {
  return entry.second;
}

template <class List>
void append_list(std::string& text, std::string_view key, const List& list) {
  text += ",\"";
  text += key;
  text += "\":[";
  bool first = true;
  for (const auto& each : list) {
    if (!first) text += ',';
    first = false;
    append(text, entity_of(each));
  }
  text += ']';
}

}  // namespace

std::string text_of(const Network& network) {
  std::string text;
  constexpr std::size_t usual_node = 120, usual_edge = 150;  // bytes
  text.reserve(network.nodes.size() * usual_node + network.edges.size() * usual_edge);
  text += '{';
  // What a later version may know stands first: of two members of one name the last one counts.
  for (const auto& [key, value] : network.fields) {
    append_string(text, key);
    text += ':';
    append_value(text, value);
    text += ',';
  }
  text += "\"title\":";
  append_string(text, network.title);
  text += ",\"description\":";
  append_string(text, network.description);
  append_list(text, "sectors", network.sectors);
  append_list(text, "nodes", network.nodes);
  append_list(text, "edges", network.edges);
  append_list(text, "stories", network.stories);
  append_list(text, "snapshots", network.snapshots);
  text += '}';
  return text;
}

}  // namespace impactweb

#include "bridge/bridge.hpp"

#include <emscripten.h>

#include <algorithm>
#include <stdexcept>

namespace impactweb::bridge {
namespace {

/// The events since the last collection as JSON, with a comma between them.
std::string& pending_events() {
  static std::string events;
  return events;
}

/// Keeps the text of an answer alive until the next answer, for the page to read.
const char* keep(std::string& place, const Json& value) {
  // Text that is not UTF-8 must not stop an answer on its way out.
  place = json_text(value);
  if (std::string& network = network_text(); !network.empty()) {
    place.replace(place.size() - 1, 1, value.empty() ? "\"network\":" : ",\"network\":");
    place += network;
    place += '}';
    network = {};
  }
  return place.c_str();
}

/// Takes the argument `name` out of `given`, and puts it in `place`.
template <class Value>
void take_as(Json& given, const char* name, Value& place) {
  place = given.at(name).get<Value>();
  given.erase(name);
}

}  // namespace

ArgumentReader::ArgumentReader(Json given) : given_(std::move(given)) {
  if (!given_.is_object()) throw std::invalid_argument("arguments are an object");
}

void ArgumentReader::take(const char* name, Json& place) {
  place = std::move(given_.at(name));
  given_.erase(name);
}
void ArgumentReader::take(const char* name, std::vector<Json>& place) {
  place = std::move(given_.at(name).get_ref<Json::array_t&>());
  given_.erase(name);
}
void ArgumentReader::take(const char* name, bool& place) { take_as(given_, name, place); }
void ArgumentReader::take(const char* name, int& place) { take_as(given_, name, place); }
void ArgumentReader::take(const char* name, double& place) { take_as(given_, name, place); }
void ArgumentReader::take(const char* name, std::string& place) { take_as(given_, name, place); }
void ArgumentReader::take(const char* name, std::vector<std::string>& place) { take_as(given_, name, place); }
void ArgumentReader::take(const char* name, std::vector<double>& place) { take_as(given_, name, place); }

void ArgumentReader::finish() const {
  if (!given_.empty()) throw std::invalid_argument("no argument " + given_.begin().key());
}

void post(const Json& event) { post_text(json_text(event)); }

void post_text(const std::string& event) {
  if (!pending_events().empty()) pending_events() += ',';
  pending_events() += event;
}

std::vector<unsigned char>& buffer() {
  static std::vector<unsigned char> bytes;
  return bytes;
}

std::string& network_text() {
  static std::string text;
  return text;
}

Session& session() {
  static Session instance;
  return instance;
}

Json to_json(const Issue& issue) { return {{"code", issue.code}, {"where", issue.where}, {"params", issue.params}}; }

Json to_json(const Issues& issues) {
  Json list = Json::array();
  for (const Issue& issue : issues) list.push_back(to_json(issue));
  return list;
}

Json to_json(const StepName& name) { return {{"code", name.code}, {"params", name.params}}; }

Json error_answer(const Issue& issue) { return {{"error", to_json(issue)}}; }

}  // namespace impactweb::bridge

using namespace impactweb;

extern "C" {

/// Calls the command `name` with JSON arguments; gives JSON, `{"defect":…}` when the call itself was wrong.
EMSCRIPTEN_KEEPALIVE const char* impactweb_call(const char* name, const char* arguments) {
  static std::string answer;
  const auto commands = bridge::all_commands();
  const auto command =
      std::find_if(commands.begin(), commands.end(), [&](const bridge::Command& each) { return each.name == name; });
  if (command == commands.end()) return bridge::keep(answer, {{"defect", std::string("no command ") + name}});
  try {
    bridge::ArgumentReader given(Json::parse(arguments));
    return bridge::keep(answer, command->call(given));
  } catch (const std::exception& error) {
    return bridge::keep(answer, {{"defect", std::string(name) + ": " + error.what()}});
  }
}

/// The events since the last call as a JSON array, or a null pointer when there are none.
EMSCRIPTEN_KEEPALIVE const char* impactweb_events() {
  static std::string answer;
  if (bridge::pending_events().empty()) return nullptr;
  answer = '[' + bridge::pending_events() + ']';
  bridge::pending_events() = {};
  return answer.c_str();
}

/// The buffer for bytes; a size above 0 makes room for that many first.
EMSCRIPTEN_KEEPALIVE unsigned char* impactweb_buffer(int bytes) {
  auto& buffer = bridge::buffer();
  if (bytes > 0) {
    buffer.clear();
    buffer.shrink_to_fit();
    buffer.resize(static_cast<std::size_t>(bytes));
  }
  return buffer.data();
}
}

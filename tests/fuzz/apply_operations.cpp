// Any lines as operations on a small network, those that begin with ~ as someone else's: what is accepted can be taken
// back, applied again and written to a file, each time exactly; what is refused changes nothing.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/io/file.hpp"
#include "core/operation/session.hpp"
#include "tests/fuzz/checks.hpp"

using namespace impactweb;
using fuzz::require;

namespace {

/// Every byte of a network, edges that wait included.
std::string all_of(const Network& network) {
  Json waiting = Json::array();
  for (const auto& [id, edge] : network.waiting_edges) waiting.push_back(to_json(edge));
  return to_json(network).dump() + waiting.dump();
}

Network small_network() {
  Network network = make_network();
  for (const char* operation :
       {R"({"op":"addNode","node":{"id":"a","label":"A","needs":[{"id":"k","text":"hall"}],"fields":{"x":1}}})",
        R"({"op":"addNode","node":{"id":"b","label":"B","position":[1,2],"stageDates":{"pilot":"2019"}}})",
        R"({"op":"addEdge","edge":{"id":"e","from":"a","to":"b","kind":"funds"}})",
        R"({"op":"addEdge","edge":{"id":"w","from":"a","to":"c","kind":"funds"}})",
        R"({"op":"addNodes","nodes":[{"id":"m","label":"M"},{"label":"N"}]})",
        R"({"op":"addEdges","edges":[{"id":"f","from":"a","to":"a"}]})",
        R"({"op":"addStory","story":{"id":"s","title":"S","about":["a","e"]}})",
        R"({"op":"addSnapshot","snapshot":{"id":"p","network":{"nodes":[]}}})"})
    require(std::holds_alternative<Effect>(apply_operation(network, Json::parse(operation), Origin::remote)));
  return network;
}

void check_file(Network network) {
  network.waiting_edges.clear();
  const Result<Opened> read = open_impactweb(bytes_from_network(network));
  const Opened* opened = std::get_if<Opened>(&read);
  require(opened != nullptr && opened->warnings.empty());
  require(all_of(opened->network) == all_of(network));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  static const Network small = small_network();
  Network network = small, first = small;
  first.waiting_edges.clear();
  Ties ties;
  Session session(first);
  Network replica = first;
  session.on_change([&](const Change& change) {
    for (const Json& operation : change.operations)
      require(std::holds_alternative<Effect>(apply_operation(replica, operation, Origin::remote)));
  });
  for (std::string_view rest = input; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const Origin origin = !line.empty() && line[0] == '~' ? Origin::remote : Origin::local;
    if (origin == Origin::remote) line.remove_prefix(1);
    const Json operation = Json::parse(line, nullptr, false);
    if (operation.is_discarded()) continue;

    const Network before = network;
    const std::string all_before = all_of(before);
    const Result<Effect> result = apply_operation(network, operation, origin, ties);
    const Effect* effect = std::get_if<Effect>(&result);
    if (effect == nullptr) {
      require(all_of(network) == all_before);
    } else {
      Network other = before;
      require(std::holds_alternative<Effect>(apply_operation(other, effect->applied, origin)));
      require(all_of(other) == all_of(network));
      other = network;
      for (const Json& back : effect->inverse)
        require(std::holds_alternative<Effect>(apply_operation(other, back, Origin::remote)));
      require(all_of(other) == all_before);
    }
    session.apply({operation}, {origin, "type", {}});
    require(all_of(replica) == all_of(session.network()));
  }
  check_file(network);
  check_file(session.network());
  // With nobody else, and no edges that were left waiting on purpose, everything can be taken back.
  const bool alone =
      input.find_first_of("~\\") == std::string_view::npos && input.find("edges") == std::string_view::npos;
  while (session.undo_name()) require(session.undo().skipped.empty() || !alone);
  if (alone) require(all_of(session.network()) == all_of(first));
  require(all_of(replica) == all_of(session.network()));
  return 0;
}

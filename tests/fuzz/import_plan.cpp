// A plan, a table and, behind bytes 0x1E, the table of a network that is open: a plan is refused or followed, the
// proposal is one that can be followed, and whatever people say are the same, merging twice changes nothing.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/merging/duplicates.hpp"
#include "core/io/merging/merge.hpp"
#include "core/io/merging/merge_summary.hpp"
#include "core/io/merging/same_nodes.hpp"
#include "core/io/opening/import_plan.hpp"
#include "core/io/tables/csv_network.hpp"
#include "core/operation/operations.hpp"
#include "tests/fuzz/checks.hpp"

using namespace impactweb;
using fuzz::require;

namespace {

std::string next_part(std::string_view& input) {
  const std::size_t end = input.find('\x1E');
  std::string part(input.substr(0, end));
  input.remove_prefix(end == std::string_view::npos ? input.size() : end + 1);
  return part;
}

/// Every second proposal is taken, as by people who look.
Json some_are_same(const Network& network, const Network& incoming) {
  Json same = Json::array();
  bool taken = false;
  for (const DuplicatePair& pair : find_duplicates(network, incoming, recognised_nodes(network, incoming))) {
    taken = !taken;
    const Network& where = pair.in_network ? network : incoming;
    if (taken)
      same.push_back({{"name", reference_to(incoming, incoming.nodes.find(pair.id)->second)},
                      {"as", reference_to(where, where.nodes.find(pair.other)->second)},
                      {"in", pair.in_network ? "network" : "file"}});
  }
  return {{"same", same}};
}

void require_merging_once(Network network, const Network& incoming, const Json& plan) {
  const Result<MergeChoices> read = merge_choices(plan, network, incoming);
  const MergeChoices* choices = std::get_if<MergeChoices>(&read);
  if (choices == nullptr) return;
  const Network one = united(incoming, choices->same_in_file);
  fuzz::require_sound(one);
  const std::vector<Json> operations = merge_operations(network, incoming, *choices);
  require(changes_by(network, operations).is_object());
  for (const Json& operation : operations)
    require(!std::holds_alternative<Issue>(apply_operation(network, operation, Origin::local)));
  fuzz::require_sound(network);
  require(merge_operations(network, incoming, *choices).empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view input(reinterpret_cast<const char*>(data), size);
  const Json plan = Json::parse(next_part(input), nullptr, false);
  const std::vector<InputFile> files{{"a.csv", next_part(input)}};

  const Result<Json> asked = preview_tables(files, "csv", plan.is_discarded() ? Json() : plan);
  const Result<Json> proposed = std::holds_alternative<Json>(asked) ? asked : preview_tables(files, "csv", Json());
  const Json* preview = std::get_if<Json>(&proposed);
  if (preview == nullptr) return 0;
  const Result<Json> again = preview_tables(files, "csv", preview->at("plan"));
  require(std::holds_alternative<Json>(again));
  require(std::get<Json>(again).at("plan") == preview->at("plan"));

  const Result<Opened> read = open_tables(files, "csv", preview->at("plan"));
  const Opened* opened = std::get_if<Opened>(&read);
  if (opened == nullptr) return 0;
  fuzz::require_sound(opened->network);

  Network network = make_network();
  const Result<Opened> open_already = open_csv(std::vector<InputFile>{{"b.csv", std::string(input)}});
  if (const Opened* already = std::get_if<Opened>(&open_already)) network = already->network;
  if (!plan.is_discarded()) require_merging_once(network, opened->network, plan);
  require_merging_once(network, opened->network, some_are_same(network, opened->network));
  return 0;
}

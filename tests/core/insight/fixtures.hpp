// Networks and answers for the tests of core/insight.
#pragma once

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <fstream>
#include <string>
#include <vector>

#include "core/insight/lenses/all_lenses.hpp"
#include "core/io/file.hpp"
#include "core/operation/operations.hpp"
#include "tests/core/analysis/fixtures.hpp"

namespace fixtures {

using impactweb::EdgeStatus;
using impactweb::Exchange;
using impactweb::ExchangeStatus;
using impactweb::Issue;
using impactweb::NodeKind;

inline Json ask(const Network& network, const std::string& id, const Json& options = nullptr) {
  const auto answer = impactweb::insight::lens(network, id, options);
  if (const Issue* issue = std::get_if<Issue>(&answer)) FAIL(issue->code << " at " << issue->where);
  return std::get<Json>(answer);
}

inline Node& add(Network& network, const std::string& id, NodeKind kind, const std::string& sector = "") {
  Node& node = add_node(network, id, sector);
  node.kind = kind;
  return node;
}

inline Exchange exchange(const std::string& id, const std::string& text, std::vector<std::string> tags = {}) {
  Exchange made;
  made.id = id;
  made.text = text;
  made.tags = std::move(tags);
  return made;
}

inline std::vector<std::string> ids_of(const Json& list) {
  std::vector<std::string> ids;
  for (const Json& entry : list) ids.push_back(entry.at("id"));
  return ids;
}

inline double number(const Json& answer, const std::string& code) {
  for (const Json& entry : answer.at("numbers"))
    if (entry.at("code") == code) return entry.at("value").is_null() ? std::nan("") : entry.at("value").get<double>();
  FAIL("no number " << code);
  return 0;
}

/// The network with `operations` applied; every one of them must be accepted.
inline Network applied(Network network, const Json& operations) {
  for (const Json& operation : operations) {
    const auto result = impactweb::apply_operation(network, operation, impactweb::Origin::local);
    if (const Issue* issue = std::get_if<Issue>(&result)) FAIL(operation.dump() << ": " << issue->code);
  }
  return network;
}

inline Network sample(const std::string& name) {
  std::ifstream file(std::string(IMPACTWEB_TESTS_DIR) + "/../assets/samples/" + name + ".json");
  return std::get<impactweb::Opened>(impactweb::open_impactweb_json(Json::parse(file))).network;
}

/// A network of so many actors with ties at random and everything that lenses look at, the same for the same seed.
Network random_network(std::uint64_t seed, std::size_t actors);

}  // namespace fixtures

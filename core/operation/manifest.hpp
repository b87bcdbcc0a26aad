// The one list of everything that can happen to a network. Undo, persistence, live sessions, tests and fuzzers feed on
// it: a new operation is one entry here and its two functions in operations.cpp.
//
//   X(name, what it takes)
#pragma once

// clang-format off
#define IMPACTWEB_OPERATIONS(X)                                              \
  X(addNode,         R"({"node":{…}})")                                      \
  X(setNode,         R"({"id":…,"field":…,"value":…})")                      \
  X(moveNodes,       R"({"positions":{id:[x,y] or null,…}})")                \
  X(removeNodes,     R"({"ids":[…]}, their edges go with them)")             \
  X(addEdge,         R"({"edge":{…}})")                                      \
  X(setEdge,         R"({"id":…,"field":…,"value":…}, from and to as well)") \
  X(removeEdges,     R"({"ids":[…]})")                                       \
  X(addStory,        R"({"story":{…}})")                                     \
  X(setStory,        R"({"id":…,"field":…,"value":…})")                      \
  X(removeStories,   R"({"ids":[…]})")                                       \
  X(setNetwork,      R"({"field":"title|description|sectors|fields.ANY","value":…})") \
  X(addSnapshot,     R"({"snapshot":{…}})")                                  \
  X(removeSnapshots, R"({"ids":[…]})")
// clang-format on

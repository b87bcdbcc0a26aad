// The core natively, on one graph from a file, for measuring.
//   native layout ALGORITHM GRAPH POSITIONS [PARAMETER=VALUE …]   writes the positions, a pair to a line
//   native measure MEASURE GRAPH VALUES                           writes the values, one to a line
// GRAPH: the number of nodes, then a pair of numbers to a line. Prints the milliseconds that the work took.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <string>

#include "core/analysis/betweenness.hpp"
#include "core/analysis/closeness.hpp"
#include "core/analysis/communities.hpp"
#include "core/analysis/connectivity.hpp"
#include "core/analysis/page_rank.hpp"
#include "core/layout/layout.hpp"

namespace {

using namespace impactweb;

layout::Graph read(const char* path) {
  std::ifstream file(path);
  layout::Graph graph;
  std::uint32_t from = 0, to = 0;
  file >> graph.size;
  while (file >> from >> to) graph.edges.emplace_back(from, to);
  return graph;
}

double milliseconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

int run_layout(const layout::Graph& graph, const std::string& algorithm, const char* target, int count, char** extra) {
  layout::Options options;
  for (int i = 0; i < count; ++i) {
    const std::string text = extra[i];
    const auto at = text.find('=');
    if (at != std::string::npos) options.parameters[text.substr(0, at)] = std::atof(text.c_str() + at + 1);
  }
  const auto begin = std::chrono::steady_clock::now();
  auto started = layout::start(graph, algorithm, options);
  auto* run = std::get_if<layout::Run>(&started);
  if (run == nullptr) {
    std::cerr << "no such layout or parameter\n";
    return 1;
  }
  run->finish();
  std::cout << milliseconds_since(begin) << '\n';
  std::ofstream out(target);
  out << std::setprecision(17);
  for (const Point& point : run->positions()) out << point.x << ' ' << point.y << '\n';
  return 0;
}

int run_measure(const layout::Graph& graph, const std::string& measure, const char* target) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> arcs;
  for (const auto& [from, to] : graph.edges) {
    arcs.emplace_back(from, to);
    arcs.emplace_back(to, from);
  }
  const auto begin = std::chrono::steady_clock::now();
  const analysis::Adjacency rows = analysis::make_adjacency(graph.size, arcs);
  std::vector<double> values;
  if (measure == "betweenness") {
    values = analysis::betweenness(rows);
  } else if (measure == "closeness") {
    values = analysis::closeness(rows);
  } else if (measure == "pageRank") {
    values = analysis::page_rank(rows, rows);
  } else if (measure == "communities") {
    const auto found = analysis::find_communities(rows, {});
    values.assign(found.of_node.begin(), found.of_node.end());
  } else if (measure == "components") {
    const auto found = analysis::components(rows);
    values.assign(found.of_node.begin(), found.of_node.end());
  } else {
    std::cerr << "no such measure\n";
    return 1;
  }
  std::cout << milliseconds_since(begin) << '\n';
  std::ofstream out(target);
  out << std::setprecision(17);
  for (const double value : values) out << value << '\n';
  return 0;
}

}  // namespace

int main(int count, char** words) {
  if (count < 5) {
    std::cerr << "native layout|measure WHAT GRAPH RESULT [PARAMETER=VALUE …]\n";
    return 1;
  }
  const layout::Graph graph = read(words[3]);
  return words[1] == std::string("layout") ? run_layout(graph, words[2], words[4], count - 5, words + 5)
                                           : run_measure(graph, words[2], words[4]);
}

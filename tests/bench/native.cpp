// The core natively, on one graph from a file, for measuring.
//   native layout ALGORITHM GRAPH POSITIONS [PARAMETER=VALUE …]    writes the positions, a pair to a line
//   native network ALGORITHM FILE POSITIONS [PARAMETER=VALUE …]    the same for Impactweb's own file, nodes in order of
//   id native measure MEASURE GRAPH VALUES                            writes the values, one to a line
//   native pairs FILE            of labelled needs and offers (tests/core/insight), a line for each language and half:
//   language, half, pairs that fit, found, mistaken, and at last the share of which the right one is among the first
//   three
// GRAPH: the number of nodes, then a pair of numbers to a line. `seed` is a parameter as well, and so is `room` (see
// layout_command.hpp). Prints the milliseconds of processor time that the work took.
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <string>

#include "core/analysis/betweenness.hpp"
#include "core/analysis/closeness.hpp"
#include "core/analysis/cohesion.hpp"
#include "core/analysis/communities.hpp"
#include "core/analysis/connectivity.hpp"
#include "core/analysis/page_rank.hpp"
#include "core/io/file.hpp"
#include "core/layout/network_layout.hpp"
#include "tests/core/insight/labelled_pairs.hpp"

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

double milliseconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}

int run_layout(layout::Graph graph, const std::string& algorithm, const char* target, int count, char** extra) {
  layout::Options options;
  for (int i = 0; i < count; ++i) {
    const std::string text = extra[i];
    const auto at = text.find('=');
    if (at == std::string::npos) continue;
    const std::string name = text.substr(0, at);
    const double value = std::atof(text.c_str() + at + 1);
    if (name == "seed")
      options.seed = static_cast<std::uint64_t>(value);
    else if (name == "room")
      graph.boxes.assign(graph.size, {value, value, value, value});
    else
      options.parameters[name] = value;
  }
  const double begin = milliseconds();
  auto started = layout::start(graph, algorithm, options);
  auto* run = std::get_if<layout::Run>(&started);
  if (run == nullptr) {
    std::cerr << "no such layout or parameter\n";
    return 1;
  }
  run->finish();
  std::cout << milliseconds() - begin << '\n';
  std::ofstream out(target);
  out << std::setprecision(17);
  for (const Point& point : run->positions()) out << point.x << ' ' << point.y << '\n';
  return 0;
}

int run_layout_of_network(const std::string& algorithm, char** words, int count) {
  std::ifstream file(words[3]);
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  const Result<Opened> opened = open_impactweb(text);
  if (std::holds_alternative<Issue>(opened)) {
    std::cerr << "not a network\n";
    return 1;
  }
  return run_layout(layout::graph_from_network(std::get<Opened>(opened).network).graph, algorithm, words[4], count - 5,
                    words + 5);
}

int run_measure(const layout::Graph& graph, const std::string& measure, const char* target) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> arcs;
  for (const auto& [from, to] : graph.edges) {
    arcs.emplace_back(from, to);
    arcs.emplace_back(to, from);
  }
  // igraph's graphs have their rows before anything is asked of them, and so have ours here.
  const analysis::Adjacency rows = analysis::make_adjacency(graph.size, arcs);
  const double begin = milliseconds();
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
  } else if (measure == "coreness") {
    const auto found = analysis::coreness(rows);
    values.assign(found.begin(), found.end());
  } else if (measure == "articulationPoints") {
    const auto found = analysis::find_cuts(rows, analysis::components(rows));
    for (std::uint32_t node = 0; node < graph.size; ++node)
      if (found.articulation[node]) values.push_back(node);
  } else {
    std::cerr << "no such measure\n";
    return 1;
  }
  std::cout << milliseconds() - begin << '\n';
  std::ofstream out(target);
  out << std::setprecision(17);
  for (const double value : values) out << value << '\n';
  return 0;
}

int run_pairs(const char* path) {
  const auto pairs = labelled_pairs::read(path);
  for (const std::string language : {"nl", "en", "mixed"})
    for (const bool held_out : {false, true}) {
      const labelled_pairs::Score score = labelled_pairs::score(pairs, language, held_out);
      std::cout << language << (held_out ? " held-out " : " developing ") << score.fitting << ' ' << score.found << ' '
                << score.mistaken << ' ' << labelled_pairs::among_first_three(pairs, language) << '\n';
    }
  return pairs.empty() ? 1 : 0;
}

}  // namespace

int main(int count, char** words) {
  if (count == 3 && std::string(words[1]) == "pairs") return run_pairs(words[2]);
  if (count < 5) {
    std::cerr << "native layout|network|measure WHAT GRAPH RESULT [PARAMETER=VALUE …]\n";
    return 1;
  }
  const std::string task = words[1];
  if (task == "network") return run_layout_of_network(words[2], words, count);
  if (task == "layout") return run_layout(read(words[3]), words[2], words[4], count - 5, words + 5);
  return run_measure(read(words[3]), words[2], words[4]);
}

// igraph's C library on one graph from a file, for measuring beside the core.
//   igraph layout kk|fr GRAPH PLACES SEED       writes the places, a pair to a line
//   igraph measure MEASURE GRAPH VALUES         writes the values, one to a line
// GRAPH: the number of nodes, then a pair of numbers to a line. Prints the milliseconds of processor time that the work
// took.
#include <igraph/igraph.h>

#include <cmath>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <string>

namespace {

igraph_t read(const char* path) {
  std::ifstream file(path);
  igraph_integer_t size = 0, from = 0, to = 0;
  igraph_vector_int_t ends;
  igraph_vector_int_init(&ends, 0);
  file >> size;
  while (file >> from >> to) {
    igraph_vector_int_push_back(&ends, from);
    igraph_vector_int_push_back(&ends, to);
  }
  igraph_t graph;
  igraph_create(&graph, &ends, size, IGRAPH_UNDIRECTED);
  igraph_vector_int_destroy(&ends);
  return graph;
}

double milliseconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}

// From places at random, with its usual settings. Fruchterman–Reingold makes its own, which are as far apart as its
// grid wants.
int run_layout(const igraph_t& graph, const std::string& which, const char* target, unsigned seed) {
  igraph_rng_seed(igraph_rng_default(), seed);
  const igraph_integer_t size = igraph_vcount(&graph);
  igraph_matrix_t places;
  igraph_matrix_init(&places, 0, 0);
  igraph_layout_random(&graph, &places);
  const double begin = milliseconds();
  igraph_error_t error = IGRAPH_SUCCESS;
  if (which == "kk") {
    error = igraph_layout_kamada_kawai(&graph, &places, true, 50 * size, 0, static_cast<double>(size), nullptr, nullptr,
                                       nullptr, nullptr, nullptr);
  } else {
    const double warmth = std::sqrt(static_cast<double>(size)) / 10;
    error = igraph_layout_fruchterman_reingold(&graph, &places, false, 500, warmth, IGRAPH_LAYOUT_AUTOGRID, nullptr,
                                               nullptr, nullptr, nullptr, nullptr);
  }
  std::cout << milliseconds() - begin << '\n';
  if (error != IGRAPH_SUCCESS) return 1;
  std::ofstream out(target);
  out << std::setprecision(17);
  for (igraph_integer_t node = 0; node < size; ++node)
    out << MATRIX(places, node, 0) << ' ' << MATRIX(places, node, 1) << '\n';
  return 0;
}

int run_measure(const igraph_t& graph, const std::string& measure, const char* target) {
  igraph_rng_seed(igraph_rng_default(), 1);
  igraph_vector_t values;
  igraph_vector_int_t numbers;
  igraph_vector_init(&values, 0);
  igraph_vector_int_init(&numbers, 0);
  const double begin = milliseconds();
  igraph_error_t error = IGRAPH_SUCCESS;
  if (measure == "betweenness") {
    error = igraph_betweenness(&graph, &values, igraph_vss_all(), IGRAPH_UNDIRECTED, nullptr);
  } else if (measure == "closeness") {
    error = igraph_closeness(&graph, &values, nullptr, nullptr, igraph_vss_all(), IGRAPH_ALL, nullptr, true);
  } else if (measure == "pageRank") {
    error = igraph_pagerank(&graph, IGRAPH_PAGERANK_ALGO_PRPACK, &values, nullptr, igraph_vss_all(), IGRAPH_UNDIRECTED,
                            0.85, nullptr, nullptr);
  } else if (measure == "degree") {
    error = igraph_degree(&graph, &numbers, igraph_vss_all(), IGRAPH_ALL, IGRAPH_NO_LOOPS);
  } else if (measure == "coreness") {
    error = igraph_coreness(&graph, &numbers, IGRAPH_ALL);
  } else if (measure == "components") {
    error = igraph_connected_components(&graph, &numbers, nullptr, nullptr, IGRAPH_WEAK);
  } else if (measure == "articulationPoints") {
    error = igraph_articulation_points(&graph, &numbers);
  } else if (measure == "louvain") {
    error = igraph_community_multilevel(&graph, nullptr, 1, &numbers, nullptr, nullptr);
  } else if (measure == "communities") {
    // Leiden on modularity: nodes weigh their degree, and the resolution is 1 / 2m. Until a further round brings
    // nothing.
    igraph_vector_t degrees;
    igraph_vector_init(&degrees, 0);
    igraph_strength(&graph, &degrees, igraph_vss_all(), IGRAPH_ALL, true, nullptr);
    error = igraph_community_leiden(&graph, nullptr, &degrees, 0.5 / static_cast<double>(igraph_ecount(&graph)), 0.01,
                                    false, -1, &numbers, nullptr, nullptr);
    igraph_vector_destroy(&degrees);
  } else {
    std::cerr << "no such measure\n";
    return 1;
  }
  std::cout << milliseconds() - begin << '\n';
  if (error != IGRAPH_SUCCESS) return 1;
  std::ofstream out(target);
  out << std::setprecision(17);
  for (igraph_integer_t i = 0; i < igraph_vector_size(&values); ++i) out << VECTOR(values)[i] << '\n';
  for (igraph_integer_t i = 0; i < igraph_vector_int_size(&numbers); ++i) out << VECTOR(numbers)[i] << '\n';
  return 0;
}

}  // namespace

int main(int count, char** words) {
  if (count < 5) {
    std::cerr << "igraph layout|measure WHAT GRAPH RESULT [SEED]\n";
    return 1;
  }
  igraph_t graph = read(words[3]);
  const int status = words[1] == std::string("layout")
                         ? run_layout(graph, words[2], words[4], count > 5 ? std::atoi(words[5]) : 1)
                         : run_measure(graph, words[2], words[4]);
  igraph_destroy(&graph);
  return status;
}

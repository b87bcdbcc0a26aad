#!/usr/bin/env python3
"""Writes the graphs and the values that the tests of core/analysis compare with, computed by networkx and igraph and,
where these lack a measure, straight from its definition.

    python3 make_reference.py        (needs python3-networkx, python3-igraph and python3-numpy)

Each graph is {name, nodes, edges: [[from, to, direction]], sectors, expected}, where direction is 0 directed, 1 mutual,
2 undirected and an empty sector is one that is not filled in. The values are by node in the order of the nodes.
"""

import itertools
import json
import math
import pathlib
import random

import igraph
import networkx as nx
import numpy

HERE = pathlib.Path(__file__).parent
SECTORS = ["business", "finance", "government", "knowledge"]


def undirected_view(graph):
    view = nx.Graph()
    view.add_nodes_from(range(graph["nodes"]))
    view.add_edges_from((a, b) for a, b, _ in graph["edges"] if a != b)
    return view


def directed_view(graph):
    view = nx.DiGraph()
    view.add_nodes_from(range(graph["nodes"]))
    for a, b, direction in graph["edges"]:
        if a != b:
            view.add_edge(a, b)
            if direction != 0:
                view.add_edge(b, a)
    return view


def brokerage(directed, sectors):
    """Every a -> b -> c without a -> c, looked at one by one."""
    roles = ["coordinator", "consultant", "gatekeeper", "representative", "liaison"]
    result = []
    for b in directed:
        if not sectors[b]:
            result.append(None)
            continue
        counts = dict.fromkeys(roles, 0)
        for a in directed.predecessors(b):
            for c in directed.successors(b):
                if a == c or directed.has_edge(a, c) or not sectors[a] or not sectors[c]:
                    continue
                ga, gb, gc = sectors[a], sectors[b], sectors[c]
                if ga == gb == gc:
                    counts["coordinator"] += 1
                elif ga == gc:
                    counts["consultant"] += 1
                elif gb == gc:
                    counts["gatekeeper"] += 1
                elif ga == gb:
                    counts["representative"] += 1
                else:
                    counts["liaison"] += 1
        result.append([counts[role] for role in roles])
    return result


def hub_impact(undirected):
    """Takes each node out in turn and looks at what is left."""
    main = max(nx.connected_components(undirected), key=len)
    result = []
    for node in undirected:
        if node not in main:
            result.append(0)
            continue
        rest = undirected.subgraph(main - {node})
        largest = max((len(c) for c in nx.connected_components(rest)), default=0)
        result.append(len(main) - 1 - largest)
    return result


def correlation_with_core(undirected, core):
    nodes = list(undirected)
    ties, ideal = [], []
    for a, b in itertools.combinations(nodes, 2):
        ties.append(1.0 if undirected.has_edge(a, b) else 0.0)
        ideal.append(1.0 if a in core and b in core else 0.0)
    if min(ties) == max(ties) or min(ideal) == max(ideal):
        return None
    return float(numpy.corrcoef(ties, ideal)[0, 1])


def best_core(undirected):
    """The best fit among the beginnings of the two orders that cohesion.hpp names."""
    cores = nx.core_number(undirected)
    degree = dict(undirected.degree())
    best = None
    for key in (lambda v: (-degree[v], -cores[v], v), lambda v: (-cores[v], -degree[v], v)):
        order = sorted(undirected, key=key)
        for size in range(2, len(order)):
            fit = correlation_with_core(undirected, set(order[:size]))
            if fit is not None and (best is None or fit > best + 1e-12):
                best = fit
    return best


def best_core_of_all(undirected):
    """The best fit of any core whatever; small graphs only."""
    nodes = list(undirected)
    fits = (
        correlation_with_core(undirected, set(core))
        for size in range(2, len(nodes))
        for core in itertools.combinations(nodes, size)
    )
    return max(fit for fit in fits if fit is not None)


def leiden_modularity(undirected):
    graph = igraph.Graph(n=undirected.number_of_nodes(), edges=list(undirected.edges()))
    best = None
    for seed in range(5):
        random.seed(seed)
        igraph.set_random_number_generator(random)
        found = graph.community_leiden(objective_function="modularity", n_iterations=-1)
        quality = graph.modularity(found)
        best = quality if best is None else max(best, quality)
    return best


def diversity(sectors):
    sizes = [sectors.count(s) for s in sorted(set(sectors) - {""})]
    total = sum(sizes)
    shares = [size / total for size in sizes]
    within = sum(math.comb(size, 2) for size in sizes)
    pairs = math.comb(total, 2)
    return {
        "blau": 1 - sum(p * p for p in shares),
        "evenness": -sum(p * math.log(p) for p in shares) / math.log(len(shares)),
        "eiBaseline": ((pairs - within) - within) / pairs,
    }


def expected(graph):
    undirected, directed = undirected_view(graph), directed_view(graph)
    n, sectors = graph["nodes"], graph["sectors"]
    chance = nx.density(directed)
    r = nx.overall_reciprocity(directed)
    crossing = [sectors[a] != sectors[b] for a, b in undirected.edges() if sectors[a] and sectors[b]]
    degrees = [d for _, d in undirected.degree()]
    multigraph = igraph.Graph(n=n, edges=[(a, b) for a, b, _ in graph["edges"]])
    impact = hub_impact(undirected)
    values = {
        "density": nx.density(undirected),
        "reciprocity": r,
        "reciprocityCorrected": (r - chance) / (1 - chance),
        "eiIndex": (crossing.count(True) - crossing.count(False)) / len(crossing),
        "degree": degrees,
        "inDegree": [d for _, d in directed.in_degree()],
        "outDegree": [d for _, d in directed.out_degree()],
        "betweenness": list(nx.betweenness_centrality(undirected).values()),
        "closeness": list(nx.closeness_centrality(undirected, wf_improved=True).values()),
        "pageRank": list(nx.pagerank(directed, alpha=0.85, tol=1e-15, max_iter=2000).values()),
        "effectiveSize": [None if math.isnan(v) else v for v in nx.effective_size(undirected).values()],
        "constraint": [None if math.isnan(v) else v for v in nx.constraint(undirected).values()],
        "brokerage": brokerage(directed, sectors),
        "articulationPoints": sorted(nx.articulation_points(undirected)),
        "bridges": sorted(multigraph.bridges()),
        "hubImpact": impact,
        "independence": 1 - max(impact) / (n - 1),
        "centralisation": sum(max(degrees) - d for d in degrees) / ((n - 1) * (n - 2)),
        "coreness": list(nx.core_number(undirected).values()),
        "corePeriphery": best_core(undirected),
        "modularity": leiden_modularity(undirected),
    }
    values.update(diversity(sectors))
    return values


def graph_of(name, nodes, edges, seed):
    rng = random.Random(seed)
    sectors = [rng.choice(SECTORS) if rng.random() < 0.85 else "" for _ in range(nodes)]
    return {"name": name, "nodes": nodes, "edges": [list(edge) for edge in edges], "sectors": sectors}


def from_networkx(name, graph, seed, direction=2):
    graph = nx.convert_node_labels_to_integers(graph)
    return graph_of(name, graph.number_of_nodes(), ((a, b, direction) for a, b in graph.edges()), seed)


def mixed(name, nodes, ties, seed):
    """Directions of all sorts, parallel ties and loops."""
    rng = random.Random(seed)
    edges = []
    for _ in range(ties):
        a, b = rng.randrange(nodes), rng.randrange(nodes)
        edges.append((a, b, rng.choice([0, 0, 1, 2])))
        if rng.random() < 0.2:
            edges.append((b, a, rng.choice([0, 0, 1, 2])))
    edges += [(0, 0, 0), (1, 1, 2), (1, 1, 1)]
    return graph_of(name, nodes, edges, seed)


def graphs():
    yield from_networkx("karate club", nx.karate_club_graph(), 1)
    yield from_networkx("les misérables", nx.les_miserables_graph(), 2)
    yield from_networkx("random", nx.gnp_random_graph(120, 0.05, seed=3), 3)
    yield from_networkx("preferential attachment", nx.barabasi_albert_graph(100, 2, seed=4), 4)
    yield from_networkx("random directed", nx.gnp_random_graph(60, 0.06, seed=5, directed=True), 5, direction=0)
    yield from_networkx("sparse and disconnected", nx.gnm_random_graph(90, 70, seed=6), 6)
    yield from_networkx("tree", nx.random_tree(50, seed=7), 7)
    yield from_networkx("planted groups", nx.planted_partition_graph(6, 20, 0.35, 0.02, seed=8), 8)
    yield mixed("mixed", 40, 60, 9)
    yield mixed("mixed and dense", 15, 60, 10)
    # Two triangles joined by a double tie, a chain by single ones, and a node of its own.
    yield graph_of(
        "by hand", 10,
        [(0, 1, 2), (1, 2, 0), (2, 0, 0), (2, 3, 0), (3, 2, 0), (3, 4, 1), (4, 5, 0), (5, 3, 0), (5, 6, 0), (6, 7, 2),
         (7, 8, 0), (8, 8, 0), (0, 1, 0)], 11)


def from_igraph(name):
    graph = igraph.Graph.Famous(name)
    return {"name": name, "nodes": graph.vcount(), "edges": [list(edge) for edge in graph.get_edgelist()]}


def plain(name, graph):
    graph = nx.convert_node_labels_to_integers(graph)
    return {"name": name, "nodes": graph.number_of_nodes(), "edges": [list(edge) for edge in graph.edges()]}


def undirected_graphs():
    """Real and random graphs, larger ones too, with what igraph finds in their simple undirected view."""
    yield plain("davis southern women", nx.davis_southern_women_graph())
    yield plain("florentine families", nx.florentine_families_graph())
    for name in ("Krackhardt_Kite", "Meredith", "Walther", "Tutte", "Zachary"):
        yield from_igraph(name)
    yield plain("preferential attachment", nx.barabasi_albert_graph(300, 2, seed=21))
    yield plain("small world", nx.watts_strogatz_graph(250, 4, 0.1, seed=22))
    yield plain("tree", nx.random_tree(300, seed=23))
    yield plain("disconnected", nx.gnm_random_graph(300, 260, seed=24))
    yield plain("caveman", nx.connected_caveman_graph(12, 8))
    yield plain("blocks on a string", nx.barbell_graph(12, 30))
    yield plain("grid", nx.grid_2d_graph(12, 15))
    hostile = nx.gnm_random_graph(60, 80, seed=25)
    doubled = plain("parallel ties and loops", hostile)
    doubled["edges"] += doubled["edges"][:40] + [[a, a] for a in range(20)] + [[b, a] for a, b in doubled["edges"][40:60]]
    yield doubled


def undirected_values(graph):
    n = graph["nodes"]
    simple = igraph.Graph(n=n, edges=graph["edges"]).simplify()
    reached = [len(simple.subcomponent(node)) - 1 for node in range(n)]
    sums = [sum(d for d in row if d < n) for row in simple.distances()]
    best = None
    for seed in range(5):
        random.seed(seed)
        igraph.set_random_number_generator(random)
        quality = simple.modularity(simple.community_leiden(objective_function="modularity", n_iterations=-1))
        best = quality if best is None else max(best, quality)
    return {
        "betweenness": [value / ((n - 1) * (n - 2) / 2) for value in simple.betweenness()],
        "closeness": [r / (n - 1) * (r / s) if r else 0 for r, s in zip(reached, sums)],
        "pageRank": simple.pagerank(damping=0.85),
        "coreness": simple.coreness(),
        "articulationPoints": sorted(simple.articulation_points()),
        "bridges": sorted(sorted(simple.es[edge].tuple) for edge in simple.bridges()),
        "modularity": best,
    }


def small_graphs():
    """Graphs of which every possible core can be tried."""
    for number in range(12):
        graph = nx.gnp_random_graph(9, 0.25 + 0.04 * number, seed=100 + number)
        yield {"nodes": 9, "edges": [list(edge) for edge in graph.edges()], "best": best_core_of_all(graph)}


def matchings():
    """Bipartite graphs with the size of their largest matching."""
    for number in range(20):
        rng = random.Random(200 + number)
        left, right = rng.randrange(1, 40), rng.randrange(1, 40)
        share = rng.choice([0.02, 0.05, 0.1, 0.3])
        rows = [[b for b in range(right) if rng.random() < share] for _ in range(left)]
        graph = nx.Graph()
        graph.add_nodes_from((("l", a) for a in range(left)), bipartite=0)
        graph.add_nodes_from((("r", b) for b in range(right)), bipartite=1)
        graph.add_edges_from((("l", a), ("r", b)) for a, row in enumerate(rows) for b in row)
        found = nx.bipartite.hopcroft_karp_matching(graph, [("l", a) for a in range(left)])
        yield {"right": right, "rows": rows, "size": len(found) // 2}


def rounded(value):
    if isinstance(value, float):
        return float(f"{value:.13g}")
    if isinstance(value, list):
        return [rounded(v) for v in value]
    if isinstance(value, dict):
        return {k: rounded(v) for k, v in value.items()}
    return value


def write(name, items):
    lines = ",\n".join(json.dumps(rounded(item), separators=(",", ":"), ensure_ascii=False) for item in items)
    (HERE / name).write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def main():
    written = []
    for graph in graphs():
        graph["expected"] = expected(graph)
        written.append(graph)
    write("graphs.json", written)
    further = list(undirected_graphs())
    for graph in further:
        graph["expected"] = undirected_values(graph)
    write("undirected.json", further)
    write("cores.json", list(small_graphs()))
    write("matchings.json", list(matchings()))


if __name__ == "__main__":
    main()

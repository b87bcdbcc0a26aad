#!/usr/bin/env python3
"""Writes the graph files that the tests of core/io read, with networkx and igraph, and checks that networkx and igraph
read what Impactweb writes (written/).

    build/sanitizers/core_tests "[write-reference]"    writes written/ anew, after the way of writing has changed
    python3 make_reference.py                          (needs python3-networkx and python3-igraph)

Expected values, in expected.json: by file its nodes {id: {label, energy, score, member}} and its edges
[from, to, directed, weight] in order.
"""

import io
import json
import pathlib

import igraph
import networkx as nx
from networkx.readwrite.gexf import GEXF

HERE = pathlib.Path(__file__).parent
LABELS = ["An", "Bén & <co>", "日本 💡", 'd "quoted"']


def graph_of(kind):
    graph = kind()
    for i, label in enumerate(LABELS):
        graph.add_node(f"v{i}", label=label, energy=i % 5 + 1, score=i / 4 + 0.125, member=i % 2 == 0)
    for i, (a, b) in enumerate([(0, 1), (1, 2), (2, 0), (3, 3), (0, 3)]):
        graph.add_edge(f"v{a}", f"v{b}", weight=i + 0.25)
    if graph.is_multigraph():
        graph.add_edge("v0", "v1", weight=7.75)
    return graph


def expected_of(graph):
    edges = [[a, b, graph.is_directed(), data["weight"]] for a, b, data in graph.edges(data=True)]
    return {"nodes": {node: dict(data) for node, data in graph.nodes(data=True)}, "edges": sorted(edges)}


def write_files():
    expected = {}
    for kind in (nx.Graph, nx.DiGraph, nx.MultiDiGraph):
        graph = graph_of(kind)
        name = kind.__name__.lower()
        for version in ("1.1draft", "1.2draft"):
            file = f"networkx-{name}-{version}.gexf"
            nx.write_gexf(graph, HERE / file, version=version)
            # The day on which it was written is no matter of the test.
            text = (HERE / file).read_text(encoding="utf-8")
            start = text.find("<meta")
            (HERE / file).write_text(text[:start] + text[text.find("</meta>") + 7 :], encoding="utf-8")
            expected[file] = expected_of(graph)
        file = f"networkx-{name}.graphml"
        nx.write_graphml(graph, HERE / file)
        expected[file] = expected_of(graph)
    graph = graph_of(nx.MultiDiGraph)
    # igraph gives ids of its own.
    graph = nx.relabel_nodes(graph, {f"v{i}": f"n{i}" for i in range(len(LABELS))})
    other = igraph.Graph.from_networkx(graph)
    del other.vs["_nx_name"]
    other.write_graphml(str(HERE / "igraph.graphml"))
    expected["igraph.graphml"] = expected_of(graph)
    text = json.dumps(expected, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (HERE / "expected.json").write_text(text, encoding="utf-8")


def read_gexf(name):
    """networkx before 3.0 knows no GEXF 1.3, and 1.2 is the same but for its name."""
    text = (HERE / name).read_text(encoding="utf-8")
    if "1.3" not in GEXF.versions:
        text = text.replace("http://gexf.net/1.3", "http://www.gexf.net/1.2draft")
    return nx.read_gexf(io.BytesIO(text.encode()))


def check_written():
    network = json.loads((HERE / "network.json").read_text(encoding="utf-8"))["network"]
    nodes = {node["id"]: node for node in network["nodes"]}
    gexf = read_gexf("written/network.gexf")
    graphml = nx.read_graphml(HERE / "written/network.graphml")
    for graph in (gexf, graphml):
        assert graph.is_directed() and set(graph.nodes) == set(nodes), graph.nodes
        for id, node in nodes.items():
            assert graph.nodes[id]["label"] == node["label"]
            assert graph.nodes[id]["Type"] == node["kind"]
            assert graph.nodes[id].get("members") == node.get("fields", {}).get("members")
        zet = graph.nodes["zet"]
        assert zet["Energy"] == 4 and zet["Pinned"] is True and zet["Place"] == "Tilburg"
        assert graph.nodes["é"]["Description"] == "line\nbreak"
        weights = sorted(data["weight"] for _, _, data in graph.edges(data=True) if "weight" in data)
        assert weights == ([0.5, 3, 5, 5] if graph is gexf else [0.5, 3, 5]), weights
    # An edge that is not directed is there both ways for a reader of GEXF.
    assert gexf.number_of_edges() == 7 and graphml.number_of_edges() == 5
    assert gexf.nodes["zet"]["viz"]["position"] == {"x": 120, "y": -40.5, "z": 0}
    assert gexf.nodes["zet"]["viz"]["size"] == 12.5 and gexf.nodes["zet"]["viz"]["color"]["r"] == 0x1F
    assert graphml.graph["title"] == network["title"] and graphml.graph["description"] == network["description"]
    of_igraph = igraph.Graph.Read_GraphML(str(HERE / "written/network.graphml"))
    assert of_igraph.vcount() == 4 and of_igraph.ecount() == 5 and of_igraph.is_directed()
    assert set(of_igraph.vs["label"]) == {node["label"] for node in nodes.values()}
    assert set(of_igraph.vs["id"]) == set(nodes)
    assert [weight for weight in of_igraph.es["weight"] if weight == weight] == [3, 5, 0.5]
    for file, key in (("graphology.json", "key"), ("polinode.json", "id")):
        graph = json.loads((HERE / "written" / file).read_text(encoding="utf-8"))
        assert {node[key] for node in graph["nodes"]} == set(nodes) and len(graph["edges"]) == 5


write_files()
check_written()
print("as expected")

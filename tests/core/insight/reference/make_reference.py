#!/usr/bin/env python3
"""Writes what the tests of core/insight and of core/analysis/assignment compare with, computed by scipy and networkx.

    python3 make_reference.py        (needs python3-scipy and python3-networkx)

assignments.json: [{left, right, pairs: [[left, right, weight]], total}], where total is the largest weight of a matching:
scipy's linear_sum_assignment on the matrix with a column of nothing for everybody, and networkx's max_weight_matching,
which must agree.
"""

import json
import pathlib
import random

import networkx as nx
import numpy
from scipy.optimize import linear_sum_assignment

HERE = pathlib.Path(__file__).parent


def largest_weight(left, right, pairs):
    weights = numpy.zeros((left, right + left))
    for a, b, weight in pairs:
        weights[a, b] = max(weights[a, b], weight)
    rows, columns = linear_sum_assignment(weights, maximize=True)
    total = int(weights[rows, columns].sum())
    graph = nx.Graph()
    for a, b, weight in pairs:
        if weight > 0:
            present = graph.get_edge_data(("l", a), ("r", b), {"weight": 0})["weight"]
            graph.add_edge(("l", a), ("r", b), weight=max(present, weight))
    matching = nx.max_weight_matching(graph)
    assert total == sum(graph.edges[edge]["weight"] for edge in matching)
    return total


def main():
    chance = random.Random(20)
    assignments = []
    for left, right, share, heaviest in [
        (0, 3, 0.5, 9),
        (1, 1, 1, 5),
        (4, 4, 1, 3),
        (6, 3, 0.7, 9),
        (3, 7, 0.7, 9),
        (12, 12, 0.3, 4),
        (20, 15, 0.2, 1000),
        (40, 40, 0.1, 10**6),
        (60, 60, 0.5, 3),
        (80, 30, 0.15, 100),
    ]:
        pairs = [
            [a, b, chance.randint(-1, heaviest)]
            for a in range(left)
            for b in range(right)
            if chance.random() < share
        ]
        assignments.append(
            {"left": left, "right": right, "pairs": pairs, "total": largest_weight(left, right, pairs)}
        )
    lines = ",\n".join(json.dumps(each, separators=(",", ":")) for each in assignments)
    (HERE / "assignments.json").write_text(f"[\n{lines}\n]\n")


main()

#!/usr/bin/env python3
"""Writes the runs of the Python package cma that the test of the policy cma-es follows step by step.

Usage: pip install cma==4.5.0 numpy; scripts/cma-reference.py > crates/lts-policy/fixtures/cma_es.json

`purecma` is the package's plain form of the algorithm. Its own way of drawing depends on the order and signs of
eigenvectors, so candidates are drawn here as mean + sigma C^(1/2) z, and the z are written down.
"""
import json
import random
import sys

import numpy
from cma import purecma

GENERATIONS = 60

FUNCTIONS = {
    "sphere": lambda x: float(sum(x * x)),
    "ellipsoid": lambda x: float(sum(1e6 ** (i / (len(x) - 1)) * v * v for i, v in enumerate(x))),
    "rosenbrock": lambda x: float(sum(100 * (x[:-1] ** 2 - x[1:]) ** 2 + (x[:-1] - 1) ** 2)),
}


def run(function, mean, sigma, seed):
    draw = random.Random(seed)
    strategy = purecma.CMAES(mean, sigma)
    # The covariance's eigenvalues are computed anew for every generation.
    strategy.params.lazy_gap_evals = 0
    population = strategy.params.lam
    generations = []
    for _ in range(GENERATIONS):
        covariance = numpy.array([list(row) for row in strategy.C])
        values, vectors = numpy.linalg.eigh(covariance)
        root = vectors @ numpy.diag(numpy.sqrt(values)) @ vectors.T
        noise = [[draw.gauss(0, 1) for _ in mean] for _ in range(population)]
        places = [numpy.array(strategy.xmean) + strategy.sigma * (root @ numpy.array(z)) for z in noise]
        costs = [FUNCTIONS[function](x) for x in places]
        strategy.C.update_eigensystem(strategy.counteval, 0)
        strategy.tell([list(x) for x in places], costs)
        generations.append({
            "noise": noise, "costs": costs, "mean": list(strategy.xmean), "sigma": strategy.sigma,
            "covariance": [list(row) for row in strategy.C],
        })
    return {"function": function, "mean": mean, "sigma": sigma, "population": population, "generations": generations}


def main():
    runs = [
        run("sphere", [1.0, -2.0, 0.5], 0.5, 1),
        run("ellipsoid", [1.0, 1.0, 1.0, 1.0], 0.3, 2),
        run("rosenbrock", [-1.0, 0.5], 0.4, 3),
    ]
    json.dump(runs, sys.stdout)
    print()


main()

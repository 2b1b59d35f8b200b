#!/usr/bin/env python3
"""Writes points and what scikit-learn's SVC makes of them, for the test of the toy's support vector machine.

Usage: pip install scikit-learn==1.9.1; scripts/svc-reference.py > crates/lts-toy/fixtures/svc.json
"""
import json
import sys

import numpy
from sklearn.svm import SVC

# The real points of the toy: class, horizontal and vertical mean, standard deviation.
REAL = [(0, -7, 0, 0.71), (0, -3, 3, 1), (0, 3, -3, 1), (1, 0, 5, 0.71), (1, 3, 3, 1), (1, -3, -3, 1)]
# Two wide Gaussians for each class, which overlap: many support vectors, and errors.
WIDE = [(0, -4, 1, 2.5), (0, 3, -3, 2), (1, 1, 4, 2), (1, -3, -3, 2)]


def draw(components, count, random):
    rows = []
    for index in range(count):
        own = [component for component in components if component[0] == index % 2]
        label, x, y, deviation = own[random.integers(len(own))]
        at = numpy.float32([random.normal(x, deviation), random.normal(y, deviation)])
        # Four decimals are points like others, and short.
        rows.append([round(float(at[0]), 4), round(float(at[1]), 4), label])
    return rows


def case(components, cost, gamma, seed):
    random = numpy.random.default_rng(seed)
    train, test = draw(components, 200, random), draw(REAL, 400, random)
    coordinates = lambda rows: numpy.float32([row[:2] for row in rows]).astype(float)
    labels = lambda rows: [row[2] for row in rows]
    machine = SVC(C=cost, gamma=gamma, kernel="rbf", tol=1e-3).fit(coordinates(train), labels(train))
    return {
        "cost": cost, "gamma": gamma, "train": train, "test": test,
        "accuracy": machine.score(coordinates(test), labels(test)),
        "decisions": machine.decision_function(coordinates(test)).tolist()[:50],
    }


def main():
    cases = [
        case(REAL, 1.0, 0.1, 1), case(WIDE, 1.0, 0.1, 2), case(WIDE, 10.0, 0.03, 3), case(WIDE, 0.5, 0.5, 4),
        case(REAL, 10.0, 1.0, 5),
    ]
    json.dump(cases, sys.stdout)
    print()


main()

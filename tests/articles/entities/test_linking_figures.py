"""The metrics of the linking benchmark on cases worked out by hand."""

import importlib.util
from itertools import permutations
from pathlib import Path
from random import Random
from types import ModuleType

import pytest

PLACE = Path(__file__).parents[3] / "benchmarks" / "coreference.py"


@pytest.fixture(scope="module")
def linking() -> ModuleType:
    spec = importlib.util.spec_from_file_location("benchmark_coreference", PLACE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_perfect_answers_score_a_hundred(linking: ModuleType) -> None:
    gold = ["a", "a", "b", "c"]
    given = [1, 1, 2, 3]
    for metric in linking.METRICS.values():
        assert metric(gold, given).f1 == 100


def test_one_entity_for_two_costs_precision_alone(linking: ModuleType) -> None:
    figures = linking.b_cubed(["a", "a", "b", "b"], [1, 1, 1, 1])
    assert figures.precision == 50
    assert figures.recall == 100


def test_ceaf_aligns_each_entity_once(linking: ModuleType) -> None:
    figures = linking.ceaf_e(["a", "a", "a", "b"], [1, 1, 2, 2])
    similarity = 2 * 2 / (3 + 2) + 2 * 1 / (1 + 2)
    assert figures.precision == pytest.approx(100 * similarity / 2)


def test_the_assignment_is_the_cheapest_of_all(linking: ModuleType) -> None:
    random = Random(5)
    for size in range(1, 6):
        costs = [[random.random() for _ in range(size)] for _ in range(size)]
        cheapest = min(
            sum(costs[i][j] for i, j in enumerate(order)) for order in permutations(range(size))
        )
        assert linking._assignment(costs) == pytest.approx(cheapest)


def test_what_is_overlooked_costs_recall_and_what_is_none_costs_precision(
    linking: ModuleType,
) -> None:
    gold, given, both = ["a", "a", "b"], [1, 1, 9, 9], [("a", 1), ("a", 1)]
    for name, metric in linking.METRICS.items():
        figures = metric(gold, given, both)
        assert figures.precision == 50, name
        assert figures.recall == pytest.approx({"CEAFe": 50, "pairs": 100}.get(name, 200 / 3)), name

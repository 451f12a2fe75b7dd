"""Train the tagger: `python -m training GOLD_FOLDER`.

GOLD_FOLDER holds the sets named in `SETS`, as `NAME.jsonl.gz` or `NAME.jsonl`. It takes one core
and some minutes.
"""

import argparse
import logging
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from articles.entities.weights import Weights, to_bytes
from training.casing import with_headlines
from training.examples import TAGS, Examples, collect
from training.gold import Document, read
from training.perceptron import Model, Trainer
from training.silver import by_vote

SETS = {
    # name: how many times it is read
    "gmb": 1,
    "wikigold": 3,
    "redocred": 1,
    "uner_ewt": 2,
    "uner_pud": 3,
    "re3d": 2,
    "btc": 1,
    "wnut17": 1,
    "fewnerd": 1,
    "crossner": 1,
}
SEED = 1
EPOCHS = 8
KEPT = 0.3
"""The share of weights kept, the most important."""
OUT = Path(__file__).parent.parent / "articles" / "entities" / "data" / "weights.xz"
log = logging.getLogger("training")


def _places(folder: Path, name: str) -> tuple[Path, Path]:
    return folder / f"{name}.jsonl.gz", folder / f"{name}.jsonl"


def documents(folder: Path) -> Iterator[Document]:
    """Everything that is trained on, in order, with headlines mixed in."""
    chance = random.Random(SEED)
    for name, times in SETS.items():
        path = next((p for p in _places(folder, name) if p.exists()), None)
        if path is None:
            log.warning("%s is not in %s: trained without it", name, folder)
            continue
        texts = list(read(path))
        for document in by_vote(texts) if name == "gmb" else texts:
            for _ in range(times):
                yield with_headlines(document, chance)


def train(folder: Path, epochs: int = EPOCHS, kept: float = KEPT) -> Weights:
    """Weights from the sets in a folder; the same sets give the same weights."""
    shuffled = list(documents(folder))
    random.Random(SEED).shuffle(shuffled)
    examples = collect(shuffled)
    log.info("%d tokens, %d features", len(examples.tags), len(examples.keys))
    trainer = Trainer(examples, SEED)
    for number in range(epochs):
        log.info("epoch %d: %.2f %% of tokens wrong", number + 1, 100 * trainer.epoch())
    return pruned(trainer.model(), examples, kept)


def pruned(model: Model, examples: Examples, kept: float) -> Weights:
    """The model with only its most important weights, and only features that have any.

    A weight matters by its size and by how often it is asked for.
    """
    importance = np.abs(model.features) * np.sqrt(examples.uses)[:, None]
    least = np.quantile(importance[importance > 0], 1 - kept)
    features = np.where(importance >= least, model.features, np.float32(0))
    used = np.flatnonzero(features.any(1))
    return Weights(TAGS, examples.keys[used], features[used], model.step, model.begin)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("folder", type=Path, help="folder with the gold sets")
    parser.add_argument("--out", type=Path, default=OUT, help="where the weights go")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    content = to_bytes(train(options.folder, options.epochs))
    options.out.write_bytes(content)
    log.info("%s: %.2f MB", options.out, len(content) / 1e6)


if __name__ == "__main__":
    main()

"""Train the tagger: `python -m training GOLD_FOLDER [--digests FILE]`.

GOLD_FOLDER holds the sets named in `SETS`, as `NAME.jsonl.gz` or `NAME.jsonl`. The project's own
sets, those in `OWN`, are always trained on, but for what is held back. With `--digests`, a tagger
trained on all these first labels the digests of Wikipedia's "Current events", see
`training.digests`; then the tagger is trained on both. It takes one core and some minutes.
"""

import argparse
import logging
import random
from collections.abc import Iterator, Set
from pathlib import Path

import numpy as np

from articles.entities.tagger import Tagger
from articles.entities.weights import Weights, to_bytes
from training.casing import with_headlines
from training.digests import read_digests, taught_by
from training.examples import TAGS, Collector, Examples
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
OWN = {"news": 5, "headlines": 5}
"""The project's own sets in `news_gold`: news marked by reading, so they count for more."""
HELD_BACK = 4
"""Every so many-th text of the project's own sets, from the first, is kept for checking."""
OWN_FOLDER = Path(__file__).parent / "news_gold"
SEED = 1
EPOCHS = 8
KEPT = 0.26
"""The share of weights kept, the most important."""
OUT = Path(__file__).parent.parent / "articles" / "entities" / "data" / "weights.xz"
log = logging.getLogger("training")


def _places(folder: Path, name: str) -> tuple[Path, Path]:
    return folder / f"{name}.jsonl.gz", folder / f"{name}.jsonl"


def documents(folder: Path, own: Path = OWN_FOLDER) -> Iterator[Document]:
    """Everything that is trained on, in order, with headlines mixed in.

    What is held back of the project's own sets is not read from GMB either.
    """
    chance = random.Random(SEED)
    read_here = [list(_documents(own, name)) for name in OWN]
    marked = {document.id.rpartition("/")[2] for texts in read_here for document in texts}
    kept = [[text for n, text in enumerate(texts) if n % HELD_BACK] for texts in read_here]
    sets = [(_silver(folder, marked) if n == "gmb" else _documents(folder, n)) for n in SETS]
    for texts, times in zip([*sets, *kept], [*SETS.values(), *OWN.values()], strict=True):
        for document in texts:
            for _ in range(times):
                yield with_headlines(document, chance)


def _documents(folder: Path, name: str) -> Iterator[Document]:
    path = next((p for p in _places(folder, name) if p.exists()), None)
    if path is None:
        log.warning("%s is not in %s: trained without it", name, folder)
        return
    yield from read(path)


def _silver(folder: Path, marked: Set[str]) -> Iterator[Document]:
    """GMB with its labels repaired, without the documents that were marked by reading."""
    texts = [document for document in _documents(folder, "gmb") if document.id not in marked]
    yield from by_vote(texts)


def train(
    folder: Path,
    epochs: int = EPOCHS,
    kept: float = KEPT,
    own: Path = OWN_FOLDER,
    digests: Path | None = None,
) -> Weights:
    """Weights from the sets in two folders and a file; the same texts give the same weights."""
    shuffled = list(documents(folder, own))
    random.Random(SEED).shuffle(shuffled)
    collector = Collector()
    collector.add_all(shuffled)
    if digests is not None:
        log.info("a first tagger, for the digests")
        teacher = Tagger(_learned(collector.examples(), max(1, epochs // 2), kept=1))
        collector.add_all(_labelled(digests, teacher))
    return _learned(collector.examples(), epochs, kept)


def _labelled(digests: Path, teacher: Tagger) -> list[Document]:
    chance = random.Random(SEED)
    labelled = [with_headlines(one, chance) for one in read_digests(digests, taught_by(teacher))]
    chance.shuffle(labelled)
    return labelled


def _learned(examples: Examples, epochs: int, kept: float) -> Weights:
    log.info("%d tokens, %d features", len(examples.tags), len(examples.keys))
    trainer = Trainer(examples, SEED)
    for number in range(epochs):
        log.info(
            "epoch %d: %.2f %% of tokens wrong or narrowly right", number + 1, 100 * trainer.epoch()
        )
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
    parser.add_argument("--digests", type=Path, help="wikipedia_current_events.jsonl.gz")
    parser.add_argument("--out", type=Path, default=OUT, help="where the weights go")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    content = to_bytes(train(options.folder, options.epochs, digests=options.digests))
    options.out.write_bytes(content)
    log.info("%s: %.2f MB", options.out, len(content) / 1e6)


if __name__ == "__main__":
    main()

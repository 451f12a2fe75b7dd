"""What the user said of single reports that holds nowhere in a library.

Apart from what writes one: the reader asks for this alone, and would load numpy with that.
"""

from contextlib import closing
from pathlib import Path

from index.build.texts import WrittenTexts
from index.library.errors import LibraryMissing
from index.library.library import Library
from index.mentions.judging_here import Lost
from index.mentions.judging_here import lost as lost_in
from index.notebook.judged import SaidOfEntities


def lost(folder: Path, said: SaidOfEntities) -> list[Lost]:
    """What holds nowhere in the library in `folder`, of what was said of single reports.

    Raises:
        LibraryError: The library cannot be read, but for one that is not there.
        EngineError: The same of its text index.
    """
    if not any(one.where for one in said.judgements.values()):
        return []
    try:
        library = Library.open(folder)
    except LibraryMissing:
        return []
    with closing(library):
        texts = WrittenTexts(library.catalogue, lambda: library.engine, said.known)
        return lost_in(library.mentions, texts, said.judgements)

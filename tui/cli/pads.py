"""`gazetteer pad`: the clips with their citations."""

import argparse

from index.notebook.acts import Facet
from index.notebook.notebook import Notebook
from index.notebook.pad_formats import PRINTED
from tui.cli import output
from tui.cli.exporting import deliver
from tui.cli.opening import explained
from tui.cli.source import source
from tui.problems import Exit


def run(arguments: argparse.Namespace) -> int:
    """Print the pad, or write it to a file."""
    with source(arguments) as found, explained():
        clips = []
        if found.has_notebook:
            with Notebook(found.notebook) as notebook:
                clips = notebook.acts(Facet.CLIP)
    if not clips:
        output.tell("there are no clips of this collection; c in the reader takes one")
        return Exit.NOTHING_FOUND
    root = str(found.collection.root)
    deliver(PRINTED[arguments.format](clips, root), arguments.output)
    return Exit.DONE

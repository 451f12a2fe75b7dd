"""`gazetteer [COLLECTION]`: open the reader."""

import argparse

from index.library.folder import default_base
from tui.cli import last_collection, spool
from tui.cli.source import base_of, settings, source
from tui.cli.stand_in import standing_in
from tui.problems import Usage


def run(arguments: argparse.Namespace) -> int:
    """Open the reader, and stay until the user leaves it."""
    from tui import launch
    from tui.widgets.columns import read_columns

    is_piped = arguments.collection == "-"
    told = _choose(arguments)
    if arguments.collection is None:
        return _ask(arguments, told)
    with source(arguments) as found, standing_in(found.folder) as told:
        if is_piped:
            spool.keyboard()
        root = found.collection.root
        try:
            launch.check_terminal()
            if not (is_piped or arguments.samples):
                last_collection.remember(root)
            read_columns(settings().columns or "")
            return launch.run(root, found.base, settings(), told)[0]
        except launch.NoTerminal as error:
            raise Usage(str(error)) from error
        except ValueError as error:
            raise Usage(f"the setting 'columns': {error}") from error


def _ask(arguments: argparse.Namespace, told: str) -> int:
    """Have the reader ask what to read, and remember the answer."""
    from articles.samples import FOLDER
    from tui import launch

    try:
        launch.check_terminal()
    except launch.NoTerminal as error:
        raise Usage(
            "say which folder or file of reports to read: 'gazetteer FOLDER', or try the"
            " sample reports: 'gazetteer --samples'"
        ) from error
    with standing_in(default_base()) as also:
        told = " ".join(filter(None, (told, also)))
        code, read = launch.run(None, base_of(arguments), settings(), told)
    if read is not None and read != FOLDER:
        last_collection.remember(read)
    return code


def _choose(arguments: argparse.Namespace) -> str:
    """Find out what to read if the arguments do not say; what there is to be told of it."""
    if arguments.samples:
        from articles.samples import FOLDER

        if arguments.collection:
            raise Usage("--samples opens the sample reports; leave out the collection")
        arguments.collection = str(FOLDER)
    elif arguments.collection is None:
        before = last_collection.recalled()
        if before is None:
            return ""
        if not before.exists():
            return f"{before} was read last, and is not there any more."
        arguments.collection = str(before)
    return ""

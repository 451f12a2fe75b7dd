"""Describing an act of the user's in words, with reports called by their titles."""

from index.anchors import Ref, by_id
from index.judgements.judgement import Judgement
from index.library.library import Library
from index.notebook.acts import Act, told
from index.notebook.attached import Attached


def told_by_title(act: Act, attached: Attached, library: Library) -> tuple[str, tuple[str, ...]]:
    """What an act says, in a few words, and the names in it that may be shortened.

    A report that is gone, or has no title, is called by its id.
    """
    names: list[str] = list(act.names) if isinstance(act, Judgement) else []

    def title(report: Ref) -> str:
        number = attached.number_of(report)
        rows = [] if number is None else library.catalogue.rows([number])
        known = next((row.title for row in rows if not row.is_gone), "")
        names.append(known or by_id(report))
        return names[-1]

    return told(act, title), tuple(names)

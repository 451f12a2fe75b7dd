"""What was kept, as the lists show it."""

import pytest

from articles.quotation import Fate, Quotation
from articles.wording import Stretch
from index.anchors import Ref
from index.notebook.acts import Clip, Note
from index.notebook.notebook import Entry
from tui.background.placed import Placed
from tui.background.verifying import Verdict
from tui.desk.kept import clip_row, note_row

WORDS = "considerable floods " * 60
REPORT = Ref("a.txt", "")


def placed(act: Clip | Note) -> Placed:
    return Placed(Entry(1, "", act), act, 1, Fate.UNCHANGED, (0, 1))


def clip(text: str) -> Placed:
    return placed(Clip("c", REPORT, Quotation(text, 0), "A title"))


def test_what_is_too_long_for_a_list_is_cut_between_words() -> None:
    noted = note_row(placed(Note("n", REPORT, WORDS, Quotation(WORDS, 0), "A title")))
    clipped = clip_row(clip(WORDS), {})
    reworded = Verdict(Fate.CHANGED, True, (Stretch(WORDS, f"very {WORDS}"),))
    both = clip_row(clip(WORDS), {"c": reworded})
    for row, times in ((noted, 2), (clipped, 1), (both, 2)):
        assert row.plain.count("…") == times
        for cut in row.plain.split("…")[:-1]:
            assert cut.endswith(("considerable", "floods"))
        assert len(row.plain) < 1400


@pytest.mark.parametrize(
    "text", ["联合国安理会举行紧急会议" * 60, "see https://a.example/" + "b" * 900]
)
def test_what_has_no_words_to_cut_between_is_cut_all_the_same(text: str) -> None:
    shown = clip_row(clip(text), {}).plain.split("”")[0]
    assert shown.endswith("…")
    assert len(shown) > 140

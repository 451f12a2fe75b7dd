"""What keys do inside the open report: find, choose by letters, select, leave paragraphs out."""

from textual import events, on, work

from articles.article import Span
from index.search.find import FindError
from tui.background.answers import SearchUnavailable
from tui.commands.command import Pane
from tui.desk.presenting import repeated_there
from tui.desk.walking import Stop
from tui.page.counted import counted
from tui.page.hinting import Hints
from tui.page.selecting import EMACS, KEYS, Motion
from tui.screens.reading import ReadingScreen
from tui.widgets.find_bar import FindBar

_TAKEN_BY_SELECTING = frozenset({"move", "pane", "concordance"})
"""Actions whose keys move the end of a selection while one selects."""


class TextScreen(ReadingScreen):
    """Adds to reading what is done to the text alone.

    While letters stand on the names, or while one selects, some keys mean something else: then
    `check_action` lets them pass, and `on_key` takes them.
    """

    _hints: Hints | None = None
    """The letters that were put on names last."""
    _found_from = 0
    """Where the reader was when finding began."""

    @property
    def _is_hinting(self) -> bool:
        """Whether letters stand on the names; they go with the text when another one is shown."""
        return self._hints is not None and self.reading.is_labelled

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave those keys to `on_key` that mean something else now."""
        if self._is_hinting:
            return False
        if self.reading.is_selecting:
            is_motion = action in _TAKEN_BY_SELECTING
            if is_motion or (action == "count" and parameters == (0,) and not self._count):
                return False
        return super().check_action(action, parameters)

    def leave_text_layer(self) -> bool:
        """End the last of selecting, finding and leaving out; false if there is none of them."""
        if self.reading.is_selecting or self.reading.selected:
            self.end_selecting()
        elif self.desk.found is not None:
            self._find_here("")
        elif self.reading.only_lit:
            self.action_only_lit()
        else:
            return False
        return True

    def on_key(self, event: events.Key) -> None:
        """Take a letter of a hint, or a motion of a selection."""
        if self._is_hinting:
            event.stop()
            event.prevent_default()
            self._label_typed(event.character or "", event.key)
        elif self.reading.is_selecting and (motion := self._motion(event.key)):
            event.stop()
            event.prevent_default()
            self.reading.extend(motion, self.times())
            self._tell_selected()

    @property
    def _has_emacs_keys(self) -> bool:
        return "ctrl+n" in self.keymap.keys["move.down"]

    def _motion(self, key: str) -> Motion | None:
        return KEYS.get(key) or (EMACS.get(key) if self._has_emacs_keys else None)

    # Letters on names

    def action_hints(self) -> None:
        """Put a letter on every name on the screen, to trace by it."""
        self.enter(Pane.READING)
        seen = self.reading.in_sight
        names = {
            Span(one.start, one.end): None
            for one in (self.desk.report.named() if self.desk.report else ())
            if seen.start <= one.start < seen.end and not self.reading.is_folded(one.start)
        }
        if not names:
            self.status_line.say("Nobody is mentioned on the screen")
            return
        self._hints = Hints(list(names))
        self.reading.label(self._hints.shown)
        self.status_line.say("Type the letters of a name to trace it; Esc for none")

    def _label_typed(self, character: str, key: str) -> None:
        hints = self._hints
        assert hints is not None
        target = hints.type(character) if character.isalpha() else None
        if target is None and key not in ("escape", "enter"):
            self.reading.label(hints.shown)
            return
        self._hints = None
        self.reading.label({})
        self.status_line.say("")
        if target is not None:
            self._trace_near(target, target.start, 1)

    # Finding

    def begin_finding(self) -> None:
        """Type what to find in the open report."""
        self.walker.stop()
        self.jump_from_here()
        self._found_from = self.reading.reading_offset
        self.find_bar.open()

    @on(FindBar.Changed)
    def _finding(self, event: FindBar.Changed) -> None:
        self._find_here(event.text)

    @on(FindBar.Left)
    def _found(self, event: FindBar.Left) -> None:
        self.enter(Pane.READING)
        self._find_here(event.text, stay=not event.text)

    @work(exclusive=True, group="find")
    async def _find_here(self, text: str, *, stay: bool = False) -> None:
        try:
            found = await self.desk.find(text)
        except (FindError, SearchUnavailable) as problem:
            self.status_line.say(str(problem))
            return
        self.status_line.say("")
        self.light()
        if found and found.spans:
            after = [span for span in found.spans if span.start >= self._found_from]
            self.arrive((after or found.spans)[0], "")
        elif found:
            self.status_line.say("Not in this article")
        if stay:
            self.reading.restore(self._found_from)

    # Leaving out

    def action_only_lit(self) -> None:
        """Show only paragraphs with hits or mentions of the traced entity; again: all."""
        pane = self.reading
        walked = any(self.desk.stops(kind) for kind in Stop)
        if not walked and not pane.only_lit:
            self.status_line.say("Nothing is lit here: search, or trace somebody")
            return
        pane.only_lit = not pane.only_lit
        self.status_line.say("Only paragraphs with hits or mentions" if pane.only_lit else "")

    def action_fold(self) -> None:
        """Fold or unfold page furniture; say why a paragraph that is seen again is furniture."""
        self.reading.toggle_folds()
        report = self.desk.report
        if report is not None and report.repeated and not self.reading.folded:
            self.status_line.say(repeated_there(report.repeated))

    # Selecting

    def action_select(self) -> None:
        """Select from the keyboard, or end it."""
        if self.reading.is_selecting:
            self.end_selecting()
            return
        if self.desk.report is None:
            self.status_line.say("No report is open")
            return
        self.enter(Pane.READING)
        self.reading.begin_selecting()
        self._tell_selected()

    def end_selecting(self) -> None:
        """Select nothing any more."""
        self.reading.end_selecting()
        self.status_line.say("")

    def _tell_selected(self) -> None:
        selected = self.reading.selected
        length = selected.end - selected.start if selected else 0
        keys = "Ctrl-n p f b a e" if self._has_emacs_keys else "h j k l w b { }"
        self.status_line.say(f"{counted(length, 'character')} selected · {keys} move its end")

"""Where a judgement holds that does not hold everywhere: one mention, or one report."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from articles.quotation import Quotation
from index.anchors import AnchorUnreadable, Called, Ref, by_id, line_from, quotation_from, text_from
from index.judgements.form import form_of


@dataclass(frozen=True, slots=True)
class Where:
    """One mention of a report, or all that it has of one name."""

    report: Ref
    name: str
    """As the report says it."""
    quotation: Quotation | None = None
    """The mention; None for all that are of this name."""

    @property
    def item(self) -> str:
        """Tells it from other places in the report."""
        return self.name if self.quotation is None else f"{self.name} {self.quotation.start}"

    def described(self, called: Called = by_id) -> str:
        """It in a few words, with its report as `called` has it."""
        which = "every" if self.quotation is None else "this"
        return f"{which} '{self.name}' in {called(self.report)}"

    def touches(self, other: "Where") -> bool:
        """Whether it is, or has in it, the same mention as another place."""
        if self.report.id != other.report.id or form_of(self.name) != form_of(other.name):
            return False
        one, two = self.quotation, other.quotation
        if one is None or two is None or one.start == two.start:
            return True
        return (one.prefix, one.suffix) == (two.prefix, two.suffix)

    def as_plain(self) -> dict[str, Any]:
        """It as `where_from` reads it."""
        plain = {"report": self.report._asdict(), "name": self.name}
        return plain if self.quotation is None else {**plain, "quotation": asdict(self.quotation)}


def where_from(plain: Mapping[str, Any]) -> Where:
    """A place as a line says it; the hash of the report's text may be left out.

    Raises:
        AnchorUnreadable: It is none.
        KeyError, TypeError, AttributeError: Something is missing, or of another kind.
    """
    report, quotation = plain["report"], plain.get("quotation")
    where = Where(
        Ref(text_from(report["id"]), line_from(report.get("text", ""))),
        line_from(plain["name"]),
        None if quotation is None else quotation_from(quotation),
    )
    if not where.name or (where.quotation is not None and not where.quotation.text):
        raise AnchorUnreadable("a name or a quotation without words stands nowhere")
    return where

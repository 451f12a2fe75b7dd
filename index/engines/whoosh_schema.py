"""The fields of the Whoosh index, as Whoosh is told of them.

Apart from `index.engines.whoosh_terms`, so that who only analyses reports need not load Whoosh.
"""

from typing import Final

from index.engines.whoosh_guard import COLUMN, FieldType, Format, NumericColumn, Schema
from index.engines.whoosh_terms import FIELDS


def _field() -> FieldType:
    """A field that Whoosh stores lengths and posting values of; what they mean is our business."""
    return FieldType(Format(), None, scorable=True)


SCHEMA: Final = Schema(number=COLUMN(NumericColumn("I")), **{name: _field() for name in FIELDS})

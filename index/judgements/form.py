"""What spellings of a name count as the same, where the user says something of a name."""

from typing import TypeAlias

from articles.entities import forms, spelling

Form: TypeAlias = tuple[str, bool]
"""What surfaces that are judged together share: their key, and whether they are acronyms."""


def form_of(surface: str) -> Form:
    """What is judged together: `al-Nusra` and `Al Nusra` are of one form, ISIS and Isis are not."""
    return spelling.key(surface), forms.is_acronym(surface)

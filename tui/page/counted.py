"""How many of something, in words."""


def counted(count: int, what: str) -> str:
    """`1 report`, `1,200 reports`: of words that take an s."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"

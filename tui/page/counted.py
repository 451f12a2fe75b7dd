"""How many of something, in words."""


def counted(count: int, what: str) -> str:
    """`1 report`, `1,200 reports`: of words that take an s."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def more(count: int) -> str:
    """What follows the first of several things: `, and 11 more`; nothing if it is the only one."""
    return f", and {count - 1:,} more" if count > 1 else ""

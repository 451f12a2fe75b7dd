"""Quoting a report: a passage with what says where it is from. Pure."""

from articles.article import FURNITURE, Article, Label, Span

_ABOVE = FURNITURE | {Label.HEADLINE, Label.DATELINE, Label.BYLINE}


def story_from(article: Article, offset: int) -> int:
    """Where to take a passage from: a character, or, above a story, where the story begins."""
    under = next((part for part in article.parts if part.start <= offset < part.end), None)
    if under is None or under.label not in _ABOVE:
        return offset
    story = (part.start for part in article.parts if part.label not in _ABOVE)
    return next((start for start in story if start > offset), offset)


def cited(article: Article, span: Span) -> str:
    """A passage, and below it where it is from: title, source, date, path, characters."""
    words, place = article.text[slice(*span)], f"characters {span.start}–{span.end}"
    return f"“{words}”\n— {_of(article)}, {place}\n"


def cited_whole(article: Article) -> str:
    """Which report it is: title, source, date, path."""
    return f"{_of(article)}\n"


def _of(article: Article) -> str:
    date = article.date
    dated = f"{date.value} ({date.known_by})" if date else "no date"
    about = [one for one in (article.source, article.author, dated, article.url) if one]
    title = f"[{article.title}]" if article.title_derived else article.title
    return f"{title}. {', '.join(about)}. {article.id}"

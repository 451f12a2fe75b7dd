"""Quoting a report: a passage with what says where it is from. Pure."""

from articles.article import Article, Label, Span


def paragraph_at(text: str, offset: int) -> Span:
    """The paragraph, a run of lines between empty ones, around a character."""
    start = text.rfind("\n\n", 0, offset)
    start = max(start, 0)
    end = text.find("\n\n", offset)
    end = len(text) if end < 0 else end
    passage = text[start:end]
    start += len(passage) - len(passage.lstrip())
    return Span(start, max(start, start + len(passage.strip())))


_ABOVE = frozenset({Label.HEADLINE, Label.DATELINE, Label.BYLINE, Label.CHROME})


def passage_at(article: Article, offset: int) -> Span:
    """The paragraph around a character; from what stands above a story, its first one."""
    under = next((part for part in article.parts if part.start <= offset < part.end), None)
    if under is not None and under.label in _ABOVE:
        story = (part.start for part in article.parts if part.label not in _ABOVE)
        offset = next((start for start in story if start > offset), offset)
    return paragraph_at(article.text, offset)


def cited(article: Article, span: Span) -> str:
    """A passage, and below it where it is from: title, source, date, path, characters."""
    dated = f"{article.date.value} (by its {article.date.basis})" if article.date else "no date"
    about = [one for one in (article.source, article.author, dated, article.url) if one]
    title = f"[{article.title}]" if article.title_derived else article.title
    return (
        f"“{article.text[slice(*span)]}”\n"
        f"— {title}. {', '.join(about)}. {article.id}, characters {span.start}–{span.end}\n"
    )

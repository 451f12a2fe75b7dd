"""Quoting a report: a passage with what says where it is from. Pure."""

from articles.article import Article, Span


def paragraph_at(text: str, offset: int) -> Span:
    """The paragraph, a run of lines between empty ones, around a character."""
    start = text.rfind("\n\n", 0, offset)
    start = max(start, 0)
    end = text.find("\n\n", offset)
    end = len(text) if end < 0 else end
    passage = text[start:end]
    start += len(passage) - len(passage.lstrip())
    return Span(start, max(start, start + len(passage.strip())))


def cited(article: Article, span: Span) -> str:
    """A passage, and below it where it is from: title, source, date, path, characters."""
    dated = f"{article.date.value} (by its {article.date.basis})" if article.date else "no date"
    about = [one for one in (article.source, article.author, dated, article.url) if one]
    title = f"[{article.title}]" if article.title_derived else article.title
    return (
        f"“{article.text[slice(*span)]}”\n"
        f"— {title}. {', '.join(about)}. {article.id}, characters {span.start}–{span.end}\n"
    )

"""The two real reports that are not shipped, taken apart to the letter."""

from pathlib import Path

from articles.article import Article
from articles.collection.collection import Collection, File
from articles.formats.opening import parsed


def report(shared: Path, start: str) -> Article:
    """The report whose file name starts so."""
    collection = Collection.open(shared / "reports")
    files = [file for file in collection.scan() if isinstance(file, File)]
    (file,) = [file for file in files if file.path.startswith(start)]
    (article,) = collection.read(file, parsed)
    assert isinstance(article, Article)
    return article


def outline(article: Article) -> list[tuple[str, int, int, str, str]]:
    """Label, place, first and last characters of each part."""
    found = []
    for part in article.parts:
        text = article.text[part.start : part.end]
        found.append((part.label.value, part.start, part.end, text[:12], text[-12:]))
    return found


def test_a_report_with_furniture_and_no_headline(shared: Path) -> None:
    article = report(shared, "000")
    assert outline(article) == [
        ("caption", 0, 588, "FILE - In th", "ia AP, File)"),
        ("chrome", 589, 626, "Why Raqqa ma", " Source: CNN"),
        ("highlights", 628, 749, "Story highli", "y surrounded"),
        ("dateline", 751, 757, "CNN \u00a0—", "CNN \u00a0—"),
        ("body", 760, 1019, "The battle t", "utlet CNews."),
        ("quote", 1021, 1209, "“Today, one ", "importance.”"),
        ("body", 1211, 4191, "The northern", " the attack."),
        ("credit", 4193, 4295, "From CNN’s S", " in Atlanta."),
    ]


def test_its_title_is_made_from_the_first_sentence_of_the_body(shared: Path) -> None:
    article = report(shared, "000")
    assert article.title_derived
    assert article.title == (
        "The battle to recapture the ISIS de facto capital of Raqqa in Syria will begin in “days,” "
        "France’s…"
    )


def test_a_report_of_one_line_a_paragraph_under_its_headline(shared: Path) -> None:
    article = report(shared, "003")
    assert outline(article) == [
        ("headline", 0, 77, "Western Alli", "apital Raqqa"),
        ("body", 78, 2756, "The city of ", "armed units."),
    ]
    assert article.title.startswith("Western Allies Join Kurds to 'Avenge Paris'")
    assert not article.title_derived


def test_neither_states_a_date(shared: Path) -> None:
    assert report(shared, "000").date is None
    assert report(shared, "003").date is None

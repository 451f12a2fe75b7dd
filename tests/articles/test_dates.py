"""A date comes from what states one, is never guessed, and is no more exact than stated."""

import pytest

from articles.article import DateBasis, Label, Part, ReportDate
from articles.dates.dates import dates_of
from articles.dates.written_dates import address_date, full_date, metadata_date, zone_of


def dated(
    metadata: str = "", dateline: str = "", url: str = "", path: str = ""
) -> ReportDate | None:
    """The date of a report of which only this is known."""
    parts = (Part(Label.DATELINE, 0, len(dateline)),) if dateline else ()
    return dates_of(metadata, dateline, parts, url, path)[0]


def absurd(metadata: str = "", dateline: str = "", url: str = "") -> str:
    """What is not taken for the date of such a report."""
    parts = (Part(Label.DATELINE, 0, len(dateline)),) if dateline else ()
    return dates_of(metadata, dateline, parts, url, "")[1]


def test_bases_are_asked_from_the_strongest_to_the_weakest() -> None:
    known = {
        "metadata": "2019-01-01",
        "dateline": "Jan. 2, 2019",
        "url": "https://example.org/2019/01/03/bridge",
        "path": "2019-01-04-bridge.txt",
    }
    found = []
    for weakest in list(known):
        found.append(dated(**known))
        known[weakest] = ""
    assert found == [
        ReportDate("2019-01-01", DateBasis.METADATA),
        ReportDate("2019-01-02", DateBasis.DATELINE),
        ReportDate("2019-01-03", DateBasis.URL),
        ReportDate("2019-01-04", DateBasis.FILE_NAME),
    ]


def test_what_states_no_date_has_none() -> None:
    assert dated("yesterday", "LONDON (Reuters) -", "https://example.org/b", "bridge-2.txt") is None


@pytest.mark.parametrize(
    ("stated", "value"),
    [
        ("2019-01-04", "2019-01-04"),
        ("2019-01-04T23:59:59+02:00", "2019-01-04"),
        ("2019-01-04 10:00:00", "2019-01-04"),
        ("20190104T101500Z", "2019-01-04"),
        ("20190104", "2019-01-04"),
        ("Fri, 04 Jan 2019 10:15:00 GMT", "2019-01-04"),
        ("January 4th, 2019", "2019-01-04"),
        ("4 January 2019", "2019-01-04"),
        ("Sept. 4, 2019", "2019-09-04"),
        ("04.01.2019", "2019-01-04"),
        ("01/25/2019", "2019-01-25"),
        ("25/01/2019", "2019-01-25"),
        ("4/5/2017", "2017"),
        ("2019-01", "2019-01"),
        ("January 2019", "2019-01"),
        ("2019", "2019"),
        ("1546560000", "2019-01-04"),
        ("1546560000000", "2019-01-04"),
    ],
)
def test_metadata_is_read_in_all_common_forms(stated: str, value: str) -> None:
    assert metadata_date(stated) == value


@pytest.mark.parametrize(
    "stated",
    [
        "2019-02-30",
        "2019-13-01",
        "0000-00-00",
        "1066-10-14",
        "9999-12-31",
        "January 32, 2019",
        "12345",
        "31 Maybe 2019",
        "99999999999",
        "",
        "n/a",
        "1" * 5000,
    ],
)
def test_absurd_dates_are_refused(stated: str) -> None:
    assert metadata_date(stated) == ""


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ("2019-02-30", "2019-02-30"),
        ("0001-01-01T00:00:00Z", "0001-01-01"),
        ("-0001-11-30", "-0001-11-30"),
        ("31 February 2016", "31 February 2016"),
        ("Mon, 31 Feb 2016 10:00:00 +0000", "31 Feb 2016"),
        ("February 31, 2016", "February 31, 2016"),
        ("12 October 1066", "12 October 1066"),
        ("2999-01-01", "2999-01-01"),
        ("2098-05-04", "2098-05-04"),
        ("31.02.2016", "31.02.2016"),
    ],
)
def test_a_date_of_which_no_report_can_be_is_handed_back_and_not_taken(
    stated: str, shown: str
) -> None:
    assert dated(stated) is None
    assert absurd(stated) == shown
    assert absurd(dateline=f"LONDON, {stated}") == shown


def test_a_day_of_first_publication_is_the_report_s_own() -> None:
    text = "It held.\n\nGazette (New York) First published February 1, 2016: 1:28 AM ET"
    found, _ = dates_of("", text, (), "", "")
    assert found == ReportDate("2016-02-01", DateBasis.TEXT)


def test_after_an_absurd_date_the_next_basis_is_asked() -> None:
    assert dated("2999-01-01", "Jan. 2, 2019") == ReportDate("2019-01-02", DateBasis.DATELINE)
    assert absurd("2999-01-01", "Jan. 2, 2019") == "2999-01-01"
    assert absurd(url="https://example.org/2098/05/04/bridge") == "2098-05-04"


@pytest.mark.parametrize("stated", ["", "n/a", "yesterday", "2019-01-04", "12345", "10:30", "v2.1"])
def test_what_only_is_no_date_is_not_called_absurd(stated: str) -> None:
    assert absurd(stated) == ""


@pytest.mark.parametrize(
    ("stated", "zone"),
    [
        ("2019-01-04T23:59:59+02:00", "+02:00"),
        ("2019-01-04T23:59:59.123-0730", "-07:30"),
        ("2019-01-04T23:59+02", "+02:00"),
        ("2019-01-04T10:00:00Z", "+00:00"),
        ("20190104T101500Z", "+00:00"),
        ("Fri, 04 Jan 2019 10:15:00 GMT", "+00:00"),
        ("Fri, 04 Jan 2019 10:15:00 EST", "-05:00"),
        ("Fri, 04 Jan 2019 10:15:00 PDT", "-07:00"),
        ("1546560000", "+00:00"),
        ("2019-01-04 10:00:00", ""),
        ("2019-01-04T10:00:00+99:00", ""),
        ("Fri, 04 Jan 2019 10:15:00 -0000", ""),
        ("2019-01-04", ""),
    ],
)
def test_the_zone_of_a_date_is_kept_where_one_is_stated(stated: str, zone: str) -> None:
    assert zone_of(stated) == zone
    found = dated(stated)
    assert found
    assert found.zone == zone


@pytest.mark.parametrize(
    ("dateline", "value"),
    [
        ("Friday, January 4, 2019", "2019-01-04"),
        ("Wed 05 Apr 2017", "2017-04-05"),
        ("Jan. 4, 2019", "2019-01-04"),
        ("KABUL, Afghanistan (Jan. 25, 2013)", "2013-01-25"),
        ("Last update: Friday 23 August 2013 KSA 11:13", "2013-08-23"),
        ("SAN JOSE, Dec 31 (Reuters) -", ""),
    ],
)
def test_a_dateline_needs_a_year(dateline: str, value: str) -> None:
    assert full_date(dateline) == value


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("https://example.org/2019/01/04/bridge.html", "2019-01-04"),
        ("https://example.org/news/2013/may/24/bridge/", "2013-05-24"),
        ("https://example.org/world/2017-09/15/content_1.htm", "2017-09-15"),
        ("https://example.org/2019/01/bridge", "2019-01"),
        ("https://example.org/World/2013/0524/bridge", "2013-05-24"),
        ("https://example.org/story/2014/10/12/bridge/17147449/", "2014-10-12"),
        ("https://example.org/2013/WORLD/meast/08/03/bridge/index.html", "2013-08-03"),
        ("https://example.org/2013/world_news/8/3/bridge/index.html", "2013-08-03"),
        ("/2019-01-04-bridge.txt", "2019-01-04"),
        ("/20190104_bridge.txt", "2019-01-04"),
        ("/folder/2019/01/04/bridge.txt", "2019-01-04"),
        ("/000_43d9be41ee36dfc3.txt", ""),
        ("/738d20190104c427.txt", ""),
        ("https://example.org/article/20191/12345678", ""),
    ],
)
def test_addresses_and_file_names_give_the_date_in_them(address: str, value: str) -> None:
    assert address_date(address) == value

"""Each rule by which a text is taken apart, on texts written for it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.article import Label
from articles.structure.structure import take_apart

LEDE = "The council voted on Monday to rebuild the bridge that the flood had carried away."
SECOND = "Work on the northern bank begins in spring, the mayor said."


def labels(*paragraphs: str, title: str = "", between: str = "\n\n") -> list[tuple[str, str]]:
    """Label and text of each part of a report made of these paragraphs."""
    text = between.join(paragraphs)
    return [
        (part.label.value, text[part.start : part.end]) for part in take_apart(text, title).parts
    ]


def label_of(paragraph: str, *, title: str = "A title that stands nowhere") -> str:
    """How one paragraph is labelled in the midst of a body."""
    parts = labels(LEDE, paragraph, SECOND, title=title)
    found = [label for label, text in parts if paragraph in text]
    assert len(found) == 1, parts
    return found[0]


def test_a_line_without_full_stop_above_a_text_is_the_headline() -> None:
    assert labels("Council votes to rebuild bridge", LEDE, SECOND) == [
        ("headline", "Council votes to rebuild bridge"),
        ("body", f"{LEDE}\n\n{SECOND}"),
    ]


def test_a_headline_needs_no_blank_line_after_it() -> None:
    assert labels("Council votes to rebuild bridge", LEDE, between="\n")[0][0] == "headline"


def test_a_sentence_on_top_is_no_headline() -> None:
    assert labels(LEDE, SECOND) == [("body", f"{LEDE}\n\n{SECOND}")]


def test_a_lone_line_is_body() -> None:
    assert labels("Council votes to rebuild bridge") == [
        ("body", "Council votes to rebuild bridge")
    ]


def test_a_title_may_begin_with_an_abbreviation() -> None:
    layout = take_apart(f"U.S. judge halts sale of islands\n\n{LEDE}", "")
    assert (layout.title, layout.title_derived) == ("U.S. judge halts sale of islands", False)


def test_a_text_broken_to_a_width_has_no_headline_where_its_first_line_breaks() -> None:
    wrapped = (
        "The council and the mayor have agreed on a plan that will see the\n"
        "Northern bridge rebuilt before the next winter, said people who had\n"
        "seen the draft and asked not to be named because it is\n"
        "not public yet.\n\nNobody from the council wished to say more about it."
    )
    layout = take_apart(wrapped, "")
    assert {part.label for part in layout.parts} == {Label.BODY}
    assert layout.title_derived


def test_a_stated_title_is_the_headline_where_the_text_repeats_it() -> None:
    parts = labels(
        "COUNCIL votes to  rebuild bridge", LEDE, title="Council Votes to Rebuild Bridge"
    )
    assert parts[0] == ("headline", "COUNCIL votes to  rebuild bridge")


def test_a_stated_title_may_carry_the_name_of_the_site() -> None:
    parts = labels(
        "Council votes to rebuild bridge", LEDE, title="Council votes to rebuild bridge | Gazette"
    )
    assert parts[0][0] == "headline"


def test_with_a_stated_title_no_other_line_is_the_headline() -> None:
    assert "headline" not in dict(
        labels("From our correspondent", LEDE, title="Bridge to be rebuilt")
    )


def test_date_and_title_run_into_the_text_are_cut_off_it() -> None:
    text = f"Wed 05 Apr 2017 at 0914 Council rebuilds bridge. {LEDE}"
    assert labels(text, title="Council rebuilds bridge") == [
        ("dateline", "Wed 05 Apr 2017 at 0914"),
        ("headline", "Council rebuilds bridge."),
        ("body", LEDE),
    ]


def test_a_sentence_that_begins_with_the_words_of_the_title_is_no_headline() -> None:
    text = "A ferry sank off Harwick on Monday, the coast guard said."
    assert labels(text, SECOND, title="A ferry sank off Harwick")[0][0] == "body"


@pytest.mark.parametrize(
    "dateline",
    [
        "LONDON (Reuters) -",
        "BEIRUT, Lebanon —",
        "(CNN) —",
        "CNN —",
        "SEOUL/WASHINGTON (Reuters) -",
        "SAN JOSE, Dec 31 (Reuters) -",
        "Washington (CNN)",
        "MELBOURNE, Fla. —",
        "BEIJING --",
        "KABUL, Afghanistan (Jan. 25, 2013) –",
        "KINSHASA, Congo (AP) —",
    ],
)
def test_a_place_before_the_first_sentence_is_a_dateline(dateline: str) -> None:
    assert labels(f"{dateline} {LEDE}", SECOND, title="T")[0] == ("dateline", dateline)


@pytest.mark.parametrize(
    "opening",
    [
        "London is the largest city — by far — of the country.",
        "The council (which Reuters asked) - said no.",
        "NATO said it would go. A spokesman — unnamed — agreed.",
        "27 April 2017 was a day like any other in the north.",
        "US-backed forces moved on Monday.",
    ],
)
def test_a_sentence_that_merely_begins_like_one_has_no_dateline(opening: str) -> None:
    assert labels(opening, SECOND, title="T") == [("body", f"{opening}\n\n{SECOND}")]


@pytest.mark.parametrize(
    "line",
    [
        "Friday, January 4, 2019",
        "Friday, January 4, 2019 \u00a0",
        "Jan. 4, 2019",
        "Published: 4 January 2019 at 10:15",
        "Updated 5:05 p.m. ET, 2/2/2013",
        "Xinhua | Updated: 2017-09-15 17:52",
        "CNN\u00a0 —\u00a0 ",
    ],
)
def test_a_line_that_says_when_is_a_dateline(line: str) -> None:
    assert labels("Council votes to rebuild bridge", line, LEDE)[1] == ("dateline", line.strip())


@pytest.mark.parametrize(
    "line",
    ["By Jane Doe", "By JANE DOE and Juan de la Cruz, Associated Press", "By Ann Lee, BBC News"],
)
def test_a_byline_stands_between_headline_and_body(line: str) -> None:
    assert labels("Council votes to rebuild bridge", line, LEDE)[1] == ("byline", line)


def test_a_sentence_that_begins_with_by_is_no_byline() -> None:
    opening = "By Friday the army had left the town and the bridge behind it"
    assert labels("Council votes to rebuild bridge", opening, LEDE)[1][0] == "body"


@pytest.mark.parametrize(
    "caption",
    [
        "FILE - In this 2014 photo, the old bridge is seen from the north. (AP Photo/Jane Doe)",
        "File photo of the old bridge",
        "Image: Jane Doe.",
        "The old bridge in 1969  (Image: City Archive)",
        "The old bridge. Image: Jane Doe.",
        "Photo: Jane Doe/Getty Images",
        "Enlarge this image toggle caption Jane Doe/AP Jane Doe/AP",
        "Image copyright Reuters Image caption The bridge fell at night",
        "Image The old bridge in 1969. Credit Jane Doe for The Gazette",
        "GETTY The bridge has stood since 1969",
        "Getty Images The bridge after the flood",
        "![The old bridge](https://example.org/bridge.jpg)",
    ],
)
def test_a_caption_is_known_by_its_opening_or_its_credit(caption: str) -> None:
    assert label_of(caption) == "caption"


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "Read more: Ten bridges to see",
        "Related: The flood in pictures",
        "Share this",
        "Share this article",
        "Follow us on Twitter @gazette",
        "Copyright © 2019 The Gazette. All rights reserved.",
        "© 2016 The Gazette",
        "Story Continued Below",
        "Sign up for our newsletter",
        "01:25 - Source: CNN",
        "* * *",
        "\\###",
        "END",
        "JUST WATCHED A bridge falls Replay More Videos ... MUST WATCH A bridge falls 01:25",
        "Share this article Share 1.2k shares",
        "1.2k shares",
        "+6",
        "View gallery",
        "Get the stories you care about delivered to your inbox.",
        "If you like this story, share it with a friend!",
        "A bridge that nobody wanted Read more",
        "To learn more about how you can support us, click here.",
        "We pay for your stories! Do you have a story for the news team?",
        "( PHOTOS: Ten bridges to see)",
        "6 years ago",
        "https://example.org/bridges",
        '<a href="/bridges" class="button">Learn about bridges</a>',
        "FOR FURTHER INFORMATION MEDIA SHOULD CONTACT THE NEWS DESK AT 555-0100",
        "- Check out the Gazette's electoral map and game out your own strategy.",
        "This is a rush transcript. Copy may not be in its final form.",
        "Transcripts are created on a rush deadline." + " The record is audio." * 20,
        "Newsletter Sign Up Continue reading the main story" + " Please re-enter." * 30,
    ],
)
def test_furniture_of_the_page_is_chrome(line: str) -> None:
    assert label_of(line) == "chrome"


@pytest.mark.parametrize(
    "line",
    [
        "Reporting by Jane Doe; Editing by Richard Roe",
        "(Additional reporting by Jane Doe in Cairo; Editing by Richard Roe)",
        "From CNN’s Jane Doe in Paris and Richard Roe in Atlanta.",
        "The Associated Press contributed to this report.",
        "jm/dm (AFP, dpa)",
        "Editor's note: Jane Doe is an engineer. The opinions expressed are solely those of hers.",
    ],
)
def test_who_reported_is_credited(line: str) -> None:
    assert label_of(line) == "credit"


@pytest.mark.parametrize(
    "line",
    [
        "Jane Doe is a columnist for The Gazette.",
        "• Jane Q. Doe and Richard Roe are fellows at the River Institute.",
        "Richard Roe, a former judge of the High Court, is a professor of law at Port Ellis.",
    ],
)
def test_who_the_author_is_stands_below_the_story(line: str) -> None:
    assert labels(LEDE, SECOND, line, "Copyright © 2019 The Gazette.", title="T")[1:] == [
        ("byline", line),
        ("chrome", "Copyright © 2019 The Gazette."),
    ]
    assert label_of(line) == "body"


@pytest.mark.parametrize(
    "line",
    [
        "Jane Doe was a reporter when the bridge fell.",
        "The mayor is a former editor of The Gazette.",
        "Jane Doe is the mayor of Port Ellis.",
    ],
)
def test_a_last_sentence_about_somebody_stays_body(line: str) -> None:
    assert labels(LEDE, SECOND, line, title="T") == [("body", f"{LEDE}\n\n{SECOND}\n\n{line}")]


@pytest.mark.parametrize(
    "tag",
    [
        "ADVERTISEMENT",
        "Story continues below advertisement",
        "Advertisement Continue reading the main story",
    ],
)
def test_what_the_page_put_between_two_sentences_is_cut_out(tag: str) -> None:
    for further in ((), (LEDE,)):
        parts = labels(f"{LEDE} {tag} {SECOND}", *further, title="T")
        assert parts[:2] == [("body", LEDE), ("chrome", tag)]
        assert parts[2][1].startswith(SECOND)
    assert len(labels(f"{LEDE} He called it AN ADVERTISEMENT FOR US. {SECOND}", title="T")) == 1


def test_a_list_above_the_story_is_highlights_without_a_heading_too() -> None:
    items = ["* Council votes to rebuild the bridge", "* Work begins on the northern bank"]
    assert labels(*items, "By Jane Doe", LEDE, title="T") == [
        ("highlights", "\n\n".join(items)),
        ("byline", "By Jane Doe"),
        ("body", LEDE),
    ]
    for others in (
        (SECOND, *items, LEDE),
        ("The council decided:", *items, LEDE),
        items,
        (items[0], LEDE),
        (*items, "* The third bank is not to be rebuilt."),
    ):
        assert "highlights" not in dict(labels(*others, title="T"))


def test_a_credit_that_a_last_paragraph_runs_out_into_is_cut_off_it() -> None:
    assert labels(LEDE, f"{SECOND} --Reuters", title="T")[-1] == ("credit", "--Reuters")


@pytest.mark.parametrize(
    "line",
    [
        "Coalition-backed fighters vs. the rest",
        "Background",
        "(c) The Secretary shall promptly report.",
        "Copyright law has not kept up with it.",
        "Read the law before you vote, he said.",
        "Photos of the bridge went around the world.",
        "She read the letter (https://example.org/file/30.pdf)",
        "Written statements by three witnesses were read.",
        "Follow the money, the prosecutor told them.",
        "He told them to share this with the police.",
        "More than 500 people came to read more about it.",
        "The end",
        "The opinions expressed in polls would not decide it.",
        "References to the bridge are few.",
        "2017",
    ],
)
def test_section_headings_and_ordinary_sentences_stay_body(line: str) -> None:
    assert label_of(line) == "body"


def test_highlights_end_where_the_body_begins() -> None:
    parts = labels("Story highlights", "Bridge to be rebuilt", "Mayor pleased", "CNN — ", LEDE)
    assert parts == [
        ("highlights", "Story highlights\n\nBridge to be rebuilt\n\nMayor pleased"),
        ("dateline", "CNN —"),
        ("body", LEDE),
    ]


def test_the_title_of_a_video_goes_with_its_length() -> None:
    assert labels("Why bridges matter\n01:25 - Source: CNN", LEDE, title="T")[0] == (
        "chrome",
        "Why bridges matter\n01:25 - Source: CNN",
    )


def test_short_lines_after_highlights_on_one_line_are_highlights_too() -> None:
    parts = labels("Story highlights Bridge to be rebuilt", "Mayor pleased", LEDE, title="T")
    assert parts[0] == ("highlights", "Story highlights Bridge to be rebuilt\n\nMayor pleased")


@pytest.mark.parametrize(
    "heading", ["Related articles", "RELATED ARTICLES Previous 1 Next", "## See also"]
)
def test_headlines_below_a_heading_for_links_are_chrome_until_a_sentence(heading: str) -> None:
    links = (heading, "Ten bridges to see", "* Why bridges fall")
    assert labels(LEDE, *links, SECOND, title="T") == [
        ("body", LEDE),
        ("chrome", "\n\n".join(links)),
        ("body", SECOND),
    ]


def test_a_list_of_sources_ends_at_the_next_heading() -> None:
    parts = labels(LEDE, "## References", "[object Object]", "## Aftermath", SECOND, title="T")
    assert parts[1:] == [
        ("chrome", "## References\n\n[object Object]"),
        ("body", f"## Aftermath\n\n{SECOND}"),
    ]


def test_where_and_when_somebody_spoke_is_a_dateline() -> None:
    spoken = "THE MAYOR:  We shall build it again."
    parts = labels("Town Hall", "1:32 P.M. EST", spoken, "1:40 P.M. EST", title="The mayor speaks")
    assert [label for label, _ in parts] == ["dateline", "body", "dateline"]


def test_who_signed_a_letter_is_its_byline() -> None:
    parts = labels(LEDE, SECOND, "Sincerely,", "JANE Q. DOE", "###", title="T")
    assert parts[1:] == [("byline", "Sincerely,\n\nJANE Q. DOE"), ("chrome", "###")]


@pytest.mark.parametrize(
    ("tail", "label"),
    [
        ("Related News Ten bridges to see Why bridges fall", "chrome"),
        ("861 Related Ten Bridges to See Tags bridges", "chrome"),
        ("Read Also", "chrome"),
        ("READ MORE: Ten bridges to see before they fall", "chrome"),
        ("Our Standards:The Thomson Reuters Trust Principles.", "chrome"),
        ("Copyright © 2018 The Gazette. Watch Live Contact Us", "chrome"),
        ("Source TRT World and agencies", "credit"),
        ("Reporting by Jane Doe; Editing by Richard Roe", "credit"),
        ("Jane Doe/Richard Roe", "credit"),
    ],
)
def test_what_a_page_saved_on_one_line_runs_out_into_is_cut_off_it(tail: str, label: str) -> None:
    text = f"{LEDE} {SECOND}"
    assert labels(f"{text} {tail}", title="T") == [("body", text), (label, tail)]


def test_buttons_between_date_and_text_on_one_line_are_chrome() -> None:
    assert labels(f"03.10.2017 Get short URL 0 154 {LEDE}", title="T") == [
        ("dateline", "03.10.2017"),
        ("chrome", "Get short URL 0 154"),
        ("body", LEDE),
    ]


def test_a_headline_before_agency_and_day_on_one_line_is_the_title() -> None:
    text = f"Council votes to rebuild bridge AFP Monday 2 Mar 2015 {LEDE} {SECOND * 6}"
    layout = take_apart(text, "")
    assert (layout.title, layout.title_derived) == ("Council votes to rebuild bridge", False)
    assert [part.label.value for part in layout.parts] == ["headline", "dateline", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "Really sad to see the bridge go pic.example — Jane Doe (@janedoe) December 27, 2017",
        "—Jane Doe",
    ],
)
def test_what_was_posted_and_who_is_named_below_a_quotation_is_a_quote(line: str) -> None:
    assert label_of(line) == "quote"


def test_a_paragraph_that_is_one_quotation_is_a_quote() -> None:
    assert label_of("“We shall build it again, and higher than it was.”") == "quote"


@pytest.mark.parametrize(
    "line",
    [
        '"We shall build it again," she said.',
        "“We shall build it.” He added: “And higher than before.”",
    ],
)
def test_a_paragraph_that_says_who_spoke_is_body(line: str) -> None:
    assert label_of(line) == "body"


def test_a_reference_number_is_no_headline() -> None:
    assert labels("2013-01-S-025", LEDE, SECOND)[0] == ("chrome", "2013-01-S-025")


def test_a_derived_title_is_the_first_sentence_of_the_body() -> None:
    layout = take_apart(f"Image: Jane Doe.\n\nLONDON (Reuters) - {LEDE} {SECOND}", "")
    assert (layout.title, layout.title_derived) == (LEDE, True)


def test_a_long_derived_title_is_cut_at_a_word() -> None:
    title = take_apart("The council " + "really " * 40 + "voted.", "").title
    assert title.endswith("really…")
    assert 80 < len(title) <= 101


def test_initials_do_not_end_the_first_sentence() -> None:
    assert take_apart("The U.S. Senate met Gen. J. Doe on Monday. It rained.", "").title == (
        "The U.S. Senate met Gen. J. Doe on Monday."
    )


def test_of_a_text_of_very_many_lines_only_the_ends_are_judged() -> None:
    parts = labels("Council votes to rebuild bridge", LEDE, "a\n" * 200_000, "AP")
    assert [label for label, _ in parts] == ["headline", "body", "credit"]
    short, long = (_seconds("a\n" * count) for count in (10_000, 200_000))
    assert long < 10 * short, "twenty times the lines"


def _seconds(text: str) -> float:
    """Of the processor, to take a text apart; the best of three."""
    took = []
    for _ in range(3):
        began = time.process_time()
        take_apart(text, "")
        took.append(time.process_time() - began)
    return min(took)


@given(
    st.lists(
        st.sampled_from(
            [
                LEDE,
                SECOND,
                "",
                "  ",
                "Advertisement",
                "By Jane Doe",
                "Story highlights",
                "A b",
                "█",
                "LONDON (Reuters) - ",
                "Friday, January 4, 2019",
                "“One quotation, all of it.”",
                "…",
            ]
        )
    ).map("\n".join)
    | st.text(),
    st.sampled_from(["", "A title", LEDE]),
)
def test_parts_cover_all_but_white_space_and_do_not_overlap(text: str, title: str) -> None:
    at = 0
    for part in take_apart(text, title).parts:
        assert not text[at : part.start].strip()
        assert at <= part.start < part.end
        assert text[part.start : part.end] == text[part.start : part.end].strip()
        at = part.end
    assert not text[at:].strip()

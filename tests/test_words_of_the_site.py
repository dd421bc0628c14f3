"""A page's own punctuation, dates, citations and quotation marks are those of its language."""

import json
import re
from dataclasses import replace

import pytest
from builders import (
    BRIEFING,
    BRIEFING_PAGE,
    NOTES,
    NOW,
    ROOT,
    Files,
    briefing,
    built,
    having_class,
    markdown,
    note,
    notes,
    page_of,
    published,
    quoted,
    words_of,
)

from generator.dates import PartialDate
from generator.locales import ENGLISH, conventions_of
from generator.strings import HAN, Strings

PERSON = "people/ada/index.html"


def _site(language: str, title: str = "One", **roles: object) -> Files:
    role = {"title": "Minister", "institution": "house", "from": "2012", **roles}
    return {
        "site.yaml": quoted({"title": "S", "description": "D", "language": language}),
        BRIEFING: briefing(
            "HOST: Ada Moss came here.\n", title=title, language="en", speakers={"HOST": "ada"},
            source={"publisher": "P", "retrieved": "2016-05-01", "archived": "https://x.test/a"},
        ),
        NOTES: notes(note("n", "came here")),
        "content/people/ada.md": markdown(
            {"name": "Ada Moss", "sort_name": "Moss, Ada", "roles": [role],
             "other_names": [{"name": "Ada Berg", "to": "2011-03", "note": "N"}]}
        ),
        "content/institutions/house.md": markdown(
            {"name": "House", "posts": [{"title": "Minister"}], "founded": "1999"}
        ),
    }  # fmt: skip


def _plain(text: str) -> str:
    return " ".join(text.split())


def _cited(files: Files) -> list[str]:
    page = page_of(published(files)[BRIEFING_PAGE])
    return [_plain(words_of(each)) for each in page.iter("span") if "data-copy" in each.attrib]


# Citations -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "dates"),
    [
        ("en", ["15 December 2016", "15 Dec. 2016", "2016, December 15"]),
        ("fr", ["15 décembre 2016", "15 déc. 2016", "2016, 15 décembre"]),
        ("ja", ["2016年12月15日", "2016年12月15日", "2016年12月15日"]),
    ],
)
def test_every_style_of_citation_has_the_date_of_the_language(
    language: str, dates: list[str]
) -> None:
    for cited, day in zip(_cited(_site(language)), dates, strict=True):
        assert day in cited


@pytest.mark.parametrize(
    ("language", "title", "chicago", "mla"),
    [
        ("en", "Why?", "“Why?” 15", "“Why?” S,"),
        ("en", "なぜ。", "“なぜ。” 15", "“なぜ。” S,"),
        ("en", "Why", "“Why,” 15", "“Why.” S,"),
        ("fr", "Pourquoi ?", "« Pourquoi ? », 15", "« Pourquoi ? ». S,"),
        ("ja", "なぜ？", "「なぜ？」, 2016", "「なぜ？」. 『S』,"),
    ],
)
def test_signs_after_a_title_follow_the_rule_of_the_language(
    language: str, title: str, chicago: str, mla: str
) -> None:
    first, second, _ = _cited(_site(language, title))
    assert chicago in first
    assert mla.removesuffix(",") in second


# Punctuation ---------------------------------------------------------------------------------


def test_a_japanese_page_has_japanese_signs_and_years() -> None:
    made = published(_site("ja"))
    briefing_page, person, house = (
        words_of(page_of(made[path]))
        for path in (BRIEFING_PAGE, PERSON, "institutions/house/index.html")
    )
    assert "Minister（House）" in briefing_page
    assert "P、2016年5月1日閲覧（アーカイブ）" in briefing_page
    assert "Ada Berg（2011年3月まで）：N" in person
    assert "Ada Moss、2012年から" in house
    assert "2016年" in words_of(page_of(made["briefings/index.html"]))
    assert "1999年" in words_of(page_of(made["timeline/index.html"]))


def test_the_marks_around_a_quote_are_the_page_s_and_its_words_the_transcript_s() -> None:
    page = page_of(published(_site("fr"))[BRIEFING_PAGE])
    [head] = having_class(page, "note-head")
    assert _plain(words_of(head)).endswith("« came here »")
    [quote] = head.iter("q")
    assert (words_of(quote), quote.get("lang")) == ("came here", "en")


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", " (external)"), ("fr", " (lien externe)"), ("ja", "（外部リンク）")],
)
def test_the_stylesheet_says_external_in_the_language_of_the_site(
    language: str, words: str
) -> None:
    made = published(_site(language))
    [css] = [content.decode() for path, content in made.items()
             if re.fullmatch(r"assets/site\..*\.css", path)]  # fmt: skip
    assert f'--external:"{words}";' in css


def test_a_string_in_a_stylesheet_cannot_end_it() -> None:
    files = _site("fr") | {
        "templates/strings/fr.yaml": quoted({"strings": {"link-external": 'a"b\\c'}})
    }
    [css] = [content.decode() for path, content in built(files).files.items()
             if re.fullmatch(r"assets/site\..*\.css", path)]  # fmt: skip
    assert r'--external:"a\22 b\5c c";' in css


# Dates ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "words"),
    [
        ("2012", "depuis 2012"),
        ("2012-05", "depuis mai 2012"),
        ("2012-05-01", "depuis le 1er mai 2012"),
    ],
)
def test_since_has_a_form_for_what_is_known_of_the_date(start: str, words: str) -> None:
    page = page_of(published(_site("fr", **{"from": start}))["institutions/house/index.html"])
    assert words in _plain(words_of(page))


def test_a_language_without_forms_for_dates_has_one_for_all() -> None:
    strings = Strings("x", {"since": {"other": "from {start}"}})
    assert strings.text("since", at="year", start="2012") == "from 2012"
    strings = Strings("x", {"since": {"other": "from {start}", "year": "in {start}"}})
    assert strings.html("since", at="year", start="2012") == "in 2012"
    assert strings.html("since", at="month", start="May") == "from May"


@pytest.mark.parametrize(
    ("language", "alone", "within"),
    [("ru", "март 2012 г.", "марта 2012 г."), ("pl", "marzec 2012", "marca 2012"),
     ("fr", "mars 2012", "mars 2012"), ("en", "March 2012", "March 2012")],
)  # fmt: skip
def test_a_month_after_a_preposition_is_declined(language: str, alone: str, within: str) -> None:
    conventions = conventions_of(language)
    assert _plain(conventions.date(PartialDate(2012, 3))) == alone
    assert _plain(conventions.within(PartialDate(2012, 3))) == within


def test_the_first_of_a_french_month_is_the_first() -> None:
    french = conventions_of("fr-CA")
    assert french.date(PartialDate(2011, 5, 1)) == "1er mai 2011"
    assert french.date(PartialDate(2011, 5, 11)) == "11 mai 2011"
    assert french.parts(PartialDate(2011, 5, 1).earliest).day == "1er"


# Letters -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("alphabet", "name", "initial"),
    [("", "김", "ㄱ"), ("", "까치", "ㄱ"), ("", "홍", "ㅎ"), ("", "安倍", HAN), ("", "岸田", HAN),
     ("漢", "漢", "漢"), ("", "Abe", "A")],
)  # fmt: skip
def test_syllables_and_characters_stand_under_headings_that_are_few(
    alphabet: str, name: str, initial: str
) -> None:
    assert Strings("x", {}, ENGLISH, alphabet).initial(name) == initial


def test_names_in_characters_share_a_heading_and_an_address() -> None:
    files = _site("en")
    for name in ("安倍", "岸田"):
        files[f"content/people/{name}.md"] = markdown({"name": name})
    page = page_of(published(files)["people/index.html"])
    assert [words_of(each) for each in page.iter("h2")] == ["漢字", "M"][::-1]
    assert page.find(".//h2[@id='letter-han']") is not None


def test_an_alias_stands_where_its_sort_name_says() -> None:
    files = _site("en")
    files["content/people/bo.md"] = markdown(
        {"name": "Zed Bo", "aliases": [{"text": "The Quiet One", "sort_name": "Quiet One, the"}]}
    )
    page = page_of(published(files)["glossary/index.html"])
    [section] = [each for each in page.iter("section") if each.get("aria-labelledby") == "letter-q"]
    assert "The Quiet One see Zed Bo" in _plain(words_of(section))


def test_the_index_of_passages_shows_a_name_and_not_the_reading_that_sorts_it() -> None:
    files = _site("ja") | {
        "content/people/yamada.md": markdown({"name": "山田太郎", "sort_name": "やまだたろう"}),
        BRIEFING: briefing("山田太郎 met Ada Moss.\n"),
    }
    page = page_of(published({each: text for each, text in files.items() if each != NOTES})
                   ["index-of-passages/index.html"])  # fmt: skip
    [index] = having_class(page, "book-index")
    shown = {each.text for each in index.iter("a")}
    assert {"Moss, Ada", "山田太郎"} <= shown
    assert "やまだたろう" not in words_of(index)
    assert "や" in [each.text for each in index.iter("h2")]


@pytest.mark.parametrize(("language", "second"), [("en", "B (2)"), ("ja", "B（2）")])
def test_the_second_page_of_a_letter_is_numbered_with_the_signs_of_the_language(
    language: str, second: str
) -> None:
    files = _site(language)
    for number in range(4):
        files[f"content/terms/b{number}.md"] = markdown(
            {"name": f"B{number}", "summary": f"{number}{'x' * 50_000}"}
        )
    made = published(files)
    assert second in words_of(page_of(made["terms/letters/b/2/index.html"]))
    assert second in words_of(page_of(made["terms/letters/b/index.html"]))


def test_an_arabic_citation_has_its_date_in_arabic() -> None:
    for cited in _cited(_site("ar")):
        assert "15 ديسمبر 2016" in cited
        assert "\u2066" not in cited


@pytest.mark.parametrize(("language", "sign"), [("en", ": "), ("fr", "\u00a0: "), ("ja", "：")])
def test_labels_that_the_stylesheet_shows_have_the_signs_of_the_language(
    language: str, sign: str
) -> None:
    [css] = [content.decode() for path, content in published(_site(language)).items()
             if re.fullmatch(r"assets/lists\..*\.css", path)]  # fmt: skip
    assert f'content:attr(data-label) "{sign}"' in css


def test_the_search_offers_years_as_the_language_writes_them() -> None:
    files = _site("ja")
    page = page_of(built(files, replace(NOW, search=True)).files["search/index.html"])
    [find] = [each for each in page.iter("search") if each.get("id") == "find"]
    assert json.loads(find.get("data-words", ""))["years"] == {"2016": "2016年"}


def test_no_sign_between_words_is_written_in_a_template() -> None:
    found = []
    for path in (ROOT / "templates").rglob("*.html"):
        text = re.sub(r"(?s)\{#.*?#\}", "", path.read_text("utf-8"))
        found += [f"{path.name}: {each}" for each in re.findall(r"[}>][,;:.()]+ ?[{<]", text)]
        found += [f"{path.name}: {each}" for each in re.findall(r"join\(\"[^\"]*[,;:(]", text)]
    assert found == []


def test_the_years_of_many_notes_stand_as_the_language_writes_them() -> None:
    files = {path: text for path, text in _site("ja").items() if path != NOTES}
    found = [note(f"n{number}", "came here", text="See [[house]].") for number in range(101)]
    page = page_of(
        published({**files, NOTES: notes(*found)})["institutions/house/notes/index.html"]
    )
    assert "2016年" in [each.text for each in page.iter("h2")]

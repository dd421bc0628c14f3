"""Catalogues: a language's words, plurals, dates and order of letters; faults at their places."""

import re
import string
import sys
from pathlib import Path

import pytest
from builders import BRIEFING, BRIEFING_PAGE, Files, briefing, built, codes, published, quoted

from generator.build import Outcome
from generator.files import read_tree
from generator.locales import ENGLISH, conventions_of
from generator.source import STRINGS
from generator.strings import (
    Strings,
    catalogue_faults,
    categories,
    read_catalogue,
    read_strings,
)

ROOT = Path(__file__).parent.parent
CATALOGUES = sorted((ROOT / STRINGS).glob("*.yaml"))
ENGLISH_STRINGS = read_catalogue("en.yaml", (ROOT / STRINGS / "en.yaml").read_bytes()).head.strings
RUSSIAN = "templates/strings/ru.yaml"


def site(language: str, **strings: object) -> Files:
    """A small site in a language, with a catalogue of its own if strings are given."""
    head = quoted({"title": "S", "description": "D", "language": language})
    files = {"site.yaml": head, BRIEFING: briefing("One.")}
    if strings:
        catalogue = {key.replace("_", "-"): value for key, value in strings.items()}
        files[f"{STRINGS}{language}.yaml"] = quoted({"strings": catalogue})
    return files


def told(outcome: Outcome) -> list[tuple[str, str, int]]:
    """The code, file and line of every problem, but for strings that are missing."""
    return [(each.code, each.place.path, each.place.line)
            for each in outcome.problems if each.code != "W013"]  # fmt: skip


# The catalogues that come with the program ---------------------------------------------------


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_catalogue_has_the_english_keys_and_names_and_every_plural(path: Path) -> None:
    layer = read_catalogue(path.name, path.read_bytes())
    conventions = conventions_of(path.stem)
    assert layer.problems == ()
    assert list(catalogue_faults(layer, ENGLISH_STRINGS, conventions)) == []
    assert set(layer.head.strings) == set(ENGLISH_STRINGS)
    for key, forms in layer.head.strings.items():
        english = ENGLISH_STRINGS[key]
        # signs that fall away within quotation marks; where they stand outside they are written out
        own_signs = {"comma", "stop"} - names(forms["other"])
        assert names(forms["other"]) == names(english["other"]) - own_signs, key
        if len(english) > 1:
            assert set(categories(conventions)) <= set(forms), key


def names(form: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(form) if name}


def test_every_string_that_is_asked_for_is_there() -> None:
    asked = {
        key
        for path in (ROOT / "templates").rglob("*.html")
        for key in re.findall(r'(?<![\w.])t\("([^"]+)"', path.read_text("utf-8"))
    }
    assert asked
    assert asked <= set(ENGLISH_STRINGS)


# A site's language ---------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["ko", "eo", "xx", "zh-Hant", "sr-Latn"])
def test_a_language_without_a_catalogue_stays_english_throughout(language: str) -> None:
    outcome = built(site(language))
    assert told(outcome) == [("W012", "site.yaml", 1)]
    assert f'<html lang="{language}"'.encode() in outcome.files["index.html"]


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("ru", "15 декабря 2016 г."),
        ("ja", "2016年12月15日"),
        ("fr", "15 décembre 2016"),
        ("ar", "15 ديسمبر 2016"),
        ("pt-BR", "15 de dezembro de 2016"),
        ("zh-Hant", "2016年12月15日"),
        ("eo", "2016-Decembro-15"),
        ("en-GB", "15 December 2016"),
    ],
)
def test_a_site_with_a_catalogue_has_its_words_and_dates(language: str, day: str) -> None:
    made = published(site(language, skip_to_main="«X»"))
    page = " ".join(made[BRIEFING_PAGE].decode().split())  # CLDR's narrow spaces too
    assert f'datetime="2016-12-15">{day}</time>' in page
    assert "«X»".encode() in made["index.html"]


@pytest.mark.parametrize(
    ("language", "catalogue", "serves"),
    [
        ("pt-BR", "pt", True),
        ("pt-BR", "pt-br", True),
        ("RU", "ru", True),
        ("zh-Hant", "zh", False),
        ("zh-Hant-TW", "zh-Hant", True),
        ("zh-Hant-TW", "zh", False),
    ],
)
def test_a_catalogue_serves_narrower_languages_of_its_script(
    language: str, catalogue: str, *, serves: bool
) -> None:
    files = site(language) | {f"{STRINGS}{catalogue}.yaml": 'strings: {skip-to-main: "«X»"}'}
    outcome = built(files)
    assert ("«X»".encode() in outcome.files["index.html"]) == serves
    assert ("W012" in codes(outcome)) == (not serves)


def test_a_site_s_own_catalogue_says_some_things_and_the_default_the_rest(tmp_path: Path) -> None:
    (tmp_path / "site.yaml").write_text("title: S\ndescription: D\n", "utf-8")
    own = tmp_path / STRINGS / "en.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("strings: {briefings: Sittings}\n", "utf-8")
    strings = read_strings(read_tree(tmp_path), "en", None)
    assert strings.text("briefings") == "Sittings"
    assert strings.text("topics") == ENGLISH_STRINGS["topics"]["other"]
    assert strings.name("ru") == "Russian"


def test_without_babel_a_catalogue_is_an_error_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "babel", None)
    outcome = built(site("ru", search="Поиск"))
    assert told(outcome) == [("E011", "site.yaml", 1)]
    assert "pip install" in next(each.help for each in outcome.problems if each.code == "E011")
    assert "E011" not in codes(built(site("xx")))


def test_a_language_that_nobody_knows_has_english_dates() -> None:
    outcome = built(site("xx", search="X"))
    assert told(outcome) == [("W287", "site.yaml", 1)]
    assert b">15 December 2016</time>" in outcome.files[BRIEFING_PAGE]


# Faults in a catalogue -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("{site} {m}", "there is no “{m}”"),
        ("{} {site}", "more than a name"),
        ("{0.__class__}", "more than a name"),
        ("{site.__class__.__mro__}", "more than a name"),
        ("{site[0]}", "more than a name"),
        ("{site!r}", "more than a name"),
        ("{site:>{publisher}}", "more than a name"),
        ("{site:99999999}", "more than a name"),
        ("{site", "not closed"),
        ("site}", "closes nothing"),
    ],
)
def test_a_fault_of_braces_is_told_at_its_place(form: str, words: str) -> None:
    files = site("ru") | {RUSSIAN: f"strings:\n  search: Поиск\n  site-stop: {quoted(form)}\n"}
    outcome = built(files)
    assert told(outcome) == [("E286", RUSSIAN, 3)]
    [problem] = [each for each in outcome.problems if each.code == "E286"]
    assert problem.place.column == 14
    assert words in problem.message
    assert outcome.files == {}


def test_a_fault_in_a_string_that_only_the_program_asks_for_is_no_traceback() -> None:
    assert told(built(site("ru", parallel_title="{x}"))) == [("E286", RUSSIAN, 1)]


@pytest.mark.parametrize(
    "written", ["strings: [a]\n", 'strings:\n  search: "a\n', "strings: {a: {much: b}}\n", "- a\n"]
)
def test_a_catalogue_that_cannot_be_read_stops_the_build(written: str) -> None:
    outcome = built(site("ru") | {RUSSIAN: written})
    assert outcome.has_errors
    assert {path for _, path, _ in told(outcome)} == {RUSSIAN}


def test_plurals_that_are_missing_are_told() -> None:
    outcome = built(site("ru", parallel_notes={"one": "a", "other": "b"}))
    assert told(outcome) == [("W288", RUSSIAN, 1)]
    assert "few and many" in next(e.message for e in outcome.problems if e.code == "W288")
    assert told(built(site("ru", parallel_notes={"one": "a"})))[0][0] == "E286"
    assert told(built(site("ja", parallel_notes="a"))) == []


def test_html_in_a_string_is_text() -> None:
    made = published(site("ru", skip_to_main="<b>X</b>"))
    assert b"&lt;b&gt;X&lt;/b&gt;" in made["index.html"]


# Numbers and order ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "number", "wanted"),
    [
        ("en", 9999, "9999"),
        ("en", 12345, "12,345"),
        ("de", 12345, "12.345"),
        ("ru", 12345, "12\u00a0345"),
        ("fr", 1234567, "1\u202f234\u202f567"),
        ("ja", 10000, "10,000"),
    ],
)
def test_the_digits_of_large_numbers_stand_in_groups(
    language: str, number: int, wanted: str
) -> None:
    strings = Strings(language, {"count": {"other": "{n}"}}, conventions_of(language))
    assert strings.text("count", n=number) == wanted
    assert strings.html("count", n=number) == wanted
    assert strings.text("count", n=str(number)) == str(number)


@pytest.mark.parametrize(
    ("language", "numbers"),
    [
        ("ru", {1: "one", 21: "one", 2: "few", 5: "many", 11: "many", 112: "many"}),
        ("ar", {0: "zero", 1: "one", 2: "two", 3: "few", 11: "many", 100: "other"}),
        ("fr", {0: "one", 1: "one", 2: "other", 1_000_000: "many"}),
        ("ja", {1: "other", 2: "other"}),
        ("pl", {1: "one", 22: "few", 12: "many"}),
        ("en", {0: "other", 1: "one", 2: "other"}),
    ],
)
def test_plurals_are_those_of_the_language(language: str, numbers: dict[int, str]) -> None:
    conventions = conventions_of(language)
    assert {number: conventions.plural(number) for number in numbers} == numbers
    assert set(numbers.values()) <= set(categories(conventions))


CYRILLIC = "а б в г д её ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я"
KANA = (
    "あぁアァ いぃイィ うぅウゥ えぇエェ おぉオォ かカヵ きキ くク けケヶ こコ "
    "さサ しシ すス せセ そソ たタ ちチ つっツッ てテ とト なナ にニ ぬヌ ねネ のノ "
    "はハ ひヒ ふフ へヘ ほホ まマ みミ むム めメ もモ やゃヤャ ゆゅユュ よょヨョ "
    "らラ りリ るル れレ ろロ わゎワヮ ゐヰ ゑヱ をヲ んン"
)
ARABIC = "اأإآٱء ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق ك ل م ن هة وؤ يىئ"


@pytest.mark.parametrize(
    ("alphabet", "in_order"),
    [
        (
            CYRILLIC,
            "Lavrov Абэ Ежов Ёлкин Емельянов Иванова Ивлев Исаев Йованович Козырев Шойгу",
        ),
        (CYRILLIC.replace(" ", ""), "Иванова Ивлев Исаев Йованович Козырев"),
        ("", "Éluard Emmanuel Ésaïe Fabius Hollande Œuvrard Olivier"),
        (
            KANA,
            "あべ アベベ いなだ いわや かとう ガルシア きしだ ぎふ こうの ばば ハマダ やまぐち",
        ),
        (ARABIC, "إبراهيم أحمد آدم بشار تميم حسن حسين عبد فاطمة لافروف هادي وليد يحيى"),
    ],
    ids=["ru", "ru-letters-only", "fr", "ja", "ar"],
)
def test_names_stand_in_the_order_of_the_language(alphabet: str, in_order: str) -> None:
    names_in_order = sorted(in_order.split(), key=Strings("x", {}, ENGLISH, alphabet).sort_key)
    assert " ".join(names_in_order) == in_order


@pytest.mark.parametrize(
    ("alphabet", "name", "initial"),
    [
        (CYRILLIC, "Ёлкин", "Е"),
        (CYRILLIC, "Йованович", "Й"),
        ("", "Éluard", "E"),
        ("", "Œuvrard", "O"),
        (KANA, "ガルシア", "か"),
        (KANA, "ぱく", "は"),
        (KANA, "ｶﾞﾙｼｱ", "か"),
        (ARABIC, "إبراهيم", "ا"),
        ("", "გიორგი", "გ"),
        ("", "«42»", "#"),
    ],
)
def test_an_index_lists_a_name_under_its_letter(alphabet: str, name: str, initial: str) -> None:
    assert Strings("x", {}, ENGLISH, alphabet).initial(name) == initial

"""Citations of a passage: what a reader copies in a real browser, to the letter."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

import pytest
from builders import BRIEFING, BRIEFING_PAGE, Files, briefing, entry, markdown, published, quoted
from playwright.sync_api import Browser, Page
from test_script import SELECT

URL = "https://example.org/"
TODAY = datetime(2026, 11, 25, 12)  # noqa: DTZ001  # the reader's own noon
STYLES = ("Chicago", "MLA", "APA")
ENGLISH = {"title": "Edition", "description": "D", "url": URL}
SPEECH = (
    "Minister: We came to Rome.\n\nThe “talks” went on.\n\n"
    "Question: When will you\nmeet again?\n\n"
    "Envoy: Soon.\n\nMinister: Yes, " + "very " * 30 + "soon."
)
MEDIA = {"js": "text/javascript", "css": "text/css", "svg": "image/svg+xml", "html": "text/html"}
Open = Callable[[Files], Page]


@pytest.fixture
def opened(browser: Browser) -> Iterator[Open]:
    """Opens the briefing of a site at its address; what the console says is a failure."""
    said: list[str] = []
    with browser.new_context(viewport={"width": 1000, "height": 800}) as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"])

        def open_briefing(sources: Files) -> Page:
            files = published(sources)
            page = context.new_page()
            page.clock.set_fixed_time(TODAY)
            page.on("console", lambda message: said.append(message.text))
            page.on("pageerror", lambda error: said.append(str(error)))
            page.route("**/*", lambda route: route.fulfill(
                body=files[route.request.url.removeprefix(URL)],
                content_type=MEDIA[route.request.url.rpartition(".")[2]]))  # fmt: skip
            page.goto(URL + BRIEFING_PAGE)
            return page

        yield open_briefing
    assert said == []


def a_site(text: str = SPEECH, site: Mapping[str, object] = ENGLISH, **head: object) -> Files:
    role = {"title": "Minister", "institution": "house", "from": "2012", "to": "2017"}
    return {
        "site.yaml": quoted(site),
        BRIEFING: briefing(text, **{
            "title": "Talks", "place": "rome",
            "speakers": {"Minister": "anna", "Envoy": "bo", "Question": None}, **head}),
        "content/people/anna.md": entry("Anna Berg", sort_name="Berg, Anna", roles=[role]),
        "content/people/bo.md": entry("Bo Holm Jr.", sort_name="Holm, Bo"),
        "content/institutions/house.md": markdown(
            {"name": "House", "posts": [{"title": "Minister"}]}),
        "content/places/rome.md": entry("Rome"),
    }  # fmt: skip


def select(page: Page, *place: int) -> None:
    page.evaluate("document.activeElement.blur(); getSelection().removeAllRanges()")
    page.locator(".share").wait_for(state="hidden")
    page.evaluate(SELECT, list(place))
    page.locator(".share select").wait_for()


def cited(page: Page, style: str) -> str:
    """What the button copies."""
    page.locator(".share select").select_option(style)
    page.locator(".share button").nth(1).click()
    page.locator("[role=status]:not(:empty)").wait_for(state="attached")
    return str(page.evaluate("navigator.clipboard.readText()"))


def of_all_styles(page: Page) -> list[str]:
    return [cited(page, style) for style in STYLES]


ADDRESS = f"{URL}briefings/talks/#p"


def test_words_of_a_paragraph_are_cited_with_who_says_them(opened: Open) -> None:
    page = opened(a_site())
    select(page, 2, 5, 2, 10)
    assert of_all_styles(page) == [
        (
            "“talks” — Anna Berg, Minister, “Talks,” Rome, 15 December 2016, Edition, par. 2, "
            f"accessed 25 November 2026, {ADDRESS}2."
        ),
        (
            "“talks” — Berg, Anna. “Talks.” Edition, 15 Dec. 2016, par. 2, "
            f"{ADDRESS}2. Accessed 25 November 2026."
        ),
        (
            "“talks” — Berg, A. (2016, December 15). Talks [Briefing], para. 2. Edition. "
            f"Retrieved 25 November 2026, from {ADDRESS}2"
        ),
    ]


def test_a_range_names_its_paragraphs_and_all_who_speak_in_it(opened: Open) -> None:
    page = opened(a_site())
    select(page, 3, 3, 4, 4)
    assert of_all_styles(page) == [
        (
            "Question and Bo Holm Jr., “Talks,” Rome, 15 December 2016, Edition, pars. 3–4, "
            f"accessed 25 November 2026, {ADDRESS}3."
        ),
        (
            "Question and Bo Holm Jr. “Talks.” Edition, 15 Dec. 2016, pars. 3–4, "
            f"{ADDRESS}3. Accessed 25 November 2026."
        ),
        (
            "Question and Holm, B. (2016, December 15). Talks [Briefing], paras. 3–4. Edition. "
            f"Retrieved 25 November 2026, from {ADDRESS}3"
        ),
    ]
    select(page, 2, 0, 5, 3)
    names = [each.partition(" “Talks")[0].partition(" (2016")[0] for each in of_all_styles(page)]
    assert names == [
        "Anna Berg, Minister, Question and Bo Holm Jr.,",
        "Berg, Anna et al.",
        "Berg, A., Question and Holm, B.",
    ]


def test_one_question_is_not_laid_in_the_mouth_of_who_answers(opened: Open) -> None:
    page = opened(a_site())
    select(page, 3, 0, 3, 9)
    assert cited(page, "MLA").startswith("“When will” — Question. “Talks.” Edition")
    select(page, 4, 0, 4, 5)
    assert cited(page, "APA").startswith("“Soon.” — Holm, B. (2016, December 15). Talks")


def test_up_to_twenty_five_words_are_quoted_on_one_line(opened: Open) -> None:
    page = opened(a_site())
    select(page, 3, 0, 3, 25)
    assert cited(page, "Chicago").startswith("“When will you meet again?” — Question, “Talks,”")
    select(page, 5, 5, 5, 5 + 25 * 5)
    quotation, dash, _ = cited(page, "Chicago").partition(" — ")
    assert (quotation, dash) == ("“" + " ".join(["very"] * 25) + "”", " — ")
    select(page, 5, 5, 5, 5 + 26 * 5)
    assert cited(page, "Chicago").startswith("Anna Berg, Minister, “Talks,”")


@pytest.mark.parametrize(
    ("text", "head", "beginnings"),
    [
        ("Words.", {"speakers": {}},
         ("“Talks,” Rome", "“Talks.” Edition", "Talks [Briefing], p")),
        ("A: Words.", {"speakers": {"A": None}},
         ("A, “Talks,” Rome", "A. “Talks.” Edition", "Talks [Briefing], p")),
        ("Words.\n\nA: More.", {"speakers": {"A": "bo"}},
         ("Bo Holm Jr., “Talks,”", "Holm, Bo. “Talks.”", "Holm, B. (2016, December 15)")),
        ("A: Words.", {"speakers": {"A": "bo"}, "title": "“{names}” & <b>?"},
         ("Bo Holm Jr., ““{names}” & <b>?” Rome", "Holm, Bo. ““{names}” & <b>?” Edition",
          "Holm, B. (2016, December 15). “{names}” & <b>? [Briefing], para. 1.")),
    ],
    ids=["nobody", "nobody known", "before who speaks", "signs in the title"],
)  # fmt: skip
def test_where_no_speaker_is_known_the_label_or_the_briefing_is_cited(
    text: str, head: dict[str, object], beginnings: tuple[str, ...], opened: Open
) -> None:
    page = opened(a_site(text, ENGLISH, **head))
    select(page, 1, 0, 1, 5)
    for sentence, beginning in zip(of_all_styles(page), beginnings, strict=True):
        assert sentence.startswith(f"“Words” — {beginning}"), sentence


@pytest.mark.parametrize(
    ("language", "chicago", "mla", "apa"),
    [
        ("fr", ("« came » — Anna Berg, Minister, « Talks », Rome, 15 décembre 2016, Edition, "
               "§ 1, consulté le 25 novembre 2026, {}."),
         ("« came » — Berg, Anna. « Talks ». Edition, 15 déc. 2016, § 1, {}. "
         "Consulté le 25 novembre 2026."),
         ("« came » — Berg, A. (2016, 15 décembre). Talks [Point de presse], § 1. Edition. "
         "Consulté le 25 novembre 2026 à l’adresse {}")),
        ("ja", ("「came」— Anna Berg, Minister, 「Talks」, Rome, 2016年12月15日, 『Edition』, "
               "第1段落, 2026年11月25日閲覧, {}."),
         ("「came」— Berg, Anna. 「Talks」. 『Edition』, 2016年12月15日, 第1段落, {}. "
         "2026年11月25日閲覧."),
         ("「came」— Berg, A. (2016年12月15日). Talks [ブリーフィング], 第1段落. Edition. "
         "2026年11月25日閲覧, {}")),
        ("ru", ("«came» — Anna Berg, Minister, «Talks», Rome, 15 декабря 2016 г., Edition, абз. 1, "
               "дата обращения: 25 ноября 2026, {}."),
         ("«came» — Berg, Anna. «Talks». Edition, 15 дек. 2016, абз. 1, {}. "
         "Дата обращения: 25 ноября 2026."),
         ("«came» — Berg, A. (2016, 15 декабря). Talks [Брифинг], абз. 1. Edition. "
         "Дата обращения: 25 ноября 2026. {}")),
        ("ar", ("«came» — Anna Berg، Minister، «Talks»، Rome، 15 ديسمبر 2016، Edition، الفقرة 1، "
               "اطُّلع عليه في 25 نوفمبر 2026، {}."),
         ("«came» — Berg، Anna. «Talks». Edition، 15 ديسمبر 2016، الفقرة 1، {}. "
         "اطُّلع عليه في 25 نوفمبر 2026."),
         ("«came» — Berg، A. (15 ديسمبر 2016). Talks [إحاطة]، الفقرة 1. Edition. "
         "اطُّلع عليه في 25 نوفمبر 2026، من {}")),
    ],
)  # fmt: skip
def test_each_language_cites_in_its_own_words(
    language: str, chicago: str, mla: str, apa: str, opened: Open
) -> None:
    page = opened(a_site(site={**ENGLISH, "language": language}, language="en"))
    select(page, 1, 3, 1, 7)
    got = [" ".join(each.split()) for each in of_all_styles(page)]
    assert got == [each.format(f"{ADDRESS}1") for each in (chicago, mla, apa)]


def test_by_keyboard_a_style_is_chosen_copied_and_kept(opened: Open) -> None:
    page = opened(a_site())
    page.locator('[data-paragraph="4"]').dblclick(position={"x": 5, "y": 10})
    page.locator(".share select").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    focused = "document.activeElement.ariaLabel ?? document.activeElement.textContent"
    assert page.evaluate(focused) == "Style of the citation"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(focused) == "Copy citation"
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Copied").wait_for()
    assert str(page.evaluate("navigator.clipboard.readText()")).startswith("“Soon” — Holm, B. (")
    page.keyboard.press("Escape")
    assert not page.locator(".share").is_visible()
    page.reload()
    select(page, 4, 0, 4, 5)
    assert page.locator(".share select").input_value() == "APA"


@pytest.mark.parametrize("known", ["7", "-1", "MLA"])
def test_a_style_that_is_none_is_the_first(known: str, opened: Open) -> None:
    page = opened(a_site())
    page.evaluate("known => localStorage.setItem('style', known)", known)
    select(page, 4, 0, 4, 5)
    assert page.locator(".share select").input_value() == "Chicago"


def test_from_a_disk_and_without_leave_it_is_copied_the_old_way(
    browser: Browser, tmp_path: Path
) -> None:
    for path, content in published(a_site(site={"title": "Edition", "description": "D"})).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    with browser.new_context() as context:
        page = context.new_page()
        page.add_init_script("""navigator.clipboard.writeText = () => Promise.reject(new Error());
            addEventListener("copy", event => setTimeout(() => {
                self.got = event.clipboardData.getData("text/plain") }), true);
            const set = DataTransfer.prototype.setData;
            DataTransfer.prototype.setData = function (kind, text) {
                self.given = text; return set.call(this, kind, text) }""")
        page.goto((tmp_path / BRIEFING_PAGE).as_uri())
        select(page, 4, 0, 4, 5)
        page.locator(".share button").nth(1).click()
        page.get_by_role("button", name="Copied").wait_for()
        given = page.evaluate("given")
        assert given.startswith("“Soon.” — Bo Holm Jr., “Talks,” Rome, 15 December 2016, Edition")
        assert given.endswith(f"{(tmp_path / BRIEFING_PAGE).as_uri()}#p4.")


def test_without_script_the_page_cites_the_briefing_and_nothing_is_in_the_slots(
    browser: Browser,
) -> None:
    files = published(a_site())
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.set_content(files[BRIEFING_PAGE].decode())
        assert page.locator(".cite [data-copy]").first.inner_text() == (
            "Anna Berg, Minister and Bo Holm Jr., “Talks,” Rome, 15 December 2016, Edition, "
            f"{ADDRESS[:-2]}."
        )
        assert page.locator("a.number").nth(1).get_attribute("href") == "#p2"

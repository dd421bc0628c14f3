"""What the script adds, in a real browser: notes in place, copies of words only, links to passages,
cards. The page is this repository's own; nothing here is drawn from the script itself."""

import gzip
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import unquote

import html5lib
import pytest
from browsing import NO_POINTER, barriers, each_mode
from builders import BRIEFING as SOURCE
from builders import BRIEFING_PAGE, Files, briefing, entry, markdown, page_of, published
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect
from test_browser import BRIEFING, PAGES, words_of

from generator.build import Outcome
from generator.pages.previews import LARGEST

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
Opening = Callable[..., Page]

# Selects from a character of one paragraph to a character of another, as the words count them.
SELECT = """([first, from, last, to]) => {
    const place = (number, wanted) => {
        const words = document.querySelector(`[data-paragraph="${number}"]`);
        const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
        let left = wanted;
        while (walker.nextNode()) {
            const node = walker.currentNode;
            if (node.parentElement.closest("[data-apparatus]")) continue;
            if (left <= node.length) return [node, left];
            left -= node.length;
        }
        throw new Error("there are not so many characters");
    };
    getSelection().setBaseAndExtent(...place(first, from), ...place(last, to));
}"""


# Lets the page fetch what a reader's hand starts, and waits for it.
BEGIN = """() => new Promise(done => {
    const later = document.querySelector("[data-later]").content.firstElementChild;
    if (!document.querySelector("#transcript, #cards, [data-copy]")) return done();
    if (!later?.src.includes("/reading.")) throw new Error("it was fetched before");
    later.addEventListener("load", done);
    document.dispatchEvent(new Event("selectionchange"));
})"""
# A network that takes its time.
SLOW = """() => {
    const append = document.head.append;
    document.head.append = (...all) => setTimeout(() => append.apply(document.head, all), 200);
}"""


@pytest.fixture
def opening(browser: Browser, address: str) -> Iterator[Opening]:
    """Opens a page of the site; whatever it says on the console is a failure."""
    contexts: list[BrowserContext] = []
    said: list[str] = []

    def opened(
        path: str = BRIEFING,
        size: dict[str, int] = DESK,
        *,
        begun: bool = True,
        **options: Any,  # noqa: ANN401  # playwright's own
    ) -> Page:
        context = browser.new_context(viewport=size, **options)  # type: ignore[arg-type]  # a size
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        contexts.append(context)
        page = context.new_page()
        page.add_init_script(NO_POINTER)
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(address + path)
        if begun and options.get("java_script_enabled", True):
            page.evaluate(BEGIN)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert said == []


def texts(edition: Outcome) -> list[str]:
    """The paragraphs of the briefing as its source has them."""
    transcript = edition.library.briefings["2016-12-15-yamaguchi"].transcript
    return [paragraph.text for paragraph in transcript.paragraphs]


def copied(page: Page) -> str:
    """What lies on the clipboard."""
    return str(page.evaluate("navigator.clipboard.readText()"))


def top(element: Locator) -> float:
    """Where an element begins in the window."""
    return float(element.evaluate("element => element.getBoundingClientRect().top"))


def test_the_scripts_are_small_and_the_one_that_is_fetched_at_once_most_of_all(
    edition: Outcome,
) -> None:
    size = {match[1]: len(gzip.compress(content, 9)) for path, content in edition.files.items()
            if (match := re.fullmatch(r"assets/(site|reading)\.\w+\.js", path))}  # fmt: skip
    assert size["site"] <= 2 * 1024
    assert size["site"] + size["reading"] <= 6 * 1024


@pytest.mark.parametrize("first", ["pointed at", "focused", "selected"])
def test_what_a_hand_starts_is_fetched_at_its_first_move_and_hears_of_that(
    first: str, opening: Opening
) -> None:
    page = opening(begun=False)
    page.evaluate(SLOW)
    assert page.locator("#card").count() == 0
    match first:
        case "pointed at":
            patrushev(page).hover()
            page.locator("#card", has_text="Secretary").wait_for()
        case "focused":
            page.locator("#r-secretary-in-brackets").focus()
            page.keyboard.press("Tab")
            page.locator("#card", has_text="Secretary").wait_for()
        case _:
            page.evaluate(SELECT, [3, 0, 3, 30])
            page.locator(".share").wait_for()
    assert page.evaluate("document.querySelectorAll('head > script[src*=reading]').length") == 1


@pytest.mark.parametrize("path", ["timeline/index.html", "briefings/index.html", "404.html"])
def test_where_there_is_nothing_to_start_nothing_is_fetched(opening: Opening, path: str) -> None:
    page = opening(path, begun=False)
    page.keyboard.press("Tab")
    page.mouse.move(300, 300)
    page.wait_for_timeout(100)
    assert page.locator("head > script[src*=reading]").count() == 0


# Notes


def test_on_a_phone_a_reference_opens_its_note_in_place(opening: Opening) -> None:
    page = opening(size=PHONE)
    reference, note = page.locator("#r-fourth-meeting"), page.locator("#n-fourth-meeting")
    reference.evaluate("element => element.scrollIntoView({block: 'center'})")
    assert reference.get_attribute("aria-expanded") == "false"
    before = top(reference)
    reference.focus()
    page.keyboard.press("Enter")
    assert abs(top(reference) - before) < 1
    expect(reference).to_have_attribute("aria-expanded", "true")
    assert page.evaluate("document.activeElement.id") == "r-fourth-meeting"
    assert note.is_visible()
    assert top(note) < PHONE["height"] - 20
    page.keyboard.press("Enter")
    assert not note.is_visible()
    expect(reference).to_have_attribute("aria-expanded", "false")
    assert abs(top(reference) - before) < 1


def test_a_note_below_the_window_comes_into_it_with_one_scroll(opening: Opening) -> None:
    page = opening(size=PHONE)
    reference, note = page.locator("#r-fourth-meeting"), page.locator("#n-fourth-meeting")
    reference.evaluate("element => scrollBy(0, element.getBoundingClientRect().top - 700)")
    reference.click()
    box = note.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= PHONE["height"]
    assert 0 <= top(reference) < 700


def test_escape_closes_the_note_that_opened_last_and_keeps_the_focus(opening: Opening) -> None:
    page = opening(size=PHONE)
    for name in ("narrow-format-meeting", "fourth-meeting"):
        page.locator(f"#r-{name}").click()
    page.locator("#n-fourth-meeting a").first.focus()
    page.keyboard.press("Escape")
    assert not page.locator("#n-fourth-meeting").is_visible()
    assert page.evaluate("document.activeElement.id") == "r-fourth-meeting"
    assert page.locator("#n-narrow-format-meeting").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#n-narrow-format-meeting").is_visible()


def test_a_second_reference_of_a_paragraph_shows_its_own_note(opening: Opening) -> None:
    page = opening(size=PHONE)
    page.locator("#r-fourth-meeting").click()
    page.locator("#r-close-to-four-years").click()
    assert page.locator("#n-close-to-four-years.lit").is_visible()
    page.locator("#r-close-to-four-years").click()
    assert not page.locator("#n-close-to-four-years").is_visible()


def test_a_tap_opens_a_note_too(opening: Opening) -> None:
    page = opening(size=PHONE, has_touch=True, is_mobile=True)
    page.locator("#r-fourth-meeting").tap()
    assert page.locator("#n-fourth-meeting.lit").is_visible()
    page.locator("#r-fourth-meeting").tap()
    assert not page.locator("#n-fourth-meeting").is_visible()


def test_beside_the_text_a_reference_leads_to_its_note_without_leaving_the_words(
    opening: Opening,
) -> None:
    page = opening()
    reference = page.locator("#r-fourth-meeting")
    reference.evaluate("element => element.scrollIntoView({block: 'center'})")
    before = top(reference)
    reference.focus()
    page.keyboard.press("Enter")
    assert abs(top(reference) - before) < 1
    assert reference.get_attribute("aria-expanded") is None
    assert page.locator("#n-fourth-meeting.lit").is_visible()


def test_all_notes_open_at_once_and_stay_so_on_the_next_visit(opening: Opening) -> None:
    page = opening(size=PHONE)
    notes = page.locator("details.notes").count()
    button = page.locator("#transcript button").first
    button.click()
    assert page.locator("details.notes[open]").count() == notes
    assert button.text_content() == "Close all notes"
    page.reload()
    assert page.locator("details.notes[open]").count() == notes
    page.get_by_role("button", name="Close all notes").click()
    assert page.locator("details.notes[open]").count() == 0
    page.set_viewport_size({"width": 1440, "height": 900})
    assert not button.is_visible()


def test_all_notes_open_where_the_browser_remembers_nothing(browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        context.add_init_script(
            "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no') }})"
        )
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(address + BRIEFING)
        page.get_by_role("button", name="Open all notes").click()
        assert page.locator("details.notes:not([open])").count() == 0
        assert faults == []


def test_a_note_to_which_the_address_leads_stays_open(opening: Opening) -> None:
    page = opening(f"{BRIEFING}#n-fourth-meeting", PHONE)
    assert page.locator("#n-fourth-meeting").is_visible()


@pytest.mark.parametrize("forced", ["none", "active"])
def test_a_reference_and_a_note_light_up_with_their_words(opening: Opening, forced: str) -> None:
    page = opening(forced_colors=forced)
    lit = page.locator(".lit")
    words = page.locator('[data-note="3"]')
    for way in ("#r-fourth-meeting", "#n-fourth-meeting .note-head"):
        page.locator(way).hover()
        assert page.locator("#n-fourth-meeting.lit").count() == 1
        assert all("lit" in (each.get_attribute("class") or "") for each in words.all())
        if forced == "active":
            assert words.first.evaluate("each => getComputedStyle(each).outlineStyle") == "solid"
        page.mouse.move(1, 1)
        assert lit.count() == 0
    page.locator("#n-fourth-meeting a").first.focus()
    assert page.locator("#n-fourth-meeting.lit").count() == 1
    page.locator("#main").evaluate("main => main.focus()")
    assert lit.count() == 0


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_nothing_moves_or_scrolls_smoothly(opening: Opening, motion: str) -> None:
    page = opening(size=PHONE, reduced_motion=motion)
    page.locator("#r-fourth-meeting").click()
    page.locator("#p3 a[href]").nth(2).focus()
    page.wait_for_timeout(600)
    assert page.evaluate("document.getAnimations().length") == 0
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


# Copying


@SIZES
@pytest.mark.parametrize("notes", ["closed", "open"])
def test_copying_gives_the_words_of_the_paragraphs_only(
    opening: Opening, edition: Outcome, size: dict[str, int], notes: str
) -> None:
    page = opening(size=size)
    if notes == "open":
        page.locator("details.notes").evaluate_all("all => all.forEach(each => each.open = true)")
    words = texts(edition)
    for first, start, last, end in ((1, 0, 3, len(words[2])), (3, 10, 5, 40), (4, 5, 4, 250)):
        page.evaluate(SELECT, [first, start, last, end])
        page.keyboard.press("Control+c")
        expected = words[first - 1 : last]
        expected[-1] = expected[-1][:end]
        expected[0] = expected[0][start:]
        assert copied(page) == "\n\n".join(expected)


@SIZES
def test_copying_what_a_mouse_selected_across_notes(
    opening: Opening, edition: Outcome, size: dict[str, int]
) -> None:
    page = opening(size=size)
    page.locator("details.notes").evaluate_all("all => all.forEach(each => each.open = true)")
    paragraphs = page.locator("[data-paragraph]")
    paragraphs.nth(2).evaluate("each => scrollBy(0, each.getBoundingClientRect().top - 60)")
    first, second = paragraphs.nth(2).bounding_box(), paragraphs.nth(3).bounding_box()
    assert first is not None
    assert second is not None
    page.mouse.move(first["x"] + 1, first["y"] + 4)
    page.mouse.down()
    page.mouse.move(second["x"] + 1, min(second["y"] + 12, size["height"] - 5), steps=8)
    page.keyboard.down("Shift")
    page.mouse.up()
    page.keyboard.up("Shift")
    page.keyboard.press("Control+c")
    got = copied(page)
    words = texts(edition)
    assert got.startswith(words[2][:40])
    assert "\n\n".join(words[2:4]).startswith(got.rstrip())


def test_copying_a_word_and_a_paragraph_that_were_clicked(
    opening: Opening, edition: Outcome
) -> None:
    page = opening()
    paragraph = page.locator('[data-paragraph="2"]')
    paragraph.dblclick(position={"x": 5, "y": 10})
    page.keyboard.press("Control+c")
    assert copied(page).strip() == texts(edition)[1].split()[0]
    last = page.locator('[data-paragraph="14"]')
    last.click(click_count=3, position={"x": 5, "y": 10})
    page.keyboard.press("Control+c")
    assert copied(page) == texts(edition)[13]


def test_copying_in_a_note_gives_the_note(opening: Opening) -> None:
    page = opening()
    text = page.locator("#n-fourth-meeting .note-head + p")
    text.click(click_count=3, position={"x": 5, "y": 10})
    page.keyboard.press("Control+c")
    assert (
        copied(page)
        .strip()
        .startswith(
            "3 Correction “the fourth meeting between President Putin and Prime Minister Abe” "
            "The fourth in 2016, after Sochi"
        )
    )


def test_copying_the_whole_page_is_left_to_the_browser(opening: Opening) -> None:
    page = opening()
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+c")
    assert "Topics" in copied(page)


# Links to a passage


@pytest.mark.parametrize(
    ("place", "fragment"),
    [
        ((2, 8, 2, 33), "#p2:~:text=talks%20concentrated%20on%20bilateral"),
        ((2, 0, 3, 20), "#p2:~:text=Today%E2%80%99s%20talks%20concentrated%20on,"),
        ((1, 4, 1, 18), "#p1:~:text="),
        ((1, 50, 1, 76), "#p1:~:text="),
        ((4, 0, 4, 200), "#p4:~:text="),
        ((6, 20, 6, 24), "#p6:~:text="),
    ],
)
def test_a_link_to_a_passage_finds_it_again(
    opening: Opening, place: tuple[int, ...], fragment: str
) -> None:
    page = opening()
    page.evaluate(SELECT, list(place))
    button = page.get_by_role("button", name="Copy link to this passage")
    button.wait_for()
    button.click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.locator("[role=status]").text_content() == "Copied"
    link = copied(page)
    assert link.startswith(page.url + fragment)
    directive = link.partition(":~:text=")[2]
    for part in directive.split(","):
        assert not set(unquote(part.strip("-"))) & set("\n\t")
    # Without the id only the words can bring the page there.
    page.goto("about:blank")
    page.goto(link.replace(f"#p{place[0]}:", "#:"))
    page.wait_for_timeout(300)
    box = page.locator(f'[data-paragraph="{place[0]}"]').bounding_box()
    assert box is not None
    assert page.evaluate("scrollY") > 0
    assert -box["height"] < box["y"] < 900


def test_what_a_text_fragment_means_by_signs_is_escaped(browser: Browser) -> None:
    text = "First - a, b & c. Then the well-known word.\n\nFirst, the well-known word again."
    pages = published({SOURCE: briefing(text)})
    with browser.new_context() as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.route("**/*", lambda route: route.fulfill(
            body=pages[route.request.url.removeprefix("https://example.org/")],
            content_type="text/javascript" if route.request.url.endswith("js") else
            "text/css" if route.request.url.endswith("css") else "text/html"))  # fmt: skip
        found = []
        for place in ((1, 0, 1, 16), (1, 23, 1, 42), (2, 7, 2, 26)):
            page.goto(f"https://example.org/{BRIEFING_PAGE}")
            page.evaluate(SELECT, list(place))
            page.get_by_role("button", name="Copy link").click()
            page.get_by_role("button", name="Copied").wait_for()
            found.append(copied(page).partition(BRIEFING_PAGE)[2])
    assert found == [
        "#p1:~:text=First%20%2D%20a%2C%20b%20%26%20c",
        "#p1:~:text=the%20well%2Dknown%20word",
        "#p2:~:text=First-,the%20well%2Dknown%20word",
    ]


def test_the_button_is_reached_by_keyboard_and_escape_closes_it(opening: Opening) -> None:
    page = opening()
    page.evaluate(SELECT, [2, 0, 2, 30])
    box = page.locator(".share")
    box.wait_for()
    page.keyboard.press("Escape")
    assert not box.is_visible()
    page.locator('[data-paragraph="14"]').dblclick(position={"x": 5, "y": 10})
    box.wait_for()
    links = page.locator('[data-paragraph="14"] a').count()
    for _ in range(links + 1):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Copied").wait_for()
    assert "#p14:~:text=" in copied(page)


def test_a_box_that_was_closed_stays_closed_when_its_citations_come(opening: Opening) -> None:
    page = opening()
    held: list[Route] = []
    page.route("**/citing.*.js", lambda route: held.append(route))  # noqa: PLW0108  # playwright marks it
    page.evaluate(SELECT, [2, 0, 2, 30])
    box = page.locator(".share")
    box.wait_for()
    page.keyboard.press("Escape")
    [late] = held
    late.continue_()
    box.locator("select").wait_for(state="attached")
    page.wait_for_timeout(250)  # what follows a selection comes after 150 ms
    assert not box.is_visible()


def test_on_touch_the_system_has_its_own_menu(opening: Opening) -> None:
    page = opening(size=PHONE, has_touch=True, is_mobile=True)
    page.locator('[data-paragraph="2"]').tap()
    page.evaluate(SELECT, [2, 0, 2, 30])
    page.wait_for_timeout(400)
    assert not page.locator(".share").is_visible()


def test_a_citation_gets_a_button_that_copies_it(opening: Opening) -> None:
    page = opening("about/index.html")
    page.route("**/about/index.html", lambda route: route.fulfill(
        body=route.fetch().text().replace("</main>", "<p data-copy>A citation.</p></main>"),
        content_type="text/html"))  # fmt: skip
    page.reload()
    page.evaluate(BEGIN)
    page.get_by_role("button", name="Copy").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert copied(page) == "A citation."


@SIZES
def test_nothing_moves_when_the_buttons_come(opening: Opening, size: dict[str, int]) -> None:
    page = opening(size=size, begun=False)
    page.evaluate("""() => { self.moved = 0; new PerformanceObserver(list => {
        for (const entry of list.getEntries()) self.moved += entry.value;
    }).observe({type: 'layout-shift'}) }""")
    page.evaluate("document.getElementById('cite').scrollIntoView()")
    page.mouse.move(200, 300)
    buttons = page.get_by_role("button", name="Copy", exact=True)
    buttons.nth(2).wait_for()
    page.wait_for_timeout(200)
    assert page.evaluate("moved") == 0
    for button in buttons.all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 24
        assert box["x"] + box["width"] <= size["width"]


# Cards


def card_of(page: Page, link: Locator) -> Locator:
    """The card, with the mouse on a link until it is there."""
    link.scroll_into_view_if_needed()
    link.hover()
    page.locator("#card").wait_for()
    return page.locator("#card")


def patrushev(page: Page) -> Locator:
    return page.locator('[data-paragraph] a[href*="/nikolai-patrushev/"]').first


def test_a_card_says_who_somebody_was_on_the_day(opening: Opening) -> None:
    page = opening()
    card = card_of(page, patrushev(page))
    words = card.inner_text()
    assert words.startswith("Nikolai Patrushev Николай Платонович Патрушев")
    assert "On 15 December 2016: Secretary, Security Council of the Russian Federation" in words
    assert "named in 1 passage" in words
    assert card.locator("bdi[lang]").get_attribute("lang") == "ru"
    assert card.locator("a, button").count() == 0
    assert patrushev(page).get_attribute("aria-describedby") == "card"


# Notes in the page when a link is entered, left or focused and when the card opens and closes.
TIMES = """link => {
    window.times = {};
    const at = name => () => { times[name] = performance.now(); };
    link.addEventListener("pointerover", at("entered"));
    link.addEventListener("focus", at("focused"));
    const card = document.getElementById("card");
    card.addEventListener("pointerleave", at("left"));
    card.addEventListener("beforetoggle", event => at(event.newState)());
}"""


def test_a_card_waits_stays_under_the_pointer_and_leaves(opening: Opening) -> None:
    page = opening()
    link, card = patrushev(page), page.locator("#card")
    link.evaluate(TIMES)
    card_of(page, link)
    box = card.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 20, steps=5)
    page.wait_for_timeout(500)
    assert card.is_visible()
    page.mouse.move(2, 2)
    card.wait_for(state="hidden")
    times = page.evaluate("times")
    assert 300 <= times["open"] - times["entered"] < 1000
    assert 290 <= times["closed"] - times["left"] < 1000
    assert link.get_attribute("aria-describedby") is None


def test_a_card_opens_by_focus_and_escape_closes_it_there(opening: Opening) -> None:
    page = opening()
    link, card = patrushev(page), page.locator("#card")
    link.evaluate(TIMES)
    page.locator("#r-secretary-in-brackets").focus()
    page.keyboard.press("Tab")
    card.wait_for()
    times = page.evaluate("times")
    assert 490 <= times["open"] - times["focused"] < 1500
    page.wait_for_timeout(400)
    assert card.is_visible()
    page.keyboard.press("Escape")
    assert not card.is_visible()
    assert link.evaluate("link => document.activeElement === link")
    page.wait_for_timeout(600)
    assert not card.is_visible()


def test_escape_closes_a_card_under_the_pointer(opening: Opening) -> None:
    page = opening()
    card = card_of(page, patrushev(page))
    page.keyboard.press("Escape")
    page.wait_for_timeout(600)
    assert not card.is_visible()


def test_a_tap_follows_the_link(opening: Opening) -> None:
    page = opening(size=PHONE, has_touch=True, is_mobile=True)
    patrushev(page).tap()
    page.wait_for_url("**/nikolai-patrushev/**")


@pytest.mark.parametrize("width", [320, 1440])
def test_a_card_is_in_the_window_and_not_on_its_link(opening: Opening, width: int) -> None:
    page = opening(size={"width": width, "height": 700})
    links = page.locator("[data-paragraph] a.mention").all()
    for link in links[1:16:5]:
        for place in ("start", "end"):
            page.mouse.move(0, 0)
            page.keyboard.press("Escape")
            link.evaluate(f"link => link.scrollIntoView({{block: '{place}'}})")
            link.hover()
            page.locator("#card").wait_for()
            inside, covers = page.evaluate("""link => {
                const card = document.getElementById("card").getBoundingClientRect();
                const open = document.querySelector("[aria-describedby=card]");
                const lines = [...open.getClientRects()];
                return [
                    card.left >= 0 && card.top >= 0 && card.right <= innerWidth
                        && card.bottom <= innerHeight,
                    lines.some(line => line.left < card.right && line.right > card.left
                        && line.top < card.bottom && line.bottom > card.top),
                ];
            }""")
            assert inside
            assert not covers


def test_a_place_of_the_same_page_is_shown_with_its_first_words(
    opening: Opening, edition: Outcome
) -> None:
    page = opening()
    card = card_of(page, page.locator('[role=doc-footnote] a[href="#p14"]').first)
    assert texts(edition)[13].startswith(card.inner_text().rstrip("…"))


@pytest.mark.parametrize("kind", ["person", "topic", "page", "institution"])
def test_what_editors_link_has_a_card_without_a_day(opening: Opening, kind: str) -> None:
    path = {"person": "people/nikolai-patrushev/index.html", "topic": PAGES["topic"],
            "institution": PAGES["institution"],
            "page": "peace-treaty-since-1956/index.html"}[kind]  # fmt: skip
    page = opening(path)
    link = page.locator(".prose a:not([href^=http])").first
    assert "On " not in card_of(page, link).inner_text()


@each_mode
def test_axe_finds_nothing_with_a_card_a_button_and_notes_open(
    opening: Opening, scheme: str, width: int
) -> None:
    page = opening(size=PHONE if width == PHONE["width"] else DESK, color_scheme=scheme)
    page.locator("#r-fourth-meeting").click()
    page.evaluate(SELECT, [4, 0, 4, 30])
    page.locator(".share").wait_for()
    card_of(page, patrushev(page))
    assert barriers(page, options={}) == []


def test_cards_are_in_nobodys_way_without_script_or_on_paper(
    browser: Browser, address: str
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address + BRIEFING)
        assert "named in 1 passage" not in page.locator("body").inner_text()
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address + BRIEFING)
        page.emulate_media(media="print")
        assert page.locator("button:visible").count() == 0


# The cards as they lie in the page


def cards_in(files: Mapping[str, bytes], path: str) -> dict[str, str]:
    """The line of each card of a page by what it is of: they lie in it, or in a file beside it."""
    page = files[path].decode()
    [template] = re.findall(r'<template id="cards">(.*?)</template>', page, re.DOTALL) or ["[]"]
    if script := re.fullmatch(r'<script src="(cards\.[0-9a-f]{10}\.js)"></script>', template):
        written = files[path.removesuffix("index.html") + script[1]].decode()
        template = written.removeprefix("site.cards=")
    return {
        card[0]: line for card, line in zip(json.loads(template), lines_of(template), strict=True)
    }


def lines_of(template: str) -> list[str]:
    return [line.removesuffix(",") for line in template.splitlines() if line.startswith('["')]


def test_cards_are_small_and_of_everything_that_a_page_links(edition: Outcome) -> None:
    for path, content in edition.files.items():
        if not path.endswith("index.html"):
            continue
        cards = cards_in(edition.files, path)
        assert all(len(card.encode()) <= LARGEST for card in cards.values())
        text = b"".join(
            re.findall(
                rb'<(?:p class="text"|div class="content note(?: far)?").*?</(?:p|div)>',
                content,
                re.DOTALL,
            )
        )
        linked = re.findall(r'href="(?:\.\./)+([^"#]+)/index\.html"', text.decode())
        assert set(linked) <= {key.partition("#")[0] for key in cards} | {"about"}


def named(number: int) -> Files:
    """A briefing that names so many people, and their entries with long summaries."""
    names = [f"Zed {chr(65 + each // 26)}{chr(97 + each % 26)}" for each in range(number)]
    return {SOURCE: briefing(f"{', '.join(names)} met.")} | {
        f"content/people/z{each}.md": entry(name, summary=f"The person {name} of the country. " * 6)
        for each, name in enumerate(names)
    }


@pytest.mark.parametrize(("number", "beside"), [(12, 0), (40, 1)])
def test_a_few_cards_lie_in_their_page_and_many_beside_it(number: int, beside: int) -> None:
    files = published(named(number))
    assert len(cards_in(files, BRIEFING_PAGE)) == number
    assert len([path for path in files if path.startswith("briefings/talks/cards.")]) == beside
    assert (b"Zed Aa" in files[BRIEFING_PAGE].partition(b'id="cards"')[2]) == (not beside)


def test_many_cards_are_fetched_when_something_is_pointed_at_and_not_before(
    opening: Opening,
) -> None:
    page = opening(begun=False)
    fetched = "() => performance.getEntriesByType('resource').map(each => each.name)"
    assert not [name for name in page.evaluate(fetched) if "/cards." in name]
    assert "Николай" in card_of(page, patrushev(page)).inner_text()
    assert len([name for name in page.evaluate(fetched) if "/cards." in name]) == 1


def test_without_its_file_a_page_has_all_but_its_cards(browser: Browser, address: str) -> None:
    with browser.new_page() as page:
        page.add_init_script(NO_POINTER)
        page.route("**/cards.*.js", lambda route: route.abort())
        page.goto(address + BRIEFING)
        page.evaluate(BEGIN)
        patrushev(page).hover()
        page.wait_for_timeout(600)
        assert not page.locator("#card").is_visible()
        place = page.locator('[role=doc-footnote] a[href="#p14"]').first
        assert card_of(page, place).inner_text()


def test_a_card_of_each_kind_of_thing() -> None:
    files = published({
        SOURCE: briefing("Ann Smith spoke.\n\nOf peace.", speakers={"Ann": "ann"}),
        "content/people/ann.md": entry("Ann Smith", summary="A minister. " * 40),
        "content/topics/peace.md": markdown({"name": "Peace", "scope_note": "No war."}),
        "content/pages/more.md": markdown(
            {"title": "More"}, "[[ann]], [[peace]], [[talks]], [[talks#p2]], [[more]]\n"),
    })  # fmt: skip
    on_day, without = (cards_in(files, path) for path in (BRIEFING_PAGE, "more/index.html"))
    assert list(on_day) == ["people/ann"]
    assert "On 15 December 2016: no office recorded on that day" in on_day["people/ann"]
    assert list(without) == ["people/ann", "topics/peace", "briefings/talks", "briefings/talks#p2"]
    assert "On 15" not in without["people/ann"]
    assert "A minister. A minister.…" not in without["people/ann"]
    assert without["people/ann"].count("…") == 1
    assert "No war." in without["topics/peace"]
    assert "Ann Smith" in without["briefings/talks"]
    assert "“Of peace.”" in without["briefings/talks#p2"]
    page_of(files["more/index.html"])


def test_a_card_has_the_name_as_it_is_written_at_home_where_there_is_room() -> None:
    other = {"name": "Совет безопасности", "lang": "ru"}
    long = {"name": "Совет " * 30, "lang": "ru"}
    files = published({
        SOURCE: briefing("The Council met in Nagato; the Chamber did not."),
        "content/institutions/council.md": entry("Council", other_names=[other], summary="Safe."),
        "content/institutions/chamber.md": entry("Chamber", other_names=[long], summary="Large."),
        "content/places/nagato.md": entry("Nagato", other_names=[{"name": "長門", "lang": "ja"}]),
    })  # fmt: skip
    cards = cards_in(files, BRIEFING_PAGE)
    assert '"Совет безопасности","ru"' in cards["institutions/council"]
    assert '"長門","ja"' in cards["places/nagato"]
    assert "Safe." in cards["institutions/council"]
    assert "Совет" not in cards["institutions/chamber"]
    assert "Large." in cards["institutions/chamber"]


def test_the_words_of_the_transcript_are_untouched_by_the_script(
    opening: Opening, edition: Outcome
) -> None:
    page = opening(size=PHONE)
    page.locator("#r-fourth-meeting").click()
    page.evaluate(SELECT, [3, 0, 3, 30])
    page.locator(".share").wait_for()
    for number, text in enumerate(texts(edition), start=1):
        words = page.locator(f'[data-paragraph="{number}"]').inner_html()
        root = html5lib.parseFragment(words, namespaceHTMLElements=False)
        assert words_of(root) == text

"""Editing in the page as an editor does it: selected words, keys, dialogs, and what is written."""

from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from browsing import barriers
from builders import BRIEFING, NOTES, SITE, briefing, entry, markdown
from command import files_of, run, write
from playwright.sync_api import Browser, Locator, Page, expect
from serving import PAGE, Session

from generator.serve.web import OWN

TEXT = "Ann Lee spoke, and spoke of Lee.\n\nThe end, she spoke.\n\nNo more than that."
WRITTEN = """\
# by hand
annotations:
  - id: one   # first
    quote: 'The end'
    kind: context
    text: Words.
    sources:
      - {title: A book, publisher: House}   # seen
passages:
  - topic: peace
    paragraphs: 1-2
"""
FILES = {
    "site.yaml": SITE,
    BRIEFING: briefing(TEXT),
    NOTES: WRITTEN,
    "content/people/ann-lee.md": "---\nname: Ann Lee   # herself\n---\n",
    "content/people/bruce-lee.md": entry("Bruce Lee", sources=[
        {"title": "Who is who", "publisher": "Atlas", "url": "https://example.org/who"}]),
    "content/topics/peace.md": markdown({"name": "Peace"}),
    "content/topics/war.md": markdown({"name": "War"}),
}  # fmt: skip
SELECT = """([first, words, last]) => {
  const paragraph = (number) => document.querySelector(`[data-paragraph="${number}"]`);
  const walk = document.createTreeWalker(paragraph(first), 4);
  let node;
  while ((node = walk.nextNode()) && !node.data.includes(words));
  const at = node.data.lastIndexOf(words);
  const end = last ? [paragraph(last).firstChild, 3] : [node, at + words.length];
  getSelection().setBaseAndExtent(node, at, ...end);
}"""


@pytest.fixture
def page(session: Session, browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(session.address + PAGE)
    expect(page.get_by_role("button", name="Annotate")).to_be_visible()
    yield page
    page.close()
    assert faults == []


def select(page: Page, first: int, words: str, last: int = 0) -> None:
    page.evaluate(SELECT, [first, words, last])


def dialog(page: Page) -> Locator:
    return page.locator("glossator-editing dialog")


def text(page: Page) -> Locator:
    return page.get_by_label("What you say about it")


def save(page: Page) -> None:
    page.keyboard.press("Control+Enter")
    expect(dialog(page)).to_be_hidden()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def options(page: Page) -> list[str]:
    proposals(page).first.wait_for()
    return proposals(page).all_inner_texts()


def proposals(page: Page) -> Locator:
    return page.get_by_role("listbox").get_by_role("option")


def written(session: Session, path: str = NOTES) -> str:
    return (session.folder / path).read_bytes().decode()


def test_words_become_an_annotation_by_keyboard_and_nothing_else_changes(
    session: Session, page: Page
) -> None:
    before = files_of(session.folder)
    select(page, 2, "she spoke")
    page.keyboard.press("Alt+a")
    expect(text(page)).to_be_focused()
    page.keyboard.type("She did, says [[lee")
    assert [each.split("\n")[0] for each in options(page)] == ["Ann Lee", "Bruce Lee"]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(text(page)).to_have_value("She did, says [[ann-lee]]")
    page.keyboard.type(", *often*.")
    expect(page.locator(".preview .note > p:not([class])")).to_have_text(
        "She did, says Ann Lee, often."
    )
    expect(page.locator(".preview .note q")).to_have_text("she spoke")
    page.get_by_label("Kind").select_option("source")
    press(page, "Add a source")
    page.keyboard.type("who")
    assert "Atlas · https://example.org/who" in options(page)[0]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Publisher")).to_have_value("Atlas")
    press(page, "Add a source")
    page.keyboard.type("My own")
    save(page)
    expect(page.locator("main .note > p:not([class])").last).to_contain_text(
        "She did, says Ann Lee"
    )
    after = files_of(session.folder)
    assert {path for path in after if after[path] != before.get(path)} == {NOTES}
    head, passages = WRITTEN.split("passages:")
    assert written(session) == (
        head + '  - id: she-spoke\n    quote: "she spoke"\n    kind: source\n    text: |\n'
        f"      She did, says [[ann-lee]], *often*.\n    date: {_today(session)}\n"
        '    sources:\n      - title: "Who is who"\n        publisher: Atlas\n'
        '        url: "https://example.org/who"\n      - title: "My own"\n'
        f"passages:{passages}"
    )
    control = page.get_by_role("button", name="Edit the annotation (source) of “she spoke”")
    expect(control).to_be_focused()


def _today(session: Session) -> str:
    return written(session).split("    date: ")[1].split("\n")[0]


def test_a_mistake_is_told_with_its_place_and_leads_there(session: Session, page: Page) -> None:
    select(page, 2, "The end")
    press(page, "Annotate")
    page.keyboard.type("Well:\n\nsee [[nobody]]")
    fault = page.get_by_role("button", name="Line 3, column 5")
    expect(fault).to_contain_text("[[nobody]] leads nowhere")
    expect(text(page)).to_have_attribute("aria-invalid", "true")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".told")).to_contain_text("[[nobody]] leads nowhere")
    fault.click()
    page.keyboard.type("[[ann-lee")
    expect(text(page)).to_have_value("Well:\n\nsee [[ann-lee]]")
    page.keyboard.press("Escape")  # the list of proposals
    expect(fault).to_be_hidden()
    save(page)
    assert "      see [[ann-lee]]\n" in written(session)


def test_a_paragraph_of_a_briefing_is_proposed_behind_its_sign(page: Page) -> None:
    select(page, 2, "The end")
    press(page, "Annotate")
    page.keyboard.type("See [[talk")
    options(page)
    page.keyboard.press("#")
    expect(text(page)).to_have_value("See [[talks#")
    expect(proposals(page)).to_have_count(4)
    page.keyboard.type("no more")
    expect(proposals(page)).to_have_count(1)
    proposals(page).click()
    expect(text(page)).to_have_value("See [[talks#p3]]")


def test_words_are_written_by_hand_where_none_can_be_selected(session: Session, page: Page) -> None:
    page.keyboard.press("Alt+a")
    page.get_by_label("Words, as they stand").fill("No more")
    text(page).fill("Enough.")
    save(page)
    assert '    quote: "No more"\n    kind: context\n' in written(session)
    page.keyboard.press("Alt+a")
    text(page).fill("All of it.")
    page.get_by_label("About", exact=True).select_option("the whole briefing")
    save(page)
    assert "    about: briefing\n    kind: context\n" in written(session)


def test_what_others_wrote_meanwhile_is_kept_and_so_is_what_was_written_here(
    session: Session, page: Page
) -> None:
    select(page, 2, "she spoke")
    press(page, "Annotate")
    text(page).fill("Mine.")
    write(session.folder, {NOTES: WRITTEN + "# theirs\n"})
    press(page, "Save")
    expect(page.locator(".told")).to_contain_text("changed meanwhile")
    expect(text(page)).to_have_value("Mine.")
    press(page, "Save on the new state")
    expect(dialog(page)).to_be_hidden()
    assert "Mine." in written(session)
    assert written(session).endswith("# theirs\n")


def test_an_annotation_that_somebody_else_changed_is_shown_beside_mine(
    session: Session, page: Page
) -> None:
    page.get_by_role("button", name="Edit the annotation").click()
    text(page).fill("Mine.")
    write(session.folder, {NOTES: WRITTEN.replace("Words.", "Theirs.")})
    press(page, "Save")
    expect(page.locator(".told")).to_contain_text("Theirs.")
    assert "Theirs." in written(session)
    press(page, "Save on the new state")
    expect(dialog(page)).to_be_hidden()
    assert written(session) == WRITTEN.replace("Words.", "Mine.")


def test_a_reload_loses_nothing_that_was_written(session: Session, page: Page) -> None:
    select(page, 2, "she spoke")
    press(page, "Annotate")
    text(page).fill("A long thought.")
    press(page, "Add a source")
    page.keyboard.type("A book")
    page.reload()
    press(page, "Unsaved words")
    expect(text(page)).to_have_value("A long thought.")
    expect(page.get_by_label("Title")).to_have_value("A book")
    expect(page.locator("blockquote")).to_have_text("she spoke")
    press(page, "Save")
    expect(dialog(page)).to_be_hidden()
    assert "      A long thought.\n" in written(session)
    expect(page.get_by_role("button", name="Unsaved words")).to_be_hidden()


def test_a_server_that_is_away_loses_nothing(session: Session, page: Page) -> None:
    select(page, 2, "she spoke")
    press(page, "Annotate")
    text(page).fill("Mine.")
    page.route(f"**/{OWN}changes", lambda route: route.abort())
    press(page, "Save")
    expect(page.locator(".told")).to_contain_text("does not answer")
    expect(text(page)).to_have_value("Mine.")
    page.unroute(f"**/{OWN}changes")
    press(page, "Save")
    expect(dialog(page)).to_be_hidden()
    assert "Mine." in written(session)


def test_escape_asks_before_words_are_thrown_away(page: Page) -> None:
    page.get_by_role("button", name="Annotate").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(dialog(page)).to_be_hidden()
    page.keyboard.press("Alt+a")
    text(page).fill("Hm.")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Keep writing")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog(page)).to_be_visible()
    press(page, "Close and keep it for later")
    expect(dialog(page)).to_be_hidden()
    page.keyboard.press("Alt+a")
    expect(text(page)).to_have_value("Hm.")
    page.keyboard.press("Escape")
    press(page, "Throw it away")
    page.keyboard.press("Alt+a")
    expect(text(page)).to_have_value("")


def test_a_form_in_which_nothing_was_written_closes_at_once(session: Session, page: Page) -> None:
    odd = "{url: 'https://example.org', publisher: House, title: A book}"
    write(session.folder, {NOTES: WRITTEN.replace("{title: A book, publisher: House}", odd)})
    expect(page.locator("main .note a[href='https://example.org']")).to_be_attached()
    for name in ("Edit the annotation", "Edit the passage", "Topic", "Glossary"):
        page.get_by_role("button", name=name).click()
        expect(dialog(page)).to_be_visible()
        page.wait_for_load_state("networkidle")
        page.keyboard.press("Escape")
        expect(dialog(page)).to_be_hidden()
        expect(page.get_by_role("button", name="Unsaved words")).to_be_hidden()


def test_an_annotation_is_edited_deleted_and_restored(session: Session, page: Page) -> None:
    page.get_by_role("button", name="Edit the annotation").click()
    expect(text(page)).to_have_value("Words.")
    expect(page.get_by_label("Title")).to_have_value("A book")
    page.get_by_role("textbox", name="Author").first.fill("A. B.")
    page.get_by_label("Publisher").fill("Home")
    save(page)
    changed = WRITTEN.replace("House}   # seen\n", 'Home}   # seen\n    author: "A. B."\n')
    assert written(session) == changed
    expect(page.locator("main .note-foot")).to_contain_text("A. B.")
    control = page.get_by_role("button", name="Edit the annotation")
    expect(control).to_be_focused()
    page.keyboard.press("Enter")
    press(page, "Delete…")
    expect(page.get_by_role("button", name="Keep it")).to_be_focused()
    press(page, "Delete it")
    expect(page.get_by_role("button", name="Restore")).to_be_focused()
    assert "Words." not in written(session)
    expect(text(page)).to_have_value("Words.")
    press(page, "Restore")
    expect(page.get_by_role("button", name="Delete…")).to_be_focused()
    assert written(session) == changed
    press(page, "Delete…")
    press(page, "Delete it")
    press(page, "Close")
    expect(page.locator("main .note")).to_have_count(0)


def test_paragraphs_are_added_to_a_topic_changed_and_taken_out(
    session: Session, page: Page
) -> None:
    select(page, 2, "The end", 3)
    page.keyboard.press("Alt+t")
    expect(page.get_by_role("textbox", name="Paragraphs")).to_have_value("2-3")
    topic = page.get_by_role("combobox", name="Topic")
    topic.focus()
    page.keyboard.type("wa")
    assert options(page) == ["War\nTopic · war"]
    expect(topic).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(topic).to_have_value("war")
    expect(topic).to_have_attribute("aria-expanded", "false")
    save(page)
    more = "  - topic: war\n    paragraphs: 2-3\n"
    assert written(session) == WRITTEN + more
    control = page.get_by_role("button", name="Edit the passage of War, paragraphs 2-3")
    control.click()
    page.get_by_role("textbox", name="Paragraphs").fill("3")
    page.get_by_role("textbox", name="Note").fill("Its end")
    save(page)
    assert written(session) == WRITTEN + '  - topic: war\n    paragraphs: 3\n    note: "Its end"\n'
    page.get_by_role("button", name="Edit the passage of War").click()
    press(page, "Delete…")
    press(page, "Delete it")
    press(page, "Close")
    assert written(session) == WRITTEN


def test_a_name_becomes_an_entry_with_an_id_of_its_own(session: Session, page: Page) -> None:
    select(page, 2, "she")
    page.keyboard.press("Alt+g")
    page.get_by_label("Name", exact=True).fill("Ann Lee")
    expect(page.get_by_label("Id")).to_have_value("ann-lee")
    expect(page.get_by_text("There is people/ann-lee already.")).to_be_visible()
    page.get_by_label("Name", exact=True).fill("Šárka Lee")
    expect(page.get_by_label("Id")).to_have_value("sarka-lee")
    page.get_by_label("Summary").fill("A speaker.")
    page.get_by_label("a draft").check()
    save(page)
    expect(page.locator('.transcript .text a[href*="sarka-lee"]')).to_have_text("she")
    text = written(session, "content/people/sarka-lee.md")
    assert 'name: "Šárka Lee"\n' in text
    assert "aliases:  # further forms to link in transcripts\n  - she\n" in text
    assert 'summary: "A speaker."\n' in text
    assert text.endswith("status: draft\n---\n")


def test_a_name_becomes_another_form_of_an_entry(session: Session, page: Page) -> None:
    select(page, 2, "she")
    page.keyboard.press("Alt+g")
    page.get_by_label("another name of an entry").check()
    page.get_by_role("combobox", name="Entry").fill("Ann Lee")
    press(page, "Save")
    expect(page.locator(".told")).to_contain_text("“Ann Lee” is no id; choose from the list")
    page.get_by_role("combobox", name="Entry").fill("ann")
    options(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    save(page)
    expect(
        page.locator('.transcript .text a[href*="ann-lee"], .text [data-entry="ann-lee"]')
    ).to_have_count(2)
    path = "content/people/ann-lee.md"
    assert written(session, path) == FILES[path].replace(
        "herself\n", "herself\naliases:\n  - she\n"
    )


def test_a_name_is_said_to_be_no_mention_in_one_paragraph(session: Session, page: Page) -> None:
    select(page, 1, "Ann Lee")
    page.keyboard.press("Alt+g")
    page.get_by_label("what they mean in this briefing").check()
    page.get_by_label("not a mention").check()
    page.get_by_label("only in paragraph 1").check()
    save(page)
    expect(page.locator('.transcript .text :is([data-entry], a[href*="/people/"])')).to_have_count(
        0
    )
    more = 'names:\n  - text: "Ann Lee"\n    paragraphs: 1\n    entry: null\n'
    assert written(session, BRIEFING) == FILES[BRIEFING].replace("\n---\n", f"\n{more}---\n", 1)


def test_one_of_several_is_chosen_from_the_list_of_mistakes(session: Session, page: Page) -> None:
    write(session.folder, {
        "content/people/ann-lee.md": entry("Ann Lee", "Lee"),
        "content/people/bruce-lee.md": entry("Bruce Lee", "Lee"),
    })  # fmt: skip
    page.get_by_role("button", name="Choose what “Lee” means").wait_for()
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        assert barriers(page, "glossator-overlay", options={}) == []
    page.get_by_role("button", name="Choose what “Lee” means").click()
    expect(page.get_by_label("Ann Lee (Person, ann-lee)")).not_to_be_checked()
    press(page, "Save")
    expect(page.locator(".told")).to_contain_text("choose what they mean")
    page.get_by_label("Bruce Lee").check()
    save(page)
    expect(page.locator('.transcript .text a[href*="bruce-lee"]')).to_have_text("Lee")
    assert "names:\n  - text: Lee\n    entry: bruce-lee\n---\n" in written(session, BRIEFING)
    expect(page.locator("glossator-overlay section")).to_be_hidden()


def _annotating(page: Page) -> None:
    page.keyboard.press("Alt+a")
    text(page).fill("See [[nobody]].")
    page.locator(".fault").wait_for()
    press(page, "Add a source")
    page.keyboard.type("who")
    options(page)
    page.keyboard.press("ArrowDown")


def _asked(page: Page) -> None:
    _annotating(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Keep writing").wait_for()


def _editing(page: Page) -> None:
    page.get_by_role("button", name="Edit the annotation").click()
    text(page).wait_for()


def _deleting(page: Page) -> None:
    _editing(page)
    press(page, "Delete…")


STATES: dict[str, Callable[[Page], None]] = {
    "the page": lambda _: None,
    "a new annotation": _annotating,
    "a question": _asked,
    "an annotation": _editing,
    "a deletion": _deleting,
    "a passage": lambda page: page.keyboard.press("Alt+t"),
    "a name": lambda page: page.keyboard.press("Alt+g"),
}


@pytest.mark.parametrize("state", STATES)
def test_everybody_can_use(state: str, page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    select(page, 2, "she")
    STATES[state](page)
    where = "html" if state == "the page" else "glossator-editing"
    for scheme, width in (("light", 390), ("dark", 1440)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 800})
        assert barriers(page, where, options={}) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert _too_small(page) == []


def _too_small(page: Page) -> list[str]:
    """Our own buttons and fields that are lower than 24 pixels."""
    small: list[str] = page.evaluate("""() => {
      const roots = [...document.querySelectorAll("glossator-editing, glossator-control")];
      return roots.flatMap((each) => [...each.shadowRoot.querySelectorAll("button, input, select")])
        .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 24)
        .filter((each) => !["radio", "checkbox"].includes(each.type))
        .map((each) => each.outerHTML);
    }""")
    return small


def test_the_published_site_has_nothing_of_it(session: Session) -> None:
    assert run(session.folder, "build").status == 0
    for content in files_of(session.folder / "public").values():
        for word in (b"glossator-", b"Glossator-Token", b".glossator/", b"editing/"):
            assert word not in content

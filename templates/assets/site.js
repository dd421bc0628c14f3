/* What pages gain where scripts run. The table at the end says which element starts what. Words come
   from the page; no HTML is written; nothing moves. Here is what a page must have at once; what a
   hand starts is in reading.js. */
"use strict";
const site = {}; // what the two share
{
  const say = document.currentScript.dataset;

  function make(tag, attributes, ...inside) {
    const element = document.createElement(tag);
    for (const name in attributes) element.setAttribute(name, attributes[name]);
    element.append(...inside);
    return element;
  }

  /* What is open, the latest last: Esc closes that. */
  const opened = new Map();

  function open(thing, close) {
    opened.delete(thing);
    opened.set(thing, close);
  }

  addEventListener("keydown", (event) => {
    const [thing, close] = [...opened].at(-1) ?? [];
    if (!close || event.key !== "Escape" || event.isComposing) return;
    opened.delete(thing);
    close();
  });

  /* The browser's memory may refuse. */
  function memory(use) {
    try {
      return use(localStorage);
    } catch {
      return null;
    }
  }

  /* Main can have the focus, for links that skip to it. If a click gave it that, Tab would begin at
     its start, not at the click. */
  function clicks() {
    addEventListener("pointerdown", () => {
      for (const each of document.querySelectorAll("[tabindex='-1']")) each.removeAttribute("tabindex");
    });
  }

  /* Makes a change that leaves an element where it is in the window. */
  function keep(element, change) {
    const { top } = element.getBoundingClientRect();
    change();
    scrollBy({ top: element.getBoundingClientRect().top - top, behavior: "instant" });
  }

  const REFERENCE = "[role=doc-noteref]";
  const NOTE = "[role=doc-footnote]";
  Object.assign(site, { make, memory, opened, open, REFERENCE, NOTE });

  function notes(transcript) {
    const boxes = [...transcript.querySelectorAll("details.notes")];
    if (!boxes.length) return;
    const noteOf = (reference) =>
      document.getElementById(decodeURIComponent(reference.hash.slice(1)));
    const boxOf = (reference) => noteOf(reference).closest("details");
    const references = [...transcript.querySelectorAll(REFERENCE)].filter(noteOf);
    const shown = new Map(); // by box, the reference it was opened for

    // Beside the text all are open, by the stylesheet, and have no summary.
    const areBeside = () => !boxes[0].firstElementChild.getClientRects().length;

    function express() {
      const isPlain = areBeside();
      for (const reference of references) {
        const box = boxOf(reference);
        if (!box.open && shown.delete(box)) opened.delete(box);
        if (isPlain) reference.removeAttribute("aria-expanded");
        else reference.setAttribute("aria-expanded", box.open);
      }
    }
    addEventListener("resize", express);
    transcript.addEventListener("toggle", express, true); // it does not bubble
    express();

    function close(reference) {
      const box = boxOf(reference);
      if (box.contains(document.activeElement)) reference.focus({ preventScroll: true });
      keep(reference, () => { box.open = false; });
      express();
    }

    transcript.addEventListener("click", (event) => {
      const reference = event.target.closest(REFERENCE);
      const isElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
      if (!references.includes(reference) || isElsewhere) return;
      event.preventDefault();
      const note = noteOf(reference);
      const box = boxOf(reference);
      if (areBeside()) {
        note.scrollIntoView({ block: "nearest", behavior: "instant" });
      } else if (box.open && (shown.get(box) === reference || box.querySelectorAll(NOTE).length < 2)) {
        close(reference);
      } else {
        keep(reference, () => { box.open = true; });
        shown.set(box, reference);
        open(box, () => close(reference));
        express();
        bring(note, reference);
      }
    });

    let areOpen = memory((store) => store.getItem("notes")) === "open";
    const all = make("button", { type: "button", class: "all-notes" });
    const name = () => { all.textContent = areOpen ? say.close : say.open; };
    const openAll = () => { for (const box of boxes) box.open = areOpen; };
    all.addEventListener("click", () => {
      areOpen = !areOpen;
      keep(all, openAll);
      name();
      memory((store) => store.setItem("notes", areOpen ? "open" : "closed"));
    });
    name();
    if (areOpen) openAll(); // else those stay open to which the address leads
    transcript.prepend(all);
  }

  /* Scrolls to a note, and keeps its reference in view if then a part of the note is. */
  function bring(note, reference) {
    const needed = note.getBoundingClientRect().bottom + 8 - innerHeight;
    const room = reference.getBoundingClientRect().top - 8;
    if (needed > 0 && note.getBoundingClientRect().top + 96 - innerHeight <= room) {
      scrollBy({ top: Math.min(needed, room), behavior: "instant" });
    } else {
      note.scrollIntoView({ block: "nearest", behavior: "instant" });
    }
  }

  /* Leads on from an old address to the same place of the page, which a refresh would forget. */
  function moved(link) {
    location.replace(link.href + location.hash);
  }

  /* On paper the day stands at the end, for a page may change. */
  function printing(footer) {
    const day = make("p", { class: "permalink" });
    footer.append(day);
    addEventListener("beforeprint", () => {
      const language = document.documentElement.lang.replace(/^en$/, "en-GB"); // as other dates here
      const today = new Date().toLocaleDateString(language, { dateStyle: "long" });
      day.textContent = say.printed.replace("{date}", today);
    });
  }

  /* Fetches the rest when something is pointed at, focused or selected, and then tells it of that. */
  function rest(template) {
    if (!document.querySelector("#transcript, #cards, [data-copy]")) return; // nothing to start
    const script = template.content.firstElementChild;
    const kinds = ["pointerover", "pointerdown", "pointerup", "focusin", "selectionchange"];
    const missed = new Map(); // the latest of each kind
    const hear = (event) => {
      missed.delete(event.type);
      missed.set(event.type, event);
      if (!script.isConnected) document.head.append(script);
    };
    script.addEventListener("load", () => {
      for (const kind of kinds) document.removeEventListener(kind, hear, true);
      for (const [kind, event] of missed) event.target.dispatchEvent(new event.constructor(kind, event));
    });
    for (const kind of kinds) document.addEventListener(kind, hear, true);
  }

  for (const [selector, begin] of [
    ["main", clicks],
    ["#transcript", notes],
    ["main [data-moved]", moved],
    ["footer.site", printing],
    ["[data-later]", rest],
  ]) {
    const element = document.querySelector(selector);
    if (element) begin(element);
  }
}

/* What pages gain where scripts run. The table at the end says which element starts what. `"{words}"` are
   strings of the catalogue; no HTML is written; nothing moves. Here is what a page must have at once; what
   a hand starts is in reading.js. */
"use strict";
/* What the scripts share. */
const site = (() => {
  function make(tag, attributes, ...inside) {
    const element = document.createElement(tag);
    for (const name in attributes) element.setAttribute(name, attributes[name]);
    element.append(...inside);
    return element;
  }

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

  function notes(transcript) {
    const boxes = transcript.querySelectorAll("details.notes");
    if (!boxes.length) return;
    const all = make("button", { type: "button", class: "all-notes" });
    let areOpen = memory((store) => store.getItem("notes")) === "open";
    const show = () => {
      for (const box of boxes) box.open = areOpen;
      name();
    };
    const name = () => { all.textContent = areOpen ? "{script-close-notes}" : "{script-open-notes}"; };
    all.addEventListener("click", () => {
      areOpen = !areOpen;
      show();
      memory((store) => store.setItem("notes", areOpen ? "open" : "closed"));
    });
    if (areOpen) show(); // else those stay open to which the address leads
    else name();
    transcript.prepend(all);
  }

  /* On paper the day stands at the end, for a page may change. */
  function printing(footer) {
    const day = make("p", { class: "permalink" });
    footer.append(day);
    addEventListener("beforeprint", () => {
      const language = document.documentElement.lang.replace(/^en$/, "en-GB"); // as other dates here
      const today = new Date().toLocaleDateString(language, { dateStyle: "long" });
      day.textContent = "{script-printed}".replace("{date}", today);
    });
  }

  /* Fetches the rest when something is pointed at, focused or selected, and then tells it of that. A
     click on a note's number waits for it, or the browser would jump there. */
  function rest({ content }) {
    if (!document.querySelector("#transcript, #cards, [data-copy]")) return; // nothing to start
    const script = content.firstElementChild;
    const kinds = ["pointerover", "pointerdown", "pointerup", "focusin", "selectionchange", "click"];
    const missed = new Map(); // the latest of each kind
    const hear = (event) => {
      if (event.type === "click") {
        const isElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
        if (isElsewhere || !event.target.closest("[role=doc-noteref]")) return;
        event.preventDefault();
      }
      missed.delete(event.type);
      missed.set(event.type, event);
      if (script.isConnected) return;
      const cards = document.querySelector("#cards")?.content.children ?? []; // or they lie in the page
      const scripts = [...cards, script];
      for (const each of scripts) each.async = false; // the cards are there when the script looks for them
      document.head.append(...scripts, ...content.querySelectorAll("link"));
    };
    const listen = (change) => { for (const kind of kinds) document[change](kind, hear, true); };
    script.addEventListener("error", () => listen("removeEventListener"));
    script.addEventListener("load", () => {
      listen("removeEventListener");
      for (const [kind, event] of missed) event.target.dispatchEvent(new event.constructor(kind, event));
    });
    listen("addEventListener");
  }

  for (const [selector, begin] of [
    ["main", clicks],
    ["#transcript", notes],
    ["footer.site", printing],
    ["[data-later]", rest],
  ]) {
    const element = document.querySelector(selector);
    if (element) begin(element);
  }
  return { make, memory };
})();

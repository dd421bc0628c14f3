// Annotating in the page: select words of the transcript, press "Annotate" or Alt+A. Only the dev
// server has this; what is saved goes into the file of annotations and nowhere else.
"use strict";
(() => {
  const own = () => JSON.parse(document.querySelector("#glossator-state").textContent).own;
  let current = own();
  if (!current.token) return;
  document.addEventListener("glossator:state", ({ detail }) => { current = detail.own; });

  const make = (name, words, set = {}) => {
    const made = Object.assign(document.createElement(name), set);
    if (words !== undefined) made.textContent = words;
    return made;
  };
  const host = make("glossator-annotate");
  const root = host.attachShadow({ mode: "open" });
  const open = make("button", "Annotate (Alt+A)", { className: "badge annotate", hidden: true, type: "button" });
  const dialog = make("dialog");
  dialog.setAttribute("aria-labelledby", "heading");
  root.append(make("link", undefined, { rel: "stylesheet", href: "/.glossator/dev.css" }), open, dialog);
  document.documentElement.append(host);

  // The words that the speaker said, without numbers of notes and other additions of the page.
  const words = (range) => {
    const part = range.cloneContents();
    part.querySelectorAll("[data-apparatus]").forEach((each) => each.remove());
    return part.textContent;
  };

  const selected = () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const at = range.commonAncestorContainer;
    const paragraph = (at.nodeType === Node.ELEMENT_NODE ? at : at.parentElement).closest("[data-paragraph]");
    const quote = words(range);
    if (!paragraph || !quote.trim()) return null;
    const before = document.createRange();
    before.setStart(paragraph, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const lead = quote.length - quote.trimStart().length;
    // Offsets count code points, as everywhere in the files.
    const start = [...words(before)].length + lead;
    return { quote: quote.trim(), paragraph: Number(paragraph.dataset.paragraph), start };
  };

  const send = async (ask) => {
    const answer = await fetch("/.glossator/annotations", {
      method: "POST",
      headers: { "Content-Type": "application/json", "Glossator-Token": current.token },
      body: JSON.stringify({ ask: { ...ask, briefing: current.briefing, base: current.base } }),
    });
    return (await answer.json()).reason;
  };

  const labelled = (form, label, field) => {
    const made = make("label", label);
    made.append(field);
    form.append(made);
    return field;
  };

  const annotate = () => {
    const chosen = selected();
    if (!chosen) return;
    const form = make("form", undefined, { method: "dialog" });
    form.append(make("h2", "Annotate", { id: "heading" }), make("blockquote", chosen.quote));
    const text = labelled(form, "What you say about it (Markdown, [[id]] links)", make("textarea", "", { rows: 6, required: true }));
    const kind = labelled(form, "Kind", make("select"));
    current.kinds.forEach((each) => kind.append(make("option", each)));
    const title = labelled(form, "Source, if any", make("input"));
    const address = labelled(form, "Its web address", make("input", undefined, { type: "url" }));
    const told = make("p", "");
    told.setAttribute("role", "alert");
    const save = make("button", "Save");
    const cancel = make("button", "Cancel", { type: "button" });
    form.append(told, save, cancel);
    cancel.addEventListener("click", () => dialog.close());
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      save.disabled = true;
      const sources = title.value.trim() ? [{ title: title.value, url: address.value }] : [];
      let reason;
      try {
        reason = await send({ do: "add", ...chosen, kind: kind.value, text: text.value, sources });
      } catch {
        reason = "the server does not answer; what you wrote is still here";
      }
      save.disabled = false;
      told.textContent = reason;
      if (!reason) dialog.close();
    });
    dialog.replaceChildren(form);
    dialog.showModal();
    text.focus();
  };

  document.addEventListener("selectionchange", () => { open.hidden = dialog.open || !selected(); });
  open.addEventListener("pointerdown", (event) => event.preventDefault()); // keep the selection
  open.addEventListener("click", annotate);
  document.addEventListener("keydown", (event) => {
    if (event.altKey && event.code === "KeyA" && !dialog.open && selected()) {
      event.preventDefault();
      annotate();
    }
  });
})();

/* What a reader's hand starts: notes that light up with their words, copies without numbers, links to
   passages, cards. site.js fetches it, and gives what both use. */
"use strict";
{
  const { make } = site;
  const REFERENCE = "[role=doc-noteref]";
  const NOTE = "[role=doc-footnote]";
  const noteOf = (reference) => document.getElementById(decodeURIComponent(reference.hash.slice(1)));

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

  /* Makes a change that leaves an element where it is in the window. */
  function keep(element, change) {
    const { top } = element.getBoundingClientRect();
    change();
    scrollBy({ top: element.getBoundingClientRect().top - top, behavior: "instant" });
  }

  /* Says of references whether their notes are open. Beside the text all are, by the stylesheet, and
     have no summary. */
  function expressing(transcript) {
    const summary = transcript.querySelector(".notes > summary");
    if (!summary) return;
    function express() {
      const areBeside = !summary.getClientRects().length;
      for (const note of transcript.querySelectorAll(NOTE)) {
        const reference = document.getElementById(`r-${note.id.slice(2)}`);
        if (areBeside) reference?.removeAttribute("aria-expanded");
        else reference?.setAttribute("aria-expanded", note.parentElement.open);
      }
    }
    addEventListener("resize", express);
    transcript.addEventListener("toggle", express, true); // it does not bubble
    express();
  }

  /* On narrow screens a reference opens its note in place; the same again, or Esc, closes it. */
  function opening(transcript) {
    const shown = new Map(); // by box, the reference it was opened for

    function close(box) {
      const reference = shown.get(box);
      if (box.contains(document.activeElement)) reference.focus({ preventScroll: true });
      keep(reference, () => { box.open = false; });
    }

    transcript.addEventListener("toggle", ({ target }) => {
      if (!target.open && shown.delete(target)) opened.delete(target);
    }, true);
    transcript.addEventListener("click", (event) => {
      const reference = event.target.closest(REFERENCE);
      const isElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
      const note = reference && noteOf(reference);
      if (!note || isElsewhere) return;
      event.preventDefault();
      const box = note.closest("details");
      if (!box.firstElementChild.getClientRects().length) { // beside the text
        note.scrollIntoView({ block: "nearest", behavior: "instant" });
      } else if (box.open && (shown.get(box) === reference || box.querySelectorAll(NOTE).length < 2)) {
        shown.set(box, reference);
        close(box);
      } else {
        keep(reference, () => { box.open = true; });
        shown.set(box, reference);
        open(box, () => close(box));
        bring(note, reference);
      }
    });
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

  /* While a reference or note is pointed at or focused, it and its words are lit. */
  function lighting(transcript) {
    if (!transcript.querySelector(NOTE)) return;
    let pointed = null;
    let held = null;
    let lit = null;

    function light() {
      for (const note of [lit, (lit = pointed ?? held)]) {
        if (!note) continue;
        const reference = document.getElementById(`r-${note.id.slice(2)}`);
        const words = transcript.querySelectorAll(`[data-note="${reference?.textContent}"]`);
        for (const each of [note, reference, ...words]) each?.classList.toggle("lit", note === lit);
      }
    }
    function noteAt(target) {
      const reference = target.closest(REFERENCE);
      return reference ? noteOf(reference) : target.closest(NOTE);
    }
    const point = (note) => { pointed = note; light(); };
    const hold = (note) => { held = note; light(); };
    transcript.addEventListener("pointerover", (event) => point(noteAt(event.target)));
    transcript.addEventListener("pointerleave", () => point(null));
    transcript.addEventListener("focusin", (event) => hold(noteAt(event.target)));
    transcript.addEventListener("focusout", () => hold(null));
    transcript.addEventListener("click", (event) => hold(noteAt(event.target))); // not all focus then
  }

  /* The part of an element that is in a range; all of it without one. */
  function clipped(element, range) {
    const part = document.createRange();
    part.selectNodeContents(element);
    if (range?.compareBoundaryPoints(Range.START_TO_START, part) > 0) {
      part.setStart(range.startContainer, range.startOffset);
    }
    if (range?.compareBoundaryPoints(Range.END_TO_END, part) < 0) {
      part.setEnd(range.endContainer, range.endOffset);
    }
    return part;
  }

  function wordsOf(paragraph, range) {
    const words = clipped(paragraph, range).cloneContents();
    for (const each of words.querySelectorAll("[data-apparatus]")) each.remove();
    return words.textContent;
  }

  const paragraphsIn = (transcript, range) =>
    [...transcript.querySelectorAll("[data-paragraph]")].filter(
      (each) => range.intersectsNode(each) && wordsOf(each, range).trim(),
    );

  /* The selected range if it has words of the transcript and none outside it. */
  function selectedIn(transcript) {
    const selection = getSelection();
    if (selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const isInside = range.intersectsNode(transcript)
      && `${range}`.trim() === `${clipped(transcript, range)}`.trim();
    return isInside && paragraphsIn(transcript, range).length ? range : null;
  }

  function copying(transcript) {
    transcript.addEventListener("click", (event) => {
      const paragraph = event.detail === 3 && event.target.closest("[data-paragraph]");
      if (paragraph) getSelection().selectAllChildren(paragraph); // Chromium stops at the last number
    });
    document.addEventListener("copy", (event) => {
      const range = selectedIn(transcript);
      if (event.defaultPrevented || !range) return; // a note, or more than the transcript
      const words = paragraphsIn(transcript, range).map((each) => wordsOf(each, range));
      event.clipboardData.setData("text/plain", words.join("\n\n"));
      event.preventDefault();
    });
  }

  async function toClipboard(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Not allowed, or not here (http:). The old way asks an event for the text.
      const give = (event) => {
        event.clipboardData.setData("text/plain", text);
        event.preventDefault();
      };
      addEventListener("copy", give, true);
      document.execCommand("copy");
      removeEventListener("copy", give, true);
    }
  }

  const status = make("p", { role: "status", class: "unseen" });

  /* A button that copies what `text` gives, and says so. */
  function copyButton(label, text) {
    const button = make("button", { type: "button", class: "copy" }, label);
    document.querySelector("main").append(status);
    button.addEventListener("click", async () => {
      status.textContent = ""; // or the same words are not read again
      await toClipboard(text());
      status.textContent = button.textContent = "{script-copied}";
      setTimeout(() => { button.textContent = label; }, 2000);
    });
    return button;
  }

  function copies() {
    for (const each of document.querySelectorAll("[data-copy]:not(script)")) {
      each.after(copyButton(each.dataset.copy || "{script-copy}", () => each.textContent.trim()));
    }
  }

  function sharing(transcript) {
    let range = null;
    let timer = 0;
    let isBusy = false; // with a pointer that is down, or a finger: there the system has a menu
    const later = document.querySelector("[data-later]").content.firstElementChild; // citing.js
    const box = make("div", { popover: "manual", class: "share" });
    const button = copyButton("{script-copy-link}", () => passageLink(transcript, range));
    button.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the selection
    box.append(button);
    transcript.append(box);
    const fit = () => { if (opened.has(box)) update(); }; // it is larger now
    Object.assign(site, { box, fit, paragraphsIn, wordsOf, wordsAsIn, copyButton, selected: () => range });

    function close() {
      box.hidePopover();
      opened.delete(box);
    }
    function update() {
      if (box.contains(document.activeElement)) return;
      const selected = isBusy ? null : selectedIn(transcript);
      if (selected) {
        range = selected.cloneRange();
        if (later && !later.isConnected) document.head.append(later);
        const end = paragraphsIn(transcript, range).at(-1);
        if (end.nextElementSibling !== box) end.after(box); // Tab leads there from the words
        box.togglePopover(true);
        const lines = [...range.getClientRects()].filter((line) => line.width);
        place(box, lines.at(-1), lines.slice(-1));
        open(box, close);
      } else {
        close();
      }
    }
    function soon() {
      clearTimeout(timer);
      timer = setTimeout(update, 150);
    }
    document.addEventListener("selectionchange", soon);
    box.addEventListener("focusout", soon);
    addEventListener("pointerdown", (event) => { isBusy = !box.contains(event.target); });
    addEventListener("pointerup", (event) => {
      if (isBusy) soon();
      isBusy = event.pointerType === "touch";
    });
  }

  /* `#p9:~:text=…`: the paragraph and, as a text fragment, the words as browsers see them: whole,
     with the numbers of notes in them, and the first such on the page. */
  function passageLink(transcript, range) {
    const paragraphs = paragraphsIn(transcript, range);
    const text = Intl.Segmenter && directive(paragraphs, range);
    const address = `${location.href.split("#")[0]}#p${paragraphs[0].dataset.paragraph}`;
    return text ? `${address}:~:text=${text}` : address;
  }

  /* Where words are in a text, by the language of a paragraph. */
  function wordsAsIn(paragraph, text) {
    const segmenter = new Intl.Segmenter(paragraph.closest("[lang]").lang, { granularity: "word" });
    return [...segmenter.segment(text)].filter((each) => each.isWordLike);
  }

  const WHOLE = 10; // up to so many words are given all; of more, the first and last
  const ENDS = 4;

  function directive(paragraphs, range) {
    const raw = document.body.textContent;
    const small = raw.toLowerCase(); // browsers fold case
    const page = small.length === raw.length ? small : raw;
    const measure = document.createRange();
    measure.setStart(document.body, 0);
    function placeOf(node, offset) {
      measure.setEnd(node, offset);
      return `${measure}`.length;
    }
    function wordsIn(paragraph) {
      const start = placeOf(paragraph, 0);
      return wordsAsIn(paragraph, paragraph.textContent)
        .map((each) => [start + each.index, start + each.index + each.segment.length]);
    }
    /* Takes in words from `low` to `high` until there is no such place before. */
    function grown(words, first, last, low, high, after = 0) {
      let [a, b] = [first, last];
      while (page.indexOf(page.slice(words[a][0], words[b][1]), after) !== words[a][0]) {
        if (a > low && (b === high || first - a <= b - last)) a -= 1;
        else if (b < high) b += 1;
        else return [];
      }
      return [a, b];
    }
    const written = (words, a, b) => a > b ? ""
      : encodeURIComponent(raw.slice(words[a][0], words[b][1]).replace(/\s+/g, " ")).replace(/-/g, "%2D");

    const from = placeOf(range.startContainer, range.startOffset);
    const to = placeOf(range.endContainer, range.endOffset);
    const isChosen = ([start, end]) => end > from && start < to;
    const words = wordsIn(paragraphs[0]);
    const first = words.findIndex(isChosen);
    const last = words.findLastIndex(isChosen);
    if (first < 0) return "";

    const isOne = paragraphs.length === 1;
    const count = last - first + 1;
    const hasNumbers = range.cloneContents().querySelector("[data-apparatus]");
    if (isOne && (count < 2 || (count <= WHOLE && !hasNumbers))) {
      const [a, b] = grown(words, first, last, 0, words.length - 1);
      const [prefix, suffix] = [written(words, a, first - 1), written(words, last + 1, b)];
      return b >= 0 && `${prefix && `${prefix}-,`}${written(words, first, last)}${suffix && `,-${suffix}`}`;
    }
    const most = isOne ? first + Math.floor(count / 2) - 1 : last;
    const [a, b] = grown(words, first, Math.min(first + ENDS - 1, most), first, most);
    if (a === undefined) return "";
    const closing = wordsIn(paragraphs.at(-1));
    const end = closing.findLastIndex(isChosen);
    if (end < 0) return "";
    const least = isOne ? b + 1 : closing.findIndex(isChosen);
    const [c] = grown(closing, Math.max(end - ENDS + 1, least), end, least, end, words[b][1]);
    return c >= 0 && `${written(words, a, b)},${written(closing, c, end)}`;
  }

  const GAP = 6; // pixels

  /* Puts a box under a line, or over it; on none of `lines`, and inside the window. */
  function place(box, line, lines) {
    const { clientWidth, clientHeight } = document.documentElement;
    box.style.maxHeight = "";
    box.style.left = 0; // or its width is what is left beside where it was
    const { width, height } = box.getBoundingClientRect();
    const wanted = getComputedStyle(box).direction === "rtl" ? line.right - width : line.left;
    const left = Math.max(GAP, Math.min(wanted, clientWidth - width - GAP));
    const met = lines.filter((each) => each.left < left + width && each.right > left);
    const bottom = Math.max(line.bottom, ...met.map((each) => each.bottom));
    const top = Math.min(line.top, ...met.map((each) => each.top));
    const under = clientHeight - bottom - 2 * GAP;
    const over = top - 2 * GAP;
    const isUnder = height <= under || under >= over;
    const shown = Math.min(height, isUnder ? under : over);
    if (shown < height) box.style.maxHeight = `${shown}px`;
    box.style.left = `${left + scrollX}px`;
    box.style.top = `${scrollY + (isUnder ? bottom + GAP : top - GAP - shown)}px`;
  }

  function cards(main) {
    const keyOf = (link) => link.getAttribute("href").replace(/^(\.\.\/)+|\/index\.html/g, "");
    let read = null;
    let known = null;

    /* The page's cards by where links lead: they lie in its template, or cards.js has brought them. */
    function stored() {
      const all = site.cards ?? (document.getElementById("cards")?.content.textContent.trim() || "[]");
      if (all !== read) {
        known = new Map((site.cards ?? JSON.parse(all)).map((each) => [each[0], each]));
        read = all;
      }
      return known;
    }
    /* What is shown of one. Each part runs the way of its first letters, be the page's other. */
    function written([, name, facts, day, words, original, lang]) {
      const listed = facts.flatMap((each) => [" · ", make("bdi", {}, each)]).slice(1);
      return [
        make("b", { dir: "auto" }, name),
        ...(original ? [" ", make("bdi", { lang }, original)] : []),
        make("p", { class: "by" }, ...listed),
        ...[day, words].filter(Boolean).map((each) => make("p", { dir: "auto" }, each)),
      ];
    }
    const card = make("div", { id: "card", popover: "auto", role: "tooltip", class: "card" });
    main.append(card);

    /* What a link's card shows: of a paragraph of this page its first words. */
    function contentOf(link) {
      const [key, place] = keyOf(link).split("#");
      if (key) {
        const found = stored().get(`${key}#${place}`) ?? stored().get(key);
        return found && written(found);
      }
      const paragraph = document.querySelector(`[data-paragraph="${/^p(\d+)$/.exec(place)?.[1]}"]`);
      if (!paragraph || link.parentElement.contains(paragraph)) return null; // its number
      const words = make("p", {}, wordsOf(paragraph).replace(/^(.{120}\S*)\s.*/s, "$1…"));
      if (paragraph.lang) words.lang = paragraph.lang;
      words.dir = paragraph.dir;
      return [words];
    }

    let link = null; // whose card is open
    let aimed = null; // whose card is to be open, be it later
    let pointed = null;
    let focused = null;
    let timer = 0;

    function aim(y) {
      const to = pointed ?? focused;
      if (to === aimed) return;
      aimed = to;
      clearTimeout(timer);
      if (to === link) return;
      timer = setTimeout(to ? () => show(to, y) : hide, to ? (pointed ? 350 : 500) : 300);
    }
    function hide() {
      link?.removeAttribute("aria-describedby");
      link = null;
      card.hidePopover();
      opened.delete(card);
    }
    function show(to, y) {
      hide();
      link = to;
      if (to.title === to.ariaLabel) to.removeAttribute("title"); // or there are two boxes
      card.replaceChildren(...contentOf(to));
      card.showPopover();
      const lines = [...to.getClientRects()];
      place(card, lines.find((each) => each.top <= y && y <= each.bottom) ?? lines[0], lines);
      to.setAttribute("aria-describedby", "card");
      open(card, hide);
    }
    function linkAt(target) {
      const to = target.closest("main a[href]");
      return to && contentOf(to) ? to : null;
    }

    document.addEventListener("pointerover", (event) => {
      if (event.pointerType === "touch") return; // a tap follows the link
      pointed = card.contains(event.target) ? link : linkAt(event.target);
      aim(event.clientY);
    });
    document.documentElement.addEventListener("pointerleave", () => { pointed = null; aim(); });
    main.addEventListener("focusin", (event) => {
      if (link && !pointed && link !== event.target) hide(); // or it may lie on what has the focus
      focused = event.target.matches(":focus-visible") ? linkAt(event.target) : null;
      aim();
    });
    main.addEventListener("focusout", () => { focused = null; aim(); });
    card.addEventListener("toggle", (event) => {
      if (link && event.newState === "closed" && !card.matches(":popover-open")) hide();
    });
  }

  const hasPopover = "popover" in HTMLElement.prototype;
  for (const [selector, begin, isPossible = true] of [
    ["#transcript", expressing],
    ["#transcript", opening],
    ["#transcript", lighting],
    ["#transcript", copying],
    ["#transcript", sharing, hasPopover],
    ["main", cards, hasPopover],
    ["main [data-copy]", copies],
  ]) {
    const element = document.querySelector(selector);
    if (element && isPossible) begin(element);
  }
}

/* The citation of a passage, in the style chosen last. reading.js fetches this when words are selected.
   The page's own sentences are filled in anew; "{words like these}" are strings of the catalogue. */
"use strict";
{
  const { box, copyButton, fit, make, memory, paragraphsIn, selected, wordsAsIn, wordsOf } = site;
  const cite = document.querySelector(".cite");
  const sentences = cite.querySelectorAll("[data-copy]"); // of Chicago, MLA and APA
  const cast = JSON.parse(cite.dataset.cast ?? null);
  const MLA = 1;
  const MOST_QUOTED = 25; // words

  const THREE = {
    names: ["{names}" + "{cite-comma}", "{names}" + "{cite-stop}", "{names} "],
    one: ["{cite-par}", "{cite-par}", "{cite-apa-par}"],
    several: ["{cite-pars}", "{cite-pars}", "{cite-apa-pars}"],
    address: ["{cite-at}", "{cite-at}", "{address}"],
    read: ["{cite-read}", "{cite-mla-read}", "{cite-apa-read}"],
  };

  const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  function today() {
    const format = new Intl.DateTimeFormat(document.documentElement.lang, {
      day: "numeric", month: "long", year: "numeric", calendar: "gregory", numberingSystem: "latn",
    });
    const parts = format.formatToParts().map(({ type, value }) => [type, value]);
    return fill("{cite-today}", Object.fromEntries(parts));
  }

  /* The link of who speaks in a paragraph, or the label; nothing where nobody is named. */
  function speakerOf(paragraph) {
    const label = paragraph.closest(".turn").querySelector(".speaker > :is(h2, h3)")?.firstChild;
    return label?.attributes?.href.value ?? label?.data.trim();
  }

  /* Those who speak in paragraphs, as a style has them; "" where the page names them already. */
  function namesIn(paragraphs, style) {
    const speakers = [...new Set(paragraphs.map(speakerOf))];
    if (!cast || speakers.includes(undefined)) return "";
    const names = speakers.map((each, place) =>
      cast.names[each]?.[style === MLA && place ? 3 : style] ?? each);
    if (names.length > cast.most[style]) return fill("{cite-others}", { names: names[0] });
    const last = names.pop();
    return names.length ? fill("{cite-and}", { names: names.join("{cite-comma}"), last }) : last;
  }

  function citation(style) {
    const range = selected();
    const paragraphs = paragraphsIn(document.getElementById("transcript"), range);
    const [first, last] = [paragraphs[0], paragraphs.at(-1)].map((each) => each.dataset.paragraph);
    const isOne = first === last;
    const page = document.querySelector("link[rel=canonical]") ?? location;
    const address = `${page.href.split("#")[0]}#p${first}`;
    const names = namesIn(paragraphs, style);
    const values = { first, last, names, address, today: today() };
    const sentence = sentences[style].cloneNode(true);
    for (const slot of sentence.querySelectorAll("slot")) {
      const name = slot.name === "passage" ? (isOne ? "one" : "several") : slot.name;
      if (name === "names" && !names) continue;
      slot.textContent = fill(THREE[name][style], values).replace("..", "."); // “Lavrov, S.” and a stop
    }
    const text = sentence.textContent.trim();
    const words = wordsOf(paragraphs[0], range).trim().replace(/\s+/g, " ");
    const isQuoted = isOne && Intl.Segmenter && wordsAsIn(paragraphs[0], words).length <= MOST_QUOTED;
    return isQuoted ? fill("{cite-words}", { words, citation: text }) : text;
  }

  const choice = make("select", { class: "copy", "aria-label": "{script-cite-style}" });
  for (const each of cite.querySelectorAll("div:has([data-copy]) > dt")) {
    choice.append(make("option", {}, each.textContent));
  }
  choice.selectedIndex = memory((store) => store.getItem("style")) ?? 0;
  if (choice.selectedIndex < 0) choice.selectedIndex = 0; // not one of ours
  choice.addEventListener("change", () => {
    memory((store) => store.setItem("style", choice.selectedIndex));
  });
  const button = copyButton("{script-copy-citation}", () => citation(choice.selectedIndex));
  button.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the selection
  box.append(button, choice);
  fit();
}

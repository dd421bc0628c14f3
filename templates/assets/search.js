// The search page. Only this page loads it; Pagefind and its index follow with the first search.
(() => {
  "use strict";
  const WAIT = 120; // milliseconds after the last key
  const AT_ONCE = 6; // texts of a sort shown at first; each costs a file
  const PARAGRAPHS = 3; // shown of one briefing; the others are folded
  const NAMES = 6;
  const SNIPPET = 34; // words
  const UNSPACED = "\\p{Script=Hani}\\p{Script=Hira}\\p{Script=Thai}\\p{Script=Laoo}\\p{Script=Khmr}\\p{Script=Mymr}";
  const BETWEEN = new RegExp(`(?<=[${UNSPACED}])(?=\\S)|(?<=\\S)(?=[${UNSPACED}])`, "gu");
  const IS_UNSPACED = new RegExp(`[${UNSPACED}]`, "u");
  const PUT_IN = new RegExp(`(?<=[${UNSPACED}\\p{Script=Kana}ー\\u3000-\\u303f\\uff00-\\uffef]) (?=[${UNSPACED}\\p{Script=Kana}ー\\u3000-\\u303f\\uff00-\\uffef])`, "gu");
  const QUOTES = "\"＂“”„‟«»‹›「」『』《》〝〞〟"; // no single ones: they are apostrophes too
  const PHRASE = new RegExp(`[${QUOTES}]([^${QUOTES}]+)[${QUOTES}]?`, "gu");
  const ANY_QUOTE = new RegExp(`[${QUOTES}]`, "gu");
  const FILTERS = ["year", "kind", "speaker", "topic", "entry"];

  const find = document.getElementById("find");
  const form = find.querySelector("form");
  const input = document.getElementById("find-words");
  const status = document.getElementById("found");
  const results = document.getElementById("results");
  const { root, names: namesFile, languages } = find.dataset;
  const { years, ...words } = JSON.parse(find.dataset.words);
  const plurals = new Intl.PluralRules(words.language.other);
  let turn = 0; // the search that is under way; what earlier ones find is dropped
  let shown = { briefing: AT_ONCE, page: AT_ONCE };

  function say(key, values = {}) {
    const forms = words[`search-${key}`];
    const form = ("n" in values && forms[plurals.select(values.n)]) || forms.other;
    return form.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
  }

  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children.filter((child) => child !== ""));
    return element;
  }

  // What is compared: small letters without marks.
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
  const parts = (text) => text.replace(BETWEEN, " ").split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const bare = (word) => fold(word).replace(/[^\p{L}\p{N}]/gu, "");
  const joined = (text) => text.replace(PUT_IN, "");

  // Names.

  let names = null;
  async function loadNames() {
    if (!names) {
      const { kinds, names: rows } = await (await fetch(namesFile)).json();
      names = rows.map(([path, title, kind, count, ...others]) => ({
        path, title, kind: kinds[kind], count, others,
        forms: [title, ...others].map((form) => ({ form, folded: fold(form), parts: parts(fold(form)) })),
      }));
    }
    return names;
  }

  // 3: a form is the query; 2: it begins with it; 1: each word of the query begins one of its words.
  function nearness(form, wanted, pieces) {
    if (form.folded === wanted) return 3;
    if (form.folded.startsWith(wanted)) return 2;
    return pieces.every((piece) => form.parts.some((part) => part.startsWith(piece))) ? 1 : 0;
  }

  function namesLike(query) {
    const wanted = fold(query.replace(ANY_QUOTE, ""));
    const pieces = parts(wanted);
    const phrases = units(query).filter((unit) => unit.startsWith('"')).map((unit) => parts(fold(unit)).join(" "));
    if (!pieces.length) return [];
    return names
      .map((name) => {
        const best = name.forms.reduce((found, form, place) => {
          const score = phrases.every((phrase) => form.parts.join(" ").includes(phrase)) ? nearness(form, wanted, pieces) + (place ? 0 : 0.5) : 0;
          return score >= 1 && score > found.score ? { score, form: place ? form.form : "" } : found;
        }, { score: 0, form: "" });
        return { ...name, ...best };
      })
      .filter((name) => name.score)
      .sort((a, b) => b.score - a.score || b.count - a.count || (a.title < b.title ? -1 : 1));
  }

  // How many letters must change to make one word of another.
  function distance(a, b) {
    let row = Array.from({ length: b.length + 1 }, (_, place) => place);
    for (let i = 1; i <= a.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= b.length; j += 1) {
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      }
      row = next;
    }
    return row[b.length];
  }

  // A name is as near as its nearest form, or a word of it is to the query or a word of that.
  function namesNear(query) {
    const wanted = fold(query.replace(ANY_QUOTE, ""));
    const asked = new Set([wanted, ...parts(wanted).filter((each) => each.length > 3)]);
    const part = (a, b) => (Math.abs(a.length - b.length) > 3 ? 1 : distance(a, b) / Math.max(a.length, b.length, 1));
    const between = (form) => Math.min(
      part(wanted, form.folded),
      ...form.parts.filter((each) => each.length > 3).flatMap((each) => [...asked].map((word) => part(word, each))),
    );
    return names
      .map((name) => ({ ...name, far: Math.min(...name.forms.map(between)) }))
      .filter((name) => name.far <= 0.4)
      .sort((a, b) => a.far - b.far || b.count - a.count)
      .slice(0, 5);
  }

  // Texts. Every language has an index, stems and a program of its own.

  const engines = new Map();
  function engine(language) {
    if (!engines.has(language)) {
      const loading = import(new URL(`${language}/pagefind.js`, document.baseURI).href)
        .then(async (pagefind) => {
          await pagefind.options({ noWorker: true });
          await pagefind.init();
          return pagefind;
        });
      loading.catch(() => engines.delete(language));
      engines.set(language, loading);
    }
    return engines.get(language);
  }

  // The site's own language, and those that are written as the query is.
  function languagesOf(query) {
    const all = languages.split(" ");
    return all.filter((language, place) => {
      if (place === 0 || !/\p{L}/u.test(query)) return true;
      const script = new Intl.Locale(language).maximize().script;
      const known = { Jpan: "\\p{Script=Hani}\\p{Script=Hira}\\p{Script=Kana}", Hans: "\\p{Script=Hani}", Hant: "\\p{Script=Hani}", Kore: "\\p{Script=Hang}\\p{Script=Hani}" };
      try {
        return new RegExp(`[${known[script] ?? `\\p{Script=${script}}`}]`, "u").test(query);
      } catch {
        return true;
      }
    });
  }

  // "A phrase" is a unit, as is a run of a script without spaces; all other words are one.
  function units(query) {
    const phrases = [];
    const plain = query.replace(PHRASE, (_, phrase) => {
      // A sign that stands alone is no word of the index: the words on both its sides are phrases.
      const pieces = phrase.replace(BETWEEN, " ").split(/(?:^|\s)[^\p{L}\p{N}]+(?=\s|$)/u);
      phrases.push(...pieces.filter((each) => parts(each).length).map((each) => `"${each.trim()}"`));
      return " ";
    });
    const loose = [];
    for (const word of plain.split(/\s+/).filter(Boolean)) {
      const spaced = word.replace(BETWEEN, " ");
      if (IS_UNSPACED.test(word) && spaced.includes(" ")) phrases.push(`"${spaced}"`);
      else loose.push(word);
    }
    return [...phrases, ...(loose.length ? [loose.join(" ")] : [])];
  }

  async function searchIn(language, state, type) {
    const pagefind = await engine(language);
    const options = { filters: { ...state.filters, type }, sort: state.sort === "date" && type === "briefing" ? { date: "desc" } : {} };
    const wanted = units(state.query);
    const found = await Promise.all((wanted.length ? wanted : [null]).map((unit) => pagefind.search(unit, options)));
    const [first, ...others] = found.map((each) => new Map(each.results.map((result) => [result.id, result])));
    return [...first.values()]
      .filter((result) => others.every((other) => other.has(result.id)))
      .map((result, place) => ({
        place,
        score: others.reduce((sum, other) => sum + other.get(result.id).score, result.score),
        words: new Set([result, ...others.map((other) => other.get(result.id))].flatMap((each) => each.words)),
        language,
        data: () => result.data(),
      }));
  }

  // Results by page: a briefing may have one in its language and one for its notes.
  async function searchTexts(state, type) {
    const found = await Promise.all(languagesOf(state.query).map((language) => searchIn(language, state, type)));
    if (state.sort === "date" && type === "briefing") return byDate(found, shown[type]);
    return found.flat().sort((a, b) => b.score - a.score);
  }

  // Each index has its texts in order of date; the latest of all are taken from their beginnings.
  async function byDate(lists, number) {
    const dateOf = async ([first]) => (first ? (await first.data()).meta.iso : "");
    const dates = await Promise.all(lists.map(dateOf));
    const latest = [];
    while (latest.length < number && dates.some(Boolean)) {
      const place = dates.indexOf(dates.reduce((a, b) => (b > a ? b : a)));
      latest.push(lists[place].shift());
      dates[place] = await dateOf(lists[place]);
    }
    return [...latest, ...lists.flat()];
  }

  async function load(found, query) {
    const wanted = new Set(parts(fold(query)));
    const phrases = units(query).filter((unit) => unit.startsWith('"')).map((unit) => unit.split(/\s+/).map(bare));
    const data = await Promise.all(found.map(async (result) => ({ ...result, page: await result.data() })));
    const pages = new Map();
    for (const result of data) {
      const path = result.page.raw_url;
      const hits = hitsOf(result, wanted, phrases).map((hit) => ({ ...hit, language: result.language }));
      if (pages.has(path)) pages.get(path).hits.push(...hits);
      else pages.set(path, { path, meta: result.page.meta, hits });
    }
    return [...pages.values()];
  }

  // The paragraphs and notes that hold the words, those with the most different words first.
  function hitsOf({ page, words: places }, wanted, phrases) {
    const anchors = [...page.anchors].sort((a, b) => a.location - b.location);
    const notes = anchors.filter(({ id }) => id.startsWith("n-"));
    const hits = anchors.map((anchor, number) => {
      const end = anchors[number + 1]?.location ?? Infinity;
      const text = anchor.text.split(/\s+/).filter(Boolean);
      const marked = new Set([...places].filter((place) => place >= anchor.location && place < end)
        .map((place) => place - anchor.location).filter((place) => place < text.length));
      for (const place of placesOf(phrases, text)) marked.add(place);
      const found = [...marked].map((place) => bare(text[place]));
      const different = new Set(found.map((word) => word.slice(0, 5))); // as near to a stem as is needed to count
      const exact = found.some((word) => wanted.has(word)) ? 1 : 0;
      const near = [...marked].filter((place) => marked.has(place + 1)).length;
      return { id: anchor.id, text, marked, different: different.size, exact, near: Math.min(near, different.size - 1), number, note: notes.indexOf(anchor) + 1 };
    }).filter((hit) => hit.marked.size);
    return hits.sort((a, b) => b.different - a.different || b.near - a.near || b.exact - a.exact || a.number - b.number);
  }

  // Of a phrase Pagefind names one place in a text; here are all in a paragraph.
  function placesOf(phrases, text) {
    if (!phrases.length) return [];
    const plain = text.map(bare);
    return phrases.flatMap((phrase) => plain.flatMap((_, start) => (
      phrase.every((word, number) => plain[start + number] === word) ? phrase.map((__, number) => start + number) : [])));
  }

  // The stretch of a paragraph in which most of the words stand.
  function stretch({ text, marked }) {
    if (text.length <= SNIPPET + 8) return [0, text.length];
    const places = [...marked].sort((a, b) => a - b);
    let best = [0, places[0]];
    for (const first of places) {
      const inside = places.filter((place) => place >= first && place < first + SNIPPET - 8).length;
      if (inside > best[0]) best = [inside, first];
    }
    const start = Math.max(0, Math.min(best[1] - 8, text.length - SNIPPET));
    return [start, Math.min(text.length, start + SNIPPET)];
  }

  function snippet(hit) {
    const [start, end] = stretch(hit);
    const shownWords = make("span", { class: "snippet" }, start ? "… " : "");
    for (let place = start; place < end; ) {
      let behind = place + 1;
      while (behind < end && hit.marked.has(behind) === hit.marked.has(place)) behind += 1;
      const run = hit.text.slice(place, behind).join(" ");
      const gap = joined(`${hit.text[behind - 1]} ${hit.text[behind] ?? ""}`).includes(" ") && behind < end ? " " : "";
      if (hit.marked.has(place)) {
        const [, before, core, after] = joined(run).match(/^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}\p{M}]*)$/su);
        shownWords.append(before, make("mark", {}, core), after, gap);
      } else shownWords.append(joined(run) + gap);
      place = behind;
    }
    if (end < hit.text.length) shownWords.append(" …");
    return shownWords;
  }

  // The first run of words found, for the browser to scroll to.
  function fragment(hit) {
    const places = [...hit.marked].sort((a, b) => a - b);
    let [first, length] = [places[0], 1];
    for (const place of places) {
      let run = 1;
      while (hit.marked.has(place + run)) run += 1;
      if (run > length) [first, length] = [place, run];
    }
    const text = joined(hit.text.slice(first, first + length).join(" "));
    const core = text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}\p{M}]+$/gu, "");
    // What stands before tells these words from the same ones elsewhere; where a note's number comes
    // between, the browser finds nothing and goes to the paragraph.
    const before = joined(`${hit.text.slice(Math.max(0, first - 3), first).join(" ")} `) + text.slice(0, text.indexOf(core));
    const quoted = (part) => encodeURIComponent(part.trim()).replace(/-/g, "%2D");
    return `#${encodeURIComponent(hit.id)}:~:text=${before.trim() && `${quoted(before)}-,`}${quoted(core)}`;
  }

  function speakerOf(meta, hit) {
    const number = Number(/^p(\d+)$/.exec(hit.id)?.[1]);
    const turns = (meta.turns ?? "").split("|").map((each) => [parseInt(each, 10), each.slice(each.indexOf(" ") + 1)]);
    return number ? turns.filter(([start]) => start <= number).pop()?.[1] ?? "" : "";
  }

  function hitLine(page, hit) {
    const number = /^p(\d+)$/.exec(hit.id)?.[1];
    const label = number ? say("paragraph", { n: number }) : hit.note ? say("note", { n: hit.note }) : "";
    if (!label) return make("li", spoken(hit.language), snippet(hit));
    const who = speakerOf(page.meta, hit);
    const link = make("a", { href: root + page.path + fragment(hit) }, label);
    return make("li", {}, make("p", { class: "where" }, link, ...(who && page.meta.several ? [" · ", make("bdi", {}, who)] : [])), make("p", spoken(hit.language), snippet(hit)));
  }

  function pageItem(page) {
    const { title, in: language, date, iso, speakers, what } = page.meta;
    const item = make("li", {}, make("h3", {}, make("a", { href: root + page.path, ...spoken(language) }, title)));
    const when = date ? make("time", { datetime: iso }, date) : "";
    const about = [when, speakers ?? "", what ?? ""].filter(Boolean);
    if (about.length) item.append(make("p", { class: "when" }, ...about.flatMap((each, place) => (place ? [" · ", each] : [each]))));
    const lines = page.hits.map((hit) => hitLine(page, hit));
    const good = page.hits.filter((hit) => 2 * hit.different > page.hits[0].different).length;
    if (lines.length) item.append(make("ul", {}, ...lines.slice(0, Math.min(good, PARAGRAPHS))));
    const others = lines.slice(Math.min(good, PARAGRAPHS));
    if (others.length) item.append(folded(say("more-paragraphs", { n: others.length }), others));
    return item;
  }

  // Words run as their own letters do, and bear their language where that is not the page's.
  const spoken = (language) => ({ dir: "auto", ...(language && language !== words.language.other ? { lang: language } : {}) });

  const folded = (title, lines) => make("details", {}, make("summary", {}, title), make("ul", {}, ...lines));

  function nameItem(name) {
    const about = [name.kind, name.form && !fold(name.title).includes(fold(name.form)) ? say("also", { name: name.form }) : "", name.count ? say("named", { n: name.count }) : ""];
    return make("li", {}, make("a", { href: root + name.path, dir: "auto" }, name.title), make("span", { class: "when" }, ` ${about.filter(Boolean).join(" · ")}`));
  }

  // The filters are made when they are opened: their values are files of their own.

  const controls = new Map();
  const label = (name) => say(name === "topic" ? "topics" : name);
  async function fillFilters() {
    if (controls.size) return;
    const all = {};
    for (const language of languages.split(" ")) {
      for (const [name, values] of Object.entries(await (await engine(language)).filters())) {
        all[name] = new Set([...(all[name] ?? []), ...Object.keys(values)]);
      }
    }
    if (controls.size) return;
    const order = new Intl.Collator(words.language.other, { numeric: true });
    for (const name of FILTERS.filter((each) => all[each]?.size)) {
      const values = [...all[name]].sort(order.compare);
      if (name === "year") values.reverse();
      addControl(name, label(name), [["", say("any")], ...values.map((value) => [value, (name === "year" && years[value]) || value])]);
    }
    addControl("sort", say("sort"), [["", say("by-relevance")], ["date", say("by-date")]]);
  }

  function addControl(name, title, values) {
    const select = make("select", { id: `find-${name}`, name }, ...values.map(([value, text]) => make("option", { value }, text)));
    controls.set(name, select);
    fieldset.append(make("div", {}, make("label", { for: `find-${name}` }, title), select));
    select.addEventListener("change", () => later(0));
  }

  const fieldset = make("fieldset", { "aria-label": say("filters") });
  const narrow = make("details", { class: "narrow" }, make("summary", {}, say("filters")), fieldset);
  narrow.addEventListener("toggle", () => { if (narrow.open) fillFilters().catch(failed); });

  // What is asked stands in the address, and is asked again when a reader comes back.

  function stateOfForm() {
    const filters = {};
    for (const name of FILTERS) if (controls.get(name)?.value) filters[name] = controls.get(name).value;
    return { query: input.value.trim(), filters, sort: controls.get("sort")?.value ?? "" };
  }

  function remember(state) {
    const asked = new URLSearchParams();
    if (state.query) asked.set("q", state.query);
    for (const [name, value] of Object.entries(state.filters)) asked.set(name, value);
    if (state.sort) asked.set("sort", state.sort);
    const search = String(asked);
    history.replaceState(history.state, "", location.pathname + (search && `?${search}`));
  }

  async function restore() {
    const asked = new URLSearchParams(location.search);
    input.value = asked.get("q") ?? "";
    if ([...FILTERS, "sort"].some((name) => asked.get(name))) {
      await fillFilters();
      narrow.open = true;
      for (const [name, select] of controls) {
        select.value = asked.get(name) ?? "";
        if (select.selectedIndex < 0) select.value = "";
      }
    }
    shown = history.state?.shown ?? shown;
    leadOn(!isAsked(stateOfForm()));
    await show();
    if (history.state?.top) window.scrollTo(0, history.state.top);
  }

  // The hint and the lists stand there until something is found, and again when nothing is.
  const leadOn = (isNeeded) => document.body.classList.toggle("asked", !isNeeded);

  const isAsked = ({ query, filters }) => query !== "" || Object.keys(filters).length > 0;

  async function show() {
    const state = stateOfForm();
    const asks = isAsked(state);
    const mine = ++turn;
    if (!asks) {
      leadOn(true);
      status.textContent = "";
      results.replaceChildren();
      return;
    }
    const slow = setTimeout(() => { if (mine === turn) status.textContent = say("waiting"); }, 400);
    try {
      const isFiltered = Object.keys(state.filters).length > 0;
      const [, briefings, others] = await Promise.all([loadNames(), searchTexts(state, "briefing"), isFiltered ? [] : searchTexts(state, "page")]);
      const named = isFiltered ? [] : namesLike(state.query);
      const kinds = await Promise.all([["briefing", briefings], ["page", others]].map(async ([type, found]) => (
        { type, total: found.length, pages: await load(found.slice(0, shown[type]), state.query) })));
      if (mine !== turn) return;
      render(state, named, kinds);
    } catch (error) {
      if (mine === turn) failed(error);
    } finally {
      clearTimeout(slow);
    }
  }

  function render(state, named, kinds) {
    const made = [];
    if (named.length) {
      const lines = named.map(nameItem);
      const section = make("section", { class: "names", "aria-labelledby": "found-names" }, make("h2", { id: "found-names" }, say("names")), make("ul", {}, ...lines.slice(0, NAMES)));
      if (lines.length > NAMES) section.append(folded(say("more-names", { n: lines.length - NAMES }), lines.slice(NAMES)));
      made.push(section);
    }
    made.push(...kinds.filter((each) => each.total).map(textsSection));
    const texts = kinds.reduce((sum, each) => sum + each.total, 0);
    const counts = [...(named.length ? [say("found-names", { n: named.length })] : []), ...(texts ? [say("found-texts", { n: texts })] : [])];
    if (counts.length === 2) status.textContent = say("found-both", { names: counts[0], texts: counts[1] });
    else status.textContent = counts.length ? say("found", { what: counts[0] }) : nothing(state);
    if (!counts.length) made.push(...widening(state), ...nearNames(state.query));
    leadOn(!counts.length);
    results.replaceChildren(...made);
  }

  function textsSection({ type, total, pages }) {
    const id = `found-${type}`;
    const section = make("section", { class: "texts", id: `${id}s`, "aria-labelledby": id }, make("h2", { id }, say(`${type}s`)), make("ul", {}, ...pages.map(pageItem)));
    if (total > shown[type]) {
      const more = make("button", { type: "button" }, say("more"));
      more.addEventListener("click", () => showMore(type, pages.length));
      section.append(more);
    }
    return section;
  }

  const nothing = ({ query }) => (query ? say("none", { words: query }) : say("none-chosen"));

  // What is chosen may be all that hides the words.
  function widening({ filters }) {
    if (!Object.keys(filters).length) return [];
    const button = make("button", { type: "button" }, say("everywhere"));
    button.addEventListener("click", () => {
      for (const name of Object.keys(filters)) controls.get(name).value = "";
      input.focus();
      later(0);
    });
    return [make("p", {}, button)];
  }

  function nearNames(query) {
    const near = query ? namesNear(query) : [];
    if (!near.length) return [];
    return [make("section", { class: "names", "aria-labelledby": "near" }, make("h2", { id: "near" }, say("near")), make("ul", {}, ...near.map((name) => nameItem({ ...name, form: "" }))))];
  }

  async function showMore(type, before) {
    shown = { ...shown, [type]: shown[type] + 2 * AT_ONCE };
    await show();
    results.querySelectorAll(`#found-${type}s > ul > li > h3 > a`)[before]?.focus();
  }

  function failed(error) {
    console.warn(error);
    leadOn(true);
    results.replaceChildren();
    status.textContent = say("failed");
  }

  let timer = 0;
  function later(wait) {
    clearTimeout(timer);
    timer = setTimeout(() => {
      shown = { briefing: AT_ONCE, page: AT_ONCE };
      remember(stateOfForm());
      show();
    }, wait);
  }

  if (location.protocol === "file:") {
    status.textContent = say("from-disk");
    return;
  }
  status.textContent = "";
  history.scrollRestoration = "manual";
  form.append(narrow);
  input.addEventListener("input", (event) => { if (!event.isComposing) later(WAIT); });
  input.addEventListener("compositionend", () => later(WAIT));
  input.addEventListener("focus", () => { engine(languages.split(" ")[0]).catch(() => {}); loadNames().catch(() => {}); }, { once: true });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    later(0);
  });
  window.addEventListener("pagehide", () => history.replaceState({ top: window.scrollY, shown }, ""));
  window.addEventListener("popstate", restore);
  // WebKit empties the box of a page that it brings back, for its “autocomplete=off”, after this event.
  window.addEventListener("pageshow", (event) => {
    const { value } = input;
    if (event.persisted) setTimeout(() => { input.value = value; });
  });
  restore().catch(failed);
})();

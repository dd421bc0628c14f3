// The dev server's own script: shows what was saved in the open page, and what is wrong.
// Published sites have none of it.
"use strict";
(() => {
  const OWN = "/.glossator/";
  const parse = (html) => new DOMParser().parseFromString(html, "text/html");
  const clean = (page) => {
    page.querySelectorAll(`#glossator-state, script[src^="${OWN}"]`).forEach((each) => each.remove());
    return page;
  };
  const stateOf = (page) => JSON.parse(page.querySelector("#glossator-state").textContent);
  let state = stateOf(document);
  let hidden = "";
  // The page as it was sent, before the site's own script adds to it.
  let sent = clean(document.cloneNode(true));

  // --- What was saved -----------------------------------------------------------------------

  const setAttributes = (live, old, fresh) => {
    for (const { name } of old.attributes) {
      if (!fresh.hasAttribute(name)) live.removeAttribute(name);
    }
    for (const { name, value } of fresh.attributes) {
      if (old.getAttribute(name) !== value) live.setAttribute(name, value);
    }
  };

  // Change of a live element what differs between two pages that were sent; leave the rest alone.
  const change = (live, old, fresh) => {
    if (old.isEqualNode(fresh)) return;
    setAttributes(live, old, fresh);
    const [was, is, here] = [[...old.childNodes], [...fresh.childNodes], [...live.childNodes]];
    if (was.length !== here.length) {
      live.replaceChildren(...is.map((node) => document.importNode(node, true)));
      return;
    }
    let first = 0;
    while (first < was.length && first < is.length && was[first].isEqualNode(is[first])) first += 1;
    let last = 0;
    while (
      last < was.length - first && last < is.length - first &&
      was[was.length - 1 - last].isEqualNode(is[is.length - 1 - last])
    ) last += 1;
    const gone = here.slice(first, here.length - last);
    const came = is.slice(first, is.length - last);
    const between = was.slice(first, was.length - last);
    if (gone.length === came.length) {
      gone.forEach((node, place) => one(node, between[place], came[place]));
      return;
    }
    const behind = here[here.length - last] ?? null;
    gone.forEach((node) => node.remove());
    came.forEach((node) => live.insertBefore(document.importNode(node, true), behind));
  };

  const one = (live, old, fresh) => {
    if (old.isEqualNode(fresh)) return;
    if (old.nodeType === Node.ELEMENT_NODE && old.nodeName === fresh.nodeName && live.nodeName === old.nodeName) {
      change(live, old, fresh);
    } else if (old.nodeType === Node.TEXT_NODE && fresh.nodeType === Node.TEXT_NODE && live.nodeType === Node.TEXT_NODE) {
      live.data = fresh.data;
    } else {
      live.replaceWith(document.importNode(fresh, true));
    }
  };

  // What the reader looks at: the first element with an id that begins in sight, else the last
  // that began above; and how far down it begins.
  const sight = () => {
    if (scrollY < 1) return null;
    let above = null;
    for (const each of document.querySelectorAll("main [id]")) {
      const { top, height } = each.getBoundingClientRect();
      if (height && top >= -1) return top < innerHeight || !above ? { id: each.id, top } : above;
      if (height) above = { id: each.id, top };
    }
    return above;
  };

  const restore = (place, x, y) => {
    const found = place && document.getElementById(place.id);
    const down = found ? scrollY + found.getBoundingClientRect().top - place.top : y;
    scrollTo({ left: x, top: down, behavior: "instant" });
  };

  const sheets = (page) => [...page.querySelectorAll('head link[rel="stylesheet"]')];
  const scripts = (page) => [...page.querySelectorAll("script[src]")].map((each) => each.getAttribute("src")).join();

  // A new stylesheet takes the place of the old one when it is there, so that nothing flickers; of
  // several on their way, the last takes that of all before it.
  const restyle = (fresh) => {
    const known = sheets(document).filter((each) => !each.dataset.leaves);
    sheets(fresh).forEach((link, place) => {
      const old = known[place];
      if (old && old.getAttribute("href") === link.getAttribute("href")) return;
      const next = document.importNode(link, true);
      next.addEventListener("load", () => {
        while (next.previousElementSibling?.dataset.leaves) next.previousElementSibling.remove();
      }, { once: true });
      if (old) old.dataset.leaves = "yes";
      old ? old.after(next) : document.head.append(next);
    });
  };

  // What lies in a template is no child of it; a script from there is fetched anew.
  const refill = (fresh) => {
    for (const { id, content, innerHTML } of fresh.querySelectorAll("template[id]")) {
      if (innerHTML === sent.getElementById(id)?.innerHTML) continue;
      document.getElementById(id)?.content.replaceChildren(document.importNode(content, true));
      for (const { src } of content.querySelectorAll("script")) {
        document.head.append(Object.assign(document.createElement("script"), { src }));
      }
    }
  };

  const swap = (fresh) => {
    if (scripts(fresh) !== scripts(sent)) return location.reload();
    const [place, x, y, focused] = [sight(), scrollX, scrollY, document.activeElement];
    document.title = fresh.title;
    setAttributes(document.documentElement, sent.documentElement, fresh.documentElement);
    restyle(fresh);
    if (!sent.body.isEqualNode(fresh.body)) {
      change(document.body, sent.body, fresh.body);
      restore(place, x, y);
      if (focused && !focused.isConnected && focused.id) document.getElementById(focused.id)?.focus({ preventScroll: true });
    }
    refill(fresh);
    sent = fresh;
    document.dispatchEvent(new CustomEvent("glossator:swapped", { detail: state.number }));
    return undefined;
  };

  let asked = 0;
  let running = false;
  const catchUp = async () => {
    if (running) return;
    running = true;
    try {
      while (state.number < asked) {
        const answer = await fetch(location.pathname + location.search, { headers: { Accept: "text/html" } });
        const page = parse(await answer.text());
        state = stateOf(page);
        document.dispatchEvent(new CustomEvent("glossator:state", { detail: state }));
        swap(clean(page));
        report();
      }
    } catch {
      // The server went; the socket tells when it is there again.
    } finally {
      running = false;
    }
  };

  let wait = 100;
  const listen = () => {
    const socket = new WebSocket(`ws://${location.host}${OWN}live`);
    socket.addEventListener("message", ({ data }) => {
      wait = 100;
      const { number, run, searched } = JSON.parse(data);
      if (run !== state.run) state.number = 0; // the server was started again
      if ("searched" in state && searched !== state.searched) {
        // What was found in the index before is looked for in this one; of the first one it is said that it is there.
        if (state.searched && new URL(location).searchParams.get("q")) return location.reload();
        state.number = 0;
      }
      asked = number;
      return catchUp();
    });
    socket.addEventListener("close", () => {
      setTimeout(listen, wait);
      wait = Math.min(wait * 2, 2000);
    });
  };

  // --- What is wrong ------------------------------------------------------------------------

  const host = document.createElement("glossator-overlay");
  const root = host.attachShadow({ mode: "open" });
  const make = (name, words, kind) => {
    const made = document.createElement(name);
    if (words !== undefined) made.textContent = words;
    if (kind) made.className = kind;
    return made;
  };
  const style = make("link");
  style.rel = "stylesheet";
  style.href = `${OWN}dev.css`;
  const panel = make("section");
  panel.setAttribute("aria-labelledby", "title");
  panel.tabIndex = -1;
  // Screen readers are told how many mistakes there are, and when they are mended.
  const said = make("p", "", "said");
  said.setAttribute("role", "status");
  const badge = make("button", "", "badge");
  const notice = make("p", "", "draft");
  root.append(style, said, panel, badge, notice);

  const counted = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
  const count = () => {
    const errors = state.problems.filter((each) => each.severity === "error").length;
    const warnings = state.problems.length - errors;
    return { errors, words: [errors && counted(errors, "error"), warnings && counted(warnings, "warning")].filter(Boolean).join(", ") };
  };

  const article = (problem) => {
    const made = make("article");
    const message = make("p", "", "message");
    message.append(make("span", `${problem.severity}[${problem.code}]: `, problem.severity), problem.message);
    made.append(make("p", problem.where, "where"), message);
    if (problem.excerpt) {
      const excerpt = make("pre", problem.excerpt);
      excerpt.tabIndex = 0; // a long line is scrolled by the arrow keys
      made.append(excerpt);
    }
    if (problem.help) made.append(make("p", `help: ${problem.help}`.replace(/^help:\s+help:/u, "help:"), "help"));
    if (problem.choice) {
      const choose = make("button", `Choose what “${problem.choice.words}” means`);
      choose.addEventListener("click", () => document.dispatchEvent(new CustomEvent("glossator:choose", { detail: problem.choice })));
      made.append(choose);
    }
    return made;
  };

  const close = () => {
    hidden = JSON.stringify(state.problems);
    const had = root.activeElement;
    report();
    if (had) badge.focus();
  };

  // Errors show at once; warnings wait behind a button. What is said already is not said again.
  let shown = "";
  let wanted = false;
  const report = () => {
    const { errors, words } = count();
    const all = JSON.stringify(state.problems);
    if (all !== shown && !errors) wanted = false;
    const open = words !== "" && (wanted || errors > 0) && hidden !== all;
    panel.hidden = !open;
    badge.hidden = open || !words;
    badge.textContent = words;
    notice.hidden = !state.notice;
    notice.textContent = state.notice;
    if (all === shown) return;
    if (errors) said.textContent = `${words}: ${state.problems[0].message}`;
    else said.textContent = shown.includes('"severity":"error"') ? "Mended" : "";
    shown = all;
    const head = make("div", undefined, "head");
    const hide = make("button", "Hide");
    hide.addEventListener("click", close);
    const beneath = errors ? "; the page beneath is the last without errors" : "";
    const title = make("h2", `${words}${beneath}`);
    title.id = "title";
    head.append(title, hide);
    panel.className = errors ? "errors" : "warnings";
    panel.replaceChildren(head, ...state.problems.map(article));
  };

  badge.addEventListener("click", () => {
    hidden = "";
    wanted = true;
    report();
    panel.focus();
  });
  // Escape closes what lies uppermost: a dialog before this.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || panel.hidden) return;
    if (!root.querySelector("dialog[open]") && !document.querySelector("dialog[open], :popover-open")) close();
  });

  document.documentElement.append(host);
  report();
  listen();
})();

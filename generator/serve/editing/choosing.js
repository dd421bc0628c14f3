// Proposals for what is being typed: a list under a field, by arrows, Enter, Escape or pointer.
// A line is a combobox with a listbox (ARIA Authoring Practices); a text of many lines stays a text
// field, which may have an active descendant too.
import { announce, make, newId, question } from "./parts.js";

const WAIT = 60; // ms after the last key

const attach = (field, { typed, find, choose, isEager = false, onKey = () => false }) => {
  const list = make("ul", { role: "listbox", id: newId(), "aria-label": "Proposals", hidden: true });
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-autocomplete", "list");
  field.after(list);
  let proposals = [];
  let active = -1;
  let turn = 0;
  let timer = 0;

  const mark = (place) => {
    active = place;
    [...list.children].forEach((each, number) => each.setAttribute("aria-selected", number === place));
    const chosen = list.children[place];
    if (chosen) {
      field.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else field.removeAttribute("aria-activedescendant");
  };

  const close = () => {
    turn += 1;
    clearTimeout(timer);
    proposals = [];
    list.hidden = true;
    list.replaceChildren();
    if (field.role === "combobox") field.setAttribute("aria-expanded", "false");
    mark(-1);
  };

  const take = (place) => {
    const proposal = proposals[place];
    close();
    choose(proposal);
  };

  const option = ({ name, kind, id }, place) => make(
    "li",
    {
      role: "option", id: newId(), "aria-selected": "false",
      onpointerdown: (event) => event.preventDefault(), // the field keeps the focus
      onclick: () => take(place),
    },
    make("span", { class: "name" }, name),
    make("span", { class: "what" }, [kind, id].filter(Boolean).join(" · ")),
  );

  const show = (found) => {
    proposals = found;
    list.replaceChildren(...found.map(option));
    list.hidden = !found.length;
    if (field.role === "combobox") field.setAttribute("aria-expanded", String(!list.hidden));
    mark(isEager && found.length ? 0 : -1);
    announce(found.length ? `${found.length} proposals` : "no proposals");
  };

  const seek = () => {
    clearTimeout(timer);
    const wanted = typed();
    if (wanted === null) { close(); return; }
    const mine = (turn += 1);
    timer = setTimeout(async () => {
      const found = await find(wanted);
      if (mine === turn && field.getRootNode().activeElement === field) show(found);
    }, WAIT);
  };

  field.addEventListener("input", seek);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (list.hidden) {
      if (event.key === "ArrowDown" && field.role === "combobox") { event.preventDefault(); seek(); }
      return;
    }
    const count = proposals.length;
    if (event.key === "ArrowDown") mark((active + 1) % count);
    else if (event.key === "ArrowUp") mark((active - 1 + count) % count);
    else if (event.key === "Escape") close();
    else if ((event.key === "Enter" || (isEager && event.key === "Tab" && !event.shiftKey)) && active >= 0) take(active);
    else if (!onKey(event, proposals[active], close)) return;
    event.preventDefault();
    event.stopPropagation(); // Escape closes the list, not the dialog
  });
};

const proposals = (among) => async (typed) =>
  (await question({ do: "complete", among, typed })).found ?? [];

// A line in which one thing is named: `choose` is given the thing.
export const choosing = (field, find, choose) => {
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-expanded", "false");
  attach(field, { typed: () => field.value, find, choose });
};

// A line with the id of an entry or a topic.
export const choosingId = (field, among, chosen = () => {}) => choosing(field, proposals(among), (proposal) => {
  field.value = proposal.id;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  chosen(proposal);
});

// What stands between [[ and the place of writing, if a link is begun there.
const begun = (field) => {
  const before = field.value.slice(0, field.selectionStart);
  return /\[\[([^[\]|\n]*)$/u.exec(before)?.[1] ?? null;
};

// Put words in the place of what was typed of a link, so that "undo" knows of it.
const put = (field, words) => {
  const end = field.selectionStart;
  field.setSelectionRange(end - begun(field).length, end);
  if (!document.execCommand("insertText", false, words)) {
    field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
};

// A text in which [[ begins a link; a # behind a briefing goes on to its paragraphs.
export const linking = (field) => attach(field, {
  typed: () => begun(field),
  find: proposals("link"),
  isEager: true,
  choose: ({ id }) => {
    const isClosed = field.value.startsWith("]]", field.selectionStart);
    put(field, isClosed ? id : `${id}]]`);
    if (isClosed) field.setSelectionRange(field.selectionStart + 2, field.selectionStart + 2);
  },
  onKey: (event, proposal) => {
    if (event.key !== "#" || proposal?.kind !== "Briefing" || begun(field).includes("#")) return false;
    put(field, `${proposal.id}#`);
    return true;
  },
});

// What was written and not saved, kept until it is saved or thrown away: a reload loses nothing.

const KEY = `glossator:drafts:${location.pathname}`;

const all = () => {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) ?? {};
  } catch {
    return {}; // storage is switched off
  }
};

const store = (drafts) => {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(drafts));
  } catch {
    // storage is full or switched off: the dialog still has the words
  }
  document.dispatchEvent(new CustomEvent("glossator:drafts"));
};

export const draftOf = (key) => all()[key];
export const keep = (key, draft) => store({ ...all(), [key]: draft });
export const drop = (key) => {
  const { [key]: _, ...others } = all();
  store(others);
};

// The draft that was written last: its key and what it is.
export const newest = () => Object.entries(all()).at(-1) ?? null;

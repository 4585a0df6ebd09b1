// What has happened in a case, and the forms below it: status, answer, note. The forms are made once for
// each opened case, so that nothing half-written is lost when something new arrives.

import { el, typed } from "./dom.js";
import { languageName, when } from "./parts.js";

function title(item, words, person) {
  const own = { first: words.item_first, message: words.item_message, withdraw: words.item_withdraw,
    voice: words.item_voice, refused: words.item_refused, early: words.item_early }[item.type];
  if (own) {
    return own;
  }
  const who = person(item);
  const done = { take: words.item_take, release: words.item_release, note: words.item_note, answer: words.item_answer,
    status: words.item_status, delete: words.item_delete };
  return Object.hasOwn(done, item.type) ? done[item.type](who) : words.item_other(who, item.type);
}

function leaving(item, state, words) {
  if (!item.envelope) {
    return null;
  }
  const text = !item.leaves ? words.left : state.connected ? words.leaves(when(item.leaves)) : words.waits_line;
  return el("span", { class: item.leaves ? "quiet waits" : "quiet" }, ` · ${text}`);
}

function body(item, shown, view, words) {
  if (item.names) {
    return el("p", { class: "warn-text", dir: "auto" }, words.took_back(item.names.join(", ")));
  }
  const theirs = item.type === "message" || item.type === "withdraw";
  if (!item.text) {
    return null;
  }
  if (theirs && !view.unfolded) {
    return el("p", { class: "quiet" }, words.folded(1));
  }
  return typed(item.text, theirs ? shown.lang : item.lang);
}

function entry(item, shown, state, view, words, person) {
  const theirs = ["first", "message", "withdraw", "voice"].includes(item.type);
  const kind = theirs ? "theirs" : item.type === "answer" || item.type === "status" ? "ours" : item.type;
  return el("li", { class: `item ${kind}`, data: { item: item.type } },
    el("p", { class: "item-head" }, el("b", {}, title(item, words, person)),
      el("span", { class: "quiet" }, ` · ${when(item.at)}`), leaving(item, state, words)),
    item.state ? el("p", { class: "item-state" }, words.states[item.state]) : null,
    body(item, shown, view, words));
}

export const items = (shown, state, view, words, person) =>
  el("ol", { class: "items", id: "thread" }, shown.items.map((item) => entry(item, shown, state, view, words, person)));

const bytes = (text) => new TextEncoder().encode(text).length;

// How many letters must go (from the end) until it fits; 0 when it fits.
function lettersOver(text, most) {
  let over = bytes(text) - most, letters = 0;
  for (const letter of [...text].reverse()) {
    if (over <= 0) {
      break;
    }
    over -= bytes(letter);
    letters++;
  }
  return letters;
}

// Says how much room is left when it becomes little, and holds the button when it is too much.
function measured(field, line, button, most, words, keepDraft) {
  const look = () => {
    keepDraft(field.value);
    const over = lettersOver(field.value, most), left = most - bytes(field.value);
    line.textContent = over ? words.too_long(over) : left < 400 ? words.letters_left(left) : "";
    line.classList.toggle("warn-text", over > 0);
    button.disabled = over > 0 || field.value.trim() === "";
  };
  field.addEventListener("input", look);
  look();
  return look;
}

function statusForm(words, act, said) {
  const buttons = Object.entries(words.states).map(([name, label]) =>
    el("button", { type: "button", class: "plain", id: `status-${name}`, data: { status: name },
      on: { click: () => act("status", { state: name }, said) } }, label));
  return el("section", { class: "card", id: "status" }, el("h3", {}, words.status),
    el("p", { class: "quiet", id: "state-now" }), el("p", { class: "quiet small" }, words.status_about),
    el("div", { class: "row" }, buttons));
}

function answerForm(shown, state, words, act, said, draft) {
  const text = el("textarea", { id: "answer-text", rows: "6", dir: "auto", "aria-describedby": "answer-about answer-room" });
  text.value = draft.answer;
  const tags = [...new Set([shown.lang_read ? shown.lang : null, state.language, ...shown.team_languages])].filter(Boolean);
  const lang = el("select", { id: "answer-lang" }, tags.map((tag) => el("option", { value: tag }, languageName(tag))));
  const now = el("select", { id: "answer-state" }, ["answered", "working", "closed"].map((name) =>
    el("option", { value: name }, words.states[name])));
  const room = el("span", { id: "answer-room", role: "status" });
  const send = el("button", { type: "submit", id: "answer-send", class: "strong" }, words.answer_send);
  const look = measured(text, room, send, state.text_most, words, (value) => { draft.answer = value; });
  const submit = async (event) => {
    event.preventDefault();
    if (await act("answer", { text: text.value, state: now.value, lang: lang.value }, said)) {
      text.value = "";
      look();
    }
  };
  return el("form", { class: "card", id: "answer", on: { submit } }, el("h3", {}, words.answer),
    el("p", { class: "quiet small", id: "answer-about" }, words.answer_about),
    el("label", { for: "answer-text" }, words.answer_text), text,
    el("div", { class: "row ends" },
      el("label", { class: "inline" }, words.answer_lang, lang), el("label", { class: "inline" }, words.answer_state, now),
      room, send));
}

function noteForm(state, words, act, draft) {
  const text = el("textarea", { id: "note-text", rows: "3", dir: "auto", "aria-describedby": "note-about" });
  text.value = draft.note;
  const room = el("span", { id: "note-room", role: "status" });
  const add = el("button", { type: "submit", id: "note-add", class: "plain" }, words.note_add);
  const look = measured(text, room, add, state.note_most, words, (value) => { draft.note = value; });
  const submit = async (event) => {
    event.preventDefault();
    if (await act("note", { text: text.value }, words.note_said)) {
      text.value = "";
      look();
    }
  };
  return el("form", { class: "card note-form", id: "note", on: { submit } }, el("h3", {}, words.note),
    el("p", { class: "quiet small", id: "note-about" }, words.note_about),
    el("label", { for: "note-text" }, words.note_text), text, el("div", { class: "row ends" }, room, add));
}

// said: a function of the newest state, since only that knows when an answer leaves.
export function forms(shown, state, words, act, said, draft) {
  if (shown.withdrawn) {
    return null;
  }
  const can = shown.can_answer
    ? [statusForm(words, act, said), answerForm(shown, state, words, act, said, draft)]
    : [el("section", { class: "card" }, el("h3", {}, words.cannot_answer), el("p", {}, shown.cannot))];
  return el("div", { class: "forms" }, can, noteForm(state, words, act, draft));
}

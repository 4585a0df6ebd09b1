// The desk's page. It holds nothing that the program does not: when the desk locks, everything is taken out.
//
// What a test or a demo drives, all stable:
//   locked     #passphrase  #unlock  #unlock-said
//   around     #search  #lock  #line (how the connection is)  #banners  #said (what just happened)
//   list       [data-case="<thread, 32 hex>"]  #list-count  #list-empty  #back (narrow windows)
//   case       #excluded  #call-show  #call-number  #call-facts  #deleted
//              #case-word  #urgent  #who-has  #take or #release  [data-consent="<name>"].yes/.no  #unfold
//   thread     #thread  [data-item="first|message|withdraw|refused|early|take|note|answer|status|delete"]
//   forms      #status-received #status-working #status-answered #status-closed  #state-now
//              #answer-text  #answer-lang  #answer-state  #answer-send  #answer-room
//              #note-text  #note-add
//   ended      #gone

import { Gone, read, Refused, send } from "./api.js";
import { caseParts } from "./case.js";
import { el, keep, refill, say } from "./dom.js";
import { emptyParts, listParts } from "./list.js";
import { speak, when } from "./parts.js";
import { strings as english } from "./strings/en.js";
import { forms } from "./thread.js";

const POLL_MS = 1000;   // one question to a program on this laptop
const ACTIVE_MS = 10000; // how often a touch is told, at most

const words = english;
const page = document.getElementById("page");
const now = { state: null, rows: [], query: "", thread: "", shown: null, unfolded: false, number: false, drafts: {}, parts: null };
let ended = false, pressed = false, told = 0;

// ---- locked ----

function unlockView(idle) {
  const field = el("input", { id: "passphrase", type: "password", autocomplete: "off", spellcheck: "false",
    autocapitalize: "none", "aria-describedby": "unlock-about" });
  const button = el("button", { id: "unlock", type: "submit", class: "strong" }, words.unlock);
  const line = el("p", { id: "unlock-said", role: "alert" }, idle ? words.locked_idle : "");
  const submit = async (event) => {
    event.preventDefault();
    button.disabled = true;
    line.textContent = words.unlocking;
    try {
      await take(await send("/api/unlock", { passphrase: field.value }));
    } catch (error) {
      failed(error, (sentence) => { line.textContent = sentence; });
      button.disabled = false;
      field.select();
    }
  };
  return el("main", { class: "unlock" },
    el("form", { class: "card", on: { submit } },
      el("h1", {}, words.unlock_title), el("p", { class: "quiet", id: "unlock-about" }, words.unlock_about),
      el("label", { for: "passphrase" }, words.passphrase), field, button, line,
      el("p", { class: "quiet small" }, words.forgot)),
    el("div", { id: "banners" }));
}

// ---- around ----

function banner(kind, ...text) {
  return el("p", { class: `banner ${kind}` }, ...text);
}

function banners(state) {
  const line = state.enrolment === "waiting" && state.code
    ? banner("warn", words.enrol_wait, " ", el("b", { id: "code" }, state.code))
    : state.enrolment === "failed" ? banner("warn", `${words.enrol_failed} ${state.why}`)
    : state.connected ? null
    : banner("warn", state.since ? words.unconnected_since(when(state.since)) : words.unconnected_never, " ",
      words.nothing_lost, state.why ? el("span", { class: "small" }, ` (${state.why})`) : null);
  return [line,
    state.disk ? banner("bad", state.disk) : null,
    state.clock_behind ? banner("bad", words.clock_behind) : null,
    state.damaged ? banner("warn", words.damaged(state.damaged)) : null,
    state.missing ? banner("warn", words.missing(state.missing)) : null,
    state.forks ? banner("warn", words.forks) : null].filter(Boolean);
}

const bannerFacts = (state) => [state.enrolment, state.code, state.connected, state.connected || state.since, state.why, state.disk,
  state.clock_behind, state.damaged, state.missing, state.forks];

function lineText(state) {
  const line = state.connected ? words.connected : words.unconnected;
  return state.waiting ? `${line} · ${words.leaving(state.waiting)}` : line;
}

function frame() {
  const search = el("input", { id: "search", type: "search", placeholder: words.search, "aria-label": words.search,
    autocomplete: "off", spellcheck: "false", dir: "auto", on: { input: () => { now.query = search.value; refresh(); } } });
  const parts = { line: el("span", { id: "line" }), banners: el("div", { id: "banners" }), team: el("span", { class: "team" }),
    list: el("nav", { class: "list", "aria-label": words.list }), view: el("div", { class: "view" }),
    forms: el("div"), main: el("main", { class: "case" }) };
  const back = el("button", { type: "button", id: "back", class: "plain", on: { click: () => choose("") } }, words.back);
  parts.main.append(back, parts.view, parts.forms);
  page.className = "open";
  refill(page,
    el("header", { class: "bar" }, el("h1", {}, words.title), parts.team, search, parts.line,
      el("button", { type: "button", id: "lock", class: "plain", on: { click: lock } }, words.lock)),
    parts.banners, el("div", { class: "panes" }, parts.list, parts.main));
  return parts;
}

async function lock() {
  await guarded(async () => take(await send("/api/lock")));
}

// ---- a case ----

function answerSaid(state) {
  return state.connected ? words.answer_said(when(state.last_leaves)) : words.answer_waits;
}

// An act belongs to the case whose buttons were pressed, whatever is being opened meanwhile. True when it
// was done. sentence: what to say then, or a function of the newest state.
const actOn = (thread) => (what, body, sentence) => guarded(async () => {
  show(thread, await send(`/api/case/${thread}/${what}`, body));
  now.state = await read("/api/state");
  await readRows();
  draw();
  say(typeof sentence === "function" ? sentence(now.state) : sentence);
  return true;
});

function show(thread, shown) {
  if (thread === now.thread) {
    now.shown = shown;
  }
}

async function readRows() {
  const query = now.query, rows = await read(`/api/cases?q=${encodeURIComponent(query)}`);
  if (query === now.query) {
    now.rows = rows;
  }
}

// What is half written stays when another case is looked at; locking takes it too.
function draftOf(thread) {
  now.drafts[thread] = now.drafts[thread] || { answer: "", note: "" };
  return now.drafts[thread];
}

async function choose(thread) {
  if (thread && thread === now.thread) {
    now.parts.main.scrollTop = 0;
    return;
  }
  Object.assign(now, { thread, shown: null, unfolded: false, number: false });
  refill(now.parts.forms);
  draw();
  await guarded(async () => {
    if (thread) {
      show(thread, await read(`/api/case/${thread}`));
    }
    if (thread !== now.thread || !now.shown) {
      return;
    }
    if (now.shown.began && !now.shown.first_read) {
      show(thread, await send(`/api/case/${thread}/read`, { first_only: true }));
      await readRows();
    }
    if (thread === now.thread) {
      refill(now.parts.forms, forms(now.shown, now.state, words, actOn(thread), answerSaid, draftOf(thread)));
      draw();
      now.parts.main.scrollTop = 0;
    }
  });
}

// A message counts as read when its text was unfolded, not when its case was opened.
async function toggle() {
  now.unfolded = !now.unfolded;
  draw();
  if (now.unfolded && now.shown.unread > 0) {
    await refresh();
  }
}

// ---- drawing ----

function draw() {
  const { state, parts, shown } = now;
  if (!parts || state.locked) {
    return; // it locked while something was under way; the next poll takes it all out
  }
  parts.team.textContent = state.demo ? `${state.team} · ${words.demo}` : state.team;
  parts.line.textContent = lineText(state);
  parts.line.className = state.connected ? "good" : "warn-text";
  const minute = Math.floor(state.now / 60); // "in 1 h 20" grows old
  keep(parts.banners, bannerFacts(state), () => banners(state));
  keep(parts.list, [now.rows, now.query, now.thread, now.rows.length ? minute : state.since], () =>
    listParts(now.rows, state, now.query, now.thread, words, choose));
  document.body.classList.toggle("one", Boolean(now.thread));
  keep(parts.view, [now.thread, shown, now.unfolded, now.rows.length > 0, now.query !== "", state.connected, minute, now.number], () => shown
    ? caseParts(shown, state, now, words, actOn(shown.thread), toggle, draw)
    : el("div", { class: "choose" },
      now.thread ? null : now.rows.length ? [el("h2", {}, words.choose), el("p", { class: "quiet" }, words.choose_about)]
        : now.query ? null : emptyParts(state, words)));
  if (shown && shown.withdrawn) {
    refill(parts.forms); // half-written answers and notes go with the case
    delete now.drafts[shown.thread];
  }
  const told = document.getElementById("state-now");
  if (told) {
    told.textContent = shown.state ? words.state_now(words.states[shown.state]) : words.state_none;
  }
}

async function refresh() {
  await guarded(async () => {
    const thread = now.thread;
    await readRows();
    if (thread) {
      show(thread, await read(`/api/case/${thread}`));
    }
    if (thread === now.thread && now.shown && now.shown.unread > 0 && now.unfolded) {
      show(thread, await send(`/api/case/${thread}/read`));
      await readRows();
    }
    draw();
  });
}

// A new state: from a poll, or from unlocking and locking.
async function take(state) {
  if (pressed) {
    return; // the next poll brings it; what is under the finger stays
  }
  const before = now.state;
  now.state = state;
  page.removeAttribute("aria-busy");
  if (state.locked) {
    if (!before || !before.locked) {
      Object.assign(now, { rows: [], query: "", thread: "", shown: null, unfolded: false, number: false, drafts: {}, parts: null });
      document.body.classList.remove("one");
      page.className = "";
      say("");
      refill(page, unlockView(Boolean(before) && Date.now() - told > ACTIVE_MS));
      document.getElementById("passphrase").focus();
    }
    keep(document.getElementById("banners"), bannerFacts(state), () => banners(state));
    return;
  }
  if (!now.parts) {
    now.parts = frame();
    await refresh();
    document.getElementById("search").focus({ preventScroll: true });
  } else if (state.version !== before.version) {
    await refresh();
  } else {
    draw();
  }
}

// ---- faults ----

function failed(error, show) {
  if (error instanceof Gone) {
    ended = true;
    page.className = "";
    say("");
    refill(page, el("main", { class: "unlock", id: "gone" }, el("section", { class: "card" },
      el("h1", {}, words.gone_title), el("p", {}, words.gone))));
  } else if (error instanceof Refused) {
    show(error.message || words.failed);
  } else {
    throw error;
  }
}

async function guarded(work) {
  try {
    return await work();
  } catch (error) {
    failed(error, say);
    return false;
  }
}

async function poll() {
  try {
    await guarded(async () => take(await read("/api/state")));
  } finally {
    if (!ended) {
      setTimeout(poll, POLL_MS);
    }
  }
}

function touched() {
  if (now.parts && Date.now() - told > ACTIVE_MS) {
    told = Date.now();
    guarded(() => send("/api/active"));
  }
}

for (const event of ["keydown", "pointerdown", "wheel"]) {
  document.addEventListener(event, touched, { passive: true });
}
for (const [event, down] of [["pointerdown", true], ["pointerup", false], ["pointercancel", false]]) {
  document.addEventListener(event, () => { pressed = down; }, { passive: true });
}
window.addEventListener("blur", () => { pressed = false; });
document.title = words.title;
speak(words, document.documentElement.lang);
poll();

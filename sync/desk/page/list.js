// The list: late ones first. One button for each case, [data-case=<thread>].

import { el } from "./dom.js";
import { age, badge, because, bodies, due, urgency, when, whose } from "./parts.js";

const place = (shown, words) => el("span", { class: "where", dir: "auto" }, shown.place || words.waiting_begin);

function badges(shown, words) {
  return [
    shown.unread > 0 ? badge("new", shown.first_read ? words.new_messages(shown.unread) : words.new_one) : null,
    shown.kind === "report" ? null : age(shown, true),
    shown.child_near ? badge("child", words.child_near) : null,
    words.kind_short[shown.kind] ? badge("plain", words.kind_short[shown.kind]) : null,
    shown.exclude.length ? badge("bad", `${words.excluded}: ${bodies(shown, words).join(", ")}`) : null,
    shown.state === "closed" ? badge("plain", words.closed) : null,
    shown.began ? null : badge("warn", words.waiting_begin),
  ].filter(Boolean);
}

// One that is gone: that it was, and when.
const gone = (shown, chosen, words, choose) => el("li", {},
  el("button", { type: "button", class: "entry", data: { case: shown.thread, id: `case-${shown.thread}` },
    "aria-current": shown.thread === chosen ? "true" : null, on: { click: () => choose(shown.thread) } },
  el("span", { class: "line" }, el("b", { class: "word" }, shown.words), badge("plain", words.kind_deleted)),
  el("span", { class: "quiet small" }, shown.deleted ? words.deleted_when(when(shown.deleted_at)) : words.deleted_soon)));

function entry(shown, chosen, now, words, choose) {
  const why = because(shown);
  return el("li", {},
    el("button", {
      type: "button",
      class: `entry u${shown.urgency}${shown.unread ? " unread" : ""}`,
      data: { case: shown.thread, id: `case-${shown.thread}` },
      "aria-current": shown.thread === chosen ? "true" : null,
      on: { click: () => choose(shown.thread) },
    },
    el("span", { class: "line" }, urgency(shown.urgency), due(shown, now, true)),
    el("span", { class: "line" }, el("b", { class: "word" }, shown.words), el("span", { class: "quiet" }, whose(shown))),
    why ? el("span", { class: "why", dir: "auto" }, why) : null,
    el("span", { class: "badges" }, badges(shown, words)),
    el("span", { class: "quiet small" }, place(shown, words), ` · ${words.arrived} ${when(shown.arrived)}`)));
}

export const emptyParts = (state, words) => [el("h2", {}, words.empty_title),
  el("p", { class: "quiet" }, state.since ? words.empty_connected(when(state.since)) : words.empty_unconnected)];

// In a narrow window the list is all there is, so it says here what the wide one says in the middle.
const empty = (state, query, words) => query
  ? el("p", { class: "quiet pad", id: "list-empty" }, words.search_none)
  : el("div", { class: "pad", id: "list-empty" }, el("p", { class: "quiet small wide-only" }, words.list_count(0)),
    el("div", { class: "narrow-only" }, emptyParts(state, words)));

export function listParts(rows, state, query, chosen, words, choose) {
  if (rows.length === 0) {
    return [empty(state, query, words)];
  }
  return [el("p", { class: "quiet small pad count", id: "list-count" }, words.list_count(rows.length)),
    el("ul", { class: "entries" }, rows.map((row) => row.withdrawn
      ? gone(row, chosen, words, choose) : entry(row, chosen, state.now, words, choose)))];
}

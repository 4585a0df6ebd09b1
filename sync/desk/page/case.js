// One case, in the order in which a coordinator needs it: urgency, age, how to contact, who is near, needs,
// language, permissions, who has it; then signs, folded texts, what has happened.

import { el, typed } from "./dom.js";
import { age, badge, because, bodies, dayName, delay, due, languageName, person, span, urgency, when, written } from "./parts.js";
import { items } from "./thread.js";

const section = (title, kind, ...children) =>
  el("section", { class: `card ${kind}` }, el("h3", {}, title), ...children);
const fact = (name, ...value) => el("div", { class: "fact" }, el("dt", {}, name), el("dd", {}, ...value));
const chips = (list) => el("ul", { class: "chips" }, list.map((one) => el("li", { dir: "auto" }, one)));

const kinds = (shown, words) =>
  ({ report: words.kind_report, call: words.kind_call, deleted: words.kind_deleted })[shown.kind] || words.kind_help;

function head(shown, words, act) {
  const mine = shown.taken && shown.taken.mine;
  const take = el("button", { type: "button", id: mine ? "release" : "take", class: mine ? "plain" : "strong",
    on: { click: () => act(mine ? "release" : "take", {}, mine ? words.released_said : words.taken_said) } },
  mine ? words.release : words.take);
  return el("header", { class: "case-head" },
    el("div", {},
      el("p", { class: "quiet small" }, `${kinds(shown, words)} · `,
        el("span", { title: words.case_word_about }, words.case_word)),
      el("h2", { id: "case-word" }, shown.words)),
    take);
}

function urgent(shown, state, words) {
  const waited = delay(shown);
  const why = because(shown);
  return el("section", { class: `card wide urgent u${shown.urgency}`, id: "urgent" },
    el("p", { class: "big" }, urgency(shown.urgency), " ",
      due(shown, state.now) || el("span", { class: "quiet" }, words.no_due)),
    el("p", { dir: "auto" }, why ? `${words.why}: ${why}` : words.why_none),
    shown.late ? el("p", { class: "warn-text" }, words.late_since(when(shown.due), span(state.now - shown.due))) : null,
    el("dl", { class: "facts" },
      shown.danger.length && !shown.why.some((one) => shown.danger.includes(one.answer))
        ? fact(words.danger, el("span", { dir: "auto" }, shown.danger.join(", "))) : null,
      fact(words.written, written(shown), waited ? el("span", { class: "quiet" }, ` ${words.delay(waited)}`) : ""),
      fact(words.arrived, when(shown.arrived))));
}

const ageCard = (shown, words) =>
  section(words.age, "age", el("p", { class: "big badges" }, age(shown), shown.child_near ? badge("child", words.child_near) : null),
    shown.age === "adult" ? null : el("p", { class: "quiet" }, words.child_about));

// Above all permissions, and large: no one may overlook it.
const excludedCard = (shown, words) => shown.exclude.length === 0 ? null
  : el("section", { class: "card wide excluded", id: "excluded" }, el("h3", {}, words.excluded),
    el("ul", { class: "bodies" }, bodies(shown).map((one, i) => el("li", { data: { excluded: shown.exclude[i] } }, one))),
    el("p", {}, words.excluded_about));

const today = () => new Date().toLocaleDateString("sv"); // YYYY-MM-DD here
const masked = (number) => `${"•".repeat(Math.max(0, number.length - 2))}${number.slice(-2)}`;

// The number stands there only as long as somebody wants to see it.
function numberLine(call, view, words, again) {
  const show = el("button", { type: "button", id: "call-show", class: "plain", "aria-pressed": String(Boolean(view.number)),
    on: { click: () => { view.number = !view.number; again(); } } }, view.number ? words.call_hide : words.call_show);
  return el("p", { class: "row ends" },
    el("b", { class: "number", id: "call-number", dir: "ltr" }, view.number ? call.number : masked(call.number)), show);
}

function callCard(shown, view, words, again) {
  const { call } = shown, list = (labels, none) => el("span", { dir: "auto" }, labels.length ? labels.join(", ") : none);
  if (!call) {
    return null;
  }
  const over = call.until && call.until < today();
  const may = (yes) => el("b", { class: yes ? "good" : "warn-text" }, yes ? words.call_yes : words.call_never);
  return section(words.call, over || shown.age !== "adult" ? "wide call over" : "wide call",
    shown.age !== "adult" ? el("p", { class: "big warn-text" }, words.call_child)
      : over ? el("p", { class: "big warn-text" }, words.call_over(dayName(call.until)))
      : el("p", { class: "big" }, words.call_only),
    numberLine(call, view, words, again),
    el("dl", { class: "facts", id: "call-facts" },
      fact(words.call_whose, list(call.whose, words.call_any)), fact(words.call_days, list(call.days, words.call_any)),
      fact(words.call_hours, list(call.hours, words.call_any)), fact(words.call_word, list(call.word, words.call_word_none)),
      fact(words.call_others, list(call.others, words.call_others_unsaid)),
      call.cover.length ? fact(words.call_cover, list(call.cover, "")) : null,
      call.until ? fact(words.call_until, dayName(call.until)) : null,
      fact(words.call_voicemail, may(call.voicemail)), fact(words.call_text, may(call.text_message))),
    el("p", { class: "quiet" }, words.call_rules));
}

const reportCard = (shown, words) =>
  section(words.report, "age", el("p", { class: "big badges" }, words.report_only, " ", shown.child_near ? badge("child", words.child_near) : null),
    el("p", { class: "quiet" }, words.report_about));

function contactCard(shown, words) {
  if (!shown.can_answer && shown.began) {
    return section(words.contact, "contact", el("p", { class: "big" }, words.contact_none),
      el("p", { class: "quiet" }, shown.cannot));
  }
  return section(words.contact, "contact", el("p", { class: "big" }, shown.call ? words.call_only : words.contact_only),
    shown.contact.length ? [el("p", { class: "quiet" }, words.contact_how), chips(shown.contact)] : null,
    el("p", { class: "quiet" }, words.contact_unread));
}

function fearCard(shown, words) {
  return section(words.who, shown.fear || shown.threats ? "near fear" : "near",
    el("p", { class: "big" }, shown.fear ? words.fear_yes : shown.company_said ? words.fear_no : words.company_unsaid),
    shown.fear ? el("p", {}, words.fear_about) : null,
    shown.threats ? el("p", { class: "big" }, words.threats) : null,
    shown.company.length && !shown.fear ? chips(shown.company) : null);
}

const needsCard = (shown, words) =>
  section(words.needs, "needs", shown.needs.length ? chips(shown.needs) : el("p", { class: "quiet" }, words.needs_none));

const placeCard = (shown, words) =>
  section(words.place, "where", el("p", { class: "big", dir: "auto" }, shown.place || words.unsaid),
    el("p", { class: "quiet" }, words.place_about));

const languageCard = (shown, words) =>
  section(words.language, "language", el("p", { class: "big" }, languageName(shown.lang)),
    el("p", { class: shown.lang_read ? "quiet" : "warn-text" }, shown.lang_read ? words.language_read : words.language_not));

function permissionCard(shown, words) {
  return section(words.permissions, "permissions wide",
    el("ul", { class: "permissions-list" }, shown.consent.map((one) =>
      el("li", { class: one.yes ? "yes" : "no", data: { consent: one.name } },
        el("span", { dir: "auto" }, one.label,
          one.taken_back ? el("span", { class: "since" }, words.taken_back(when(one.taken_back))) : null),
        el("b", {}, one.yes ? words.yes : words.no)))),
    el("p", { class: "quiet small" }, words.permissions_about));
}

function whoCard(shown, words) {
  const taken = shown.taken;
  const has = !taken ? words.nobody_has
    : taken.mine ? words.you_have(when(taken.at)) : words.colleague_has(taken.by.slice(0, 4), when(taken.at));
  const last = new Map(shown.opened.map((one) => [one.by, one])); // each laptop once
  const opened = [...last.values()].map((one) =>
    one.mine ? words.opened_you(when(one.at)) : words.opened_by(one.by.slice(0, 4), when(one.at)));
  return section(words.who_has, "who wide", el("p", { class: "big", id: "who-has" }, has),
    opened.length ? el("p", { class: "quiet small" }, `${words.opened}: ${opened.join("; ")}`) : null);
}

const happeningCard = (shown, words) =>
  section(words.happening, "happening wide", shown.happening.length ? chips(shown.happening) : el("p", { class: "quiet" }, words.needs_none),
    el("p", { class: "quiet small" }, words.happening_about));

function otherCard(shown, words) {
  return shown.other.length === 0 ? null : section(words.other, "other wide",
    el("dl", { class: "facts" }, shown.other.map((one) => fact(el("span", { dir: "auto" }, one.question), chips(one.answers)))));
}

// All that the person wrote in own words is folded until wanted, here and in the thread below.
function textsCard(shown, view, words, toggle) {
  const count = shown.texts.length + shown.items.filter((item) => item.type === "message" && item.text).length;
  if (count === 0) {
    return section(words.texts, "texts wide", el("p", { class: "quiet" }, words.no_texts));
  }
  return section(words.texts, "texts wide",
    view.unfolded ? null : el("p", { class: "quiet" }, words.folded(count), " ", words.folded_about),
    view.unfolded ? shown.texts.map((one) => [el("p", { class: "quiet small", dir: "auto" }, one.question),
      typed(one.text, shown.lang)]).flat() : null,
    el("p", {}, el("button", { type: "button", id: "unfold", class: "plain", "aria-expanded": String(view.unfolded),
      on: { click: toggle } }, view.unfolded ? words.fold : words.unfold)));
}

const deletedParts = (shown, state, view, words) => [
  el("header", { class: "case-head" }, el("div", {}, el("p", { class: "quiet small" }, words.case_word),
    el("h2", { id: "case-word" }, shown.words))),
  el("section", { class: "card", id: "deleted" }, el("h3", {}, words.deleted_title),
    el("p", { class: "big" }, shown.deleted ? words.deleted_when(when(shown.deleted_at)) : words.deleted_soon),
    el("p", {}, words.deleted_about), el("p", {}, words.deleted_person), el("p", { class: "warn-text" }, words.deleted_copies)),
  el("section", { class: "card thread" }, el("h3", {}, words.thread), items(shown, state, view, words, person)),
];

// again: draws it anew, for what only the page knows.
export function caseParts(shown, state, view, words, act, toggle, again) {
  if (shown.withdrawn) {
    return deletedParts(shown, state, view, words);
  }
  return [
    head(shown, words, act),
    el("div", { class: "cards" },
      urgent(shown, state, words), excludedCard(shown, words), shown.kind === "report" ? reportCard(shown, words) : ageCard(shown, words),
      contactCard(shown, words), fearCard(shown, words), callCard(shown, view, words, again),
      needsCard(shown, words), placeCard(shown, words), languageCard(shown, words),
      permissionCard(shown, words), whoCard(shown, words), happeningCard(shown, words), otherCard(shown, words),
      textsCard(shown, view, words, toggle)),
    el("section", { class: "card thread" }, el("h3", {}, words.thread), items(shown, state, view, words, person)),
  ];
}

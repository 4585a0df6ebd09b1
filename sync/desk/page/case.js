// One case, in the order in which a coordinator needs it: urgency, age, how to contact, who is near, needs,
// language, permissions, who has it; then signs, folded texts, what has happened.

import { el, typed } from "./dom.js";
import { age, badge, because, delay, due, languageName, person, span, urgency, when, written } from "./parts.js";
import { items } from "./thread.js";

const section = (title, kind, ...children) =>
  el("section", { class: `card ${kind}` }, el("h3", {}, title), ...children);
const fact = (name, ...value) => el("div", { class: "fact" }, el("dt", {}, name), el("dd", {}, ...value));
const chips = (list) => el("ul", { class: "chips" }, list.map((one) => el("li", { dir: "auto" }, one)));

function head(shown, words, act) {
  const mine = shown.taken && shown.taken.mine;
  const take = el("button", { type: "button", id: mine ? "release" : "take", class: mine ? "plain" : "strong",
    on: { click: () => act(mine ? "release" : "take", {}, mine ? words.released_said : words.taken_said) } },
  mine ? words.release : words.take);
  return el("header", { class: "case-head" },
    el("div", {},
      el("p", { class: "quiet small" }, `${shown.kind === "report" ? words.kind_report : words.kind_help} · `,
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

function contactCard(shown, words) {
  if (!shown.can_answer && shown.began) {
    return section(words.contact, "contact", el("p", { class: "big" }, words.contact_none),
      el("p", { class: "quiet" }, shown.cannot));
  }
  return section(words.contact, "contact", el("p", { class: "big" }, words.contact_only),
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
    shown.withdrawn ? el("p", { class: "warn-text" }, words.withdrawn) : null,
    el("ul", { class: "permissions-list" }, shown.consent.map((one) =>
      el("li", { class: one.yes ? "yes" : "no", data: { consent: one.name } },
        el("span", { dir: "auto" }, one.label), el("b", {}, one.yes ? words.yes : words.no)))),
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

export function caseParts(shown, state, view, words, act, toggle) {
  return [
    head(shown, words, act),
    el("div", { class: "cards" },
      urgent(shown, state, words), ageCard(shown, words), contactCard(shown, words), fearCard(shown, words),
      needsCard(shown, words), placeCard(shown, words), languageCard(shown, words),
      permissionCard(shown, words), whoCard(shown, words), happeningCard(shown, words), otherCard(shown, words),
      textsCard(shown, view, words, toggle)),
    el("section", { class: "card thread" }, el("h3", {}, words.thread), items(shown, state, view, words, person)),
  ];
}

// Small pieces that list and case share: times, badges, who did it.

import { el } from "./dom.js";

let words, language;

export function speak(strings, tag) {
  words = strings;
  language = tag === "en" ? "en-GB" : tag;
}

const format = (options) => (seconds) => new Intl.DateTimeFormat(language, options).format(new Date(seconds * 1000));
const clock = format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const dayAndClock = format({ day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const dayOnly = (text) =>
  new Intl.DateTimeFormat(language, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" })
    .format(new Date(`${text}T00:00:00Z`));

// "14:05" today, "3 Mar, 14:05" otherwise.
export function when(seconds) {
  const then = new Date(seconds * 1000), today = new Date();
  return then.toDateString() === today.toDateString() ? clock(seconds) : dayAndClock(seconds);
}

export function span(seconds) {
  const minutes = Math.max(1, Math.floor(Math.abs(seconds) / 60));
  const unit = (n, name) => new Intl.NumberFormat(language, { style: "unit", unit: name, unitDisplay: name === "day" ? "long" : "short" }).format(n);
  if (minutes < 60) {
    return unit(minutes, "minute");
  }
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) {
    return unit(Math.floor(hours / 24), "day");
  }
  return minutes % 60 && hours < 10 ? `${unit(hours, "hour")} ${unit(minutes % 60, "minute")}` : unit(hours, "hour");
}

export const dayName = (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? dayOnly(text) : text);

export function written(shown) {
  if (shown.day === "unknown" || !shown.day) {
    return words.written_unknown;
  }
  const day = dayOnly(shown.day);
  return shown.hour >= 0 ? words.written_at(day, `${String(shown.hour).padStart(2, "0")}:00`) : day;
}

// Whole days between writing and arrival.
export function delay(shown) {
  if (shown.day === "unknown" || !shown.day) {
    return 0;
  }
  return Math.max(0, Math.floor((shown.arrived - (Date.parse(`${shown.day}T00:00:00Z`) / 1000 + 86400)) / 86400));
}

export function languageName(tag) {
  if (!tag) {
    return words.unsaid;
  }
  try {
    return new Intl.DisplayNames([language], { type: "language" }).of(tag) || tag;
  } catch {
    return tag;
  }
}

// "Are you in danger now? Yes, now": the question may end in its own mark.
export const because = (shown) => shown.why.map((one) => `${one.question} ${one.answer}`).join(" · ");

export const urgency = (n) =>
  el("span", { class: `urgency u${n}` }, el("b", {}, words.urgency(n)), ` ${words.urgency_words[n]}`);

export const badge = (kind, text) => el("span", { class: `badge ${kind}` }, text);

export function age(shown, short = false) {
  if (shown.age === "adult") {
    return short ? null : badge("plain", words.age_adult);
  }
  const unknown = short ? words.age_unknown_short : words.age_unknown;
  return badge("child", shown.age === "child" ? words.age_child : unknown);
}

// Kinds of bodies that must not get it, in words.
export const bodies = (shown) => shown.exclude.map((kind) => (Object.hasOwn(words.bodies, kind) ? words.bodies[kind] : kind));

// In the list what is days away is said by its day alone.
export function due(shown, now, short = false) {
  if (!shown.due) {
    return null;
  }
  const left = shown.due - now;
  return left <= 0
    ? el("span", { class: "due late" }, words.late(span(left)))
    : el("span", { class: "due" }, words.act_by(when(shown.due)),
      short && left > 172800 ? "" : `, ${words.in_time(span(left))}`);
}

export const whose = (shown) => (!shown.taken ? words.nobody : shown.taken.mine ? words.mine : words.theirs);

export const person = (item) => (item.mine ? words.you : words.laptop(item.by.slice(0, 4)));

// The desk's own server and nothing else. Every answer is JSON; a failure carries one sentence.

export class Refused extends Error {
  constructor(status, body) {
    super(body.text || "");
    this.status = status;
    this.over = body.over || 0;
  }
}

// The program ended, or this page's cookie is no longer the right one.
export class Gone extends Error {}

async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(path, { ...options, credentials: "same-origin", cache: "no-store" });
  } catch {
    throw new Gone();
  }
  const type = answer.headers.get("Content-Type") || "";
  if (!type.startsWith("application/json")) {
    throw new Gone();
  }
  const body = await answer.json();
  if (!answer.ok) {
    throw new Refused(answer.status, body);
  }
  return body;
}

export const read = (path) => ask(path, { method: "GET" });

export const send = (path, body = {}) =>
  ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

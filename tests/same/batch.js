/**
 * What is done with a batch of cases, in Node and in a page alike: this file runs in both.
 *
 * A batch is a line `C` with a config and lines `F` with a time (`-` for none) and the text of a lead's
 * facts. What comes of a case is the text of its envelope or, where the facts are refused, the faults.
 */

/** Gives what comes of every case, in order. */
export function made(leadlet, batch) {
  let config;
  const texts = [];
  for (const line of batch.split("\n")) {
    if (line[0] === "C") config = leadlet.read(line.slice(1));
    if (line[0] !== "F") continue;
    const space = line.indexOf(" ");
    const time = line.slice(1, space);
    try {
      texts.push(config.score(line.slice(space + 1), { now: time === "-" ? undefined : Number(time) }).text);
    } catch (refusal) {
      if (!(refusal instanceof leadlet.LeadletError)) throw refusal;
      texts.push(JSON.stringify(refusal.faults));
    }
  }
  return texts;
}

/** Gives the hash of everything made so far: SHA-256 of the last one and of a batch's texts. */
export async function linked(link, texts) {
  return hex(await crypto.subtle.digest("SHA-256", new TextEncoder().encode([link, ...texts].join("\n"))));
}

/** Writes bytes as digits. */
export const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");

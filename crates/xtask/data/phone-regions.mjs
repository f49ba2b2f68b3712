// Cuts the metadata of libphonenumber-js down to what `cargo xtask generate` makes the phone table
// from. Run it after an update, in a folder where `npm install libphonenumber-js@VERSION` was run:
//
//     node crates/xtask/data/phone-regions.mjs node_modules/libphonenumber-js > crates/xtask/data/phone-regions.json
import { readFile } from "node:fs/promises";
import { join } from "node:path";

const from = process.argv[2];
const json = async (name) => JSON.parse(await readFile(join(from, name), "utf8"));
const [{ version }, metadata, examples] = [
  await json("package.json"),
  await json("metadata.min.json"),
  await json("examples.mobile.json"),
];

// The places of a country in the metadata: [calling code, international prefix, pattern, possible
// lengths, formats, national prefix, …, national prefix for parsing, …, preferred international prefix].
const PREFIX = 1, LENGTHS = 3, TRUNK = 5, TRUNK_PATTERN = 7, PREFERRED_PREFIX = 12;

const plain = (text) => (typeof text === "string" && /^\d+$/.test(text) ? text : "");
const codes = Object.entries(metadata.country_calling_codes).map(([code, regions]) => {
  // Countries that share a code share the lengths of the largest, which stands first: only Canada's
  // seven-digit 310 numbers and the like are lost by that, and seven digits are a local number there.
  const main = metadata.countries[regions[0]];
  const preferred = String(main[PREFERRED_PREFIX] || "").replace("~", "");
  return {
    code,
    regions,
    lengths: main[LENGTHS],
    mobile: examples[regions[0]].length,
    trunk: main[TRUNK] || "",
    trunkPattern: main[TRUNK_PATTERN] || "",
    international: plain(preferred) || plain(main[PREFIX]) || "00",
  };
});
for (const [code, [, , lengths]] of Object.entries(metadata.nonGeographic)) {
  // Without a country: the places are one to the left.
  const possible = Array.isArray(lengths) ? lengths : metadata.nonGeographic[code].find(Array.isArray);
  codes.push({ code, regions: [], lengths: possible, mobile: possible[0], trunk: "", trunkPattern: "", international: "00" });
}
codes.sort((a, b) => (a.code < b.code ? -1 : 1));
const lines = codes.map((entry) => "    " + JSON.stringify(entry));
const source = `libphonenumber-js ${version} (MIT), whose metadata is cut from Google's libphonenumber (Apache-2.0)`;
console.log(`{\n  "source": ${JSON.stringify(source)},\n  "codes": [\n${lines.join(",\n")}\n  ]\n}`);

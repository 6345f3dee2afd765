// Parses every Mermaid block of the Markdown files below a folder with the real parser.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { JSDOM } from "jsdom";

// The parser cleans labels with the help of a document.
const { window } = new JSDOM("");
globalThis.window = window;
globalThis.document = window.document;
const { default: mermaid } = await import("mermaid");

let count = 0;
let wrong = 0;
for (const name of readdirSync(process.argv[2], { recursive: true }).sort()) {
  if (!name.endsWith(".md")) continue;
  const text = readFileSync(join(process.argv[2], name), "utf8");
  for (const [, block] of text.matchAll(/^```mermaid\n([^]*?)\n```$/gm)) {
    count += 1;
    try {
      await mermaid.parse(block);
    } catch (error) {
      wrong += 1;
      console.error(`${name}: ${error.message}`);
    }
  }
}
console.log(`${count} pictures parsed, ${wrong} wrong`);
process.exit(count > 0 && wrong === 0 ? 0 : 1);

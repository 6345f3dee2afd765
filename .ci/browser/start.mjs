// The real Chromium with a page that asks nobody for anything, and what was found wrong.
import { existsSync } from "node:fs";
import puppeteer from "puppeteer-core";

const known = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const executablePath = known.find((path) => path && existsSync(path));
const browser = await puppeteer.launch({ executablePath, args: ["--no-sandbox"] });
const faults = [];

export const expect = (is, words) => {
  if (!is) faults.push(words);
};

export const page = await browser.newPage();
page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
page.on("console", (message) => {
  if (["error", "warning"].includes(message.type())) faults.push(`console: ${message.text()}`);
});
page.on("request", (request) => {
  const url = request.url();
  if (!url.startsWith("file:") && !url.startsWith("data:")) faults.push(`asks for ${url}`);
});

// Tells what was wrong; nothing wrong is success.
export async function finish() {
  await browser.close();
  faults.forEach((fault) => console.error(fault));
  process.exit(faults.length ? 1 : 0);
}

// Uses a site as a reader does, in the real Chromium: `node site.mjs FOLDER`, where index.html lies.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, finish, page } from "./start.mjs";

const folder = process.argv[2];

async function open(path, width = 1280, scheme = "light") {
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.goto(pathToFileURL(join(folder, path)).href);
}

// So many bytes an image of one colour never has.
async function notBlank(words) {
  const image = await page.screenshot();
  expect(image.length > 15000, `${words} looks blank: ${image.length} bytes`);
}

async function search(path, words, title) {
  await open(path);
  await page.keyboard.press("/");
  const focused = await page.evaluate(() => document.activeElement.id);
  expect(focused === "_search", `${path}: / does not begin a search`);
  await page.keyboard.type(words);
  const count = await page.$eval("#_count", (line) => line.textContent);
  expect(/[0-9]/.test(count), `${path}: ${words}: “${count}” is no count`);
  const hits = await page.$$eval("#_hits a", (links) => links.map((link) => link.textContent));
  expect(hits.some((hit) => hit.includes(title)), `${path}: ${words} finds ${hits.join(", ") || "nothing"}`);
  for (let at = hits.findIndex((hit) => hit.includes(title)); at >= 0; at--) await page.keyboard.press("ArrowDown");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  const seen = await page.evaluate(() => {
    const target = document.querySelector(":target");
    if (!target) return "no place";
    const { top, bottom } = target.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight ? target.textContent : "out of view";
  });
  expect(seen.includes(title), `${path}: ${words} leads to ${seen}`);
  await notBlank(`${path}: ${words}`);
}

await open("index.html");
const languages = await page.$$eval("main a", (links) => links.map((link) => link.textContent));
expect(languages.join() === "中文,English", `index.html offers ${languages}`);

await search("index.zh.html", "紧急回访", "紧急回访");
await search("index.zh.html", "回访紧急客户", "紧急回访");
await search("index.en.html", "propose sol", "Propose a solution");

await open("index.zh.html");
await page.keyboard.press("/");
await page.keyboard.type("没有这样的词");
expect((await page.$eval("#_count", (line) => line.textContent)) === "没有找到", "nothing is found where nothing is");
await page.keyboard.press("Escape");
expect((await page.$eval("#_search", (field) => field.value)) === "", "Esc does not clear the search");

const pages = ["index.zh.html", "posts.en.html", "post/agent.en.html", "complaint.zh.html", "complaint.checklist.en.html"];
for (const path of pages) {
  for (const [width, scheme] of [[1280, "light"], [390, "light"], [390, "dark"]]) {
    await open(path, width, scheme);
    const [wide, dark] = await page.evaluate(() => {
      const [red] = getComputedStyle(document.body).backgroundColor.match(/[0-9]+/g);
      return [document.documentElement.scrollWidth, Number(red) < 100];
    });
    expect(wide <= width, `${path}: ${wide} pixels wide on a screen of ${width}`);
    expect(dark === (scheme === "dark"), `${path}: not ${scheme}`);
    await notBlank(`${path}, ${width} ${scheme}`);
  }
}

// The first thing that a keyboard comes to leads past the navigation.
await open("complaint.zh.html");
await page.keyboard.press("Tab");
await page.keyboard.press("Enter");
expect((await page.evaluate(() => document.activeElement.id)) === "_content", "the skip link does not lead to the content");

await open("complaint.checklist.zh.html");
await page.click("label:has(> input[type=checkbox]) > span");
expect(await page.$eval("input[type=checkbox]", (box) => box.checked), "the words beside a box do not tick it");

// Without scripts the contents are still there, and nothing asks for a search that cannot answer.
await page.setJavaScriptEnabled(false);
await open("index.en.html");
expect((await page.$("form.search:not([hidden])")) === null, "a search stands there without scripts");
await page.setJavaScriptEnabled(true);

await open("complaint.zh.html");
const pdf = await page.pdf({ preferCSSPageSize: true });
expect(pdf.length > 50000, "nothing is printed");

await finish();

// Looks at the images of notes in the real Chromium: `node images.mjs FOLDER`.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, finish, page } from "./start.mjs";

const folder = process.argv[2];

for (const path of ["desk/returns.zh.html", "desk/returns.en.html"]) {
  for (const [width, media] of [[1280, "screen"], [390, "screen"], [700, "print"]]) {
    await page.setViewport({ width, height: 900 });
    await page.emulateMediaType(media);
    await page.goto(pathToFileURL(join(folder, path)).href);
    const [title, room, images] = await page.evaluate(() => [
      document.title,
      document.documentElement.scrollWidth,
      [...document.querySelectorAll("aside img")].map((image) => {
        const { width, height } = image.getBoundingClientRect();
        return { alt: image.alt, natural: image.naturalWidth, ratio: image.naturalWidth / image.naturalHeight, width, height };
      }),
    ]);
    expect(title !== "ran", `${path}: the script of a drawing ran`);
    expect(images.length === 7, `${path}: ${images.length} images`);
    expect(room <= width, `${path}: ${room} pixels wide on ${width} (${media})`);
    for (const image of images) {
      expect(image.natural > 0, `${path}: “${image.alt}” is not shown`);
      const off = Math.abs(image.width / image.height - image.ratio) / image.ratio;
      expect(off < 0.05, `${path}: “${image.alt}” is ${image.width} by ${image.height} (${media})`);
      expect(image.width <= width, `${path}: “${image.alt}” is wider than the screen`);
    }
  }
}

await finish();

// Opens a page from a file in Chromium and prints what it finds there as JSON.
//
//     node look.mjs page.html folder-for-pictures
//
// In each of the ways in which people read a paper it takes a picture, lists every
// request, goes to the first link by keyboard, asks axe-core for what breaks WCAG 2.2 at
// the levels A and AA, and sets letters and lines further apart (1.4.12). Then it prints
// the page on A4.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf-8");
const [page, folder] = process.argv.slice(2).map((name) => resolve(name));
const address = pathToFileURL(page).href;

const ways = {
  desktop: { viewport: { width: 1280, height: 900 }, colorScheme: "light" },
  dark: { viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
  tablet: { viewport: { width: 780, height: 1000 }, colorScheme: "light" },
  phone: { viewport: { width: 360, height: 740 }, colorScheme: "light", isMobile: true },
  narrow: { viewport: { width: 320, height: 740 }, colorScheme: "dark" },
};
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
const apart = `* {
  line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important;
}
p { margin-bottom: 2em !important; }`;

const sizes = () => ({
  content: document.documentElement.scrollWidth,
  window: document.documentElement.clientWidth,
});
const contents = () => ({
  scripts: document.scripts.length,
  links: [...document.links].map((link) => link.getAttribute("href")),
});
const focus = () => {
  const { textContent } = document.activeElement;
  const { left, top, right, bottom } = document.activeElement.getBoundingClientRect();
  const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
  const seen = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
  return { text: textContent, seen, outline: `${outlineWidth} ${outlineStyle}` };
};
const listed = (found) => found.map(({ id, nodes }) => ({ id, html: nodes.map((n) => n.html) }));

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
const found = {};
for (const [name, options] of Object.entries(ways)) {
  const context = await browser.newContext(options);
  const tab = await context.newPage();
  const requests = [];
  const said = [];
  tab.on("request", (request) => requests.push(request.url()));
  tab.on("console", (message) => said.push(message.text()));
  await tab.goto(address, { waitUntil: "networkidle" });
  await tab.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  if (name === "desktop") {
    await tab.pdf({ path: `${folder}/a4.pdf`, preferCSSPageSize: true, printBackground: true });
  }
  found[name] = {
    ...(await tab.evaluate(sizes)),
    ...(await tab.evaluate(contents)),
    requests: requests.filter((url) => !url.startsWith("data:")),
    said,
  };
  await tab.evaluate(axe);
  const result = await tab.evaluate(
    (values) => window.axe.run(document, { runOnly: { type: "tag", values } }),
    tags,
  );
  found[name].passes = result.passes.map(({ id }) => id);
  found[name].violations = listed(result.violations);
  found[name].unsure = listed(result.incomplete);
  await tab.keyboard.press("Tab");
  found[name].focus = await tab.evaluate(focus);
  await tab.addStyleTag({ content: apart });
  found[name].apart = await tab.evaluate(sizes);
  await context.close();
}
await browser.close();
console.log(JSON.stringify(found, null, 2));

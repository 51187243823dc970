// Opens a page from a file in Chromium and prints what it finds there as JSON.
//
//     node look.mjs page.html folder-for-pictures
//
// In each of the ways in which people read a paper it takes a picture, lists every
// request, and asks axe-core for what breaks WCAG 2.2 at the levels A and AA.
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
  phone: { viewport: { width: 360, height: 740 }, colorScheme: "light", isMobile: true },
  narrow: { viewport: { width: 320, height: 740 }, colorScheme: "dark" },
};
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

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
  const size = await tab.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
    scripts: document.scripts.length,
    tables: document.querySelectorAll("table").length,
    pictures: document.querySelectorAll("svg").length,
    links: [...document.links].map((link) => link.getAttribute("href")),
  }));
  await tab.evaluate(axe);
  const result = await tab.evaluate(
    (values) => window.axe.run(document, { runOnly: { type: "tag", values } }),
    tags,
  );
  found[name] = {
    ...size,
    requests: requests.filter((url) => !url.startsWith("data:")),
    said,
    passes: result.passes.length,
    violations: result.violations.map(({ id, nodes }) => ({ id, html: nodes.map((n) => n.html) })),
    unsure: result.incomplete.map(({ id, nodes }) => ({ id, html: nodes.map((n) => n.html) })),
  };
  if (name === "desktop") {
    await tab.pdf({ path: `${folder}/a4.pdf`, preferCSSPageSize: true, printBackground: true });
  }
  await context.close();
}
await browser.close();
console.log(JSON.stringify(found, null, 2));

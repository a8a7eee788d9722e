// node pictures.mjs FROM TO: of each summary in FROM (NAME.md) what GitHub shows of it, as TO/NAME.png.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { basename, join } from "node:path";
import { readAsGithubDoes } from "./github.mjs";

const [from, to] = process.argv.slice(2);
const width = 1012; // of the column in which GitHub shows summaries
const tallest = 6000;
const largest = 200_000; // bytes

const styles = readFileSync(fileURLToPath(import.meta.resolve("github-markdown-css/github-markdown-light.css")), "utf8");
const nothing_else = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`;
const page = (body) => `<!doctype html><meta charset="utf-8">${nothing_else}<style>${styles} .markdown-body { padding: 24px; }</style>
<article class="markdown-body">${body}</article>`;

// As root there is no sandbox to be had; the page is our own, and may neither run nor fetch anything.
const browser = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", `--window-size=${width},${tallest}`];

mkdirSync(to, { recursive: true });
const folder = mkdtempSync("/tmp/pictures-");
for (const name of readdirSync(from).filter((one) => one.endsWith(".md")).map((one) => basename(one, ".md")).sort()) {
  const [shown, whole, picture] = [join(folder, `${name}.html`), join(folder, `${name}.png`), join(to, `${name}.png`)];
  writeFileSync(shown, page(readAsGithubDoes(readFileSync(join(from, `${name}.md`), "utf8")).shown));
  execFileSync("chromium", [...browser, `--screenshot=${whole}`, `file://${shown}`], { stdio: ["ignore", "ignore", "pipe"] });
  // What is white below the page goes; few colours make a small file.
  execFileSync("magick", [whole, "-trim", "+repage", "-bordercolor", "white", "-border", "20", "+dither", "-colors", "128",
    "-define", "png:exclude-chunk=date,time", `PNG8:${picture}`]);
  const bytes = statSync(picture).size;
  if (bytes > largest) throw new Error(`${picture} has ${bytes} bytes, more than ${largest}`);
  console.log(`${picture}: ${bytes} bytes`);
}

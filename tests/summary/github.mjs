// What GitHub makes of a job summary, by the libraries that do the same with Markdown: parse, raw HTML, sanitise, alerts.
//
// `sane` is the page after sanitising and before our own alerts are dressed up; `lost` is what of it was there before and is not after.

import { rehypeGithubAlerts } from "rehype-github-alerts";
import rehypeRaw from "rehype-raw";
import rehypeSanitize from "rehype-sanitize";
import rehypeStringify from "rehype-stringify";
import remarkGemoji from "remark-gemoji";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";

const parser = unified().use(remarkParse).use(remarkGfm).use(remarkGemoji).use(remarkRehype, { allowDangerousHtml: true }).use(rehypeRaw);
const sanitiser = unified().use(rehypeSanitize);
const dresser = unified().use(rehypeGithubAlerts);
const writer = unified().use(rehypeStringify);

export function readAsGithubDoes(markdown) {
  const parsed = parser.runSync(parser.parse(markdown));
  const sanitised = sanitiser.runSync(parsed);
  const sane = writer.stringify(sanitised);
  return { sane, lost: difference(parts(parsed), parts(sanitised)), shown: writer.stringify(dresser.runSync(sanitised)) };
}

// Elements with their attributes, and all text, in the order of the page. Comments are ours to part words with, and go.
function parts(node, found = []) {
  if (node.type === "text") found.push(node.value);
  if (node.type === "doctype") found.push("<!doctype>");
  if (node.type === "element") found.push(`<${node.tagName}${Object.entries(node.properties).map(([name, value]) => ` ${name}=${value}`).join("")}>`);
  for (const child of node.children ?? []) parts(child, found);
  return found;
}

function difference(before, after) {
  const first = before.findIndex((part, at) => part !== after[at]);
  if (first < 0 && before.length === after.length) return [];
  return before.slice(first < 0 ? before.length : first, first + 3).map((part) => part.slice(0, 200));
}

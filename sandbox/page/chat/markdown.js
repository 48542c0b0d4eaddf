// Markdown's blocks: headings, lists, quotations, code, tables, rules and paragraphs, in which a
// line break is a line break. Built with the elements of `dom.js` only; see `inline.js`.

import { h } from '../core/dom.js';
import { inline } from './inline.js';

const MAX_LENGTH = 20_000; // beyond this it is shown as it was written
const MAX_DEPTH = 6;

/** The Markdown as nodes. */
export const markdown = (text) =>
  text.length > MAX_LENGTH
    ? [h('p.as-written', {}, text)]
    : blocks(text.replace(/\r\n?/g, '\n').split('\n'), 0);

const rules = [
  [/^\s*$/, (lines) => [1, null]],
  [/^```/, fence],
  [/^#{1,6}\s/, (lines) => [1, heading(lines[0])]],
  [/^ {0,3}([-*_])( *\1){2,} *$/, () => [1, h('hr')]],
  [/^>/, quote],
  [/^ {0,3}(?:[-*+]|\d{1,9}[.)])\s/, list],
  [/^\|.*\|\s*$/, table],
];

function blocks(lines, depth) {
  const nodes = [];
  for (let at = 0; at < lines.length;) {
    const [used, node] = block(lines.slice(at), depth);
    if (node) nodes.push(node);
    at += used;
  }
  return nodes;
}

function block(lines, depth) {
  for (const [pattern, read] of rules) {
    const found = depth < MAX_DEPTH && pattern.test(lines[0]) && read(lines, depth);
    if (found) return found;
  }
  return paragraph(lines);
}

function paragraph(lines) {
  const used = 1 + span(lines.slice(1), (line) => !rules.some(([pattern]) => pattern.test(line)));
  const text = lines.slice(0, used).map((line) => line.trim()).join('\n');
  return [used, text ? h('p', {}, inline(text)) : null];
}

function heading(line) {
  const [, marks, text] = /^(#+)\s+(.*?)\s*#*$/.exec(line) ?? [null, '#', ''];
  const level = Math.min(marks.length + 3, 6); // below the card's own title
  return h(`p.heading.heading-${marks.length}`, { role: 'heading', 'aria-level': String(level) }, inline(text));
}

function fence(lines) {
  const inside = span(lines.slice(1), (line) => !/^```\s*$/.test(line));
  return [inside + 2, h('pre', {}, h('code', {}, lines.slice(1, inside + 1).join('\n')))];
}

function quote(lines, depth) {
  const used = span(lines, (line) => line.startsWith('>'));
  const inside = lines.slice(0, used).map((line) => line.replace(/^>\s?/, ''));
  return [used, h('blockquote', {}, blocks(inside, depth + 1))];
}

const itemPattern = /^( {0,3})([-*+]|\d{1,9}[.)])\s+/;

function list(lines, depth) {
  const [, , mark] = itemPattern.exec(lines[0]) ?? [];
  if (!mark) return null;
  const ordered = isNumber(mark);
  const alike = (line) => itemPattern.test(line) && isNumber(itemPattern.exec(line)[2]) === ordered;
  const used = span(lines, (line) => /^\s{2,}\S/.test(line) || alike(line));
  const start = ordered ? String(parseInt(mark, 10)) : null;
  const items = entries(lines.slice(0, used)).map((entry) => item(entry, depth));
  return [used, h(ordered ? 'ol' : 'ul', { start }, items)];
}

const isNumber = (mark) => /\d/.test(mark);

/** The lines of each item, its mark taken off and its further lines moved left. */
function entries(lines) {
  const found = [];
  for (const line of lines) {
    const head = itemPattern.exec(line);
    if (head && !(found.length && /^\s{2,}/.test(line))) found.push([line.slice(head[0].length)]);
    else found.at(-1).push(line.replace(/^\s{2,4}/, ''));
  }
  return found;
}

function item([first, ...rest], depth) {
  const lines = span(rest, (line) => !itemPattern.test(line));
  return h('li', {}, inline([first, ...rest.slice(0, lines)].join('\n')), blocks(rest.slice(lines), depth + 1));
}

function table(lines) {
  if (!/^\|(\s*:?-+:?\s*\|)+\s*$/.test(lines[1] ?? '')) return null;
  const used = span(lines, (line) => line.startsWith('|'));
  const [head, , ...rows] = lines.slice(0, used).map(cells);
  const row = (tag) => (texts) => h('tr', {}, texts.map((text) => h(tag, {}, inline(text))));
  const whole = h('table', {}, h('thead', {}, row('th')(head)), h('tbody', {}, rows.map(row('td'))));
  return [used, h('div.table', {}, whole)];
}

const cells = (line) =>
  line.trim().replace(/^\||\|$/g, '').split(/(?<!\\)\|/).map((cell) => cell.trim());

function span(lines, belongs) {
  const end = lines.findIndex((line) => !belongs(line));
  return end < 0 ? lines.length : end;
}

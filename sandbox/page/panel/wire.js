// The wire: every API call and every push, newest first, with filters. Each opens to its detail.

import { fill, h } from '../core/dom.js';
import { on } from '../core/signals.js';
import { byUnionId } from '../core/store.js';
import { count, t } from '../core/texts.js';
import { calls, pushes } from '../core/traffic.js';
import { callLine, isCall, pushLine, wentWrong } from './wireline.js';

const SHOWN = 150;

const kinds = {
  all: () => true,
  calls: isCall,
  counted: (each) => each.counted,
  errors: wentWrong,
  pushes: (each) => !isCall(each),
};

const filter = { words: '', kind: 'all', window: null };
const expanded = new Set();

let rows = null;
let chips = null;

on('calls pushes tab', draw);
on('wire', ({ from, until }) => choose({ kind: 'all', window: { from, until } }));

export function start(page) {
  chips = h('div.chips', { role: 'group', 'aria-label': t('wireKind') });
  rows = h('ol.wire');
  fill(page, h('div.wire-bar', {}, search(), chips), rows);
  choose({});
}

function choose(changes) {
  Object.assign(filter, changes);
  const focused = chips.contains(document.activeElement);
  fill(chips,
    Object.keys(kinds).map((kind) => chip(t(`wire_${kind}`), filter.kind === kind, { kind })),
    filter.window && chip(`${t('oneMessage')} ✕`, true, { window: null }));
  if (focused) chips.querySelector('[aria-pressed="true"]').focus();
  draw();
}

const chip = (label, pressed, changes) =>
  h('button.chip', { type: 'button', 'aria-pressed': String(pressed), onclick: () => choose(changes) }, label);

const search = () => h('input', {
  type: 'search',
  placeholder: t('wireFilter'),
  'aria-label': t('wireFilter'),
  value: filter.words,
  oninput: (event) => {
    filter.words = event.target.value.toLowerCase();
    draw();
  },
});

const passes = (each) =>
  kinds[filter.kind](each)
  && (!filter.window || (each.at >= filter.window.from && each.at <= filter.window.until))
  && (!filter.words || JSON.stringify(each).toLowerCase().includes(filter.words));

function draw() {
  if (!rows?.checkVisibility()) return; // under load this list changes all the time
  const found = [...calls.entries, ...pushes.entries].filter(passes);
  found.sort((one, other) => other.at - one.at || other.seq - one.seq);
  const focused = document.activeElement?.closest('[data-row]')?.dataset.row;
  fill(rows, found.slice(0, SHOWN).map(row), rest(found.length));
  if (focused) rows.querySelector(`[data-row="${focused}"] summary`)?.focus();
}

function rest(n) {
  if (n === 0) return h('li.nothing', {}, t(calls.last || pushes.last ? 'noSuchTraffic' : 'noTraffic'));
  return n > SHOWN && h('li.nothing', {}, count('olderTraffic', n - SHOWN));
}

function row(each) {
  const key = `${isCall(each) ? 'call' : 'push'}-${each.seq}`;
  // At the press already: *toggle* comes later, and the list may be drawn in between.
  const fold = () => expanded.delete(key) || expanded.add(key);
  return h('li', { 'data-row': key },
    h('details', { open: expanded.has(key) },
      h('summary', { onclick: fold }, isCall(each) ? callLine(each) : pushLine(each)),
      h('pre.detail', {}, detail(each))));
}

function detail(each) {
  const actsAs = byUnionId(each.unionId)?.name;
  return JSON.stringify({ ...each, ...(actsAs && { actsAs }) }, null, 2);
}

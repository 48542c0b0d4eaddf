// The wire: every API call and every push, newest first, with filters. Each opens to its detail.

import { fill, h } from '../core/dom.js';
import { exactClock, took } from '../core/format.js';
import { on } from '../core/signals.js';
import { person, byUnionId } from '../core/store.js';
import { count, t } from '../core/texts.js';
import { calls, pushes } from '../core/traffic.js';

const SHOWN = 150;

const filter = { words: '', what: 'all', window: null };
const expanded = new Set();

let rows = null;
let bar = null;

export function start(page) {
  bar = h('div.wire-bar');
  rows = h('ol.wire');
  fill(page, bar, rows);
  drawBar();
  draw();
}

on('calls pushes', draw);
on('wire', ({ from, until }) => {
  filter.window = { from, until };
  filter.what = 'all';
  drawBar();
  draw();
});

function drawBar() {
  if (!bar) return;
  const words = h('input', {
    type: 'search', placeholder: t('wireFilter'), 'aria-label': t('wireFilter'), value: filter.words,
    oninput: (event) => {
      filter.words = event.target.value.toLowerCase();
      draw();
    },
  });
  fill(bar, words, h('div.chips', { role: 'group', 'aria-label': t('wireKind') }, ['all', 'calls', 'counted', 'errors', 'pushes'].map(chip)), windowChip());
}

const chip = (what) => h('button.chip', {
  type: 'button', 'aria-pressed': String(filter.what === what),
  onclick: () => {
    filter.what = what;
    drawBar();
    draw();
  },
}, t(`wire_${what}`));

const windowChip = () => filter.window && h('button.chip.window', {
  type: 'button', 'aria-pressed': 'true',
  onclick: () => {
    filter.window = null;
    drawBar();
    draw();
  },
}, t('oneMessage'), ' ✕');

const kinds = {
  all: () => true,
  calls: (each) => each.method,
  counted: (each) => each.counted,
  errors: (each) => (each.method ? each.status === null || each.status >= 400 || failed(each.code) : each.code !== undefined && each.code !== 200),
  pushes: (each) => !each.method,
};

const passes = (each) =>
  kinds[filter.what](each)
  && (!filter.window || (each.at >= filter.window.from && each.at <= filter.window.until))
  && (!filter.words || JSON.stringify(each).toLowerCase().includes(filter.words));

function draw() {
  if (!rows || rows.contains(document.activeElement) && document.activeElement.closest('pre')) return;
  const found = [...calls.entries, ...pushes.entries].filter(passes).sort((one, other) => other.at - one.at || other.seq - one.seq);
  const focused = document.activeElement?.closest?.('[data-row]')?.dataset.row;
  fill(rows, found.slice(0, SHOWN).map(row), rest(found.length));
  if (focused) rows.querySelector(`[data-row="${focused}"] summary`)?.focus();
}

const rest = (n) =>
  n === 0 ? h('li.nothing', {}, t('noTraffic')) : n > SHOWN && h('li.nothing', {}, count('olderTraffic', n - SHOWN));

function row(each) {
  const key = `${each.method ? 'call' : 'push'}-${each.seq}`;
  return h('li', { 'data-row': key }, h('details', {
    open: expanded.has(key),
    ontoggle: (event) => (event.target.open ? expanded.add(key) : expanded.delete(key)),
  }, h('summary', {}, each.method ? callLine(each) : pushLine(each)), h('pre.detail', {}, detail(each))));
}

const callLine = ({ at, method, path, template, status, code, counted, millis, faultId }) => [
  h('span.wire-line', {},
    h(`span.method.${method.toLowerCase()}`, {}, method),
    h('span.template', { title: path }, template ?? path)),
  h('span.wire-facts', {},
    h('time.faint', {}, exactClock(at)),
    h(`span.code${status === null || status >= 400 || failed(code) ? '.bad' : ''}`, {}, [status ?? t('notAnswered'), failed(code) && code].filter(Boolean).join(' ')),
    h(`span.counted${counted ? '.yes' : ''}`, {}, t(counted ? 'counted' : 'free')),
    h('span.faint', {}, took(millis)),
    faultId && h('span.tag', {}, t('byFault'))),
];

/** DingTalk's code where there is one; 0 and "ok" are successes. */
const failed = (code) => code !== undefined && code !== null && code !== '' && code !== 0 && code !== '0' && code !== 'ok';

const pushLine = ({ at, kind, attempt, ackedAt, code, msgId, eventId, outTrackId }) => [
  h('span.wire-line', {}, h('span.method.push', {}, t('push')), h('span.template', {}, kind, ' ', h('span.faint', {}, msgId ?? eventId ?? outTrackId))),
  h('span.wire-facts', {},
    h('time.faint', {}, exactClock(at)),
    ackedAt ? h(`span.code${code === 200 || code === undefined ? '' : '.bad'}`, {}, t('acked', { code: code ?? '', time: took(ackedAt - at) }))
      : h('span.code.waiting', {}, t('notAcked')),
    attempt > 1 && h('span.tag', {}, t('attempt', { n: attempt }))),
];

function detail(each) {
  const { unionId } = each;
  const who = unionId ? { actsAs: (byUnionId(unionId) ?? person(unionId))?.name ?? unionId } : {};
  return JSON.stringify({ ...each, ...who }, null, 2);
}

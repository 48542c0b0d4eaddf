// Faults: what shall go wrong, where, and how often.

import * as api from '../core/api.js';
import { fill, h, redraw, shows } from '../core/dom.js';
import { attempt } from '../core/notices.js';
import { emit, on } from '../core/signals.js';
import { count, t } from '../core/texts.js';
import { faultForm } from './faultform.js';

let list = null;
let known = [];

on('faults', draw);

export function start(page) {
  list = h('ul.faults');
  const form = faultForm((fault) => change(() => api.addFault(fault)));
  fill(page, h('h3', {}, t('activeFaults')), list, h('h3', {}, t('addFault')), form);
  draw();
}

const isSpent = ({ used, times }) => used >= times;

/** How many may still act. */
export const active = () => known.filter((each) => !isSpent(each)).length;

export async function read() {
  known = await api.faults().catch(() => known);
  emit('faults');
}

async function change(action) {
  await attempt(action);
  await read();
}

function draw() {
  if (!list || shows(list, known)) return;
  redraw(list, known.map(row), known.length > 1 && all(), !known.length && h('li.nothing', {}, t('noFaults')));
}

const all = () => h('li.line.end', {},
  h('button', { type: 'button', 'data-key': 'all', onclick: () => change(api.removeFaults) }, t('removeFaults')));

function row({ faultId, fault, ...how }) {
  const spent = isSpent(how);
  return h(`li.fault${spent ? '.spent' : ''}`, {},
    h('div', {},
      h('strong', {}, t(`fault_${fault}`)), spent && h('span.tag', {}, t('spent')),
      h('p.faint', {}, facts(how))),
    h('button', {
      type: 'button',
      'data-key': faultId,
      'aria-label': t('removeFault', { fault }),
      onclick: () => change(() => api.removeFault(faultId)),
    }, t('remove')));
}

function facts({ match, connectionId, used, times, chance, delayMillis, forMillis }) {
  return [
    match ?? connectionId,
    times ? t('usedOf', { used, times }) : count('usedTimes', used),
    chance < 1 && t('withChance', { chance }),
    delayMillis && `${delayMillis} ms`,
    forMillis && t('forTime', { seconds: forMillis / 1000 }),
  ].filter(Boolean).join(' · ');
}

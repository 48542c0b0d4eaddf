// Faults: what shall go wrong, where, and how often.

import * as api from '../core/api.js';
import { fill, h } from '../core/dom.js';
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

/** How many may still act. */
export const active = () => known.filter(({ used, times }) => !(used >= times)).length;

export async function read() {
  known = await api.faults().catch(() => known);
  emit('faults');
}

async function change(action) {
  await attempt(action);
  await read();
}

function draw() {
  if (list) fill(list, known.map(row), !known.length && h('li.nothing', {}, t('noFaults')));
}

function row({ faultId, fault, ...how }) {
  return h('li.fault', {},
    h('div', {}, h('strong', {}, t(`fault_${fault}`)), h('p.faint', {}, facts(how))),
    h('button', {
      type: 'button',
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

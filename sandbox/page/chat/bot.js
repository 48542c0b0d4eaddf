// Whether the bot is connected, over which connections, and how to kill and restart it.

import * as api from '../core/api.js';
import { byId, fill, h, shows } from '../core/dom.js';
import { clock } from '../core/format.js';
import { attempt, notify } from '../core/notices.js';
import { on } from '../core/signals.js';
import { connected, store } from '../core/store.js';
import { count, t } from '../core/texts.js';

let supervised = false;

on('state language', draw);

/** Resolves to whether the bot is one that was started together with the page. */
export async function start() {
  supervised = await api.supervised();
  draw();
  return supervised;
}

function draw() {
  if (!store.state || shows(byId('bot-menu'), store.state.connections, supervised)) return;
  byId('bot-status').classList.toggle('up', connected());
  byId('bot-status').querySelector('.status-text').textContent = t(connected() ? 'botUp' : 'botDown');
  const focused = byId('bot-menu').contains(document.activeElement) && document.activeElement.dataset.steer;
  fill(byId('bot-menu'), connections(), supervised ? buttons() : h('p.faint', {}, t('notSupervised')));
  if (focused) byId('bot-menu').querySelector(`[data-steer="${focused}"]`)?.focus();
}

function connections() {
  const all = store.state.connections;
  if (!all.length) return h('p', {}, t('botDownLong'));
  return [
    h('p.menu-title', {}, count('connections', all.length)),
    h('ul.connections', {}, all.map(connection)),
  ];
}

const connection = ({ id, openedAt, state }) => h('li', {},
  h('code', {}, id.slice(0, 8)),
  h(`span.tag.${state}`, {}, t(`connection_${state}`)),
  h('span.faint', {}, t('since', { time: clock(openedAt) })));

const buttons = () => h('div.line', {},
  h('button.danger', { type: 'button', 'data-steer': 'kill', onclick: steer }, t('killBot')),
  h('button', { type: 'button', 'data-steer': 'restart', onclick: steer }, t('restartBot')));

async function steer({ currentTarget }) {
  const { steer: action } = currentTarget.dataset;
  if (await attempt(() => api.steerBot(action))) notify(t(`done_${action}`));
}

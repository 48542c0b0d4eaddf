// The monthly allowance: counted calls, and what goes over streams and webhooks together.

import { fill, h } from '../core/dom.js';
import { number, percent } from '../core/format.js';
import { on } from '../core/signals.js';
import { store } from '../core/store.js';
import { t } from '../core/texts.js';

let page = null;

export function start(place) {
  page = place;
  draw();
}

on('state settings', draw);

function draw() {
  if (!page || !store.state) return;
  const { counted, streamMessages, webhookMessages, api } = store.state.counters;
  const { monthlyCalls, monthlyStream } = store.settings ?? {};
  fill(page,
    gauge('countedCalls', counted, monthlyCalls),
    gauge('messagesOut', streamMessages + webhookMessages, monthlyStream,
      t('streamAndWebhook', { stream: number(streamMessages), webhook: number(webhookMessages) })),
    h('h3', {}, t('callsByKind')),
    table(api));
}

function gauge(label, used, limit, detail) {
  const ratio = limit > 0 ? used / limit : 0;
  const bar = h('span.meter-fill');
  bar.style.width = `${Math.min(ratio, 1) * 100}%`;
  return h('div.gauge', {},
    h('p.gauge-head', {}, h('span', {}, t(label)), h('span.gauge-numbers', {}, h('strong', {}, number(used)), limit > 0 && ` / ${number(limit)}`)),
    h(`span.meter${ratio >= 1 ? '.full' : ratio >= 0.8 ? '.nearly' : ''}`, {
      role: 'meter', 'aria-label': t(label), 'aria-valuemin': '0', 'aria-valuemax': String(limit ?? used), 'aria-valuenow': String(used),
    }, bar),
    h('p.faint', {}, [limit > 0 && t('partUsed', { part: percent(ratio) }), detail].filter(Boolean).join(' · ')));
}

function table(api) {
  const rows = Object.entries(api).sort(([, one], [, other]) => other - one);
  if (!rows.length) return h('p.nothing', {}, t('noCalls'));
  return h('table.tally', {}, h('tbody', {}, rows.map(([call, n]) =>
    h('tr', {}, h('th', { scope: 'row' }, call), h('td', {}, number(n))))));
}

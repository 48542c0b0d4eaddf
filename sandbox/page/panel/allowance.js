// The monthly allowance: counted calls, and what goes over streams and webhooks together.

import { fill, h } from '../core/dom.js';
import { number, percent } from '../core/format.js';
import { on } from '../core/signals.js';
import { store } from '../core/store.js';
import { t } from '../core/texts.js';
import { meter } from './meter.js';

let page = null;

export function start(place) {
  page = place;
  draw();
}

on('state settings', draw);

function draw() {
  if (!page || !store.state || !store.settings) return;
  const { counted, streamMessages, webhookMessages, api } = store.state.counters;
  const { monthlyCalls, monthlyStream } = store.settings;
  const parts = { stream: number(streamMessages), webhook: number(webhookMessages) };
  fill(page,
    gauge('countedCalls', counted, monthlyCalls),
    gauge('messagesOut', streamMessages + webhookMessages, monthlyStream, t('streamAndWebhook', parts)),
    h('h3', {}, t('callsByKind')),
    table(api));
}

function gauge(label, used, limit, detail) {
  const part = limit > 0 && t('partUsed', { part: percent(used / limit) });
  return h('div.gauge', {},
    h('p.gauge-head', {},
      h('span', {}, t(label)),
      h('span.gauge-numbers', {}, h('strong', {}, number(used)), ` / ${number(limit)}`)),
    meter(t(label), used, limit),
    h('p.faint', {}, [part, detail].filter(Boolean).join(' · ')));
}

function table(api) {
  const rows = Object.entries(api).sort(([, one], [, other]) => other - one);
  if (!rows.length) return h('p.nothing', {}, t('noCalls'));
  return h('table.tally', {}, h('tbody', {}, rows.map(([call, n]) =>
    h('tr', {}, h('th', { scope: 'row' }, call), h('td', {}, number(n))))));
}

// Faults: what shall go wrong, where, and how often. Only the fields that mean something to the
// chosen fault are shown.

import * as api from '../core/api.js';
import { fill, h } from '../core/dom.js';
import { attempt } from '../core/notices.js';
import { emit, on } from '../core/signals.js';
import { store } from '../core/store.js';
import { count, t } from '../core/texts.js';
import { field } from './fields.js';

const kinds = {
  api: ['qps', 'count-limit', 'invalid-token', 'no-scope', 'server-error', 'slow', 'timeout-before', 'timeout-after', 'respond',
    'deliver-failed', 'card-exists', 'webhook-expired', 'repeat-page', 'skip-page', 'omit-id'],
  stream: ['disconnect', 'drop', 'duplicate', 'delay', 'zombie', 'half-open', 'refuse-open', 'refuse-socket'],
};

const common = [
  '*', 'POST /v1.0/gateway/connections/open', 'POST /v1.0/oauth2/accessToken', 'GET /v1.0/drive/spaces', 'POST /v1.0/drive/spaces',
  'DELETE /v1.0/drive/spaces/{spaceId}', 'POST /v1.0/drive/managements/spaces/query', 'POST /v1.0/card/instances/createAndDeliver',
  'PUT /v1.0/card/instances', 'POST /topapi/v2/user/get', 'POST /robot/sendBySession', 'POST /v1.0/robot/groupMessages/send',
  'POST /v1.0/robot/oToMessages/batchSend',
];

let list = null;
let known = [];

export function start(page) {
  list = h('ul.faults');
  fill(page, h('h3', {}, t('activeFaults')), list, h('h3', {}, t('addFault')), form());
  draw();
}

on('faults', draw);

export async function read() {
  known = await api.faults().catch(() => known);
  emit('faults');
}

function draw() {
  if (list) fill(list, known.map(row), !known.length && h('li.nothing', {}, t('noFaults')));
}

function row({ faultId, fault, match, used, times, chance, delayMillis, forMillis, connectionId }) {
  const facts = [
    match ?? connectionId,
    times ? t('usedOf', { used, times }) : count('usedTimes', used),
    chance < 1 && t('withChance', { chance }),
    delayMillis && `${delayMillis} ms`,
    forMillis && t('forTime', { seconds: forMillis / 1000 }),
  ];
  return h('li.fault', {}, h('div', {}, h('strong', {}, t(`fault_${fault}`)), h('p.faint', {}, facts.filter(Boolean).join(' · '))),
    h('button', { type: 'button', 'aria-label': t('removeFault', { fault }), onclick: () => change(() => api.removeFault(faultId)) }, t('remove')));
}

async function change(action) {
  const done = await attempt(action);
  await read();
  return done;
}

function form() {
  const element = h('form.stack', { oninput: () => relevant(element), onsubmit: (event) => {
    event.preventDefault();
    change(() => api.addFault(wanted(new FormData(element))));
  } },
  field('faultKind', h('select', { name: 'fault' }, Object.keys(kinds).map(group))),
  field('faultMatch', h('input', { name: 'match', list: 'templates', value: '*', autocomplete: 'off' })),
  h('datalist', { id: 'templates' }, templates().map((each) => h('option', { value: each }))),
  h('div.pair', {}, numeric('times', { min: '1', value: '1' }), numeric('forMillis', { min: '1' })),
  h('div.pair', {}, numeric('chance', { min: '0', max: '1', step: 'any' }), numeric('seed', {})),
  numeric('delayMillis', { min: '0' }),
  h('div.pair', {}, numeric('status', { min: '100', max: '599' }), field('code', h('input', { name: 'code', autocomplete: 'off' }))),
  field('faultMessage', h('input', { name: 'message', autocomplete: 'off' })),
  h('button.primary', { type: 'submit' }, t('add')));
  relevant(element);
  return element;
}

const group = (side) =>
  h('optgroup', { label: t(`on_${side}`) }, kinds[side].map((name) => h('option', { value: name }, `${name} · ${t(`fault_${name}`)}`)));

const numeric = (name, props) => field(name, h('input', { name, type: 'number', ...props }));

const templates = () => [...new Set([...common, ...Object.keys(store.state?.counters.api ?? {})])];

const sideOf = (fault) => (kinds.api.includes(fault) ? 'api' : 'stream');

const only = { match: 'api', chance: 'api', seed: 'api', delayMillis: ['slow', 'delay'], status: ['respond'], code: ['respond'], message: ['respond'] };

const means = (name, fault) => {
  const limit = only[name];
  return !limit || (Array.isArray(limit) ? limit.includes(fault) : limit === sideOf(fault));
};

function relevant(form) {
  const fault = form.elements.fault.value;
  for (const name of Object.keys(only)) form.elements[name].closest('.field').hidden = !means(name, fault);
  for (const pair of form.querySelectorAll('.pair')) pair.hidden = [...pair.children].every((each) => each.hidden);
}

const texts = new Set(['fault', 'match', 'code', 'message']);

function wanted(data) {
  const fault = data.get('fault');
  const given = [...data].filter(([name, value]) => value !== '' && means(name, fault));
  return { on: sideOf(fault), ...Object.fromEntries(given.map(([name, value]) => [name, texts.has(name) ? value : Number(value)])) };
}

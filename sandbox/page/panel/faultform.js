// The form that sets a fault. Only the fields that mean something to the chosen one are shown.

import { field, submit } from '../core/controls.js';
import { h } from '../core/dom.js';
import { store } from '../core/store.js';
import { t } from '../core/texts.js';

const kinds = {
  api: [
    'qps', 'count-limit', 'invalid-token', 'no-scope', 'server-error', 'slow', 'timeout-before', 'timeout-after',
    'respond', 'deliver-failed', 'card-exists', 'webhook-expired', 'repeat-page', 'skip-page', 'omit-id',
    'empty-pages', 'same-pages', 'new-pages',
    'malform', 'task-fails', 'task-hangs', 'short-bytes', 'other-bytes', 'cut-bytes', 'whole-bytes',
  ],
  stream: ['disconnect', 'drop', 'duplicate', 'delay', 'zombie', 'half-open', 'refuse-open', 'refuse-socket', 'malform-push'],
};

/** A field stands here if it is not for every fault: those it is for. */
const onlyFor = {
  match: kinds.api,
  chance: [...kinds.api, 'malform-push'],
  seed: [...kinds.api, 'malform-push'],
  delayMillis: ['slow', 'delay'],
  status: ['respond'],
  code: ['respond', 'malform', 'malform-push'],
  message: ['respond', 'malform', 'malform-push'],
};

const words = new Set(['fault', 'match', 'code', 'message']);

const usual = [
  '*',
  'POST /v1.0/oauth2/accessToken',
  'POST /v1.0/gateway/connections/open',
  'GET /v1.0/drive/spaces',
  'POST /v1.0/drive/spaces',
  'DELETE /v1.0/drive/spaces/{spaceId}',
  'POST /v1.0/drive/managements/spaces/query',
  'GET /v1.0/storage/spaces/{spaceId}/dentries',
  'DELETE /v1.0/storage/spaces/{spaceId}/dentries/{dentryId}',
  'PUT /oss/{key}',
  'GET /oss/{key}',
  'POST /v1.0/card/instances/createAndDeliver',
  'PUT /v1.0/card/instances',
  'POST /topapi/v2/user/get',
  'POST /robot/sendBySession',
  'POST /v1.0/robot/groupMessages/send',
  'POST /v1.0/robot/oToMessages/batchSend',
];

/** `set(fault)` is called with the body to send. */
export function faultForm(set) {
  const submitted = (event) => {
    event.preventDefault();
    set(body(new FormData(form)));
  };
  const form = h('form.stack', { oninput: () => showRelevant(form), onsubmit: submitted },
    field('faultKind', h('select', { name: 'fault' }, Object.keys(kinds).map(group))),
    field('faultMatch', text('match', { list: 'templates', value: '*', required: true })),
    h('datalist', { id: 'templates' }, templates().map((each) => h('option', { value: each }))),
    pair(number('times', { min: '1', value: '1' }), number('forMillis', { min: '1' })),
    pair(number('chance', { min: '0', max: '1', step: 'any' }), number('seed')),
    number('delayMillis', { min: '0' }),
    pair(number('status', { min: '200', max: '599' }), field('code', text('code'))),
    field('faultMessage', text('message')),
    submit('add'));
  showRelevant(form);
  return form;
}

const group = (side) => h('optgroup', { label: t(`on_${side}`) }, kinds[side].map((name) =>
  h('option', { value: name }, `${name} · ${t(`fault_${name}`)}`)));

const templates = () => [...new Set([...usual, ...Object.keys(store.state?.counters.api ?? {})])];

const text = (name, props) => h('input', { name, autocomplete: 'off', ...props });

const number = (name, props) => field(name, h('input', { name, type: 'number', ...props }));

const pair = (...fields) => h('div.pair', {}, fields);

const means = (name, fault) => onlyFor[name]?.includes(fault) ?? true;

function showRelevant(form) {
  for (const name of Object.keys(onlyFor)) {
    const input = form.elements[name];
    input.disabled = !means(name, form.elements.fault.value);
    input.closest('.field').hidden = input.disabled;
  }
  for (const each of form.querySelectorAll('.pair')) each.hidden = !each.querySelector('input:enabled');
}

/** The form as the server wants it; an empty field is left to the server. */
function body(data) {
  const given = [...data].filter(([, value]) => value !== '');
  const typed = given.map(([name, value]) => [name, words.has(name) ? value : Number(value)]);
  return { on: kinds.api.includes(data.get('fault')) ? 'api' : 'stream', ...Object.fromEntries(typed) };
}

// The sandbox's settings as a form, the people in it, and its reset. The form is made from what
// the server answers, so a setting that is new there appears here by its own name.

import * as api from '../core/api.js';
import { fill, h } from '../core/dom.js';
import { attempt, notify } from '../core/notices.js';
import { on } from '../core/signals.js';
import { setSettings, store } from '../core/store.js';
import { t } from '../core/texts.js';
import { ask } from './ask.js';
import { people } from './people.js';

const choices = { cardExists: ['error', 'ignore'], unknownIds: ['omit', 'error'] };

let form = null;

export function start(page) {
  form = h('form.stack.settings', { onsubmit: save });
  fill(page, people(), h('h3', {}, t('settings')), form, h('h3', {}, t('startOver')), h('p.faint', {}, t('resetHint')), resetButton());
  draw();
}

on('settings', draw);

function draw() {
  if (!form || !store.settings || form.contains(document.activeElement)) return;
  fill(form, Object.entries(store.settings).map(setting),
    h('div.line.end.sticky', {}, h('button', { type: 'button', onclick: discard }, t('discard')), h('button.primary', { type: 'submit' }, t('save'))));
}

function setting([name, value]) {
  if (typeof value === 'boolean') return labelled(name, h('input', { name, type: 'checkbox', checked: value }), '.check');
  if (choices[name]) return labelled(name, h('select', { name }, choices[name].map((each) => h('option', { value: each, selected: each === value }, each))));
  if (typeof value === 'number') return labelled(name, h('input', { name, type: 'number', step: '1', required: true, value: String(value) }));
  return labelled(name, h('textarea', { name, rows: '4', spellcheck: 'false', value: [value ?? []].flat().join('\n') }));
}

const labelled = (name, input, look = '') =>
  h(`label.field${look}`, {}, h('span.field-label', {}, t(`setting_${name}`), h('code.faint', {}, name)), input);

function valueOf(input, old) {
  if (input.type === 'checkbox') return input.checked;
  if (typeof old === 'number') return Number(input.value);
  if (choices[input.name]) return input.value;
  return input.value.split(/\s+/).filter(Boolean);
}

async function save(event) {
  event.preventDefault();
  const all = Object.entries(store.settings).map(([name, old]) => [name, old, valueOf(form.elements[name], old)]);
  const changes = all.filter(([, old, fresh]) => JSON.stringify(old) !== JSON.stringify(fresh)).map(([name, , fresh]) => [name, fresh]);
  if (!changes.length) return;
  document.activeElement?.blur();
  const saved = await attempt(() => api.changeSettings(Object.fromEntries(changes)));
  if (saved) notify(t('saved'));
  await read();
}

function discard() {
  document.activeElement?.blur();
  draw();
}

export const read = () => api.settings().then(setSettings, () => undefined);

const resetButton = () => h('button.danger', { type: 'button', onclick: async () => {
  if (await ask(t('resetSure'), t('reset'))) await attempt(() => api.reset({}));
} }, t('reset'));

// The organisation, the sandbox's settings as a form, and its reset. The form is made from what
// the server answers, so a setting that is new there appears here by its own name.

import * as api from '../core/api.js';
import { select, submit } from '../core/controls.js';
import { fill, h } from '../core/dom.js';
import { attempt, notify } from '../core/notices.js';
import { on } from '../core/signals.js';
import { setSettings, store } from '../core/store.js';
import { t } from '../core/texts.js';
import { ask } from './ask.js';
import { organisation } from './organisation.js';

const choices = { cardExists: ['error', 'ignore'], unknownIds: ['omit', 'error'] };

let form = null;
let touched = false; // something was filled in that is neither saved nor discarded

on('settings', draw);

export function start(page) {
  touched = false;
  form = h('form.stack.settings', { onsubmit: save, oninput: () => (touched = true) });
  fill(page,
    organisation(),
    h('h3', {}, t('settings')), form,
    h('h3', {}, t('startOver')), h('p.faint', {}, t('resetHint')),
    h('button.danger', { type: 'button', onclick: reset }, t('reset')));
  draw();
}

export const read = () => api.settings().then(setSettings, () => undefined);

/** Draws the form, but not under the hands of somebody who fills it in, or has and looks elsewhere. */
function draw() {
  if (!form || !store.settings || touched || form.contains(document.activeElement)) return;
  fill(form, Object.entries(store.settings).map(setting),
    h('div.line.end.sticky', {},
      h('button', { type: 'button', onclick: discard }, t('discard')),
      submit('save')));
}

const setting = ([name, value]) =>
  h(`label.field${typeof value === 'boolean' ? '.check' : ''}`, {},
    h('span.field-label', {}, t(`setting_${name}`), h('code.faint', {}, name)),
    input(name, value));

function input(name, value) {
  if (typeof value === 'boolean') return h('input', { name, type: 'checkbox', checked: value });
  if (typeof value === 'number') return h('input', { name, type: 'number', required: true, value: String(value) });
  if (choices[name]) return select({ name }, choices[name], value);
  if (Array.isArray(value)) return h('textarea', { name, rows: '4', spellcheck: 'false', value: value.join('\n') });
  return h('input', { name, value: String(value) });
}

function entered(name, old) {
  const { checked, value } = form.elements[name];
  if (typeof old === 'boolean') return checked;
  if (typeof old === 'number') return Number(value);
  return Array.isArray(old) ? value.split(/\s+/).filter(Boolean) : value;
}

async function save(event) {
  event.preventDefault();
  const all = Object.entries(store.settings).map(([name, old]) => [name, old, entered(name, old)]);
  const changed = all.filter(([, old, fresh]) => JSON.stringify(old) !== JSON.stringify(fresh));
  const changes = Object.fromEntries(changed.map(([name, , fresh]) => [name, fresh]));
  if (await attempt(() => api.changeSettings(changes))) {
    document.activeElement?.blur();
    touched = false;
    notify(t('saved'));
    await read();
  }
}

function discard() {
  touched = false;
  document.activeElement?.blur();
  draw();
}

async function reset() {
  if (await ask(t('resetSure'), t('reset'))) await attempt(() => api.reset({}));
}

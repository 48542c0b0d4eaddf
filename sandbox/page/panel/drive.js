// Drive: every space with its fullness, and a way to fill, make and delete one by hand, as
// somebody would in Drive itself, behind the bot's back.

import * as api from '../core/api.js';
import { fill, h, shows } from '../core/dom.js';
import { percent, size, unitOf, units } from '../core/format.js';
import { attempt } from '../core/notices.js';
import { on } from '../core/signals.js';
import { byUnionId, store } from '../core/store.js';
import { count, t } from '../core/texts.js';
import { ask } from './ask.js';
import { field } from './fields.js';

const NEARLY = 0.8;
const FULL = 0.95;
const SHOWN = 200;

let list = null;
let opened = null; // the space whose form is open

export function start(page) {
  list = h('ul.spaces');
  opened = null;
  fill(page, list, newSpace());
  draw();
}

on('state', draw);

function draw() {
  if (!list || !store.state || shows(list, store.state.spaces)) return;
  if (list.querySelector('form:focus-within')) renew();
  else fill(list, total(), sorted().slice(0, SHOWN).map(row), rest(store.state.spaces.length));
}

function total() {
  const used = store.state.spaces.reduce((sum, { usedQuota }) => sum + usedQuota, 0);
  return h('li.total.faint', {}, h('span', {}, count('spaceCount', store.state.spaces.length)), h('span', {}, t('totalUsed', { size: size(used) })));
}

const rest = (n) =>
  n === 0 ? h('li.nothing', {}, t('noSpaces')) : n > SHOWN && h('li.nothing', {}, count('moreSpaces', n - SHOWN));

/** While somebody types in a space's form only the numbers around it change. */
function renew() {
  for (const space of store.state.spaces) {
    const place = list.querySelector(`[data-space="${CSS.escape(space.spaceId)}"] .space-head`);
    if (place) fill(place, head(space));
  }
}

const ratio = ({ usedQuota, quota }) => (quota > 0 ? usedQuota / quota : -1);

const sorted = () =>
  [...store.state.spaces].sort((one, other) => ratio(other) - ratio(one) || other.usedQuota - one.usedQuota);

function row(space) {
  return h('li.space', { 'data-space': space.spaceId },
    h('details', { name: 'space', open: opened === space.spaceId, ontoggle: (event) => toggled(space, event.target.open) },
      h('summary.space-head', {}, head(space)),
      form(space)));
}

function toggled({ spaceId }, open) {
  if (open) opened = spaceId;
  else if (opened === spaceId) opened = null;
}

function head(space) {
  const { spaceName, usedQuota, quota, owner, files } = space;
  const full = ratio(space);
  return [
    h('span.space-name', {}, spaceName),
    h('span.space-numbers', {}, full < 0 ? size(usedQuota) : t('ofQuota', { used: size(usedQuota), quota: size(quota) })),
    full < 0 ? null : meter(full, spaceName),
    h('span.space-facts.faint', {},
      h('span', {}, full < 0 ? t('noOwnLimit') : percent(full)),
      h('span', {}, count('files', files ?? 0)),
      h('span', {}, byUnionId(owner)?.name ?? owner)),
  ];
}

function meter(full, name) {
  const bar = h('span.meter-fill');
  bar.style.width = `${Math.min(full, 1) * 100}%`;
  const level = full >= FULL ? '.full' : full >= NEARLY ? '.nearly' : '';
  return h(`span.meter${level}`, {
    role: 'meter', 'aria-label': name, 'aria-valuemin': '0', 'aria-valuemax': '100', 'aria-valuenow': String(Math.round(full * 100)),
  }, bar);
}

function form(space) {
  const unit = unitOf(space.usedQuota);
  const amount = h('input', { name: 'amount', type: 'number', min: '0', step: 'any', required: true, value: String(+(space.usedQuota / 1024 ** unit).toFixed(2)) });
  const choice = h('select', { name: 'unit', 'aria-label': t('unit') }, units.map((name, power) => h('option', { value: String(power), selected: power === unit }, name)));
  return h('form.space-form', { onsubmit: (event) => {
    event.preventDefault();
    use(space, Math.round(amount.value * 1024 ** choice.value));
  } },
  h('div.line', {}, field('used', amount, choice), h('button.primary', { type: 'submit' }, t('fillSpace'))),
  h('div.line', {}, presets(space)),
  h('div.line.spread', {}, h('code.faint', {}, space.spaceId), h('button.danger', { type: 'button', onclick: () => remove(space) }, t('deleteSpace'))));
}

const presets = (space) =>
  space.quota > 0 && [0.5, 0.8, 0.95, 1].map((part) =>
    h('button', { type: 'button', onclick: () => use(space, Math.floor(space.quota * part)) }, percent(part)));

async function use(space, usedQuota) {
  document.activeElement?.blur();
  await attempt(() => api.changeSpace(space.spaceId, { usedQuota }));
}

async function remove(space) {
  if (await ask(t('deleteSpaceSure', { name: space.spaceName }), t('deleteSpace'))) {
    await attempt(() => api.removeSpace(space.spaceId));
  }
}

function newSpace() {
  const name = h('input', { name: 'name', required: true, autocomplete: 'off' });
  const quota = h('input', { name: 'quota', type: 'number', min: '0', step: 'any', placeholder: t('noOwnLimit') });
  return h('details.add', {}, h('summary', {}, t('addSpace')),
    h('form.stack', { onsubmit: async (event) => {
      event.preventDefault();
      const limit = quota.value === '' ? {} : { quota: Math.round(quota.value * 1024 ** 3) };
      if (await attempt(() => api.addSpace({ name: name.value, owner: store.me, ...limit }))) event.target.reset();
    } },
    field('spaceName', name), field('quotaGb', quota), h('button.primary', { type: 'submit' }, t('add'))));
}

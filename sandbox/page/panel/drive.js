// Drive: every space with its fullness, and a way to fill, make and delete one by hand, as
// somebody would in Drive itself, behind the bot's back.

import * as api from '../core/api.js';
import { field, folded, select, submit } from '../core/controls.js';
import { fill, h, redraw, shows } from '../core/dom.js';
import { percent, size, unitOf, units } from '../core/format.js';
import { attempt } from '../core/notices.js';
import { on } from '../core/signals.js';
import { byUnionId, store } from '../core/store.js';
import { count, t } from '../core/texts.js';
import { ask } from './ask.js';
import { bin } from './bin.js';
import * as files from './files.js';
import { meter } from './meter.js';

const SHOWN = 200;
const PRESETS = [0.5, 0.8, 0.95, 1];
const GB = 1024 ** 3;

let list = null;
const rows = new Map(); // spaceId → what stands in the list for it

on('state', draw);

export function start(page) {
  list = h('ul.spaces');
  rows.clear();
  fill(page, list, folded('addSpace', newSpace()), bin());
  draw();
}

/** A row stays the same element: what is unfolded, focused or half typed in it stays as it is. */
function draw() {
  if (!list || !store.state) return;
  if (shows(list, store.state.spaces)) return void rows.forEach((each) => each.follow());
  const shown = sorted().slice(0, SHOWN);
  const ids = new Set(shown.map(({ spaceId }) => spaceId));
  for (const spaceId of rows.keys()) if (!ids.has(spaceId)) rows.delete(spaceId);
  redraw(list, total(), shown.map((space) => kept(space).element), rest(store.state.spaces.length));
}

function kept(space) {
  const { spaceId } = space;
  if (!rows.has(spaceId)) rows.set(spaceId, row(spaceId));
  const found = rows.get(spaceId);
  found.renew(space);
  return found;
}

const headOf = (spaceId) => rows.get(spaceId)?.element.querySelector('.space-head');

const hasQuota = ({ quota }) => quota > 0;

const ratio = (space) => (hasQuota(space) ? space.usedQuota / space.quota : -1);

const sorted = () =>
  [...store.state.spaces].sort((one, other) => ratio(other) - ratio(one) || other.usedQuota - one.usedQuota);

function total() {
  const { spaces } = store.state;
  const used = spaces.reduce((sum, { usedQuota }) => sum + usedQuota, 0);
  return h('li.total.faint', {},
    h('span', {}, count('spaceCount', spaces.length)),
    h('span', {}, t('totalUsed', { size: size(used) })));
}

function rest(n) {
  if (n === 0) return h('li.nothing', {}, t('noSpaces'));
  return n > SHOWN && h('li.nothing', {}, count('moreSpaces', n - SHOWN));
}

function row(spaceId) {
  const heading = h('summary.space-head');
  const work = h('div');
  const place = h('div.files');
  let now = null;
  let touched = false; // somebody has begun to type in it
  const toggled = ({ target }) => target.open && files.show(place, now);
  const details = h('details', { name: 'space', ontoggle: toggled }, heading, work, place);
  work.addEventListener('input', () => (touched = true));
  work.addEventListener('submit', () => (touched = false));
  const renew = (space) => {
    now = space;
    fill(heading, head(space));
    if (!touched && !work.contains(document.activeElement)) fill(work, form(space));
    follow();
  };
  const follow = () => details.open && files.show(place, now);
  return { element: h('li.space', { 'data-space': spaceId }, details), renew, follow };
}

function head(space) {
  const { spaceName, usedQuota, quota, owner, files: held } = space;
  const own = hasQuota(space);
  const numbers = { used: size(usedQuota), quota: size(quota) };
  return [
    h('span.space-name', {}, spaceName),
    h('span.space-numbers', {}, own ? t('ofQuota', numbers) : numbers.used),
    own && meter(spaceName, usedQuota, quota),
    h('span.space-facts.faint', {},
      h('span', {}, own ? percent(ratio(space)) : t('noOwnLimit')),
      h('span', {}, count('files', held)),
      h('span', {}, byUnionId(owner)?.name ?? owner)),
  ];
}

function form(space) {
  const power = unitOf(space.usedQuota);
  const shown = String(Number((space.usedQuota / 1024 ** power).toFixed(2)));
  const amount = h('input', { type: 'number', min: '0', step: 'any', required: true, value: shown });
  const unit = select({ 'aria-label': t('unit') }, [...units.keys()], power, (each) => units[each]);
  const wanted = () => Math.round(amount.value * 1024 ** unit.value);
  const submitted = (event) => {
    event.preventDefault();
    use(space, wanted());
  };
  const checked = () => amount.setCustomValidity(wanted() < space.filesBytes ? tooSmall(space) : '');
  return h('form.space-form', { onsubmit: submitted, oninput: checked },
    h('div.line', {}, field('used', amount, unit), submit('fillSpace')),
    hasQuota(space) && h('div.line', {}, PRESETS.map((part) => preset(space, part))),
    h('div.line.spread', {},
      h('code.faint', {}, space.spaceId),
      h('button.danger', { type: 'button', onclick: () => remove(space) }, t('deleteSpace'))));
}

/** What people have put in stays: a space cannot be emptied below its own files. */
const tooSmall = ({ filesBytes }) => t('belowFiles', { size: size(filesBytes) });

function preset(space, part) {
  const wanted = Math.ceil(space.quota * part);
  const below = wanted < space.filesBytes;
  const props = { type: 'button', disabled: below, title: below ? tooSmall(space) : null };
  return h('button', { ...props, onclick: () => use(space, wanted) }, percent(part));
}

async function use({ spaceId }, usedQuota) {
  headOf(spaceId)?.focus(); // the form may then be drawn anew
  await attempt(() => api.changeSpace(spaceId, { usedQuota }));
}

async function remove({ spaceId, spaceName }) {
  const sure = await ask(t('deleteSpaceSure', { name: spaceName }), t('deleteSpace'));
  if (sure) await attempt(() => api.removeSpace(spaceId));
}

function newSpace() {
  const name = h('input', { required: true, autocomplete: 'off' });
  const quota = h('input', { type: 'number', min: '0', step: 'any', placeholder: t('noOwnLimit') });
  const submitted = async (event) => {
    event.preventDefault();
    const limit = quota.value === '' ? {} : { quota: Math.round(quota.value * GB) };
    const space = { name: name.value, owner: store.me, ...limit };
    if (await attempt(() => api.addSpace(space))) event.target.reset();
  };
  return h('form.stack', { onsubmit: submitted }, field('spaceName', name), field('quotaGb', quota), submit('add'));
}

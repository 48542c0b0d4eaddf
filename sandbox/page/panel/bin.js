// The organisation's recycle bin: what was deleted, put back or let go.

import * as api from '../core/api.js';
import { h, redraw, shows } from '../core/dom.js';
import { brief, size } from '../core/format.js';
import { attempt } from '../core/notices.js';
import { on } from '../core/signals.js';
import { person } from '../core/store.js';
import { t } from '../core/texts.js';

let unfolded = null; // where it is shown, while it is

on('state', () => unfolded?.isConnected && draw(unfolded));

/** A part that reads the bin when it is unfolded, and again whenever something happens. */
export function bin() {
  const place = h('div');
  const toggled = ({ target }) => {
    unfolded = target.open ? place : null;
    if (target.open) draw(place);
  };
  return h('details.add', { ontoggle: toggled }, h('summary', {}, t('recycleBin')), place);
}

async function draw(place) {
  const items = await attempt(api.recycleBin);
  if (!items || shows(place, items)) return;
  const does = (action, { recycleItemId }) => async () => {
    await attempt(() => action(recycleItemId));
    await draw(place);
    if (!place.contains(document.activeElement)) place.previousElementSibling.focus(); // its row is gone
  };
  const button = (look, label, action, item) =>
    h(`button${look}`, { type: 'button', 'data-key': `${label} ${item.recycleItemId}`, onclick: does(action, item) }, t(label));
  const row = (item) => h('li.stored', {},
    h('div.line.spread', {}, h('span.file-name', {}, item.path), h('span.faint', {}, size(item.size))),
    h('div.line.spread', {},
      h('span.faint', {}, `${person(item.operator)?.name ?? item.operator} · ${brief(item.at)}`),
      h('span.line', {},
        button('', 'restoreFile', api.restoreItem, item),
        button('.danger', 'removeForEver', api.removeItem, item))));
  redraw(place,
    items.length === 0 && h('p.faint', {}, t('emptyBin')),
    h('ul.file-list', {}, [...items].reverse().map(row)));
}

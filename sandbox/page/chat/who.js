// Who this tab is.

import { byId, fill, h, shows } from '../core/dom.js';
import { on } from '../core/signals.js';
import { choosePerson, store } from '../core/store.js';
import { t } from '../core/texts.js';
import { avatar, roleOf } from '../core/people.js';

on('state person language', draw);

function draw() {
  if (!store.state || shows(byId('who'), store.state.users, store.me)) return;
  const options = store.state.users.map((user) =>
    h('option', { value: user.userId, selected: user.userId === store.me }, `${user.name} · ${roleOf(user)}`));
  const old = byId('who').querySelector('select');
  const focused = old === document.activeElement;
  const select = h('select', { id: 'person', title: t('whoHint'), onchange: (event) => choosePerson(event.target.value) }, options);
  fill(byId('who'), h('span.who-label', {}, t('whoAmI')), store.me && avatar(store.me), select);
  if (focused) select.focus();
}

// Who is in the organisation and which groups there are; both can be added by hand.

import * as api from '../core/api.js';
import { fill, h, shows } from '../core/dom.js';
import { attempt } from '../core/notices.js';
import { on } from '../core/signals.js';
import { store } from '../core/store.js';
import { t } from '../core/texts.js';
import { avatar, roleOf } from '../core/people.js';
import { ask } from './ask.js';
import { field } from './fields.js';

let list = null;

on('state', draw);

export function people() {
  list = h('ul.people');
  draw();
  return [h('h3', {}, t('people')), list,
    h('details.add', {}, h('summary', {}, t('addPerson')), newPerson()),
    h('details.add', {}, h('summary', {}, t('addGroup')), newGroup())];
}

function draw() {
  if (!list || !store.state || shows(list, store.state.users)) return;
  fill(list, store.state.users.map(row));
}

function row(user) {
  return h('li.person', {}, avatar(user.userId),
    h('span.person-name', {}, user.name, h('span.faint', {}, roleOf(user))),
    user.staffId !== null && h('button', { type: 'button', onclick: () => setAdmin(user) }, t(user.isAdmin ? 'makeMember' : 'makeAdmin')),
    h('button', { type: 'button', 'aria-label': t('removeNamed', { name: user.name }), onclick: () => remove(user) }, t('remove')));
}

function setAdmin(user) {
  document.activeElement?.blur();
  attempt(() => api.changePerson(user.userId, { isAdmin: !user.isAdmin }));
}

async function remove(user) {
  document.activeElement?.blur();
  if (await ask(t('removePersonSure', { name: user.name }), t('remove'))) await attempt(() => api.removePerson(user.userId));
}

function newPerson() {
  const name = h('input', { required: true, autocomplete: 'off' });
  const role = h('select', {}, ['member', 'admin', 'outsider'].map((each) => h('option', { value: each }, t(each))));
  return h('form.stack', { onsubmit: async (event) => {
    event.preventDefault();
    const what = { admin: { isAdmin: true }, outsider: { outsider: true }, member: {} }[role.value];
    if (await attempt(() => api.addPerson({ name: name.value, ...what }))) event.target.reset();
  } }, field('name', name), field('role', role), h('button.primary', { type: 'submit' }, t('add')));
}

function newGroup() {
  const title = h('input', { required: true, autocomplete: 'off' });
  return h('form.stack', { onsubmit: async (event) => {
    event.preventDefault();
    const members = store.state.users.map(({ userId }) => userId);
    if (await attempt(() => api.addConversation({ type: '2', title: title.value, members }))) event.target.reset();
  } }, field('groupTitle', title), h('p.faint', {}, t('groupOfAll')), h('button.primary', { type: 'submit' }, t('add')));
}

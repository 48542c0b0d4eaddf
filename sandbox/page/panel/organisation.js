// Who is in the organisation; people and groups can be added by hand.

import * as api from '../core/api.js';
import { field, folded, select, submit } from '../core/controls.js';
import { h, redraw, shows } from '../core/dom.js';
import { attempt } from '../core/notices.js';
import { avatar, roleOf } from '../core/people.js';
import { on } from '../core/signals.js';
import { store } from '../core/store.js';
import { t } from '../core/texts.js';
import { ask } from './ask.js';

const roles = { member: {}, admin: { isAdmin: true }, outsider: { outsider: true } };

let list = null;

on('state', draw);

export function organisation() {
  list = h('ul.people');
  draw();
  return [h('h3', {}, t('people')), list, folded('addPerson', newPerson()), folded('addGroup', newGroup())];
}

function draw() {
  if (list && store.state && !shows(list, store.state.users)) redraw(list, store.state.users.map(row));
}

function row(user) {
  return h('li.person', {},
    avatar(user.userId),
    h('span.person-name', {}, user.name, h('span.faint', {}, roleOf(user))),
    user.staffId !== null && rightsButton(user),
    h('button', {
      type: 'button',
      'data-key': `remove ${user.userId}`,
      'aria-label': t('removeNamed', { name: user.name }),
      onclick: () => remove(user),
    }, t('remove')));
}

function rightsButton({ userId, isAdmin }) {
  const change = () => attempt(() => api.changePerson(userId, { isAdmin: !isAdmin }));
  return h('button', { type: 'button', 'data-key': `rights ${userId}`, onclick: change }, t(isAdmin ? 'makeMember' : 'makeAdmin'));
}

async function remove({ userId, name }) {
  const sure = await ask(t('removePersonSure', { name }), t('remove'));
  if (sure) await attempt(() => api.removePerson(userId));
}

function newPerson() {
  const name = h('input', { required: true, autocomplete: 'off' });
  const role = select({}, Object.keys(roles), 'member', t);
  const submitted = async (event) => {
    event.preventDefault();
    if (await attempt(() => api.addPerson({ name: name.value, ...roles[role.value] }))) event.target.reset();
  };
  return h('form.stack', { onsubmit: submitted }, field('name', name), field('role', role), submit('add'));
}

function newGroup() {
  const title = h('input', { required: true, autocomplete: 'off' });
  const submitted = async (event) => {
    event.preventDefault();
    const members = store.state.users.map(({ userId }) => userId);
    const group = { type: '2', title: title.value, members };
    if (await attempt(() => api.addConversation(group))) event.target.reset();
  };
  return h('form.stack', { onsubmit: submitted },
    field('groupTitle', title), h('p.faint', {}, t('groupOfAll')), submit('add'));
}

// Mentions of people: a list to pick from while one writes `@`, and who was mentioned in the end.

import { byId, fill, h } from '../core/dom.js';
import { avatar } from '../core/people.js';
import { conversation, isGroup, person, store } from '../core/store.js';
import { t } from '../core/texts.js';

let offered = []; // the people in the open list
let chosen = 0;

/** The list itself; it hangs above the input and is empty while nothing is offered. */
export const mentionList = () =>
  h('ul.mentions', { id: 'mentions', role: 'listbox', 'aria-label': t('mentions'), hidden: true });

const others = () => {
  const open = conversation(store.conversationId);
  if (!open || !isGroup(open)) return [];
  return open.members.filter((userId) => userId !== store.me).map(person).filter(Boolean);
};

/** Whose `@name` the text holds, as userIds; longer names are looked for first. */
export function mentioned(text) {
  let rest = text;
  const found = others().sort((one, other) => other.name.length - one.name.length).filter(({ name }) => {
    const holds = rest.includes(`@${name}`);
    rest = rest.replaceAll(`@${name}`, ' ');
    return holds;
  });
  return found.map(({ userId }) => userId);
}

const begun = (draft) => /@([^\s@]*)$/.exec(draft.value.slice(0, draft.selectionStart))?.[1];

/** Offers the people whose names begin as the word before the caret does. */
export function offerMentions(draft) {
  const start = begun(draft)?.toLowerCase();
  offered = start === undefined ? [] : others().filter(({ name }) => name.toLowerCase().startsWith(start));
  chosen = 0;
  draw(draft);
}

function draw(draft) {
  const list = byId('mentions');
  list.hidden = !offered.length;
  fill(list, offered.map((user, index) => option(draft, user, index)));
  if (offered.length) draft.setAttribute('aria-activedescendant', `mention-${chosen}`);
  else draft.removeAttribute('aria-activedescendant');
}

const option = (draft, user, index) => h('li', {
  id: `mention-${index}`,
  role: 'option',
  'aria-selected': String(index === chosen),
  onmousedown: (event) => {
    event.preventDefault(); // the input keeps the focus
    take(draft, user);
  },
}, avatar(user.userId), user.name);

/** Handles a key while people are offered; true when it was used. */
export function mentionKey(event) {
  if (!offered.length) return false;
  const { key, target } = event;
  const step = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (key === 'Escape') return used(event, () => closeMentions(target));
  if (key === 'Enter' || key === 'Tab') return used(event, () => take(target, offered[chosen]));
  if (!step) return false;
  chosen = (chosen + step + offered.length) % offered.length;
  return used(event, () => draw(target));
}

function used(event, action) {
  event.preventDefault();
  event.stopPropagation();
  action();
  return true;
}

export function closeMentions(draft) {
  offered = [];
  draw(draft);
}

function take(draft, { name }) {
  const caret = draft.selectionStart;
  draft.setRangeText(`@${name} `, caret - begun(draft).length - 1, caret, 'end');
  closeMentions(draft);
  draft.dispatchEvent(new Event('input'));
}

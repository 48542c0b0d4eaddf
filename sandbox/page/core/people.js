// Names and pictures of whoever speaks.

import { h, icon } from './dom.js';
import { isGroup, person, store } from './store.js';
import { t } from './texts.js';

const TINTS = 6;

export const nameOf = (userId) => (userId === 'bot' ? t('bot') : person(userId)?.name ?? userId);

export const titleOf = (conversation) => (isGroup(conversation) ? conversation.title : t('bot'));

export const avatar = (userId) =>
  userId === 'bot'
    ? h('span.avatar.bot', { 'aria-hidden': 'true' }, icon('bot'))
    : tinted(userId, initials(nameOf(userId)));

export const picture = (conversation) =>
  isGroup(conversation)
    ? tinted(conversation.conversationId, [...conversation.title].slice(0, 2).join(''))
    : avatar('bot');

const tinted = (id, text) => h(`span.avatar.tint-${tint(id)}`, { 'aria-hidden': 'true' }, text);

/** As DingTalk does: the last two characters of a Chinese name, else the initials. */
function initials(name) {
  if (/\p{Script=Han}/u.test(name)) return [...name.replace(/[^\p{Script=Han}]/gu, '')].slice(-2).join('');
  return name.split(/\s+/).map((word) => [...word][0] ?? '').slice(0, 2).join('').toUpperCase();
}

const tint = (text) => [...text].reduce((sum, char) => sum * 31 + char.codePointAt(0) >>> 0, 7) % TINTS;

export function roleOf({ staffId, isAdmin }) {
  if (staffId === null) return t('outsider');
  return t(isAdmin ? 'admin' : 'member');
}

export const isMine = (entry) => entry.from === store.me;

// How far this person has read in each conversation, remembered on this machine.

import { store } from '../core/store.js';

const place = (conversationId) => `read ${store.me} ${conversationId}`;

export function markRead(conversationId, items) {
  const seq = items.at(-1)?.first.seq ?? 0;
  localStorage.setItem(place(conversationId), String(seq));
}

function readUpTo(conversationId, items) {
  const last = items.at(-1)?.first.seq ?? 0;
  const read = Number(localStorage.getItem(place(conversationId)) ?? 0);
  return read > last ? 0 : read; // else the sandbox was reset
}

const news = (from, items) => items.filter(({ first }) => first.seq > from && first.from !== store.me);

/** Messages of others that came since; a card that changes is not a new message. */
export const unread = (conversationId, items) => news(readUpTo(conversationId, items), items).length;

/** The key of the first of them; none where nothing was read yet, for then all is new. */
export function firstUnread(conversationId, items) {
  const from = readUpTo(conversationId, items);
  return (from && news(from, items)[0]?.key) || null;
}

// How far this person has read in each conversation, remembered on this machine.

import { store } from '../core/store.js';

const place = (conversationId) => `read ${store.me} ${conversationId}`;

export function markRead(conversationId, items) {
  const seq = items.at(-1)?.first.seq ?? 0;
  localStorage.setItem(place(conversationId), String(seq));
}

/** Messages of others that came since; a card that changes is not a new message. */
export function unread(conversationId, items) {
  const last = items.at(-1)?.first.seq ?? 0;
  const read = Number(localStorage.getItem(place(conversationId)) ?? 0);
  const from = read > last ? 0 : read; // the sandbox was reset
  return items.filter(({ first }) => first.seq > from && first.from !== store.me).length;
}

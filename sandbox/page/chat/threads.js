// The conversations of whoever I am, each a log of entries folded into what is shown: a card's
// changes and a recall lie upon their first entry and move nowhere.

import { messages } from '../core/api.js';
import { Log } from '../core/log.js';
import { emit, on } from '../core/signals.js';
import { myConversations, store } from '../core/store.js';

let logs = new Map();

on('person', () => {
  logs = new Map();
  catchUp();
});

function logOf(conversationId) {
  const as = store.me;
  const read = (after) => messages(conversationId, after, as);
  if (!logs.has(conversationId)) logs.set(conversationId, new Log(read));
  return logs.get(conversationId);
}

/** Reads what is new in every conversation of mine, and says so. */
export async function catchUp() {
  const mine = myConversations().map(({ conversationId }) => logOf(conversationId));
  await Promise.allSettled(mine.map((log) => log.catchUp()));
  emit('messages');
}

/** `[{key, first, entry, seqs, times}]` by first entries; `entry` is the newest, the lists are of all. */
export function items(conversationId) {
  const shown = new Map();
  for (const entry of logOf(conversationId).entries) {
    const key = keyOf(entry);
    const item = shown.get(key);
    if (item) grow(item, entry);
    else shown.set(key, { key, first: entry, entry, seqs: [entry.seq], times: [entry.at] });
  }
  return [...shown.values()];
}

function grow(item, entry) {
  item.entry = entry;
  item.seqs.push(entry.seq);
  item.times.push(entry.at);
}

const keyOf = ({ card, msgId, seq }) =>
  card ? `card ${card.outTrackId}` : msgId ? `message ${msgId}` : `entry ${seq}`;

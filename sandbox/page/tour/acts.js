// What the tour does as somebody: it says and presses as a person would, and waits for the bot.

import * as api from '../core/api.js';
import { emit, on } from '../core/signals.js';
import { choosePerson, isGroup, openConversation, store } from '../core/store.js';
import { deliver } from '../chat/outbox.js';
import { catchUp, items } from '../chat/threads.js';

const PATIENCE_MILLIS = 30_000;
const EFFECT_MILLIS = 3000; // the page reads the organisation a moment after each change
const WORKING = /^[^\n]*…\n|⏳/; // a title with an end to come, or a note on the face before

/** The bot did not do in time what it was waited for. */
export class NoAnswer extends Error {}

/** The bot answered, and what the step is for did not come of it; `message` is the text that says so. */
export class NotDone extends Error {}

const waiters = new Set();
on('messages state', () => waiters.forEach((look) => look()));

/** Resolves to what `find` finds, as soon as it finds something. */
export function until(find, patience = PATIENCE_MILLIS) {
  return new Promise((resolve, reject) => {
    const end = (settle, outcome) => {
      waiters.delete(look);
      clearTimeout(timer);
      settle(outcome);
    };
    const look = () => {
      const found = find();
      if (found) end(resolve, found);
    };
    const timer = setTimeout(() => end(reject, new NoAnswer()), patience);
    waiters.add(look);
    look();
  });
}

/** The group in which the tour is: the first one that has members of every kind. */
export const group = () => store.state.conversations.find(isGroup);

export function become(person) {
  if (store.me !== person.userId) choosePerson(person.userId);
  if (store.conversationId !== group().conversationId) openConversation(group().conversationId);
}

const here = () => items(group().conversationId);

/** The last entry there is by now: whoever has just become somebody else has read none yet. */
async function newest() {
  await catchUp();
  return Math.max(0, ...here().flatMap(({ seqs }) => seqs));
}

const fromBot = ({ first }) => first.from === 'bot';

const isFinished = ({ entry: { card } }) =>
  !card || card.buttons.length > 0 || !WORKING.test(`${card.title}\n${card.markdown}`);

/** Says it in the group, and resolves to the bot's answer. */
export async function say(text) {
  const { conversationId } = group();
  const extras = { conversationId, userId: store.me, mention: true, atUserIds: [] };
  const after = await newest();
  if (!(await deliver({ text, attached: [], extras }))) throw new NoAnswer();
  return until(() => here().find((item) => fromBot(item) && item.first.seq > after && isFinished(item)));
}

/** Presses the first button of a card, which is the one that agrees; a card may have none. Gives it as it is then. */
export async function agree(item) {
  const { key, entry } = item;
  const button = entry.card?.buttons.find(({ enabled, url }) => enabled && !url);
  if (!button) return item;
  const { outTrackId, version } = entry.card;
  const { conversationId } = group();
  await api.click({ outTrackId, userId: store.me, actionId: button.id, conversationId });
  return until(() => here().find((each) =>
    each.key === key && each.entry.card.version > version && isFinished(each)));
}

/** What stands in an entry of the bot's, a card or a plain message. */
export const wordsOf = ({ entry }) => `${entry.card?.title ?? ''}\n${entry.card?.markdown ?? entry.text}`;

/** Raises NotDone, unless the entry says what is to be seen when it is done. */
export function seen(item, ...words) {
  if (!words.some((each) => wordsOf(item).includes(each))) throw new NotDone('tourNotDone');
}

/** Waits a little for an effect in the organisation, which may be told later than the bot's answer. */
export async function effect(isThere) {
  try {
    await until(isThere, EFFECT_MILLIS);
  } catch (late) {
    throw late instanceof NoAnswer ? new NotDone('tourNotDone') : late;
  }
}

/** What the bot has told of a space unasked since an entry. */
export const toldOf = (space, after) =>
  here().findLast(({ first, entry }) =>
    first.from === 'bot' && first.seq > after && entry.card?.title.includes(space.spaceName));

/** Fills a space behind the bot's back, and gives the last entry before it. */
export async function fillSpace(space, part) {
  const after = await newest();
  await api.changeSpace(space.spaceId, { usedQuota: Math.ceil(space.quota * part) });
  emit('calls');
  return after;
}

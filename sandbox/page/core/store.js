// What the page knows: the organisation, who this tab is, and which conversation is open.
// Who I am lives in sessionStorage, so that two tabs can be two people.

import { emit } from './signals.js';

export const store = {
  state: null,
  settings: null,
  clockOffset: 0,
  me: sessionStorage.getItem('person'),
  conversationId: sessionStorage.getItem('conversation'),
};

export function setState(state) {
  store.state = state;
  store.clockOffset = state.now - Date.now();
  if (!person(store.me)) choosePerson(state.users[0]?.userId ?? null);
  if (store.conversationId && !myConversations().some(isOpen)) openConversation(null);
  emit('state');
}

export function setSettings(settings) {
  store.settings = settings;
  emit('settings');
}

export function choosePerson(userId) {
  store.me = userId;
  sessionStorage.setItem('person', userId ?? '');
  const left = conversation(store.conversationId);
  emit('person');
  if (!myConversations().some(isOpen)) openConversation(insteadOf(left));
}

/** Whoever was in a private chat is in a private chat still, in that of whom they became. */
const insteadOf = (left) =>
  (left && !isGroup(left) && myConversations().find((each) => !isGroup(each))?.conversationId) || null;

export function openConversation(conversationId) {
  store.conversationId = conversationId;
  sessionStorage.setItem('conversation', conversationId ?? '');
  emit('conversation');
}

const isOpen = ({ conversationId }) => conversationId === store.conversationId;

export const person = (userId) => store.state?.users.find((user) => user.userId === userId);

export const byUnionId = (unionId) => store.state?.users.find((user) => user.unionId === unionId);

export const conversation = (conversationId) =>
  store.state?.conversations.find((each) => each.conversationId === conversationId);

export const isGroup = (each) => each.type === '2';

export const myConversations = () =>
  (store.state?.conversations ?? []).filter((each) =>
    isGroup(each) ? each.members.includes(store.me) : each.userId === store.me);

export const connected = () => store.state?.connections.some(({ state }) => state === 'open') ?? false;

/** The sandbox's clock, in milliseconds. */
export const now = () => Date.now() + store.clockOffset;

// Puts the page together: draws it once, then follows what happens in the sandbox.

import * as bot from './chat/bot.js';
import * as chat from './chat/chat.js';
import * as composer from './chat/composer.js';
import './chat/conversations.js';
import { catchUp } from './chat/threads.js';
import './chat/title.js';
import './chat/top.js';
import './chat/who.js';
import * as api from './core/api.js';
import { byId, icon } from './core/dom.js';
import { atMostEvery, follow, QUIET_MILLIS } from './core/events.js';
import { startLanguage } from './core/language.js';
import { on } from './core/signals.js';
import { myConversations, openConversation, setState, store } from './core/store.js';
import * as faults from './panel/faults.js';
import * as panel from './panel/panel.js';
import * as settings from './panel/settings.js';
import { notePush, readCalls, readPushes } from './core/traffic.js';
import * as tour from './tour/tour.js';

const COUNTERS_MILLIS = 1000; // counters move with every call; on the page they may lag a little

const roomy = matchMedia('(min-width: 720px)'); // the list and a conversation fit side by side

const readState = () => api.state(store.me).then(setState, () => undefined);

async function everything() {
  await Promise.all([readState(), settings.read(), faults.read(), readCalls(), readPushes()]);
  await catchUp();
}

on('person', readState); // the box above a group may be for some of its members only

startLanguage();
byId('to-gallery').append(icon('cards'));
chat.start();
composer.start();
panel.start();
const supervised = bot.start();
await everything();
if (!store.conversationId && roomy.matches) openConversation(myConversations()[0]?.conversationId ?? null);

tour.start(await supervised);

const soon = (action) => atMostEvery(QUIET_MILLIS, action);
const counters = atMostEvery(COUNTERS_MILLIS, () => [readState(), faults.read()]);
const messages = soon(catchUp);
const calls = soon(readCalls);
const handlers = {
  state: soon(everything),
  message: messages,
  card: messages,
  call: () => [calls(), counters()],
  push: (data) => [notePush(JSON.parse(data)), counters()],
};
follow(handlers, (up) => {
  byId('offline').hidden = up;
  if (up) everything();
});

// The tab's title: who this tab is and how much is unread, for one often has two side by side.

import { on } from '../core/signals.js';
import { myConversations, person, store } from '../core/store.js';
import { t } from '../core/texts.js';
import { items } from './threads.js';
import { unread } from './unread.js';

on('state person conversation messages language', () => {
  const all = myConversations().filter(({ conversationId }) => conversationId !== store.conversationId);
  const fresh = all.reduce((sum, { conversationId }) => sum + unread(conversationId, items(conversationId)), 0);
  const name = person(store.me)?.name;
  document.title = [fresh ? `(${fresh})` : '', name ? `${name} ·` : '', t('title')].filter(Boolean).join(' ');
});

// The list on the left: my groups and my chat with the bot, the liveliest first.

import { byId, fill, h, shows } from '../core/dom.js';
import { brief } from '../core/format.js';
import { on } from '../core/signals.js';
import { isGroup, myConversations, openConversation, store } from '../core/store.js';
import { count, t } from '../core/texts.js';
import { lead } from './lead.js';
import { nameOf, picture, titleOf } from '../core/people.js';
import { items } from './threads.js';
import { unread } from './unread.js';

on('state person conversation messages language', draw);

function draw() {
  const rows = myConversations().map(summary).sort((one, other) => other.at - one.at);
  if (shows(byId('conversations'), rows, store.me, store.conversationId)) return;
  const focused = document.activeElement?.dataset.conversation;
  fill(byId('conversations'), rows.length ? rows.map(row) : h('li.nothing', {}, t('noConversations')));
  if (focused) document.querySelector(`[data-conversation="${CSS.escape(focused)}"]`)?.focus();
}

function summary(conversation) {
  const all = items(conversation.conversationId);
  const last = all.at(-1);
  return { conversation, last, at: last?.first.at ?? 0, fresh: unread(conversation.conversationId, all) };
}

function row({ conversation, last, at, fresh }) {
  const { conversationId } = conversation;
  const current = conversationId === store.conversationId;
  return h('li', {}, h('button.conversation', {
    type: 'button',
    'data-conversation': conversationId,
    'aria-current': current ? 'true' : null,
    onclick: () => openConversation(conversationId),
  },
  picture(conversation),
  h('span.conversation-text', {},
    h('span.conversation-title', {}, titleOf(conversation)),
    h('span.conversation-last', {}, last ? preview(conversation, last) : kind(conversation))),
  h('span.conversation-side', {},
    last && h('time.faint', {}, brief(at)),
    fresh > 0 && !current && badge(fresh))));
}

const badge = (fresh) =>
  h('span.unread', { role: 'img', 'aria-label': count('unread', fresh) }, fresh > 99 ? '99+' : String(fresh));

const kind = (conversation) =>
  isGroup(conversation) ? count('members', conversation.members.length) : t('singleChat');

function preview(conversation, { entry }) {
  const said = lead(entry).replace(/\s+/g, ' ').trim();
  return isGroup(conversation) ? `${nameOf(entry.from)}: ${said}` : said;
}

// Where one writes: Enter sends, Shift+Enter breaks the line, pictures and files are dropped or
// pasted. In a group a message mentions the bot unless that is switched off.

import { iconButton } from '../core/controls.js';
import { byId, fill, h, icon } from '../core/dom.js';
import { notify } from '../core/notices.js';
import { on } from '../core/signals.js';
import { roleOf } from '../core/people.js';
import { connected, conversation, isGroup, person, store } from '../core/store.js';
import { t } from '../core/texts.js';
import { attachments, isPicture } from './attachments.js';
import { dropZone } from './drop.js';
import { closeMentions, mentionKey, mentionList, mentioned, offerMentions } from './mentions.js';
import { quotation } from './message.js';
import { deliver } from './outbox.js';

const drafts = new Map(); // conversation → what stands in the input
const withKeyboard = matchMedia('(hover: hover) and (min-width: 720px)'); // none pops up on focus
let mention = true;
let replyTo = null;
let last = '';

on('language', draw);
on('person', () => {
  drafts.clear();
  drawPlaceholder();
});
on('conversation', () => {
  stopReply();
  attachments.clear();
  draw();
  byId('draft').value = drafts.get(store.conversationId) ?? '';
  grow();
  if (store.conversationId && withKeyboard.matches) byId('draft').focus();
});
on('state', () => {
  drawMention();
  drawNoBot();
  drawPlaceholder();
});
on('say', (text) => send(text, []));
on('reply', (entry) => {
  replyTo = entry;
  drawReply();
  byId('draft').focus();
});

export function start() {
  const form = byId('composer');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  dropZone(document.querySelector('.chat'), attach);
  on('sending', (sending) => byId('send').classList.toggle('working', sending));
  draw();
}

function draw() {
  const draft = byId('draft')?.value ?? '';
  fill(byId('composer'),
    h('p.no-bot', { id: 'no-bot', role: 'status', hidden: true }, t('noBot')),
    h('div.reply-to', { id: 'reply-to', hidden: true }),
    h('div.attachments', { id: 'attachments' }),
    mentionList(),
    h('div.composer-row', {},
      h('button.chip', { id: 'mention', type: 'button', onclick: toggleMention }),
      textarea(draft),
      fileInput(),
      iconButton('clip', t('attach'), () => byId('files').click()),
      h('button.send', { id: 'send', type: 'submit', title: t('send'), 'aria-label': t('send') }, icon('send'))));
  byId('composer').hidden = !store.conversationId;
  drawMention();
  drawNoBot();
  drawReply();
  attachments.draw();
}

const textarea = (value) => h('textarea', {
  id: 'draft',
  rows: '1',
  value,
  placeholder: placeholder(),
  'aria-label': t('placeholder'),
  enterkeyhint: 'send',
  autocomplete: 'off',
  'aria-autocomplete': 'list',
  'aria-controls': 'mentions',
  oninput: ({ target }) => {
    drafts.set(store.conversationId, target.value);
    grow();
    offerMentions(target);
  },
  onkeydown: key,
  onblur: ({ target }) => closeMentions(target),
  onpaste: (event) => event.clipboardData.files.length && attach(event.clipboardData.files),
});

/** Says who it is that writes: a newcomer does not know yet that one can be anybody here. */
function placeholder() {
  const me = person(store.me);
  return me ? t('writeAs', { name: me.name, role: roleOf(me) }) : t('placeholder');
}

const fileInput = () => h('input', {
  id: 'files', type: 'file', multiple: true, hidden: true, tabindex: '-1', 'aria-label': t('attach'),
  onchange: (event) => {
    attach(event.target.files);
    event.target.value = '';
  },
});

function key(event) {
  if (event.isComposing || mentionKey(event)) return;
  if (event.key === 'Enter' && !event.shiftKey) {
    event.preventDefault();
    submit();
  } else if (event.key === 'ArrowUp' && !event.target.value && last) {
    event.preventDefault();
    write(last);
  } else if (event.key === 'Escape') stopReply();
}

function write(text) {
  byId('draft').value = text;
  drafts.set(store.conversationId, text);
  grow();
}

function grow() {
  const draft = byId('draft');
  draft.style.height = 'auto';
  draft.style.height = `${draft.scrollHeight}px`;
}

const inGroup = () => {
  const open = conversation(store.conversationId);
  return Boolean(open && isGroup(open));
};

function drawPlaceholder() {
  const draft = byId('draft');
  if (draft) draft.placeholder = placeholder();
}

function toggleMention() {
  mention = !mention;
  drawMention();
}

function drawMention() {
  const chip = byId('mention');
  if (!chip) return;
  chip.hidden = !inGroup();
  chip.setAttribute('aria-pressed', String(mention));
  chip.textContent = `@${t('bot')}`;
  chip.title = t(mention ? 'mentionOn' : 'mentionOff');
}

function drawNoBot() {
  const place = byId('no-bot');
  if (place) place.hidden = !store.state || connected();
}

function drawReply() {
  const place = byId('reply-to');
  place.hidden = !replyTo;
  if (replyTo) {
    fill(place, quotation(replyTo), iconButton('close', t('stopReply'), stopReply));
  }
}

function stopReply() {
  replyTo = null;
  if (byId('reply-to')) drawReply();
}

function attach(files) {
  if (!store.conversationId) return;
  const refused = inGroup() && mention && ![...files].every(isPicture);
  if (refused) notify(t('groupFiles'));
  else attachments.add(files);
}

/** What was written leaves the input at once, and comes back if the sandbox does not take it. */
async function submit() {
  const text = byId('draft').value.trimEnd();
  if (!text.trim() && !attachments.any) return;
  const { conversationId } = store;
  const attached = attachments.take();
  write('');
  if (await send(text, attached)) last = text;
  else if (conversationId === store.conversationId) giveBack(text, attached);
}

function giveBack(text, attached) {
  attachments.add(attached);
  if (!byId('draft').value) write(text);
}

/** Says it; true when the sandbox took it. */
function send(text, attached) {
  const { conversationId, me } = store;
  const quoting = replyTo && { replyTo: replyTo.seq };
  const extras = { conversationId, userId: me, mention, atUserIds: mentioned(text), ...quoting };
  stopReply();
  return deliver({ text, attached, extras });
}

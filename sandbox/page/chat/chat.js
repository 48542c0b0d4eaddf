// The middle of the page: the open conversation. Entries are drawn once and changed in place.

import { byId, fill, h, icon } from '../core/dom.js';
import { day, sameDay } from '../core/format.js';
import { emit, on } from '../core/signals.js';
import { connected, conversation, isGroup, openConversation, person, store } from '../core/store.js';
import { t } from '../core/texts.js';
import { drawCosts } from './cost.js';
import { drawFates } from './fate.js';
import { replace } from './focus.js';
import { message } from './message.js';
import { isMine, nameOf, roleOf, titleOf } from '../core/people.js';
import { items } from './threads.js';
import { firstUnread, markRead } from './unread.js';

const TOGETHER_MILLIS = 180_000;
const NEAR_END_PIXELS = 80;
const LINE_MARGIN_PIXELS = 16;

const drawn = new Map(); // item key → its element
let unreadFrom = null; // the key of the first item that was new when the conversation was opened
let stuck = true; // the newest message is in sight, and stays so whatever grows

on('conversation person language', drawAnew);
on('messages', draw);
on('pushes settings', fates);
on('state', () => {
  drawHead();
  fates();
  if (byId('log').querySelector('.welcome')) emptied(byId('log'));
});
on('calls', () => {
  costs();
  stay();
});
document.addEventListener('visibilitychange', read);

export function start() {
  byId('back').append(icon('back'));
  byId('back').addEventListener('click', () => openConversation(null));
  byId('newer').addEventListener('click', toEnd);
  byId('log').addEventListener('scroll', scrolled);
  byId('log').addEventListener('load', stay, true); // a picture has its height only now
  new ResizeObserver(resized).observe(byId('log'));
}

function drawAnew() {
  drawn.clear();
  fill(byId('log'));
  drawHead();
  unreadFrom = null;
  stuck = true;
  draw();
}

function drawHead() {
  const open = conversation(store.conversationId);
  document.body.classList.toggle('in-conversation', Boolean(open));
  byId('chat-title').textContent = open ? titleOf(open) : '';
  byId('chat-members').textContent = open ? members(open) : '';
}

const members = (open) =>
  isGroup(open) ? [...open.members.map(nameOf), t('bot')].join(t('comma')) : t('singleChat');

function draw() {
  const open = conversation(store.conversationId);
  if (!open) return void fill(byId('log'), h('p.nothing', {}, t('chooseConversation', { name: nameOf(store.me) })));
  const all = items(open.conversationId);
  const opened = !drawn.size;
  if (opened) unreadFrom = firstUnread(open.conversationId, all);
  const added = reconcile(all);
  fates();
  if (opened) toFirstUnread();
  else if (added && isMine(all.at(-1).first)) toEnd();
  else if (added && !stuck) offerNewer(true);
  stay();
  read();
}

function reconcile(all) {
  const log = byId('log');
  const keys = new Set(all.map(({ key }) => key));
  if ([...drawn.keys()].some((key) => !keys.has(key)) || (all.length && !drawn.size)) clear(log);
  let added = false;
  all.forEach((item, index) => {
    if (drawn.has(item.key)) change(item, all, index);
    else added = append(log, item, all, index);
  });
  if (!all.length && !log.querySelector('.welcome')) emptied(log);
  costs();
  return added;
}

function clear(log) {
  drawn.clear();
  fill(log);
}

function append(log, item, all, index) {
  const before = all[index - 1]?.first;
  if (!before || !sameDay(before.at, item.first.at)) log.append(h('p.day', {}, day(item.first.at)));
  if (item.key === unreadFrom) log.append(h('p.unread-from', {}, t('unreadFrom')));
  const element = message(item, context(item, all, index));
  drawn.set(item.key, element);
  log.append(element);
  return true;
}

function change(item, all, index) {
  const old = drawn.get(item.key);
  if (old.dataset.seq === String(item.entry.seq)) return;
  const fresh = message(item, context(item, all, index));
  replace(old, fresh);
  drawn.set(item.key, fresh);
}

function context(item, all, index) {
  const before = all[index - 1]?.first;
  const { from, at, replyTo } = item.first;
  const follows = before?.from === from && at - before.at < TOGETHER_MILLIS && sameDay(before.at, at);
  const quoted = replyTo && all.find(({ seqs }) => seqs.includes(replyTo));
  return { follows, quoted: quoted?.entry };
}

function emptied(log) {
  const me = person(store.me);
  const examples = ['exampleHelp', 'exampleList', 'exampleCreate', 'exampleOther'].map((key) =>
    h('button.example', { type: 'button', onclick: () => emit('say', t(key)) }, t(key)));
  fill(log, h('div.welcome', {},
    h('h3', {}, t('welcome')),
    me && h('p', {}, t('welcomeWho', { name: me.name, role: roleOf(me) })),
    h('p.faint', {}, connected() ? t('welcomeHint') : t('welcomeNoBot')),
    h('div.examples', {}, examples)));
}

function fates() {
  if (store.conversationId) drawFates(items(store.conversationId), drawn, fates);
}

function costs() {
  drawCosts(items(store.conversationId), drawn);
}

function read() {
  if (!store.conversationId || document.hidden) return;
  markRead(store.conversationId, items(store.conversationId));
}

const atEnd = () => {
  const { scrollHeight, scrollTop, clientHeight } = byId('log');
  return scrollHeight - scrollTop - clientHeight < NEAR_END_PIXELS;
};

let height = 0;

/** The person scrolled, unless it was the pane that changed its height. */
function scrolled() {
  if (byId('log').clientHeight !== height) return;
  stuck = atEnd();
  if (stuck) offerNewer(false);
}

function resized() {
  height = byId('log').clientHeight;
  stay();
}

const stay = () => stuck && toEnd();

function toEnd() {
  stuck = true;
  byId('log').scrollTop = byId('log').scrollHeight;
  offerNewer(false);
}

/** Where much is new one begins with its first line; where it fits, one sees it all. */
function toFirstUnread() {
  const log = byId('log');
  const line = log.querySelector('.unread-from');
  toEnd();
  if (!line || line.offsetTop >= log.scrollTop) return;
  log.scrollTop = line.offsetTop - LINE_MARGIN_PIXELS;
  stuck = false;
  offerNewer(true);
}

function offerNewer(shown) {
  fill(byId('newer'), icon('down'), t('newer')).hidden = !shown;
}

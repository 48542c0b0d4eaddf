// What became of a message that was for the bot, where it did not reach it at once: one line below it.

import { fill, h, icon } from '../core/dom.js';
import { took } from '../core/format.js';
import { isMine } from '../core/people.js';
import { emit } from '../core/signals.js';
import { connected, now, store } from '../core/store.js';
import { t } from '../core/texts.js';
import { pushes } from '../core/traffic.js';

const SOON_MILLIS = 2000; // a bot acknowledges at once, or something is wrong

let looking = null;

/** Draws it for all `items`, and `again` while one may change by time alone. */
export function drawFates(items, elements, again) {
  const tries = triesByMessage();
  const fates = items.map((item) => [item, fateOf(item, tries.get(item.first.msgId) ?? [], items)]);
  for (const [item, fate] of fates) draw(elements.get(item.key)?.querySelector('.fate'), item, fate);
  clearTimeout(looking);
  if (fates.some(([, fate]) => fate?.open)) looking = setTimeout(again, SOON_MILLIS / 2);
}

function triesByMessage() {
  const found = new Map();
  for (const push of pushes.entries) {
    if (push.msgId) found.set(push.msgId, [...(found.get(push.msgId) ?? []), push]);
  }
  return found;
}

/** `{text, bad, open}`: `bad` is one the bot never gets, `open` one that is not settled yet; null where all went well. */
function fateOf({ first, seqs }, tries, items) {
  if (first.lost) return { text: t(connected() ? 'lostBefore' : 'lost'), bad: true };
  if (!tries.length) return null;
  const taken = tries.find(({ code }) => code === 200);
  if (!taken) return notTaken(first);
  if (!connected() && !items.some((item) => item.first.from === 'bot' && item.first.seq > seqs[0])) {
    return { text: t('takenNoAnswer') };
  }
  const late = { n: taken.attempt, time: took(taken.ackedAt - first.at) };
  return taken.attempt > 1 ? { text: t('takenLate', late) } : null;
}

function notTaken({ at }) {
  const { ackMillis, redeliveries } = store.settings ?? {};
  const waited = now() - at;
  if (waited > ackMillis * (redeliveries + 1) + SOON_MILLIS) return { text: t('neverTaken'), bad: true };
  const isLate = waited > SOON_MILLIS || !connected();
  return { text: isLate ? t('notTaken') : '', open: true };
}

function draw(place, { first }, fate) {
  const text = fate?.text ?? '';
  if (!place || place.dataset.text === text) return;
  place.dataset.text = text;
  place.className = `fate${fate?.bad ? ' lost' : ''}`;
  const again = fate?.bad && connected() && isMine(first) && first.text;
  fill(place, text && icon('lost'), text && h('span', {}, text), again && sayAgain(first.text));
}

const sayAgain = (text) => h('button.quiet', { type: 'button', onclick: () => emit('say', text) }, t('sayAgain'));

// What a message of mine cost: the API calls made from its sending to the bot's last answer,
// in one quiet line below that answer. It leads to these calls in the wire view.

import { fill, h } from '../core/dom.js';
import { took } from '../core/format.js';
import { emit } from '../core/signals.js';
import { count, t } from '../core/texts.js';
import { calls } from '../core/traffic.js';
import { isMine } from '../core/people.js';

const BYTES = '/oss/{key}'; // this page loads its pictures there too
const SETTLE_MILLIS = 500; // a card stands before its call has been answered and logged
const PAUSE_MILLIS = 3000; // a card that changes after a longer one was pressed, or is told of something else

export function drawCosts(items, elements) {
  const lines = new Map(exchanges(items).map((exchange) => [exchange.answer.key, exchange]));
  for (const [key, element] of elements) draw(element.querySelector('.cost'), lines.get(key));
}

function draw(place, exchange) {
  const text = exchange ? words(exchange) : '';
  if (place.textContent === text) return;
  const show = () => emit('wire', exchange);
  fill(place, exchange && h('button.cost-line', { type: 'button', title: t('showCalls'), onclick: show }, text));
}

/** My messages with the bot's last answer before the next person's message. */
function exchanges(items) {
  const found = [];
  let open = null;
  for (const item of items) {
    if (item.first.from !== 'bot') {
      open = isMine(item.first) ? { from: item.first.at, until: 0, first: 0, answer: null } : null;
      if (open) found.push(open);
    } else if (open) extend(open, item);
  }
  found.forEach((each, index) => (each.until = Math.min(each.until, (found[index + 1]?.from ?? Infinity) - 1)));
  return found.filter(({ answer }) => answer);
}

function extend(exchange, item) {
  if (exchange.answer && item.first.at - exchange.until > PAUSE_MILLIS) return; // nobody asked for it
  exchange.first ||= item.first.at;
  exchange.answer = item;
  for (const at of item.times) {
    if (exchange.until && at - exchange.until > PAUSE_MILLIS && at > item.first.at) return;
    exchange.until = Math.max(exchange.until, at + SETTLE_MILLIS);
  }
}

function words({ from, until, first }) {
  const within = calls.entries.filter(({ at, template }) => at >= from && at <= until && template !== BYTES);
  const counted = within.filter((call) => call.counted).length;
  return [
    t('answeredIn', { time: took(first - from) }),
    count('callsMade', within.length),
    t('ofThemCounted', { n: counted }),
  ].join(' · ');
}

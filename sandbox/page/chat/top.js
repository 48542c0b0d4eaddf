// The box above a group: one card, folded or not, that stays while the messages move on.

import { byId, fill, h, icon, shows } from '../core/dom.js';
import { now, conversation, store } from '../core/store.js';
import { on } from '../core/signals.js';
import { t } from '../core/texts.js';
import { card } from './card.js';
import { replace } from './focus.js';
import { press } from './press.js';

const LONGEST_TIMER = 2 ** 31 - 1; // milliseconds

const folded = new Set(); // outTrackIds
let ending = null;

on('state conversation person language', draw);

function draw() {
  const face = present(conversation(store.conversationId)?.top);
  const place = byId('top');
  place.hidden = !face;
  if (shows(place, face)) return;
  const [before] = place.children;
  if (!face) fill(place);
  else if (before) replace(before, box(face));
  else place.append(box(face));
}

/** The card, as long as its time is not over; then it goes by itself. */
function present(face) {
  clearTimeout(ending);
  if (!face?.expires) return face ?? null;
  const left = face.expires - now();
  if (left > 0) ending = setTimeout(draw, Math.min(left, LONGEST_TIMER));
  return left > 0 ? face : null;
}

function box(face) {
  const { outTrackId, title } = face;
  // At the press already: *toggle* comes later, and the box may be drawn in between.
  const fold = () => folded.delete(outTrackId) || folded.add(outTrackId);
  return h('details.top-box', { open: !folded.has(outTrackId) },
    h('summary', { onclick: fold }, icon('pin'), h('span.top-title', {}, title || t('card')), icon('fold')),
    card(face, press, { titled: false }));
}

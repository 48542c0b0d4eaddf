// Every card the bot can show, in both languages, drawn by the code that draws them in the chat.

import * as api from '../core/api.js';
import { byId, fill, h } from '../core/dom.js';
import { startLanguage } from '../core/language.js';
import { attempt } from '../core/notices.js';
import { on } from '../core/signals.js';
import { count, t } from '../core/texts.js';
import { choices, startChoices } from './choices.js';
import { exhibit, placeOf, wordsOf } from './exhibit.js';

let cards = null; // what lies beside the sandbox, once it has been read

startLanguage();
startChoices(draw);
on('language', draw);
cards = await attempt(api.gallery);
draw();
toAddress();
addEventListener('hashchange', toAddress);

function draw() {
  document.title = `${t('gallery')} · ${t('title')}`;
  if (!cards) return;
  const found = cards.filter((each) => wordsOf(each).includes(choices.words));
  byId('shown').textContent = cards.length ? count('galleryShown', found.length, { all: cards.length }) : '';
  fill(byId('names'), found.map(entry));
  fill(byId('cards'), found.map((each) => exhibit(each, choices.languages)), !found.length && nothing());
  byId('cards').classList.toggle('phone', choices.phone);
}

function entry({ name }) {
  return h('li', {}, h('a', { href: `#${placeOf(name)}` }, name));
}

function nothing() {
  return h('p.nothing', {}, t(cards.length ? 'galleryNothing' : 'galleryMissing'));
}

/** The cards are drawn late: a browser has looked for the address's place before it was there. */
function toAddress() {
  byId(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
}

// One card of the gallery: its name, and a face for each language as it would stand in a chat.

import { card } from '../chat/card.js';
import { h } from '../core/dom.js';
import { notify } from '../core/notices.js';
import { t } from '../core/texts.js';

const tags = { zh: 'zh-CN', en: 'en' };

/** The colours of the built-in template that stand for what a button is. */
const colours = { primary: 'blue', danger: 'red', normal: 'gray' };

/** Where a card stands in the page; a name alone might be that of another part of it. */
export const placeOf = (name) => `card-${name}`;

/** Everything one might look for. */
export const wordsOf = ({ name, faces }) => `${name} ${JSON.stringify(faces)}`.toLowerCase();

export function exhibit({ name, faces }, languages) {
  const shown = languages.filter((language) => faces[language]);
  return h('article.exhibit', { id: placeOf(name), 'aria-label': name },
    h('h2', {}, h('a', { href: `#${placeOf(name)}` }, name)),
    h('div.faces', {}, shown.map((language) => face(name, language, faces[language])),
      !shown.length && h('p.faint', {}, t('galleryUnread'))));
}

const face = (name, language, { title, body, buttons, preview }) =>
  h('div.face', { lang: tags[language] },
    card({ ...drawing(name, language), title, markdown: body, buttons: buttons.map(button) }, press),
    preview && h('p.preview.faint', { title: t('galleryPreview') }, preview));

const drawing = (name, language) => ({ outTrackId: `${name} ${language}`, flowStatus: '3', version: 1 });

const button = ({ label, style, action }) =>
  ({ id: action, text: label, color: colours[style], enabled: true });

const press = (pressed, outTrackId, action) => notify(t('galleryPressed', { action }));

// What of the gallery is shown: words to look for, languages, and the width of a phone.

import { byId, fill, h } from '../core/dom.js';
import { on } from '../core/signals.js';
import { t } from '../core/texts.js';

const sets = { galleryBoth: ['zh', 'en'], galleryChinese: ['zh'], galleryEnglish: ['en'] };

export const choices = { words: '', languages: sets.galleryBoth, phone: false };

/** `changed()` is called whenever something else is chosen. */
export function startChoices(changed) {
  const draw = () => fill(byId('choices'), search(changed), languages(changed), width(changed));
  draw();
  on('language', draw);
}

const search = (changed) => h('input', {
  type: 'search',
  value: choices.words,
  placeholder: t('galleryFilter'),
  'aria-label': t('galleryFilter'),
  oninput: ({ target }) => {
    choices.words = target.value.trim().toLowerCase();
    changed();
  },
});

const languages = (changed) =>
  h('div.chips', { role: 'group', 'aria-label': t('galleryLanguages') }, Object.entries(sets).map(([name, set]) =>
    chip(t(name), choices.languages === set, ({ target }) => {
      choices.languages = set;
      for (const each of target.parentElement.children) press(each, each === target);
      changed();
    })));

const width = (changed) => chip(t('galleryPhone'), choices.phone, ({ target }) => {
  choices.phone = !choices.phone;
  press(target, choices.phone);
  changed();
});

const chip = (text, pressed, onclick) =>
  h('button.chip', { type: 'button', 'aria-pressed': String(pressed), onclick }, text);

const press = (button, pressed) => button.setAttribute('aria-pressed', String(pressed));

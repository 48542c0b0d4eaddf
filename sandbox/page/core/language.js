// The button that switches the page's language, alike on every page.

import { byId } from './dom.js';
import { on } from './signals.js';
import { dress, isChinese, switchLanguage } from './texts.js';

export function startLanguage() {
  dress();
  show();
  on('language', show);
  byId('language').addEventListener('click', switchLanguage);
}

function show() {
  byId('language').textContent = isChinese() ? 'EN' : '中';
}

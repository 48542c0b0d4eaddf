// The page in two languages. Chosen once, it is remembered; else the browser's language decides.

import { en } from '../texts/en.js';
import { zh } from '../texts/zh.js';
import { emit } from './signals.js';

const catalogues = { en, zh };

let language = localStorage.getItem('language') ?? (navigator.language.startsWith('zh') ? 'zh' : 'en');

export const locale = () => (language === 'zh' ? 'zh-CN' : 'en-GB');

export const isChinese = () => language === 'zh';

/** The text for a key; `{name}` in it is replaced by `values.name`. */
export function t(key, values = {}) {
  const text = catalogues[language][key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** As `t`, with the form for one thing where the language has one. */
export const count = (key, n, values = {}) =>
  t(n === 1 && catalogues[language][`${key}One`] ? `${key}One` : key, { ...values, n: n.toLocaleString(locale()) });

export function switchLanguage() {
  language = language === 'zh' ? 'en' : 'zh';
  localStorage.setItem('language', language);
  dress();
  emit('language');
}

/** Puts the texts into what index.html holds. */
export function dress() {
  document.documentElement.lang = locale();
  for (const element of document.querySelectorAll('[data-text]')) element.textContent = t(element.dataset.text);
  for (const element of document.querySelectorAll('[data-label]')) {
    element.setAttribute('aria-label', t(element.dataset.label));
    if (/^(a|button)$/.test(element.localName)) element.title = t(element.dataset.label);
  }
}

// The right side: one tab at a time, beside the chat where there is room, over it where not.

import { byId, fill, h, icon } from '../core/dom.js';
import { emit, on } from '../core/signals.js';
import { count, t } from '../core/texts.js';
import * as allowance from './allowance.js';
import * as drive from './drive.js';
import * as faults from './faults.js';
import * as settings from './settings.js';
import * as wire from './wire.js';

const tabs = { drive, wire, allowance, faults, settings };
const roomy = matchMedia('(min-width: 1180px)');

let current = sessionStorage.getItem('tab') ?? 'drive';

on('language', draw);
on('faults', drawFaults);
on('wire', () => {
  choose('wire');
  show(true);
});

export function start() {
  byId('panel-toggle').append(icon('panel'));
  byId('panel-toggle').addEventListener('click', () => show(!isShown()));
  byId('veil').addEventListener('click', () => show(false));
  document.addEventListener('keydown', (event) => event.key === 'Escape' && !roomy.matches && show(false));
  roomy.addEventListener('change', () => show(roomy.matches));
  draw();
  show(roomy.matches && localStorage.getItem('panel') !== 'closed');
}

const isShown = () => document.body.classList.contains('with-panel');

function show(shown) {
  const hadFocus = byId('panel').contains(document.activeElement);
  document.body.classList.toggle('with-panel', shown);
  byId('panel').inert = !shown;
  byId('veil').hidden = !shown || roomy.matches;
  byId('panel-toggle').setAttribute('aria-expanded', String(shown));
  if (roomy.matches) localStorage.setItem('panel', shown ? 'open' : 'closed');
  emit('tab');
  if (!shown && hadFocus) byId('panel-toggle').focus();
  if (shown && !roomy.matches) byId(`tab-${current}`).focus();
}

function draw() {
  fill(byId('tabs'), Object.keys(tabs).map(tab));
  fill(byId('tab-body'), Object.keys(tabs).map(page));
  Object.entries(tabs).forEach(([name, { start: begin }]) => begin(byId(`page-${name}`)));
  drawFaults();
}

/** A fault that was forgotten looks like a bug of the bot, so the tab says that there are some. */
function drawFaults() {
  const n = faults.active();
  fill(byId('tab-faults'), t('tab_faults'),
    n > 0 && h('span.unread', { role: 'img', 'aria-label': count('faultCount', n) }, String(n)));
}

const tab = (name) => h('button.tab', {
  id: `tab-${name}`, type: 'button', role: 'tab', 'aria-controls': `page-${name}`,
  'aria-selected': String(name === current), tabindex: name === current ? '0' : '-1',
  onclick: () => choose(name), onkeydown: walk,
}, t(`tab_${name}`));

const page = (name) => h('section.page', {
  id: `page-${name}`, role: 'tabpanel', 'aria-labelledby': `tab-${name}`, tabindex: '0', hidden: name !== current,
});

function choose(name) {
  current = name;
  sessionStorage.setItem('tab', name);
  for (const each of Object.keys(tabs)) {
    byId(`tab-${each}`).setAttribute('aria-selected', String(each === name));
    byId(`tab-${each}`).tabIndex = each === name ? 0 : -1;
    byId(`page-${each}`).hidden = each !== name;
  }
  emit('tab');
}

function walk(event) {
  const names = Object.keys(tabs);
  const at = names.indexOf(current);
  const place = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
  if (place === undefined) return;
  event.preventDefault();
  const next = names.at(place % names.length);
  choose(next);
  byId(`tab-${next}`).focus();
}

// The tour: a bar above everything that leads a newcomer through the bot, one press a step. It is
// there where the bot is: with another bot its sentences would mean nothing.

import { iconButton } from '../core/controls.js';
import { byId, fill, h, icon } from '../core/dom.js';
import { attempt, notify } from '../core/notices.js';
import { roleOf } from '../core/people.js';
import { on } from '../core/signals.js';
import { connected, store } from '../core/store.js';
import { locale, t } from '../core/texts.js';
import { NoAnswer } from './acts.js';
import { enter, filled, space, steps } from './steps.js';

const CLOSED = 'tour-closed'; // of this browser, for ever
const PLACE = 'tour'; // of this tab

let place = Number(sessionStorage.getItem(PLACE) ?? 0);
let working = false;
let waiting = false; // for what comes by itself

on('language', draw);
on('state', () => working || draw());

/** `offered` tells whether the bot is the one whose tour this is. */
export function start(offered) {
  const opener = byId('tour-toggle');
  opener.hidden = !offered;
  if (!offered) return;
  opener.append(icon('flag'));
  opener.addEventListener('click', () => (byId('tour').hidden ? again() : close()));
  if (!localStorage.getItem(CLOSED)) open();
}

function open() {
  byId('tour').hidden = false;
  go(place);
}

function again() {
  localStorage.removeItem(CLOSED);
  if (place >= steps.length) place = 0;
  open();
}

function close() {
  localStorage.setItem(CLOSED, 'yes');
  if (place >= steps.length) go(0);
  byId('tour').hidden = true;
}

function go(to) {
  place = to;
  sessionStorage.setItem(PLACE, String(to));
  draw();
  if (steps[place]?.comes) comes(steps[place]);
}

async function comes(step) {
  waiting = true;
  draw();
  try {
    await step.comes();
  } catch (late) {
    if (!(late instanceof NoAnswer)) throw late;
    notify(t('tourNoAnswer'));
  } finally {
    waiting = false;
    draw();
  }
}

async function act(step) {
  working = true;
  draw();
  const done = await attempt(async () => {
    enter(step);
    try {
      await step.act();
    } catch (late) {
      if (!(late instanceof NoAnswer)) throw late;
      notify(t('tourNoAnswer'));
      return false;
    }
    return true;
  });
  working = false;
  if (done) go(place + 1);
  else draw();
}

function draw() {
  const bar = byId('tour');
  if (bar.hidden || !store.state) return;
  const step = steps[place];
  const focused = bar.contains(document.activeElement);
  fill(bar, dots(), step ? shown(step) : theEnd(), iconButton('close', t('tourClose'), close));
  if (focused) bar.querySelector('button')?.focus();
}

const dots = () => h('ol.tour-dots', { 'aria-label': t('tourStep', { n: Math.min(place + 1, steps.length) }) },
  steps.map((_, n) => h(`li${n < place ? '.done' : ''}${n === place ? '.now' : ''}`, { 'aria-hidden': 'true' }, String(n + 1))));

function shown(step) {
  const who = step.who();
  const values = {
    name: who.name,
    role: roleOf(who),
    space: (filled.space ?? space())?.spaceName ?? '',
    seconds: filled.took?.toLocaleString(locale(), { maximumFractionDigits: 1 }) ?? '',
  };
  const isStill = waiting && step.comes;
  const key = isStill || (step.comes && !filled.took) ? `tour_${step.name}_wait` : `tour_${step.name}_text`;
  return [
    words(`tour_${step.name}`, key, values),
    h('div.tour-acts', {},
      h(`button.primary${working || isStill ? '.working' : ''}`, {
        type: 'button',
        disabled: working || Boolean(isStill) || !connected(),
        onclick: () => act(step),
      }, t(connected() ? `tour_${step.name}_do` : 'botDown', values)),
      h('button.quiet', { type: 'button', disabled: working, onclick: () => go(place + 1) }, t('tourSkip'))),
  ];
}

const theEnd = () => [
  words('tour_end', 'tour_end_text', {}),
  h('div.tour-acts', {},
    h('button.primary', { type: 'button', onclick: close }, t('tourClose')),
    h('button.quiet', { type: 'button', onclick: () => go(0) }, t('tourAgain'))),
];

const words = (title, text, values) => h('div.tour-words', { role: 'status' },
  h('h2', {}, t(title, values)),
  h('p', {}, t(text, values)));

// The tour: a bar above everything that leads a newcomer through the bot, one press a step. It is
// there where the bot is: with another bot its sentences would mean nothing.

import { iconButton } from '../core/controls.js';
import { byId, fill, h, icon } from '../core/dom.js';
import { attempt, notify } from '../core/notices.js';
import { roleOf } from '../core/people.js';
import { on } from '../core/signals.js';
import { connected, store } from '../core/store.js';
import { locale, t } from '../core/texts.js';
import { NoAnswer, NotDone } from './acts.js';
import { enter, filled, space, steps } from './steps.js';

const CLOSED = 'tour-closed'; // of this browser, for ever
const PLACE = 'tour'; // of this tab
const DONE = 'tour-done'; // of this tab: which steps had their effect, not only their turn

let place = Number(sessionStorage.getItem(PLACE) ?? 0);
const done = new Set(JSON.parse(sessionStorage.getItem(DONE) ?? '[]'));
let working = false;
let waiting = false; // for what comes by itself

on('language person', draw);
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
  if (place >= steps.length) forget();
  open();
}

function forget() {
  place = 0;
  done.clear();
  sessionStorage.removeItem(DONE);
}

function anew() {
  forget();
  go(0);
}

function close() {
  localStorage.setItem(CLOSED, 'yes');
  if (place >= steps.length) anew();
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
  const isDone = await attempt(() => does(step));
  working = false;
  if (!isDone) return draw();
  done.add(step.name);
  sessionStorage.setItem(DONE, JSON.stringify([...done]));
  go(place + 1);
}

/** Resolves to whether what the step is for is there. */
async function does(step) {
  enter(step);
  try {
    await step.act();
  } catch (failed) {
    if (failed instanceof NoAnswer) notify(t('tourNoAnswer'));
    else if (failed instanceof NotDone) notify(t(failed.message));
    else throw failed;
    return false;
  }
  return true;
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
  steps.map(({ name }, n) => h(`li${done.has(name) ? '.done' : ''}${n === place ? '.now' : ''}`, { 'aria-hidden': 'true' }, String(n + 1))));

function shown(step) {
  const who = step.who();
  if (!who) return [words(`tour_${step.name}`, t('tourNobody')), h('div.tour-acts', {}, skip())];
  const values = {
    name: who.name,
    role: roleOf(who),
    space: (filled.space ?? space())?.spaceName ?? '',
    seconds: filled.took?.toLocaleString(locale(), { maximumFractionDigits: 1 }) ?? '',
  };
  const isStill = waiting && step.comes;
  const key = step.comes && !filled.space ? 'tourNothingFilled' : isStill || (step.comes && !filled.took) ? `tour_${step.name}_wait` : `tour_${step.name}_text`;
  return [
    words(`tour_${step.name}`, [spokenTo(who, step), t(key, values)].join('')),
    h('div.tour-acts', {},
      h(`button.primary${working || isStill ? '.working' : ''}`, {
        type: 'button',
        disabled: working || Boolean(isStill) || !connected(),
        onclick: () => act(step),
      }, t(connected() ? `tour_${step.name}_do` : 'botDown', values)),
      skip()),
  ];
}

const skip = () => h('button.quiet', { type: 'button', disabled: working, onclick: () => go(place + 1) }, t('tourSkip'));

const theEnd = () => [
  words('tour_end', t('tour_end_text')),
  h('div.tour-acts', {},
    h('button.primary', { type: 'button', onclick: close }, t('tourClose')),
    h('button.quiet', { type: 'button', onclick: anew }, t('tourAgain'))),
];

/** Who does the step: me, which the first one says, or somebody whom the tour makes me. */
function spokenTo(who, step) {
  const values = { name: who.name, role: roleOf(who) };
  if (who.userId !== store.me) return t('tourBecome', values);
  return step === steps[0] ? t('tourYou', values) : '';
}

const words = (title, text) => h('div.tour-words', { role: 'status' },
  h('h2', {}, t(title)),
  h('p', {}, text));

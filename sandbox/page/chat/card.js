// A card as DingTalk draws it: title, Markdown, buttons. A pressed button works until the bot has
// answered or DingTalk's time for it is over; the card then shows its newest version in place.

import { click } from '../core/api.js';
import { h } from '../core/dom.js';
import { attempt, notify } from '../core/notices.js';
import { store } from '../core/store.js';
import { t } from '../core/texts.js';
import { inline } from './inline.js';
import { markdown } from './markdown.js';

const FAILED = '5';
const busy = { 1: 'cardProcessing', 2: 'cardInputting', 4: 'cardExecuting' };

export function card({ outTrackId, title, markdown: body, flowStatus, buttons, version }) {
  return h('section.card', {
    'data-card': outTrackId, 'data-version': String(version), 'aria-label': title || t('card'), tabindex: '-1',
  },
    title && h('h3.card-title', {}, inline(title)),
    body && h('div.card-body.markdown', {}, markdown(body)),
    progress(String(flowStatus ?? '')),
    buttons.length > 0 && h('div.card-buttons', {}, buttons.map((each) => button(outTrackId, each))));
}

function progress(flowStatus) {
  if (flowStatus === FAILED) return h('p.card-progress.failed', {}, t('cardFailed'));
  const text = busy[flowStatus];
  return text && h('p.card-progress', {}, h('span.pulse', { 'aria-hidden': 'true' }), t(text));
}

function button(outTrackId, { id, text, color, url, enabled }) {
  const look = `card-button${shade(color)}`;
  if (url && enabled) return link(look, url, text);
  return h(`button.${look}`, {
    type: 'button',
    disabled: !enabled,
    'data-action': id,
    onclick: (event) => press(event.currentTarget, outTrackId, id),
  }, text);
}

const shade = (color) =>
  ({ blue: '.primary', primary: '.primary', red: '.warning', warning: '.warning' })[color] ?? '';

function link(look, url, text) {
  const href = /^https?:\/\//i.test(url) ? url : null;
  return h(`a.${look}`, { href, title: url, target: '_blank', rel: 'noopener noreferrer' }, text);
}

async function press(pressed, outTrackId, actionId) {
  const face = pressed.closest('.card');
  if (face.getAttribute('aria-busy') === 'true') return;
  setWorking(face, pressed, true);
  const outcome = await attempt(() =>
    click({ outTrackId, userId: store.me, actionId, conversationId: store.conversationId }));
  setWorking(face, pressed, false);
  if (outcome) tell(outcome);
}

function setWorking(face, pressed, working) {
  face.setAttribute('aria-busy', String(working));
  pressed.classList.toggle('working', working);
  for (const each of face.querySelectorAll('button.card-button')) {
    each.setAttribute('aria-disabled', String(working));
  }
}

function tell({ delivered, timedOut, code }) {
  if (!delivered) notify(t('clickLost'));
  else if (timedOut) notify(t('clickTimedOut'));
  else if (code !== 200) notify(t('clickRefused', { code }));
}

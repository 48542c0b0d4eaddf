// A card as DingTalk draws it: title, Markdown, buttons. No page of DingTalk's says that a title is
// Markdown, so it is drawn as it was written.

import { h } from '../core/dom.js';
import { t } from '../core/texts.js';
import { markdown } from './markdown.js';

const FAILED = '5';
const busy = { 1: 'cardProcessing', 2: 'cardInputting', 4: 'cardExecuting' };

/**
 * `press(button, outTrackId, actionId)` is called when a button that calls back is pressed.
 * Without `titled` the title stands elsewhere already.
 */
export function card({ outTrackId, title, markdown: body, flowStatus, buttons, version }, press, { titled = true } = {}) {
  return h('div.card', {
    role: 'group', 'aria-label': title || t('card'), tabindex: '-1',
    'data-card': outTrackId, 'data-version': String(version),
  },
    titled && title && h('h3.card-title', {}, title),
    body && h('div.card-body.markdown', {}, markdown(body)),
    progress(String(flowStatus ?? '')),
    buttons.length > 0 && h('div.card-buttons', {}, buttons.map((each) => button(outTrackId, each, press))));
}

function progress(flowStatus) {
  if (flowStatus === FAILED) return h('p.card-progress.failed', {}, t('cardFailed'));
  const text = busy[flowStatus];
  return text && h('p.card-progress', {}, h('span.pulse', { 'aria-hidden': 'true' }), t(text));
}

function button(outTrackId, { id, text, color, url, enabled }, press) {
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

// One sentence that comes and goes, for what has no place of its own on the page.

import { byId, h } from './dom.js';
import { t } from './texts.js';

const SHOWN_MILLIS = 6000;

export function notify(text) {
  const notice = h('p.notice', {}, text);
  byId('notices').append(notice);
  setTimeout(() => notice.remove(), SHOWN_MILLIS);
}

/** Runs what the person asked for; a refusal is shown in the server's own words. */
export async function attempt(action) {
  try {
    return await action();
  } catch (error) {
    notify(error.status ? error.message : t('unreachable'));
    return undefined;
  }
}

// Pressing a card's button. It works until the bot has answered or DingTalk's time for it is over;
// the card then shows its newest version in place.

import { click } from '../core/api.js';
import { attempt, notify } from '../core/notices.js';
import { store } from '../core/store.js';
import { t } from '../core/texts.js';

export async function press(pressed, outTrackId, actionId) {
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

// What people send goes out in the order in which they sent it, one message at a time.

import * as api from '../core/api.js';
import { attempt } from '../core/notices.js';
import { emit } from '../core/signals.js';
import { contentOf } from './attachments.js';
import { catchUp } from './threads.js';

let before = Promise.resolve();
let waiting = 0;

/** Resolves to whether the sandbox took it all. */
export function deliver(message) {
  told(1);
  const sent = before.then(() => send(message)).finally(() => told(-1));
  before = sent.catch(() => false);
  return sent;
}

function told(change) {
  waiting += change;
  emit('sending', waiting > 0);
}

async function send({ text, attached, extras }) {
  const bodies = await attempt(() => contentOf(text, attached));
  if (!bodies) return false;
  for (const body of bodies) {
    const said = await attempt(() => api.say({ ...extras, ...body }));
    if (!said) return false;
  }
  await catchUp();
  return true;
}

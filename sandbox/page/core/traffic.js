// The two logs of the wire, followed: API calls and pushes.

import * as api from './api.js';
import { atMostEvery, QUIET_MILLIS } from './events.js';
import { Log } from './log.js';
import { emit } from './signals.js';

const KEPT = 2000;

export const calls = new Log(api.calls, KEPT);
export const pushes = new Log(api.pushes, KEPT);

export const readCalls = () => calls.catchUp().then(() => emit('calls'), () => undefined);
export const readPushes = () => pushes.catchUp().then(() => emit('pushes'), () => undefined);

const tellPushes = atMostEvery(QUIET_MILLIS, () => emit('pushes'));

/** A push is written first and acknowledged later, in the same entry. */
export function notePush(push) {
  if (pushes.put(push)) tellPushes();
  else readPushes();
}

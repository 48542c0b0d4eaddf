// The five steps of the tour: who does it, and what it is that they do.

import { store } from '../core/store.js';
import { t } from '../core/texts.js';
import { agree, become, fillSpace, say, toldOf, until } from './acts.js';

const PART = 0.96;
const CALM = 0.8; // below this nothing is told of a space yet

const member = () => store.state.users.find(({ isAdmin, staffId }) => !isAdmin && staffId);
const admin = () => store.state.users.find(({ isAdmin }) => isAdmin);

/** The space that is filled: of those with room the fullest, so that it takes least. */
export const space = () =>
  store.state.spaces
    .filter(({ quota, usedQuota }) => quota > 0 && usedQuota < CALM * quota)
    .sort((one, other) => other.usedQuota / other.quota - one.usedQuota / one.quota)[0];

/** A name that no space has yet, for the tour may be taken twice. */
function newName() {
  const names = new Set(store.state.spaces.map(({ spaceName }) => spaceName));
  const name = t('tourNewSpace');
  const more = [2, 3, 4, 5, 6, 7, 8, 9].map((n) => `${name} ${n}`);
  return [name, ...more].find((each) => !names.has(each)) ?? `${name} ${Date.now()}`;
}

export const filled = { space: null, after: 0, at: 0 };

export const steps = [
  { name: 'ask', who: member, act: () => say(t('tourSayAsk')) },
  { name: 'create', who: admin, act: async () => agree(await say(t('tourSayCreate', { name: newName() }))) },
  {
    name: 'operator',
    who: admin,
    act: async () => {
      for (const sentence of ['tourSayOperator', 'tourSayEvents', 'tourSayAlerts']) {
        await agree(await say(t(sentence)));
      }
    },
  },
  {
    name: 'fill',
    who: admin,
    act: async () => {
      const chosen = space();
      const after = await fillSpace(chosen, PART);
      Object.assign(filled, { space: chosen, after, at: Date.now(), took: null });
    },
  },
  {
    name: 'alert',
    who: admin,
    comes: async () => {
      if (!filled.space) return;
      await until(() => toldOf(filled.space, filled.after));
      filled.took ??= (Date.now() - filled.at) / 1000;
    },
    act: async () => filled.space && agree(toldOf(filled.space, filled.after)),
  },
];

/** Becomes whoever does this step, in the group. */
export const enter = (step) => become(step.who());

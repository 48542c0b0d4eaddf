// The five steps of the tour: who does it, and what it is that they do.

import { person, store } from '../core/store.js';
import { t } from '../core/texts.js';
import { agree, become, effect, fillSpace, group, NotDone, say, seen, toldOf, until } from './acts.js';

const PART = 0.96;
const CALM = 0.8; // below this nothing is told of a space yet

/** Whoever I am, if the step can be mine; else the first whose it can be. */
function meOr(fits) {
  const me = person(store.me);
  const isHere = (each) => group().members.includes(each.userId);
  return me && fits(me) && isHere(me) ? me : store.state.users.find((each) => fits(each) && isHere(each));
}

const member = () => meOr(({ staffId }) => staffId);
const admin = () => meOr(({ isAdmin }) => isAdmin);

const named = (name) => store.state.spaces.some(({ spaceName }) => spaceName === name);

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
  {
    name: 'ask',
    who: member,
    act: async () => seen(await say(t('tourSayAsk')), ...store.state.spaces.map(({ spaceName }) => spaceName)),
  },
  {
    name: 'create',
    who: admin,
    act: async () => {
      const name = newName();
      await agree(await say(t('tourSayCreate', { name })));
      await effect(() => named(name));
    },
  },
  {
    name: 'operator',
    who: admin,
    act: async () => {
      for (const what of ['Operator', 'Events', 'Alerts']) {
        seen(await agree(await say(t(`tourSay${what}`))), t(`tourSeen${what}`));
      }
    },
  },
  {
    name: 'fill',
    who: admin,
    act: async () => {
      const chosen = space();
      if (!chosen) throw new NotDone('tourNoSpace');
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
    act: async () => {
      const alert = filled.space && toldOf(filled.space, filled.after);
      if (!alert) throw new NotDone('tourNothingFilled');
      seen(await agree(alert), t('tourSeenTaken', { name: person(store.me).name }));
    },
  },
];

/** Becomes whoever does this step, in the group. */
export const enter = (step) => become(step.who());

// One call or push in two short lines: what it was, and how it went.

import { h } from '../core/dom.js';
import { exactClock, took } from '../core/format.js';
import { t } from '../core/texts.js';

const FINE = new Set([undefined, null, '', 0, '0', 'ok']); // what stands for "no error" in the two API families

export const isCall = (each) => each.method !== undefined;

const callFailed = ({ status, code }) => status === null || status >= 400 || !FINE.has(code);

const pushFailed = ({ code }) => code !== undefined && code !== 200;

export const wentWrong = (each) => (isCall(each) ? callFailed(each) : pushFailed(each));

export function callLine(call) {
  const { at, method, path, template, counted, millis, faultId } = call;
  return [
    what(method.toLowerCase(), method, template ?? path),
    h('span.wire-facts', {},
      h('time.faint', {}, exactClock(at)),
      h(`span.code${callFailed(call) ? '.bad' : ''}`, {}, outcome(call)),
      h(`span.counted${counted ? '.yes' : ''}`, {}, t(counted ? 'counted' : 'free')),
      h('span.faint', {}, took(millis)),
      faultId && h('span.tag', {}, t('byFault'))),
  ];
}

const outcome = ({ status, code }) =>
  `${status ?? t('notAnswered')}${FINE.has(code) ? '' : ` ${code}`}`;

export function pushLine(push) {
  const { at, kind, attempt, ackedAt, code, msgId, eventId, outTrackId } = push;
  const acked = ackedAt && t('acked', { code, time: took(ackedAt - at) });
  return [
    what('push', t('push'), kind, ' ', h('span.faint', {}, msgId ?? eventId ?? outTrackId)),
    h('span.wire-facts', {},
      h('time.faint', {}, exactClock(at)),
      h(`span.code${acked ? '' : '.waiting'}${pushFailed(push) ? '.bad' : ''}`, {}, acked ?? t('notAcked')),
      attempt > 1 && h('span.tag', {}, t('attempt', { n: attempt }))),
  ];
}

const what = (look, method, ...subject) =>
  h('span.wire-line', {}, h(`span.method.${look}`, {}, method), h('span.template', {}, subject));

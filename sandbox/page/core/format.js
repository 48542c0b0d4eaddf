// Numbers and times as people read them. Times are those of the organisation, as on its cards,
// wherever the browser is; where that differs, the zone is said.

import { now } from './store.js';
import { locale, t } from './texts.js';

export const units = ['B', 'KB', 'MB', 'GB', 'TB'];

/** The unit a size reads best in, as a power of 1,024. */
export const unitOf = (bytes) =>
  bytes < 1024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));

export function size(bytes) {
  const unit = unitOf(bytes);
  const amount = bytes / 1024 ** unit;
  return `${amount.toLocaleString(locale(), { maximumFractionDigits: amount < 10 ? 2 : 1 })}\u00a0${units[unit]}`;
}

/** Rounded down: what is not full yet is not called full. */
export function percent(ratio) {
  const digits = ratio < 0.1 ? 1 : 0;
  const steps = 100 * 10 ** digits;
  const reached = Math.floor(ratio * steps + 1e-9) / steps;
  return reached.toLocaleString(locale(), { style: 'percent', maximumFractionDigits: digits });
}

export const number = (n) => n.toLocaleString(locale());

const ZONE = { timeZone: 'Asia/Shanghai' };

const inZone = (how) => new Intl.DateTimeFormat(locale(), { ...ZONE, ...how });

const time = (at, how) => inZone({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...how }).format(at);

const date = (at, how) => inZone(how).format(at);

const offset = (at, how) =>
  new Intl.DateTimeFormat('en', { ...how, timeZoneName: 'longOffset' }).formatToParts(at)
    .find(({ type }) => type === 'timeZoneName').value;

/** The organisation's zone where it is not the browser's own, else "". */
const zone = (at) => {
  const there = offset(at, ZONE);
  return there === offset(at) ? '' : there.replace('GMT', 'UTC');
};

export const clock = (at) => time(at);

export const exactClock = (at) => time(at, { second: '2-digit', fractionalSecondDigits: 3 });

export const sameDay = (one, other) => date(one) === date(other);

export const day = (at) => {
  const name = sameDay(at, now()) ? t('today') : date(at, { month: 'long', day: 'numeric', weekday: 'long' });
  return [name, zone(at)].filter(Boolean).join(' · ');
};

/** A list's short time: the hour today, the date before. */
export const brief = (at) =>
  sameDay(at, now()) ? clock(at) : date(at, { month: 'numeric', day: 'numeric' });

export function took(millis) {
  if (millis < 1000) return `${Math.round(millis)} ms`;
  return `${(millis / 1000).toLocaleString(locale(), { maximumFractionDigits: 1 })} s`;
}

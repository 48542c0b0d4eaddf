// Numbers and times as people read them.

import { now } from './store.js';
import { locale, t } from './texts.js';

export const units = ['B', 'KB', 'MB', 'GB', 'TB'];

/** The unit a size reads best in, as a power of 1,024. */
export const unitOf = (bytes) =>
  bytes < 1024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));

export function size(bytes) {
  const unit = unitOf(bytes);
  const amount = bytes / 1024 ** unit;
  return `${amount.toLocaleString(locale(), { maximumFractionDigits: amount < 10 ? 2 : 1 })} ${units[unit]}`;
}

export const percent = (ratio) =>
  ratio.toLocaleString(locale(), { style: 'percent', maximumFractionDigits: ratio < 0.1 ? 1 : 0 });

export const number = (n) => n.toLocaleString(locale());

const time = (at, how) => new Date(at).toLocaleTimeString(locale(), { hour: '2-digit', minute: '2-digit', ...how });

const date = (at, how) => new Date(at).toLocaleDateString(locale(), how);

export const clock = (at) => time(at);

export const exactClock = (at) => time(at, { second: '2-digit', fractionalSecondDigits: 3 });

export const sameDay = (one, other) => new Date(one).toDateString() === new Date(other).toDateString();

export const day = (at) =>
  sameDay(at, now()) ? t('today') : date(at, { month: 'long', day: 'numeric', weekday: 'long' });

/** A list's short time: the hour today, the date before. */
export const brief = (at) =>
  sameDay(at, now()) ? clock(at) : date(at, { month: 'numeric', day: 'numeric' });

export function took(millis) {
  if (millis < 1000) return `${Math.round(millis)} ms`;
  return `${(millis / 1000).toLocaleString(locale(), { maximumFractionDigits: 1 })} s`;
}

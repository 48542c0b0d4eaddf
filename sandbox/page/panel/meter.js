// A bar that shows how much of something is used up, and warns by its colour.

import { h } from '../core/dom.js';
import { percent } from '../core/format.js';

const NEARLY = 0.8;
const FULL = 0.95;

export function meter(label, used, limit) {
  const ratio = limit > 0 ? used / limit : 0;
  const bar = h('span.meter-fill');
  bar.style.width = `${Math.min(ratio, 1) * 100}%`;
  return h(`span.meter${level(ratio)}`, {
    role: 'meter',
    'aria-label': label,
    'aria-valuemin': '0',
    'aria-valuemax': String(limit),
    'aria-valuenow': String(used),
    'aria-valuetext': percent(ratio),
  }, bar);
}

function level(ratio) {
  if (ratio >= FULL) return '.full';
  return ratio >= NEARLY ? '.nearly' : '';
}

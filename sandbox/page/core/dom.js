// Elements are built here and nowhere else. A string becomes a text node, never markup, so
// nothing a person or the bot wrote can turn into an element.

const asProperty = new Set(['value', 'checked', 'disabled', 'hidden', 'open', 'selected']);

/** `h('button.quiet', { type: 'button', onclick }, 'Send')`; null and false are left out. */
export function h(spec, props = {}, ...children) {
  const [tag, ...classes] = spec.split('.');
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(' ');
  for (const [name, value] of Object.entries(props)) set(element, name, value);
  element.append(...present(children));
  return element;
}

function set(element, name, value) {
  if (value === null || value === undefined) return;
  if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
  else if (asProperty.has(name)) element[name] = value;
  else if (typeof value === 'boolean' && !name.startsWith('aria-')) element.toggleAttribute(name, value);
  else element.setAttribute(name, value);
}

const present = (children) =>
  children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);

export function fill(element, ...children) {
  element.replaceChildren(...present(children));
  return element;
}

const shown = new WeakMap();

/** Whether `element` shows this already; drawing it again would only take focus and menus away. */
export function shows(element, ...data) {
  const face = JSON.stringify([document.documentElement.lang, ...data]);
  const same = shown.get(element) === face;
  shown.set(element, face);
  return same;
}

/**
 * Draws into `element` anew: what had the focus in it, itself or by its `data-key`, has it again, and
 * what was in sight stays there.
 */
export function redraw(element, ...children) {
  const focused = element.contains(document.activeElement) ? document.activeElement : null;
  const key = focused?.closest('[data-key]')?.dataset.key;
  const pane = element.closest('.tab-body');
  const top = pane?.scrollTop;
  fill(element, ...children);
  if (pane) pane.scrollTop = top;
  const fresh = focused?.isConnected ? focused : key && element.querySelector(`[data-key="${CSS.escape(key)}"]`);
  fresh?.focus({ preventScroll: true });
}

export const byId = (id) => document.getElementById(id);

const SVG = 'http://www.w3.org/2000/svg';

const paths = {
  back: 'M15 5l-7 7 7 7',
  panel: 'M4 5h16v14H4zM15 5v14',
  send: 'M4 12l16-7-5 16-4-7z',
  clip: 'M8 12.5l6-6a3 3 0 0 1 4.2 4.2l-8 8A5 5 0 0 1 3.2 11.600l7.500-7.500',
  reply: 'M10 7L5 12l5 5M5 12h9a5 5 0 0 1 5 5v1',
  close: 'M6 6l12 12M18 6L6 18',
  file: 'M7 3h7l4 4v14H7zM14 3v4h4',
  cards: 'M3 8h13v11H3zM7.500 8V4.500H21V15h-5',
  lost: 'M12 4a8 8 0 1 0 0 16a8 8 0 1 0 0-16M12 8v5M12 15.500v.500',
  pin: 'M9 4h6l-1 6 4 3v2H6v-2l4-3zM12 15v5',
  flag: 'M6 21V4h11l-2.500 4L17 12H6',
  fold: 'M7 10l5 5 5-5',
  down: 'M12 5v14M6 13l6 6 6-6',
  bot: 'M12 4v3M6 8h12v10H6zM9.500 12v1.500M14.500 12v1.500M3.500 12v3M20.500 12v3',
};

/** A line icon, hidden from screen readers: what it does is said by its button's label. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', paths[name]);
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(path);
  return svg;
}

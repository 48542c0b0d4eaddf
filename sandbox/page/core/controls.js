// Small controls that look and speak alike wherever they stand.

import { h, icon } from './dom.js';
import { t } from './texts.js';

/** A button that shows a picture; its label is what it says to those who do not see it. */
export const iconButton = (picture, label, onclick, look = '') =>
  h(`button.quiet.square${look}`, { type: 'button', title: label, 'aria-label': label, onclick }, icon(picture));

/** `words` gives the text of a value. */
export const select = (props, values, chosen, words = (value) => value) =>
  h('select', props, values.map((value) =>
    h('option', { value: String(value), selected: value === chosen }, words(value))));

/** A label, given by its text's key, with what it labels. */
export const field = (label, ...inputs) =>
  h('label.field', {},
    h('span.field-label', {}, t(label)),
    inputs.length === 1 ? inputs[0] : h('span.joined', {}, inputs));

/** A part that is unfolded by its heading. */
export const folded = (heading, ...children) =>
  h('details.add', {}, h('summary', {}, t(heading)), children);

export const submit = (label) => h('button.primary', { type: 'submit' }, t(label));

// A labelled form field.

import { h } from '../core/dom.js';
import { t } from '../core/texts.js';

export const field = (label, ...inputs) =>
  h('label.field', {}, h('span.field-label', {}, t(label)), inputs.length === 1 ? inputs[0] : h('span.joined', {}, inputs));

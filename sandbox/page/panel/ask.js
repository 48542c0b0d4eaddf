// A question before something that cannot be taken back.

import { h } from '../core/dom.js';
import { t } from '../core/texts.js';

/** Resolves to whether the person confirmed. */
export function ask(question, verb) {
  const dialog = h('dialog.ask', { 'aria-label': question }, h('form', { method: 'dialog' },
    h('p', {}, question),
    h('div.line.end', {},
      h('button', { value: 'no', autofocus: true }, t('cancel')),
      h('button.danger', { value: 'yes' }, verb))));
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
  });
}

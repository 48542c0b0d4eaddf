// The words an entry is known by in a list or a quotation.

import { t } from '../core/texts.js';

export function lead(entry) {
  if (entry.recalled) return t('recalled');
  if (entry.kind === 'image') return t('aPicture');
  if (entry.kind === 'file') return entry.file?.name ?? t('aFile');
  return entry.card?.title || entry.title || entry.text || entry.card?.markdown || '';
}

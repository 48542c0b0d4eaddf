// One entry of a conversation: who, when, what was said, and what may be done with it.

import { iconButton } from '../core/controls.js';
import { h, icon } from '../core/dom.js';
import { clock, exactClock, size } from '../core/format.js';
import { emit } from '../core/signals.js';
import { t } from '../core/texts.js';
import { card } from './card.js';
import { lead } from './lead.js';
import { markdown } from './markdown.js';
import { avatar, isMine, nameOf } from '../core/people.js';
import { ownAddress } from './pictures.js';
import { press } from './press.js';

/** `follows`: the same person spoke just before. `quoted`: the entry this one answers. */
export function message({ key, first, entry }, { follows, quoted }) {
  const mine = isMine(first);
  return h(`article.message.${mine ? 'mine' : 'theirs'}${follows ? '.follows' : ''}`, {
    'data-key': key,
    'data-seq': String(entry.seq),
    'aria-label': `${nameOf(first.from)}, ${clock(first.at)}`,
  },
  avatar(first.from),
  h('div.message-main', {},
    h('p.message-head', { 'aria-hidden': 'true' },
      h('span.message-sender', {}, nameOf(first.from)),
      h('time', { datetime: new Date(first.at).toISOString(), title: exactClock(first.at) }, clock(first.at))),
    h('div.message-row', {}, body(entry, quoted), !entry.recalled && replyButton(entry)),
    h('p.fate'),
    h('p.cost')));
}

const replyButton = (entry) => iconButton('reply', t('reply'), () => emit('reply', entry), '.reply');

function body(entry, quoted) {
  if (entry.recalled) return h('p.recalled.faint', {}, t('recalled'));
  if (entry.card) return card(entry.card, press);
  return h(`div.bubble.${entry.kind}`, {}, quoted && quotation(quoted), content(entry));
}

export const quotation = (entry) =>
  h('p.quotation', {}, h('span', {}, `${nameOf(entry.from)}: `), lead(entry).slice(0, 140));

function content(entry) {
  if (entry.kind === 'file') return file(entry.file ?? {});
  const pictures = (entry.images ?? []).map(picture);
  if (entry.kind === 'markdown') return h('div.markdown', {}, markdown(entry.text), pictures);
  return [entry.text && h('p.said', {}, entry.text), pictures];
}

function picture(url) {
  const src = ownAddress(url);
  if (!src) return h('p.faint', {}, `${t('aPicture')} ${url}`);
  const image = h('img', { src, alt: t('aPicture') });
  return h('a.picture', { href: src, target: '_blank', rel: 'noopener' }, image);
}

function file({ name, size: bytes, url }) {
  const href = ownAddress(url ?? '');
  return h('a.file', { href, download: href && name },
    icon('file'), h('span.file-name', {}, name ?? t('aFile')), bytes >= 0 && h('span.faint', {}, size(bytes)));
}

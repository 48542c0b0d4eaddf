// Pictures and files that wait in the composer, and the message bodies they make: pictures with
// words are one richText, a picture alone is a picture, a file always travels alone.

import { upload } from '../core/api.js';
import { iconButton } from '../core/controls.js';
import { byId, fill, h, icon } from '../core/dom.js';
import { size } from '../core/format.js';
import { t } from '../core/texts.js';

let waiting = [];

export const attachments = {
  get any() {
    return waiting.length > 0;
  },
  add: (files) => hold([...waiting, ...files]),
  clear: () => hold([]),
  draw: () => hold(waiting),
};

function hold(files) {
  waiting = files;
  const place = byId('attachments');
  if (place) fill(place, waiting.map(row));
}

function row(file) {
  const remove = () => hold(waiting.filter((each) => each !== file));
  return h('span.attachment', {},
    icon('file'),
    h('span.file-name', {}, file.name),
    h('span.faint', {}, size(file.size)),
    iconButton('close', t('removeAttachment', { name: file.name }), remove));
}

export const isPicture = (file) => file.type.startsWith('image/');

/** The bodies to say, in order; what waits is uploaded first. */
export async function contentOf(text) {
  const pictures = await Promise.all(waiting.filter(isPicture).map(upload));
  const files = await Promise.all(waiting.filter((file) => !isPicture(file)).map(upload));
  return [...words(text, pictures), ...files.map(fileBody)];
}

function words(text, pictures) {
  const said = text.trim() ? [{ text }] : [];
  if (!pictures.length) return said;
  if (!said.length && pictures.length === 1) return [{ msgtype: 'picture', content: codes(pictures[0]) }];
  const richText = [...said, ...pictures.map((picture) => ({ type: 'picture', ...codes(picture) }))];
  return [{ msgtype: 'richText', content: { richText } }];
}

const codes = ({ id }) => ({ downloadCode: { upload: id }, pictureDownloadCode: { upload: id } });

const fileBody = ({ id, name }) =>
  ({ msgtype: 'file', content: { fileName: name, downloadCode: { upload: id } } });

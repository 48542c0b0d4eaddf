// Pictures and files that wait in the composer, and the message bodies they make: pictures with
// words are one richText, a picture alone is a picture, a file always travels alone.

import { upload } from '../core/api.js';
import { byId, fill, h, icon } from '../core/dom.js';
import { size } from '../core/format.js';
import { t } from '../core/texts.js';

let waiting = [];

export const attachments = {
  get any() {
    return waiting.length > 0;
  },
  add(files) {
    waiting = [...waiting, ...files];
    this.draw();
  },
  clear() {
    waiting = [];
    this.draw();
  },
  draw() {
    const place = byId('attachments');
    if (place) fill(place, waiting.map(row));
  },
};

function row(file) {
  return h('span.attachment', {}, icon('file'), h('span.file-name', {}, file.name), h('span.faint', {}, size(file.size)),
    h('button.quiet.square', { type: 'button', 'aria-label': t('removeAttachment', { name: file.name }), onclick: () => remove(file) }, icon('close')));
}

function remove(file) {
  waiting = waiting.filter((each) => each !== file);
  attachments.draw();
}

const isPicture = (file) => file.type.startsWith('image/');

/** The bodies to say, in order; what waits is uploaded first. */
export async function contentOf(text) {
  const pictures = await Promise.all(waiting.filter(isPicture).map(upload));
  const files = await Promise.all(waiting.filter((file) => !isPicture(file)).map(upload));
  return [...words(text, pictures), ...files.map(fileBody)];
}

function words(text, pictures) {
  if (!pictures.length) return text.trim() ? [{ text }] : [];
  if (!text.trim() && pictures.length === 1) return [{ msgtype: 'picture', content: codes(pictures[0]) }];
  const parts = pictures.map((picture) => ({ type: 'picture', ...codes(picture) }));
  return [{ msgtype: 'richText', content: { richText: [...(text.trim() ? [{ text }] : []), ...parts] } }];
}

const codes = ({ id }) => ({ downloadCode: { upload: id }, pictureDownloadCode: { upload: id } });

const fileBody = ({ id, name }) => ({ msgtype: 'file', content: { fileName: name, downloadCode: { upload: id } } });

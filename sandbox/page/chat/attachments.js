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
  /** Gives what waits, and waits for nothing more. */
  take() {
    const taken = waiting;
    hold([]);
    return taken;
  },
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
    isPicture(file) ? thumbnail(file) : icon('file'),
    h('span.file-name', {}, file.name),
    h('span.faint', {}, size(file.size)),
    iconButton('close', t('removeAttachment', { name: file.name }), remove));
}

const THUMBNAIL = 36;

/** A small picture of a picture; on a canvas, for the page's policy lets no other address in. */
function thumbnail(file) {
  const canvas = h('canvas.thumbnail', { width: THUMBNAIL, height: THUMBNAIL, 'aria-hidden': 'true' });
  createImageBitmap(file).then((image) => paint(canvas, image), () => canvas.replaceWith(icon('file')));
  return canvas;
}

function paint(canvas, image) {
  const scale = Math.max(canvas.width / image.width, canvas.height / image.height);
  const [width, height] = [image.width * scale, image.height * scale];
  canvas.getContext('2d').drawImage(image, (canvas.width - width) / 2, (canvas.height - height) / 2, width, height);
  image.close();
}

export const isPicture = (file) => file.type.startsWith('image/');

/** The bodies to say, in order; pictures and files are uploaded first. */
export async function contentOf(text, attached) {
  const pictures = await Promise.all(attached.filter(isPicture).map(upload));
  const files = await Promise.all(attached.filter((file) => !isPicture(file)).map(upload));
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

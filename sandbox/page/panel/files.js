// The files of a space: its folders, each file with its versions and who may what, and ways to put
// one in and to delete one, behind the bot's back.

import * as api from '../core/api.js';
import { h, redraw, shows } from '../core/dom.js';
import { brief, size } from '../core/format.js';
import { attempt } from '../core/notices.js';
import { person, store } from '../core/store.js';
import { t } from '../core/texts.js';
import { ask } from './ask.js';

// Where somebody is, and what they unfolded there; both outlive the drawing of the list, which
// whatever happens in the organisation may cause at any time.
let trail = { spaceId: null, folders: [] };
const unfolded = new Set();

/** Draws into `place` what is in the folder of `space` that was looked at last. */
export async function show(place, space) {
  if (trail.spaceId !== space.spaceId) trail = { spaceId: space.spaceId, folders: [] };
  const found = await attempt(() => api.files(space.spaceId, here()));
  if (!found || shows(place, found, trail)) return;
  const put = (chosen) => add(place, space, found, chosen);
  place.ondragover = () => place.classList.add('dropping');
  place.ondragleave = () => place.classList.remove('dropping');
  place.ondrop = ({ dataTransfer }) => {
    place.classList.remove('dropping');
    put(dataTransfer.files);
  };
  redraw(place,
    crumbs(place, space),
    found.length === 0 && h('p.faint', {}, t('emptyFolder')),
    h('ul.file-list', {}, [...found].sort(foldersFirst).map((file) => row(place, space, file))),
    chooser(put));
}

const here = () => trail.folders.at(-1)?.dentryId ?? '0';

const isFolder = ({ type }) => type === 'FOLDER';

const foldersFirst = (one, other) =>
  isFolder(other) - isFolder(one) || one.name.localeCompare(other.name);

function crumbs(place, space) {
  const goes = (count) => () => {
    trail.folders.length = count;
    show(place, space);
  };
  const step = (name, count) =>
    h('button.quiet', { type: 'button', 'data-key': `crumb ${count}`, onclick: goes(count) }, name);
  return h('nav.crumbs', { 'aria-label': t('folders') },
    step(t('rootFolder'), 0), trail.folders.map(({ name }, index) => ['/', step(name, index + 1)]));
}

function row(place, space, file) {
  const open = () => {
    trail.folders.push(file);
    show(place, space);
  };
  const name = isFolder(file)
    ? h('button.quiet.file-name', { type: 'button', 'data-key': `open ${file.dentryId}`, onclick: open }, `${file.name}/`)
    : download(space, file, file.version, file.name);
  return h('li.stored', {},
    h('div.line.spread', {}, name, h('span.faint', {}, isFolder(file) ? brief(file.modifiedAt) : size(file.size))),
    h('details', { open: unfolded.has(file.dentryId) },
      h('summary.faint', { 'data-key': `more ${file.dentryId}`, onclick: () => fold(file) }, t('fileMore')),
      (file.versions ?? []).map((each) => version(space, file, each)),
      h('ul.faint', {}, file.grants.map(grant)),
      h('button.danger', { type: 'button', 'data-key': `delete ${file.dentryId}`, onclick: () => remove(place, space, file) }, t('deleteFile'))));
}

/** Known at the press already: *toggle* comes later, and the list may be drawn in between. */
function fold({ dentryId }) {
  if (!unfolded.delete(dentryId)) unfolded.add(dentryId);
}

const download = (space, file, number, words) =>
  h('a.file-name', { 'data-key': `get ${file.dentryId} ${words}`, href: api.contentOf(space.spaceId, file.dentryId, number), download: file.name }, words);

const version = (space, file, each) =>
  h('div.line.spread', {},
    download(space, file, each.version, t('fileVersion', { n: each.version })),
    h('span.faint', {}, `${size(each.size)} · ${brief(each.modifiedAt)}`));

const grant = ({ member, roleId, inherited }) =>
  h('li', {}, `${person(member.id)?.name ?? t(`member_${member.type}`)}: ${roleId}${inherited ? ` (${t('inherited')})` : ''}`);

function chooser(put) {
  const input = h('input', { type: 'file', multiple: true, 'data-key': 'put', 'aria-label': t('putFile'), onchange: () => put(input.files) });
  return h('label.field', {}, h('span.field-label', {}, t('dropFile')), input);
}

/** What has the name of a file here becomes a newer version of it. */
async function add(place, space, found, chosen) {
  for (const file of chosen) {
    const known = found.find((each) => each.name === file.name && !isFolder(each));
    await attempt(async () => {
      const upload = (await api.upload(file)).id;
      const made = { name: file.name, parentId: here(), upload, owner: store.me };
      if (known) await api.changeFile(space.spaceId, known.dentryId, { upload });
      else await api.addFile(space.spaceId, made);
    });
  }
  await show(place, space);
}

async function remove(place, space, { dentryId, name }) {
  if (!await ask(t('deleteFileSure', { name }), t('deleteFile'))) return;
  await attempt(() => api.removeFile(space.spaceId, dentryId));
  await show(place, space);
}

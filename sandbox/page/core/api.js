// The sandbox's control interface, one function a call.

/** A refusal; `message` is the server's own sentence. */
export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

const id = encodeURIComponent;

async function call(method, path, body) {
  const headers = body === undefined ? {} : { 'Content-Type': 'application/json' };
  const response = await fetch(path, { method, headers, body: JSON.stringify(body) });
  if (response.ok) return response.status === 204 ? null : response.json();
  throw await refusal(response);
}

async function refusal(response) {
  const said = await response.json().catch(() => ({}));
  return new Refused(response.status, said.error ?? `HTTP ${response.status}`);
}

/** The organisation as `as` sees it, or as it is when that person is not known any more. */
export const state = (as) => (as ? call('GET', `/sandbox/state?as=${id(as)}`) : call('GET', '/sandbox/state'))
  .catch((error) => (as && error.status === 404 ? state() : Promise.reject(error)));

export const say = (message) => call('POST', '/sandbox/say', message);

export const messages = (conversationId, after, as) =>
  call('GET', `/sandbox/conversations/${id(conversationId)}/messages?after=${after}&as=${id(as)}`)
    .then((answer) => answer.messages);

export const click = (press) => call('POST', '/sandbox/click', press);

export const calls = (after) => call('GET', `/sandbox/calls?after=${after}`).then((answer) => answer.calls);

export const pushes = (after) => call('GET', `/sandbox/pushes?after=${after}`).then((answer) => answer.pushes);

export const faults = () => call('GET', '/sandbox/faults').then((answer) => answer.faults);

export const addFault = (fault) => call('POST', '/sandbox/faults', fault);

export const removeFault = (faultId) => call('DELETE', `/sandbox/faults/${id(faultId)}`);

export const removeFaults = () => call('DELETE', '/sandbox/faults');

export const settings = () => call('GET', '/sandbox/settings');

export const changeSettings = (changes) => call('PATCH', '/sandbox/settings', changes);

export const addSpace = (space) => call('POST', '/sandbox/spaces', space);

export const changeSpace = (spaceId, changes) => call('POST', `/sandbox/spaces/${id(spaceId)}`, changes);

export const removeSpace = (spaceId) => call('DELETE', `/sandbox/spaces/${id(spaceId)}`);

const filesOf = (spaceId) => `/sandbox/spaces/${id(spaceId)}/files`;

export const files = (spaceId, parentId) =>
  call('GET', `${filesOf(spaceId)}?parentId=${id(parentId)}`).then((answer) => answer.files);

export const addFile = (spaceId, file) => call('POST', filesOf(spaceId), file);

export const changeFile = (spaceId, dentryId, changes) =>
  call('POST', `${filesOf(spaceId)}/${id(dentryId)}`, changes);

export const removeFile = (spaceId, dentryId) => call('DELETE', `${filesOf(spaceId)}/${id(dentryId)}`);

/** Where the bytes of a file are, as it was in `version`. */
export const contentOf = (spaceId, dentryId, version) =>
  `${filesOf(spaceId)}/${id(dentryId)}/content?version=${version}`;

export const recycleBin = () => call('GET', '/sandbox/recycleBin').then((answer) => answer.items);

export const restoreItem = (itemId) => call('POST', `/sandbox/recycleBin/${id(itemId)}`);

export const removeItem = (itemId) => call('DELETE', `/sandbox/recycleBin/${id(itemId)}`);

export const addPerson = (person) => call('POST', '/sandbox/users', person);

export const changePerson = (userId, changes) => call('PATCH', `/sandbox/users/${id(userId)}`, changes);

export const removePerson = (userId) => call('DELETE', `/sandbox/users/${id(userId)}`);

export const addConversation = (conversation) => call('POST', '/sandbox/conversations', conversation);

export const reset = (how) => call('POST', '/sandbox/reset', how);

/** The bot's cards whose golden renders lie beside the sandbox. */
export const gallery = () => call('GET', '/page/gallery.json').then((answer) => answer.cards);

/** Whether a supervisor can kill and restart the bot. */
export const supervised = () => fetch('/sandbox/bot').then((response) => response.ok, () => false);

export const steerBot = (action) => call('POST', '/sandbox/bot', { action });

export async function upload(file) {
  const response = await fetch(`/sandbox/uploads?name=${id(file.name)}`, { method: 'POST', body: file });
  if (response.ok) return response.json();
  throw await refusal(response);
}

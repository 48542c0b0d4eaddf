// What happened, told to whoever draws it. Names in use: state, person, conversation, messages,
// calls, pushes, faults, settings, language, tab (another one is seen),
// wire (look at these calls), say (these words), reply (to this entry), sending (or no longer).

const bus = new EventTarget();

export const emit = (name, detail) => bus.dispatchEvent(new CustomEvent(name, { detail }));

export const on = (names, listener) =>
  names.split(' ').forEach((name) => bus.addEventListener(name, (event) => listener(event.detail)));

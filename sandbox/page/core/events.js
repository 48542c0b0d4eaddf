// The event stream mostly says that something is new. What is new is read from the lists, which
// can neither lose an entry nor show one twice, and which know whose eyes they are read with.

export const QUIET_MILLIS = 60;

/** `handlers` maps an event's name to what is done with its data; `onConnected(up)` tells of the stream. */
export function follow(handlers, onConnected) {
  const source = new EventSource('/sandbox/events');
  source.addEventListener('open', () => onConnected(true));
  source.addEventListener('error', () => onConnected(false));
  for (const [name, handler] of Object.entries(handlers)) {
    source.addEventListener(name, ({ data }) => handler(data));
  }
}

/** A burst of calls is one, at its end. */
export function atMostEvery(millis, action) {
  let due = null;
  return () => {
    due ??= setTimeout(() => {
      due = null;
      action();
    }, millis);
  };
}

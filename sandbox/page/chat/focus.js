// An element that is drawn anew must not take the focus away.

/** Puts `fresh` in the place of `old`: a pressed button keeps the focus, or gives it to its card. */
export function replace(old, fresh) {
  const focus = focusWithin(old);
  old.replaceWith(fresh);
  if (focus) (fresh.querySelector(focus) ?? fresh.querySelector('.card'))?.focus({ preventScroll: true });
}

/** What has the focus, as a selector. */
function focusWithin(element) {
  const { activeElement } = document;
  if (!element.contains(activeElement)) return null;
  if (activeElement.localName === 'summary') return 'summary';
  const { action } = activeElement.dataset;
  return action ? `[data-action="${CSS.escape(action)}"]:not(:disabled)` : '.card';
}

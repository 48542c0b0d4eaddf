// Pictures and files come from the sandbox alone: a mediaId or an address of its own. The page's
// policy would stop any other picture, so it is not even tried, and any other link might be a script.

/** The address to show, or null. */
export function ownAddress(target) {
  if (/^@[\w-]+$/.test(target)) return `/oss/${target}`;
  const url = URL.canParse(target, location.href) ? new URL(target, location.href) : null;
  return url?.origin === location.origin ? url.pathname + url.search : null;
}

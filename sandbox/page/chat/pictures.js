// Pictures come from the sandbox alone: a mediaId or an address of its own. The page's policy
// would stop any other, so a foreign picture is not even tried.

/** The address to show, or null. */
export function pictureSource(target) {
  if (/^@[\w-]+$/.test(target)) return `/oss/${target}`;
  const url = URL.canParse(target, location.href) ? new URL(target, location.href) : null;
  return url?.origin === location.origin ? url.pathname + url.search : null;
}

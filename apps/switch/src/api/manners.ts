/**
 * Every answer is for whoever asked, now: kept nowhere on the way, taken for no other type than it says, shown inside no
 * other page, and in a browser it loads nothing and tells no other server its address.
 */
export const MANNERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
} as const;

/** The page of the description alone has parts, all of them from here. */
export const PAGE_POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

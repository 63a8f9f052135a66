/** What a page that embeds the strip has to allow, and nothing more. */

/**
 * A Content-Security-Policy under which the strip works: its script, its data over HTTP and its socket come from the
 * gateway; no inline code, no inline style, and no text ever becomes markup (Trusted Types).
 */
export function contentPolicy(gatewayUrl: string): string {
  const { origin } = new URL(gatewayUrl);
  const socketOrigin = origin.replace(/^http/, 'ws');
  return [
    `default-src 'none'`,
    `script-src ${origin}`,
    `connect-src ${origin} ${socketOrigin}`,
    `style-src 'self'`,
    `img-src 'self'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
    `require-trusted-types-for 'script'`,
    `trusted-types 'none'`,
  ].join('; ');
}

/** Text as it may stand between double quotes in HTML. */
export function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

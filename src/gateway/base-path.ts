/** The path before `/v1` in public addresses, which a proxy in front may keep or strip. */

/** `url` as the routes know it: a request with the base path and one without it mean the same. */
export function withoutBase(url: string, basePath: string): string {
  return basePath !== '' && url.startsWith(`${basePath}/`) ? url.slice(basePath.length) : url;
}

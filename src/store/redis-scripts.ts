/** The scripts that decide atomically, run by their hash and sent whole where Redis has forgotten them. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { RedisLink } from './redis-link.ts';

export type ScriptName = 'acquire' | 'renew' | 'release' | 'publish' | 'remember' | 'order' | 'corrections';

/** Rejects as the link does. */
export type RunScript = (
  name: ScriptName,
  keys: readonly string[],
  args: readonly string[],
) => Promise<unknown>;

export function createScripts({ send }: Pick<RedisLink, 'send'>): RunScript {
  const scripts = new Map<ScriptName, { readonly text: string; readonly sha: string }>();
  const scriptOf = (name: ScriptName) => {
    const held = scripts.get(name);
    if (held !== undefined) return held;
    const text = readFileSync(new URL(`./lua/${name}.lua`, import.meta.url), 'utf8');
    const script = { text, sha: createHash('sha1').update(text).digest('hex') };
    scripts.set(name, script);
    return script;
  };
  return async (name, keys, args) => {
    const { text, sha } = scriptOf(name);
    const rest = [String(keys.length), ...keys, ...args];
    try {
      return await send(['EVALSHA', sha, ...rest]);
    } catch (error) {
      if (!String((error as Error).message).startsWith('NOSCRIPT')) throw error;
      return await send(['EVAL', text, ...rest]);
    }
  };
}

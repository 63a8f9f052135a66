/** A good body → one that is not, by a seed alone. */
import { type Random, seededRandom } from '../../src/system/random.ts';
import { changedJson } from './json-changes.ts';
import { pick } from './pick.ts';
import { changedXml } from './xml-changes.ts';

export interface Mutated {
  readonly text: string;
  readonly how: readonly string[];
}

/** What happens to a body on its way, whatever its format. */
const transportChanges: Readonly<Record<string, (body: string, random: Random) => string>> = {
  truncated: (body, random) => body.slice(0, Math.floor(random() * body.length)),
  'without its beginning': (body, random) => body.slice(Math.ceil(random() * body.length)),
  'a byte flipped': flipped,
  'a figure’s digit flipped': (body, random) => {
    const at = pick([...body.matchAll(/\d/g)], random)?.index ?? 0;
    return `${body.slice(0, at)}${Math.floor(random() * 10)}${body.slice(at + 1)}`;
  },
  'three bytes flipped': (body, random) => flipped(flipped(flipped(body, random), random), random),
  'a byte lost': (body, random) => {
    const at = Math.floor(random() * body.length);
    return body.slice(0, at) + body.slice(at + 1);
  },
  'said twice': (body) => body + body,
  'a mark before it': (body) => `\uFEFF${body}`,
  'in quotes': (body) => JSON.stringify(body),
  'a line before it': (body) => `)]}',\n${body}`,
  empty: () => '',
};
/** Of all mutations; the rest break structures and figures. */
const transportShare = 0.12;
const secondShare = 0.2;
const maxTries = 50;

/** The same for the same seed. `only`: one of the breaks where there are two. */
export function mutated(body: string, seed: number, only?: 'first' | 'second'): Mutated {
  const random = seededRandom(seed);
  const isDouble = random() < secondShare;
  const [first, second] = [seededRandom(random() * 2 ** 32), seededRandom(random() * 2 ** 32)];
  const turns = [...(only === 'second' ? [] : [first]), ...(isDouble && only !== 'first' ? [second] : [])];
  let text = body;
  const how: string[] = [];
  for (const turn of turns) {
    const next = once(text, turn);
    text = next.text;
    how.push(next.how);
  }
  return { text, how };
}

function once(body: string, random: Random): { readonly text: string; readonly how: string } {
  for (let tries = 0; tries < maxTries; tries += 1) {
    const changed = random() < transportShare ? transported(body, random) : structured(body, random);
    if (changed !== undefined && changed.text !== body) return changed;
  }
  return { text: '', how: 'empty' };
}

function structured(body: string, random: Random): { text: string; how: string } | undefined {
  return body.startsWith('<') ? changedXml(body, random) : changedJson(body, random);
}

function transported(body: string, random: Random): { text: string; how: string } {
  const how = pick(Object.keys(transportChanges), random) ?? '';
  return { text: transportChanges[how]?.(body, random) ?? '', how };
}

function flipped(body: string, random: Random): string {
  const at = Math.floor(random() * body.length);
  const code = body.charCodeAt(at) ^ (1 << Math.floor(random() * 7));
  return body.slice(0, at) + String.fromCharCode(code) + body.slice(at + 1);
}

/** Ways in which an XML body breaks: its elements, its attributes, its figures. */
import type { Random } from '../../src/system/random.ts';
import { figureChanges } from './figure-changes.ts';
import { pick, shuffled } from './pick.ts';

type Change = (body: string, random: Random) => string;

/** Elements that hold no other of their own name, so that a pattern finds them whole. */
const elements = [
  /<Cube currency[^>]*>/g,
  /<Cube time=[\s\S]*?<\/Cube>/g,
  /<entry>[\s\S]*?<\/entry>/g,
  /<d:\w+[^>]*>[^<]*<\/d:\w+>/g,
  /<m:properties[\s\S]*?<\/m:properties>/g,
  /<gesmes:\w+>[^<]*<\/gesmes:\w+>/g,
];
const values = /(?<=\b(?:rate|time|currency)=(["']))[^"']*(?=\1)|(?<=<d:\w+[^>]*>)[^<]*(?=<)/g;
const attributes = /\s(?:rate|time|currency|m:type|xmlns:?\w*)=(?:"[^"]*"|'[^']*')/g;
const tags = /<\/?[\w:]+/g;

const structureChanges: Readonly<Record<string, Change>> = {
  'an element dropped': onElement(() => ''),
  'an element doubled': onElement((element) => element + element),
  'an element nested': onElement((element) => `<Cube>${element}</Cube>`),
  'an element emptied': onElement((element) => element.replace(/>[^<]+</, '><')),
  'an element that stands for nothing': onElement((element) =>
    element.replace(/>[^<]*</, ' m:null="true"><'),
  ),
  'an element in a comment': onElement((element) => `<!-- ${element} -->`),
  'an element in character data': onElement((element) => `<![CDATA[${element}]]>`),
  'elements shuffled': reordered((all, random) => shuffled(all, random)),
  'elements turned around': reordered((all) => [...all].reverse()),
  'values of two elements exchanged': (body, random) => {
    const [a, b] = shuffled([...body.matchAll(values)], random).sort((x, y) => x.index - y.index);
    if (a === undefined || b === undefined) return body;
    const [afterA, afterB] = [a, b].map(({ index, 0: text }) => index + text.length);
    return body.slice(0, a.index) + b[0] + body.slice(afterA, b.index) + a[0] + body.slice(afterB);
  },
  'an attribute dropped': onMatch(attributes, () => ''),
  'an attribute doubled': onMatch(attributes, (attribute) => attribute + attribute),
  'an attribute renamed': onMatch(attributes, (attribute) => attribute.replace('=', 's=')),
  'a tag renamed': onMatch(tags, (tag) => `${tag}s`),
  'a tag of another space': onMatch(tags, (tag) => tag.replace(/^(<\/?)(?:\w+:)?/, '$1x:')),
  'a reference for a figure': onMatch(values, (text) =>
    text.replace(/\d/, (digit) => `&#${digit.charCodeAt(0)};`),
  ),
  'a document type': (body) => body.replace(/<(?=\w)/, '<!DOCTYPE x [<!ENTITY a "1">]><'),
  'nested a hundred deep': onElement((element) => '<Cube>'.repeat(100) + element + '</Cube>'.repeat(100)),
};

const names = [...Object.keys(structureChanges), ...Object.keys(figureChanges)];

/** The body with one thing changed, and what that was; undefined where the change that came up does not apply. */
export function changedXml(body: string, random: Random): { text: string; how: string } | undefined {
  const how = pick(names, random) ?? '';
  const text = (structureChanges[how] ?? figureChange(how))(body, random);
  return text === body ? undefined : { text, how };
}

function figureChange(how: string): Change {
  return (body, random) => {
    for (const { 0: old, index } of shuffled([...body.matchAll(values)], random)) {
      const raw = figureChanges[how]?.(old, random);
      if (raw === undefined) continue;
      const text = raw.startsWith('"') ? (JSON.parse(raw) as string) : raw;
      if (text !== old) return body.slice(0, index) + text + body.slice(index + old.length);
    }
    return body;
  };
}

function onMatch(pattern: RegExp, change: (found: string) => string): Change {
  return (body, random) => {
    const found = pick([...body.matchAll(pattern)], random);
    if (found === undefined) return body;
    return body.slice(0, found.index) + change(found[0]) + body.slice(found.index + found[0].length);
  };
}

function onElement(change: (element: string) => string): Change {
  return (body, random) => {
    const known = elements.filter((pattern) => body.search(pattern) >= 0);
    return onMatch(pick(known, random) ?? tags, change)(body, random);
  };
}

function reordered(order: (all: readonly string[], random: Random) => readonly string[]): Change {
  return (body, random) => {
    const known = elements.filter((pattern) => body.search(pattern) >= 0);
    const pattern = pick(known, random) ?? tags;
    const all = order(body.match(pattern) ?? [], random);
    let at = 0;
    return body.replaceAll(pattern, () => all[at++] ?? '');
  };
}

/** What no list of warnings can do to a reader: invent a warning, change one, or silence one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Warning } from '../../src/providers/alert-list.ts';
import { parseMetAlerts } from '../../src/providers/metalerts-features.ts';
import { parseAlerts } from '../../src/providers/nws-alert-features.ts';
import { UpstreamError } from '../../src/system/upstream-error.ts';
import { metAlert, metList, nwsAlert, nwsList, reference } from './alert-bodies.ts';
import { mutationsOf, withUnknownFields } from './mutations.ts';

interface Format {
  readonly name: string;
  readonly body: object;
  readonly parse: (text: string) => readonly Warning[];
  /** Fields whose other values honestly mean that a warning is to be left out or begins at another time. */
  readonly telling: readonly string[];
}

const formats: readonly Format[] = [
  {
    name: 'the National Weather Service',
    body: nwsList(
      nwsAlert('a', { messageType: 'Update', references: [reference('older')] }),
      nwsAlert('b', { onset: null }),
    ),
    parse: parseAlerts,
    telling: ['onset', 'ends'],
  },
  {
    name: 'MET Norway',
    body: metList(metAlert('a'), metAlert('b', { web: null })),
    parse: parseMetAlerts,
    telling: [],
  },
];

/** Undefined where the list is refused. */
function read({ parse }: Format, text: string): readonly Warning[] | undefined {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return undefined;
  }
}

// A word in the place of another is still the issuer's; what must not happen is another time, severity or name of ours.
const words = new Set([
  'event',
  'issuer',
  'severity',
  'href',
  'headline',
  'description',
  'instruction',
  'id',
]);

describe.each(formats)('a list of $name', (format) => {
  const { body, telling } = format;
  const honest = read(format, JSON.stringify(body)) ?? [];
  const count = honest.length;

  it('reads the same with any field that is not known', () => {
    expect(count).toBe(2);
    const name = fc
      .string()
      .filter(
        (text) => text !== '__proto__' && !JSON.stringify(body).includes(`"${text}"`) && !known.has(text),
      );
    fc.assert(
      fc.property(name, fc.jsonValue(), (key, value) => {
        expect(read(format, withUnknownFields(body, key, value))).toEqual(honest);
      }),
    );
  });

  it('is refused, or read with every warning in it and every time as it was', () => {
    fc.assert(
      fc.property(mutationsOf(body), ({ path, text }) => {
        const warnings = read(format, text);
        if (warnings === undefined || isEmptied(path) || telling.includes(String(path.at(-1)))) return;
        expect(warnings).toHaveLength(count);
        warnings.forEach((warning, index) => {
          for (const [name, value] of Object.entries(warning.alert)) {
            if (!words.has(name)) expect(honest[index]?.alert).toHaveProperty(name, value);
          }
        });
      }),
      { numRuns: 1500 },
    );
  });

  it('shows no value that is not text of the body, our word for it, or a moment', () => {
    fc.assert(
      fc.property(mutationsOf(body), ({ text }) => {
        for (const { alert, detail } of read(format, text) ?? []) {
          expect(Number.isFinite(alert.until)).toBe(true);
          expect(alert.event).not.toBe('');
          for (const word of Object.values(detail)) expect(typeof word).toBe('string');
        }
      }),
      { numRuns: 500 },
    );
  });
});

// Names that the format has and these small bodies do not show.
const known = new Set(['web', 'headline']);

/** The list itself replaced by an empty one: an honest body says nothing else where none is in force. */
function isEmptied(path: readonly (string | number)[]): boolean {
  return path.length === 1 && path[0] === 'features';
}

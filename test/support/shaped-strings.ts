/** Texts that are of a form which some provider reads, and still not what its upstream may say. */

const digits = '9'.repeat(30);
const tiny = `0.${'0'.repeat(29)}1`;
const script = '<script>pwned()</script>';

const figures = [
  digits,
  `-${digits}`,
  `${digits}9`,
  `${digits}.${digits}`,
  tiny,
  '-0',
  '0',
  '1e309',
  '+1',
  '1,5',
];

const times = [
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '9999-12-31T23:59:59-23:59',
  `2026-11-23T11:00:00.${'0'.repeat(5_000)}Z`,
  '2026-02-30T00:00:00Z',
  '+275760-09-13T00:00:00Z',
  '9999-12-31T00:00:00',
  '0000-01-01T00:00:00',
  '9999-12-31',
  '0000-01-01',
  '0050-06-15',
];

const pages = [
  'https://:secret@www.met.no/',
  'https://safe.example@www.met.no/',
  'https://www.met.no@x.example/',
  'https://www.met.no.x.example/',
  'https://www.met.no\\@x.example/',
  'https://www.met.no:8443/',
  'https://xn--met-no-x.example/.met.no',
  'http://www.met.no/',
  'javascript://www.met.no/%0apwned()',
  `https://www.met.no/${script}"'\u202e\u0007`,
  `https://www.met.no/${'\u05d0'.repeat(250)}`,
  `https://www.met.no/${'a'.repeat(3_000)}`,
];

const words = [
  'KDCA/../../points',
  'LWX/1,1/../../..',
  'KDCA\u202e',
  'KDCA\n',
  'LWX\n',
  `2; ${script}`,
  '4;\u202e',
  `/icons/land/day/${script}`,
  `Sunny ${script}`,
  `wmoUnit:${script}`,
  'wmoUnit:constructor',
  'USD\n',
  'BTC-USD\u202e',
  'urn:oid:\u202e',
  `urn:oid:${script}`,
  `urn:oid:${'9'.repeat(300)}`,
  'error',
];

export const shapedStrings: readonly string[] = [figures, times, pages, words].flat();

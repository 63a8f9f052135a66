import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfigFile } from '../../src/config/config-file.ts';
import { good, load, problemsOf, writeFiles } from './write-config.ts';

describe('a file that extends another', () => {
  const child = (text: string) => load(`extends: base.yaml\n${text}`, { also: { 'base.yaml': good } });

  it('adds to it key by key, and replaces lists whole', async () => {
    const config = await child(
      'demo: true\nitems: { quote:BTC-USD: { decimals: 0 } }\nboards: { small: { items: [quote:BTC-USD] } }\nsites: []\n',
    );
    expect(config.demo).toBe(true);
    expect(config.meta.get('quote:BTC-USD')).toMatchObject({ decimals: 0, name: { en: 'Bitcoin' } });
    expect([...config.boards.keys()]).toEqual(['front', 'small']);
    expect(config.sites).toEqual([]);
  });

  it('has its mistakes told by its own lines', async () => {
    const error = await problemsOf(child('items:\n  quote:BTC-USD:\n    decimals: many\n'));
    expect(error.problems).toEqual([
      expect.objectContaining({ path: 'items.quote:BTC-USD.decimals', line: 4, received: '"many"' }),
    ]);
    expect(error.problems[0]).not.toHaveProperty('file');
  });

  it('has the mistakes of the other one told by that file and its lines', async () => {
    const base = good.replace('3640', 'high').replace('provider: sky', 'provider: moon');
    const schema = await problemsOf(
      load('extends: base.yaml\nplaces: {}\n', { also: { 'base.yaml': base } }),
    );
    expect(schema.problems).toEqual([
      expect.objectContaining({
        path: 'places.la-paz-bo.altitude',
        line: 9,
        file: expect.stringMatching(/base\.yaml$/),
      }),
    ]);
    expect(schema.message).toMatch(/altitude \(.*base\.yaml, line 9\): /);
    const fitting = await problemsOf(
      load('extends: base.yaml\n', { also: { 'base.yaml': base.replace('high', '1') } }),
    );
    expect(fitting.problems).toEqual([
      expect.objectContaining({ line: 20, file: expect.stringMatching(/base\.yaml$/) }),
    ]);
  });

  it('may do so through three more', async () => {
    const also = { 'c.yaml': 'extends: b.yaml\n', 'b.yaml': 'extends: a.yaml\n', 'a.yaml': good };
    expect((await load('extends: c.yaml\n', { also })).meta.size).toBe(2);
    const error = await problemsOf(
      load('extends: d.yaml\n', { also: { ...also, 'd.yaml': 'extends: c.yaml\n' } }),
    );
    expect(error.problems[0]?.path).toBe('extends');
  });

  it.each([
    ['itself', 'extends: site.yaml\n', {}],
    ['one that extends it', 'extends: b.yaml\n', { 'b.yaml': 'extends: site.yaml\n' }],
  ])('cannot extend %s', async (_what, text, also) => {
    const error = await problemsOf(load(text, { also }));
    expect(error.problems).toEqual([{ path: 'extends', rule: 'must not go through more than 4 files' }]);
  });

  it('says which file cannot be read', async () => {
    const error = await problemsOf(load('extends: none.yaml\n'));
    expect(error.message).toContain('none.yaml: one problem');
    expect(error.problems).toEqual([{ path: 'file', rule: 'must be readable', received: 'ENOENT' }]);
  });

  it('must name it by text', async () => {
    const error = await problemsOf(load(`extends: 5\n${good}`));
    expect(error.problems.map(({ path: key, line }) => [key, line])).toEqual([['extends', 1]]);
  });
});

describe('settings that go over a file', () => {
  it('win, and leave the rest', async () => {
    const over = { providers: { open: { every: '7s' } }, sites: [] };
    const config = await load(good, { over });
    expect(config.providers.get('open')?.everyMs).toBe(7_000);
    expect(config.sites).toEqual([]);
    expect(config.meta.size).toBe(2);
  });

  it('are checked like the file', async () => {
    const error = await problemsOf(load(good, { over: { providers: { open: { every: 7 } } } }));
    expect(error.problems).toMatchObject([{ path: 'providers.open.every', received: '7' }]);
  });
});

it('a file that is not there, or is a folder, is named with what the system says', async () => {
  const folder = await writeFiles({});
  const missing = await problemsOf(readConfigFile(path.join(folder, 'none.yaml')));
  expect(missing.problems).toEqual([{ path: 'file', rule: 'must be readable', received: 'ENOENT' }]);
  expect((await problemsOf(readConfigFile(folder))).problems[0]?.received).toBe('EISDIR');
});

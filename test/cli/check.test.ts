import { describe, expect, it } from 'vitest';
import { check } from '../../src/cli/check.ts';
import { projectPath } from '../../src/system/project.ts';
import { configOf, run } from './cli-rig.ts';

const canary = 'CANARY-7f3a';
const shipped = projectPath('config', 'default.yaml');

describe('masthead check', () => {
  it('says which items no source serves, and why', async () => {
    const { code, text } = await run(check, [shipped]);
    expect(code).toBe(0);
    expect(text).toMatch(/^Items without a source \(\d+\)$/m);
    expect(text).toMatch(/^ {2}quote:SPX +index +nyse +nothing +twelvedata: TWELVEDATA_API_KEY is not set$/m);
    expect(text).toMatch(/^ {2}quote:EUR-USD +fx +ecb/m);
    expect(text).toMatch(/^ {2}front +\d+ items +\d+ left out$/m);
    expect(text).toMatch(/^ {2}metno +off +MASTHEAD_CONTACT is not set$/m);
    expect(text).toMatch(/^ {2}coingecko +288 +1 feed +of 300/m);
    expect(text).toMatch(/^ {2}ecb +ECB euro reference rates/m);
    expect(text).not.toMatch(/metno +Data from/);
  });

  it('takes a key of the environment into account and prints it nowhere', async () => {
    for (const args of [[shipped], [shipped, '--json']]) {
      const { text } = await run(check, args, { variables: { TWELVEDATA_API_KEY: canary } });
      expect(text).toContain('Data provided by Twelve Data');
      expect(text).not.toContain(canary);
    }
  });

  it('says where it is asked instead, without what stands in an address for a key', async () => {
    const file = await configOf(
      `extends: ${shipped}\nproviders:\n  ecb: { baseUrl: "https://user:${canary}@mirror.example/x?key=${canary}" }\n`,
    );
    const { text } = await run(check, [file]);
    expect(text).toContain('at https://***@mirror.example/x?***');
    expect(text).not.toContain(canary);
  });

  it('warns of more requests than a day may have', async () => {
    const file = await configOf(`extends: ${shipped}\nproviders: { coingecko: { every: 1m } }\n`);
    expect((await run(check, [file])).text).toMatch(/coingecko +1440 +1 feed +over its limit of 300/);
  });

  it('is plain through a pipe and coloured on a terminal', async () => {
    expect((await run(check, [shipped])).text).not.toContain('\u001B');
    expect((await run(check, [shipped], { terminal: 'colour' })).text).toContain('\u001B[1mBoards');
    expect((await run(check, [shipped], { terminal: 'plain' })).text).not.toContain('\u001B');
  });

  it('gives the same as one JSON document', async () => {
    const { code, text } = await run(check, ['--json', shipped]);
    expect(code).toBe(0);
    expect(JSON.parse(text)).toMatchObject({
      ok: true,
      demo: false,
      items: expect.arrayContaining([
        {
          id: 'quote:SPX',
          class: 'index',
          calendar: 'nyse',
          sources: [],
          without: { twelvedata: expect.any(String) },
        },
      ]),
      boards: expect.arrayContaining([expect.objectContaining({ id: 'front' })]),
    });
  });

  it('throws everything that is wrong, and gives it as JSON where that is asked for', async () => {
    const file = await configOf(`extends: ${shipped}\nprovidrs: { twelvedata: ${canary} }\nsites: 7\n`);
    await expect(run(check, [file])).rejects.toMatchObject({ name: 'ConfigError' });
    const { code, text } = await run(check, [file, '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(text)).toMatchObject({
      ok: false,
      problems: expect.arrayContaining([
        expect.objectContaining({
          path: 'providrs',
          line: 2,
          rule: expect.stringContaining('did you mean providers?'),
        }),
        expect.objectContaining({ path: 'sites', line: 3 }),
      ]),
    });
    expect(text).not.toContain(canary);
  });

  it('names an option that it does not know', async () => {
    await expect(run(check, ['--jsn'])).rejects.toThrowError('check has no option --jsn');
    await expect(run(check, ['a', 'b'])).rejects.toMatchObject({ name: 'UsageError' });
  });
});

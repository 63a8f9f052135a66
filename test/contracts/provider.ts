/** What every provider must be and do, run against each entry of the registry. */
import { describe, expect, it } from 'vitest';
import { itemKinds } from '../../src/protocol/item-id.ts';
import { delays } from '../../src/protocol/reading.ts';
import type { Ask, Cadence, Provider } from '../../src/providers/provider.ts';
import { isZone } from '../../src/system/zone.ts';
import { sameEverywhere } from '../providers/fake-http.ts';

/** Bodies that a proxy, a block page or a cut connection puts in the place of any feed's. */
const notBodies: Readonly<Record<string, string>> = {
  'an empty body': '',
  'blank space': ' \n ',
  'an HTML page': '<!DOCTYPE html><html><head><title>Just a moment</title></head><body><p>…</body></html>',
  'cut JSON': '{"error":[],"result":{"XXBTZUSD":{"a":["355',
  'cut XML': '<?xml version="1.0"?><gesmes:Envelope><Cube><Cube time="2026-11-20"><Cube curr',
  'a JSON number': '17',
  'JSON null': 'null',
  'a JSON array': '[]',
};

const minuteMs = 60_000;

/** `ask` is one that a good answer would answer. */
export function providerContract(provider: Provider, ask: Ask): void {
  describe(`the provider ${provider.id}`, () => {
    it('has an id that fits a file, a key of config and a label of a metric', () => {
      expect(provider.id).toMatch(/^[a-z][a-z0-9-]{1,30}$/);
      expect(provider.origin).toMatch(/^[a-z][a-z0-9-]{1,30}$/);
    });

    it('asks one https host', () => {
      const url = new URL(provider.baseUrl);
      expect([url.protocol, url.search, url.hash, url.username]).toEqual(['https:', '', '', '']);
    });

    it('names its licence, where it stands, and the credit that readers see', () => {
      const { licence, attribution, source } = provider.terms;
      expect(licence).not.toBe('');
      expect(attribution.name).not.toBe('');
      expect(attribution.text).toContain(attribution.name);
      expect(new URL(attribution.href).protocol).toBe('https:');
      expect(new URL(source).protocol).toBe('https:');
    });

    it('names the variable of its key where it needs one, and a well-formed one wherever it names one', () => {
      if (provider.terms.needs === 'key') expect(provider.keyVariable).toBeDefined();
      if (provider.keyVariable !== undefined) expect(provider.keyVariable).toMatch(/^[A-Z][A-Z0-9_]+$/);
    });

    it('answers kinds and with a delay that the protocol knows', () => {
      expect(provider.kinds.length).toBeGreaterThan(0);
      for (const kind of provider.kinds) expect(itemKinds).toContain(kind);
      expect(delays).toContain(provider.delay);
    });

    it('has limits that its own cadence keeps', () => {
      const { batchMax, minIntervalMs } = provider.limits;
      expect(Number.isInteger(batchMax) && batchMax > 0).toBe(true);
      expect(minIntervalMs).toBeGreaterThanOrEqual(1000);
      expect(minIntervalMs).toBeLessThanOrEqual(shortestMs(provider.cadence));
    });

    it('has a cadence by which a value that comes in time never looks stale', () => {
      const { cadence } = provider;
      if (cadence.kind === 'continuous') {
        expect(cadence.staleAfterMs).toBeGreaterThanOrEqual(2 * cadence.everyMs);
      } else if (cadence.kind === 'model') {
        expect(cadence.stepMs).toBeGreaterThanOrEqual(cadence.everyMs);
        expect(cadence.staleAfterRunMs).toBeGreaterThan(cadence.stepMs);
      } else {
        expect(isZone(cadence.zone)).toBe(true);
        expect(cadence.fixedAt < cadence.publishedAt).toBe(true);
        expect(cadence.watchEveryMs).toBeLessThan(cadence.idleEveryMs);
        expect(cadence.graceMs).toBeGreaterThanOrEqual(30 * minuteMs);
      }
    });

    it.each(Object.entries(notBodies))('throws an UpstreamError for %s', async (_name, text) => {
      await expect(provider.fetch([ask], sameEverywhere(text))).rejects.toMatchObject({
        name: 'UpstreamError',
        kind: expect.stringMatching(/^(shape|empty)$/),
      });
    });

    it('reads no value out of an object of another kind', async () => {
      const answers = await provider
        .fetch([ask], sameEverywhere('{"hello":"world"}'))
        .catch((error) => error);
      if (!Array.isArray(answers)) expect(answers).toMatchObject({ name: 'UpstreamError', kind: 'shape' });
      else expect(answers).toMatchObject([{ id: ask.id, ok: false, refusal: { kind: 'shape' } }]);
    });

    it('lets no broken line of history get in the way', async () => {
      for (const text of Object.values(notBodies)) {
        expect((await provider.history?.([ask], sameEverywhere(text))) ?? []).toEqual([]);
      }
    });
  });
}

function shortestMs(cadence: Cadence): number {
  return cadence.kind === 'fixing' ? cadence.watchEveryMs : cadence.everyMs;
}

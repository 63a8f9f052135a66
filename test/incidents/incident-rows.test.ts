/** Nobody is forgotten: each provider of the registry has its incidents, or a reason to have none. */
import { describe, expect, it } from 'vitest';
import { kindOf } from '../../src/protocol/item-id.ts';
import { providers } from '../../src/providers/index.ts';
import { exemptions, incidentRows, repeatedPrices } from './incident-rows.ts';

const weatherIncidents = ['404 °C', '14,408 mph', '140 % humidity', 'NaN °C', '1e309 °C'];
const priceIncidents = ['price 0', 'a negative price', 'NaN', '1e309'];

describe.each(providers.map((provider) => [provider.id, provider] as const))('%s', (id, { kinds }) => {
  const row = incidentRows[id];

  it('has a row of incidents or a named exemption, and not both', () => {
    expect([row !== undefined, exemptions[id] !== undefined].filter(Boolean)).toHaveLength(1);
  });

  it('is exempt only if it serves neither a price nor the weather, else has all that its kind asks for', () => {
    if (row === undefined) {
      expect(kinds.filter((kind) => kind !== 'alerts')).toEqual([]);
      return;
    }
    expect(kinds).toContain(kindOf(row.item));
    const names = kindOf(row.item) === 'weather' ? weatherIncidents : priceIncidents;
    expect(row.incidents.map(({ what }) => what)).toEqual(names);
  });
});

it('names nobody who is not in the registry', () => {
  const named = [...Object.keys(incidentRows), ...Object.keys(exemptions)].sort();
  expect(named).toEqual(providers.map(({ id }) => id).sort());
});

it("has each source of prices that repeats another's among those who repeat what is wrong", () => {
  const quoting = providers.filter(({ kinds }) => kinds.includes('quote'));
  const repeaters = quoting.filter(
    ({ id, origin }) => id !== origin && quoting.some((one) => one.id === origin),
  );
  const played = new Set(repeatedPrices.map(({ source, repeater }) => `${repeater} of ${source}`));
  expect([...played]).toEqual(repeaters.map(({ id, origin }) => `${id} of ${origin}`));
});

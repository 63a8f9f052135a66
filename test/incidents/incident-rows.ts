/** What was once shown to readers of others, for each provider that serves such a figure: where it prints it, and in its own unit. */
import type { ItemId } from '../../src/protocol/item-id.ts';

/** One wrong figure, as the provider would print it. */
export interface Incident {
  readonly what: string;
  /** As `/control/misprint` takes them. */
  readonly field: string;
  readonly text: string;
  /** Refused by a rule or by whoever reads the body; held where a figure is possible, but too far from the last. */
  readonly comesTo: 'refused' | 'held';
}

export interface IncidentRow {
  /** On the board of `test/fixtures/incidents/board.yaml`, with this provider alone behind it. */
  readonly item: ItemId;
  readonly incidents: readonly Incident[];
}

const refused = (what: string, field: string, text: string): Incident => ({
  what,
  field,
  text,
  comesTo: 'refused',
});

const prices = (provider: string, field: string, negative: string): IncidentRow => ({
  item: `quote:${provider}`,
  incidents: [
    refused('price 0', field, '0'),
    refused('a negative price', field, negative),
    refused('NaN', field, 'NaN'),
    refused('1e309', field, '1e309'),
  ],
});

/** Zero and less are possible yields: what is wrong with these is the step. */
const yields = (row: IncidentRow): IncidentRow => ({
  ...row,
  incidents: row.incidents.map((one, index) => (index < 2 ? { ...one, comesTo: 'held' } : one)),
});

interface WeatherFields {
  readonly temp: string;
  readonly wind: string;
  readonly humidity: string;
  /** 14,408 mph. */
  readonly hurricane: string;
}

const weather = (provider: string, { temp, wind, humidity, hurricane }: WeatherFields): IncidentRow => ({
  item: `weather:${provider}`,
  incidents: [
    refused('404 °C', temp, '404'),
    refused('14,408 mph', wind, hurricane),
    refused('140 % humidity', humidity, '140'),
    refused('NaN °C', temp, 'NaN'),
    refused('1e309 °C', temp, '1e309'),
  ],
});

/** By provider. */
export const incidentRows: Readonly<Record<string, IncidentRow>> = {
  coinbase: prices('coinbase', 'price', '-181.42'),
  coingecko: prices('coingecko', 'current_price', '-3127.4'),
  ecb: prices('ecb', 'JPY', '-178.3'),
  frankfurter: prices('frankfurter', 'JPY', '-178.3'),
  kraken: prices('kraken', 'c', '-2.31'),
  metno: weather('metno', {
    ...{ temp: 'air_temperature', wind: 'wind_speed', humidity: 'relative_humidity' },
    hurricane: '6441.0',
  }),
  nws: weather('nws', {
    ...{ temp: 'temperature', wind: 'windSpeed', humidity: 'relativeHumidity' },
    hurricane: '23187.4',
  }),
  treasury: yields(prices('treasury', 'BC_10YEAR', '-4.66')),
  twelvedata: prices('twelvedata', 'close', '-284.1'),
};

/** Who has no row, and why. */
export const exemptions: Readonly<Record<string, string>> = {
  metalerts: 'serves warnings, of which no figure is shown',
  'nws-alerts': 'serves warnings, of which no figure is shown',
};

/** A price that is wrong where it is made is wrong where it is repeated: who repeats whom, and what of both is set wrong. */
export const repeatedPrices: readonly {
  readonly item: ItemId;
  readonly source: string;
  readonly repeater: string;
  /** As both know it. */
  readonly symbol: string;
  readonly factor: number;
}[] = [
  { item: 'quote:EUR-USD', source: 'ecb', repeater: 'frankfurter', symbol: 'USD', factor: 1.2 },
  { item: 'quote:EUR-GBP', source: 'ecb', repeater: 'frankfurter', symbol: 'GBP', factor: 1.058 },
];

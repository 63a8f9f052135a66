/** Boards with a hostile text in every field that is text: one item of a kind for each payload. */
import type { ItemMeta, SourceMeta } from '../../src/protocol/meta.ts';
import type { ValuedReading } from '../../src/protocol/reading.ts';
import type { BoardSnapshot } from '../../src/protocol/snapshot.ts';
import { line, noon, quote, sampleBoard, weather } from './sample-board.ts';

const local = (text: string) => ({ en: text });

/** Each payload as a quote's name, currency and link, and as a source's name, credit and link. */
export function hostileQuotes(payloads: readonly string[]): BoardSnapshot {
  const entries = payloads.map((text, index) => {
    const meta: ItemMeta = {
      id: `quote:Q${index}`,
      cls: 'share',
      name: local(text),
      currency: text,
      href: text,
    };
    const source: SourceMeta = { name: text, text, href: text, licence: text };
    const item = {
      ...quote(meta.id, { price: '12.34', changePct: '1' }, { source: `s${index}` }),
      spark: line(1, 2),
    };
    return { meta, source, item };
  });
  return sampleBoard({
    meta: entries.map(({ meta }) => meta),
    sources: Object.fromEntries(entries.map(({ source }, index) => [`s${index}`, source])),
    items: entries.map(({ item }) => item),
  });
}

/** Each payload as a place's name, region, zone and link, and as a warning's event, issuer and link; places are `p0` and so on. */
export function hostilePlaces(payloads: readonly string[], now = noon): BoardSnapshot {
  const entries = payloads.map((text, index) => {
    const place = { name: local(text), region: local(text), href: text, zone: text };
    const metas: ItemMeta[] = [
      { id: `weather:p${index}`, cls: 'weather', ...place },
      { id: `alerts:p${index}`, cls: 'alerts', ...place },
    ];
    const alert = {
      id: text,
      event: text,
      severity: 'severe',
      issuer: text,
      until: now + 3_600_000,
      href: text,
    } as const;
    const alerts: ValuedReading = {
      ...weather(`alerts:p${index}`, { tempC: 1 }),
      value: { kind: 'alerts', covered: true, alerts: [alert, { ...alert, id: 'b' }] },
    };
    return { metas, items: [weather(`weather:p${index}`, { tempC: 14, condition: 'rain' }), alerts] };
  });
  return sampleBoard({
    meta: entries.flatMap(({ metas }) => metas),
    sources: { metno: { name: payloads[0] ?? '', text: '', href: '', licence: '' } },
    items: entries.flatMap(({ items }) => items),
  });
}

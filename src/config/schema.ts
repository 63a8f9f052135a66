/** What a config file may say, with units, defaults and the rule behind each refusal. */
import { isIP } from 'node:net';
import { z } from 'zod';
import { type ItemId, isItemId } from '../protocol/item-id.ts';
import { itemClasses } from '../protocol/meta.ts';
import { cronProblem } from '../system/cron.ts';
import { isZone } from '../system/zone.ts';
import { told } from './plain-words.ts';

/** Lower-case words joined by hyphens: they stand in URLs. */
const slug = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be lower-case letters and digits joined by hyphens')
  .max(40);

/** Text that readers see: one line, no control or direction marks. */
const shownText = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .regex(/^[^\p{Cc}\u202A-\u202E\u2066-\u2069]*$/u, 'must not hold control or direction characters');

const localText = z.union(
  [shownText.transform((en) => ({ en })), z.object({ en: shownText }).catchall(shownText)],
  'must be one line of at most 64 characters with no control or direction characters, or such lines by language, en among them',
);

const durationWords = 'a whole number and s, m or h, such as 15s';
/** `15s`, `5m`, `1h`: a whole number and a unit; in ms afterwards. */
const duration = z
  .string(told(durationWords))
  .regex(/^[1-9]\d{0,5}(?:s|m|h)$/, `must be ${durationWords}`)
  .transform(
    (text) =>
      Number(text.slice(0, -1)) * { s: 1_000, m: 60_000, h: 3_600_000 }[text.at(-1) as 's' | 'm' | 'h'],
  );

const cron = z.string().superRefine((expression, context) => {
  const problem = cronProblem(expression);
  if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
});

const httpsUrl = z.url({ protocol: /^https$/, error: 'must be an https address' }).max(300);

/** An origin exactly as a browser sends it: scheme, host and, where it is not the default, port. */
const origin = z.string().refine(
  // A browser never sends a star, and we match exactly: a pattern would admit nobody.
  (text) => /^https?:[^*]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text,
  'must be an origin such as https://www.example.com, with no path and no trailing slash',
);

const zoneWords = 'an IANA time zone such as America/La_Paz';
const placeWords = 'a place, such as { name: Bergen, lat: 60.39, lon: 5.32, zone: Europe/Oslo }';
const place = z.strictObject(
  {
    name: localText,
    /** Tells it from its namesakes. */
    region: localText.optional(),
    lat: z.number().min(-90).max(90),
    lon: z.number().min(-180).max(180),
    /** Metres above the sea. */
    altitude: z.number().int().min(-500).max(9_000).optional(),
    zone: z.string(told(zoneWords)).refine(isZone, `must be ${zoneWords}`),
  },
  told(placeWords),
);

const source = z.strictObject(
  {
    provider: z.string(),
    /** The provider's own symbol; left out where the item is a place. */
    symbol: z.string().min(1).max(32).optional(),
  },
  told('a provider and its symbol, such as { provider: coingecko, symbol: bitcoin }'),
);

const itemId = z.custom<ItemId>(isItemId, 'must be quote:…, weather:… or alerts:…');

const sourcesWords = 'a list of at least one source, such as [{ provider: coingecko, symbol: bitcoin }]';
const item = z.strictObject(
  {
    /** Left out for weather and alerts, whose class is their kind. */
    class: z.enum(itemClasses).optional(),
    name: localText.optional(),
    place: slug.optional(),
    /** ISO 4217 code or crypto ticker; none for an index. */
    currency: z
      .string()
      .regex(/^[A-Z0-9]{2,6}$/, 'must be a currency code such as USD')
      .optional(),
    /** How many decimals readers see; default: as published. */
    decimals: z.number().int().min(0).max(8).optional(),
    /** The publisher's own page. */
    href: httpsUrl.optional(),
    /** The calendar of the market that it is traded on, such as nyse; none: its provider's word alone counts. */
    calendar: z.string().min(1).max(64).optional(),
    sources: z.array(source, told(sourcesWords)).min(1, told(sourcesWords)),
  },
  told(
    'an item, such as { class: crypto, name: Bitcoin, sources: [{ provider: coingecko, symbol: bitcoin }] }',
  ),
);

const provider = z.strictObject(
  {
    /** Off unless the provider may be shown without more ado; `true` accepts its terms. */
    enabled: z.boolean().optional(),
    /** Where it answers; default: the provider's own address. */
    baseUrl: z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).optional(),
    every: duration.optional(),
    /** Five cron fields in UTC, in place of `every`. */
    cron: cron.optional(),
    /** How often it is asked while all its markets are closed; default 1h. */
    idleEvery: duration.optional(),
  },
  told('settings, {} where there are none'),
);

const boardWords = 'a list of at least one item, such as [quote:BTC-USD, weather:la-paz-bo]';
const board = z.strictObject(
  { items: z.array(itemId, told(boardWords)).min(1, told(boardWords)).max(64) },
  told('keys and values, such as { items: [quote:BTC-USD, weather:la-paz-bo] }'),
);

const originsWords = 'a list of at least one origin, such as [https://www.example.com]';
const siteBoardsWords = 'a list of at least one board, such as [front]';
const siteWords = '{ id: courier, origins: [https://www.example.com], boards: [front] }';
const site = z.strictObject(
  {
    id: slug,
    origins: z.array(origin, told(originsWords)).min(1, told(originsWords)),
    boards: z.array(slug, told(siteBoardsWords)).min(1, told(siteBoardsWords)),
  },
  told(`a site, such as ${siteWords}`),
);

const address = z.string().refine((text) => {
  const [ip = '', bits, ...rest] = text.split('/');
  const version = isIP(ip);
  const isMask = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
  return version !== 0 && isMask && rest.length === 0;
}, 'must be an address or a network such as 10.0.0.0/8');

/** What one gateway takes; the defaults are the gateway's own (src/gateway/limits.ts). */
const gateway = z.strictObject({
  /** Sockets of one process. */
  maxConnections: z.number().int().min(1).max(1_000_000).optional(),
  /** Sockets of one remote address (IPv6: of its /64); behind a proxy name it below, or all readers share one address. */
  maxPerAddress: z.number().int().min(1).max(1_000_000).optional(),
  handshakesPerS: z.number().int().min(1).max(100_000).optional(),
  /** Whether clients without an Origin header, which no browser is, may connect. */
  allowNoOrigin: z.boolean().optional(),
  /** Whose X-Forwarded-For is believed. */
  trustedProxies: z.array(address).optional(),
});

/** Who copies a part of the shipped file lacks the rest of it. */
const orExtended = 'or let `extends:` name a file that has them';

export const configSchema = z.strictObject({
  /** A file beside this one whose content this one adds to. */
  extends: z.string().optional(),
  /** Figures are invented for a demonstration; the strip says so and nothing can hide it. */
  demo: z.boolean().default(false),
  network: z
    .strictObject({
      /** Hosts that providers may be asked at although they are not public. */
      privateHosts: z.array(z.string()).default([]),
    })
    .default({ privateHosts: [] }),
  gateway: gateway.default({}),
  providers: z.record(z.string(), provider).default({}),
  places: z.record(slug, place).default({}),
  items: z.record(
    itemId,
    item,
    told(`items by id, such as quote:BTC-USD: { class: crypto, … }, ${orExtended}`),
  ),
  boards: z.record(
    slug,
    board,
    told(`boards by name, such as front: { items: [quote:BTC-USD] }, ${orExtended}`),
  ),
  sites: z.array(site, told(`a list of sites, such as [${siteWords}]`)).default([]),
});

/** What a file says, defaults filled in; not yet checked against the registry and itself. */
export type ConfigFile = z.output<typeof configSchema>;

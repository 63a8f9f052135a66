import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeClientMessage,
  decodeServerMessage,
  encode,
  type ServerMessage,
} from '../../src/protocol/messages.ts';

describe('what a client sent', () => {
  it('is read as a subscription', () => {
    expect(decodeClientMessage(encode({ t: 'sub', items: ['quote:A'] }))).toEqual({
      ok: true,
      message: { t: 'sub', items: ['quote:A'] },
    });
  });

  it('may have fields of a later version, which are left out', () => {
    expect(decodeClientMessage('{"t":"sub","items":[],"later":1}')).toEqual({
      ok: true,
      message: { t: 'sub', items: [] },
    });
  });

  it('may be of a type of a later version', () => {
    expect(decodeClientMessage('{"t":"later"}')).toEqual({ ok: false, code: 'unknown-type' });
  });

  it.each(['', '{', 'undefined', '{"t":"sub",}', '\u0000'])('is no JSON where it is %j', (text) => {
    expect(decodeClientMessage(text)).toEqual({ ok: false, code: 'bad-json' });
  });

  it.each(['null', '7', '"sub"', '[]', '{}', '{"t":7}', '{"t":"sub"}', '{"t":"sub","items":"quote:A"}'])(
    'is no message where it is %s',
    (text) => {
      expect(decodeClientMessage(text)).toEqual({ ok: false, code: 'bad-message' });
    },
  );

  it('names the items that cannot be, shortened', () => {
    const text = JSON.stringify({ t: 'sub', items: ['quote:A', 7, null, {}, 'x'.repeat(100)] });
    expect(decodeClientMessage(text)).toEqual({
      ok: false,
      code: 'unknown-item',
      items: ['number', 'object', 'object', 'x'.repeat(64)],
    });
  });

  it.each([
    '{"toString":0}',
    '{"toString":null,"valueOf":1}',
    '[{"toString":0}]',
    `${'['.repeat(9e4)}${']'.repeat(9e4)}`,
  ])('may hold an item that cannot be turned into text', (item) => {
    expect(decodeClientMessage(`{"t":"sub","items":[${item}]}`)).toEqual({
      ok: false,
      code: 'unknown-item',
      items: ['object'],
    });
  });

  it('cannot reach a prototype', () => {
    expect(decodeClientMessage('{"__proto__":{"t":"sub","items":[]}}')).toMatchObject({ ok: false });
    expect(({} as Record<string, unknown>).t).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(typeof decodeClientMessage(text).ok).toBe('boolean');
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (items) => {
        expect(typeof decodeClientMessage(JSON.stringify({ t: 'sub', items })).ok).toBe('boolean');
      }),
    );
  });
});

describe('what a server sent', () => {
  const messages: readonly ServerMessage[] = [
    {
      t: 'hello',
      now: 1,
      epoch: 2,
      heartbeat: 3,
      limits: { maxItems: 1, maxPayloadBytes: 2, maxMessagesPer10s: 3 },
      demo: true,
    },
    { t: 'same' },
    { t: 'snap', items: [] },
    { t: 'upd', items: [{ id: 'quote:A', e: 1, s: 2, state: 'withdrawn', asOf: 3, reason: 'withdrawn' }] },
    { t: 'hb', now: 1, digest: '00000000' },
    { t: 'drain', window: 1 },
    { t: 'err', code: 'bad-json' },
  ];

  it.each(messages)('is read back as it was: $t', (message) => {
    expect(decodeServerMessage(encode(message))).toEqual(message);
  });

  it.each([
    '',
    '{',
    'null',
    '[]',
    '{}',
    '{"t":7}',
    '{"t":{"toString":0}}',
    '{"t":"later"}',
    '{"t":"snap"}',
    '{"t":"upd","items":{}}',
  ])('is ignored where it is %j', (text) => {
    expect(decodeServerMessage(text)).toBeUndefined();
  });

  it('never makes the reader throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const message = decodeServerMessage(text);
        expect(message === undefined || typeof message.t === 'string').toBe(true);
      }),
    );
  });
});

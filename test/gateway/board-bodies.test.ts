import { describe, expect, it } from 'vitest';
import { createBoardBodies } from '../../src/gateway/board-bodies.ts';
import type { BoardSnapshot } from '../../src/protocol/snapshot.ts';
import { fakeClock } from '../support/fake-clock.ts';

const board: BoardSnapshot = {
  ...{ board: 'front', builtAt: 1, demo: false, sources: {}, items: [] },
  meta: [
    {
      ...{ id: 'weather:london-gb', cls: 'weather', zone: 'Europe/London' },
      name: { en: 'London', es: 'Londres', zh: '伦敦', 'zh-Hant': '倫敦' },
      region: { en: 'England', es: 'Inglaterra' },
    },
    { id: 'quote:EUR-USD', cls: 'fx', name: { en: 'EUR/USD' }, decimals: 4 },
  ],
};

function setup() {
  const { body } = createBoardBodies('abc', board, fakeClock());
  const read = (lang?: string) => JSON.parse(body(lang).form('identity').bytes.toString()) as BoardSnapshot;
  return { body, read };
}

describe("a board's bodies", () => {
  it('hold all languages where none is asked for', () => {
    expect(setup().read()).toEqual(board);
  });

  it('hold of each text the one that is asked for, and all else as it is', () => {
    const { read } = setup();
    const [london, euro] = board.meta;
    const spanish = { name: { en: 'London', es: 'Londres' }, region: { en: 'England', es: 'Inglaterra' } };
    expect(read('es-BO')).toEqual({ ...board, meta: [{ ...london, ...spanish }, euro] });
    const chinese = { name: { en: 'London', 'zh-Hant': '倫敦' }, region: { en: 'England' } };
    expect(read('zh-TW')).toEqual({ ...board, meta: [{ ...london, ...chinese }, euro] });
    const english = { name: { en: 'London' }, region: { en: 'England' } };
    expect(read('fr')).toEqual({ ...board, meta: [{ ...london, ...english }, euro] });
  });

  it('have one tag, since whoever holds one holds the board', () => {
    const { body } = setup();
    expect([body(undefined).tag, body('es').tag, body('xx').tag]).toEqual(['abc', 'abc', 'abc']);
  });

  it('are made once for each language of the texts, whatever tags are asked for', () => {
    const { body } = setup();
    const letters = [...'abcdefghijklmnopqrstuvwxyz'];
    const primary = letters.flatMap((a) => letters.map((b) => a + b));
    const made = primary.flatMap((language) =>
      ['', '-TW', '-HK', '-Hant', '-Hant-MO', '-419', '-x-a', '-x-b'].map((rest) =>
        body(`${language}${rest}`),
      ),
    );
    // Spanish, simplified Chinese, traditional Chinese, and English for all others.
    expect(new Set(made).size).toBe(4);
  });
});

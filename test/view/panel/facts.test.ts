import { describe, expect, it } from 'vitest';
import { factsOf } from '../../../src/view/panel/facts.ts';
import { now } from '../context.ts';
import { blankReading, quoteMeta, quoteReading, weatherMeta, weatherReading } from '../readings.ts';
import { panelContext } from './panel-context.ts';

const told = (...given: Parameters<typeof factsOf>) =>
  Object.fromEntries(factsOf(...given).flatMap(({ label, text }) => (text ? [[label, text]] : [])));

describe('what a number is', () => {
  it('tells kind, change with its reference, time, delay, source, check and licence of a quote', () => {
    expect(told(quoteMeta(), quoteReading({ reference: '6891.44' }), panelContext())).toEqual({
      'What it is': 'The level of a group of shares, in points',
      Change: '\u2066+0.58%\u2069 since the previous close (\u20666,891.44\u2069)',
      'As of': '11:32',
      Delay: 'delayed by 15 minutes',
      Source: 'A Feed',
      Check: 'not confirmed by a second source',
      Licence: 'Data from A Feed · free',
    });
  });

  it('tells a licence whole', () => {
    const licence = 'Free reuse with the source named (ESCB statistics), by way of Frankfurter';
    const sources = { feed: { name: 'A Feed', text: 'Data from A Feed', href: '', licence } };
    expect(told(quoteMeta(), quoteReading(), panelContext({ sources })).Licence).toBe(
      `Data from A Feed · ${licence}`,
    );
  });

  it('says in which language a credit is, and of nothing else', () => {
    const foreign = factsOf(quoteMeta(), quoteReading(), panelContext()).filter(({ lang }) => lang);
    expect(foreign).toMatchObject([{ label: 'Licence', lang: 'en' }]);
  });

  it('tells the basis before the change where the language’s sentences do', () => {
    const { words } = panelContext();
    const japanese = panelContext({ words: { ...words, quoteUp: '{0}は{1}、{3}{2}上昇' } });
    expect(told(quoteMeta(), quoteReading({ reference: '6891.44' }), japanese).Change).toBe(
      'since the previous close (\u20666,891.44\u2069) \u2066+0.58%\u2069',
    );
  });

  it('puts full-width brackets beside full-width signs, without gaps', () => {
    const { words } = panelContext();
    const chinese = panelContext({
      words: {
        ...words,
        stop: '。',
        basis: { ...words.basis, prevClose: '较前收盘' },
        quoteUp: '{0}报{1}，{3}上涨{2}',
      },
    });
    expect(told(quoteMeta(), quoteReading({ reference: '6891.44' }), chinese).Change).toBe(
      '较前收盘（\u20666,891.44\u2069）\u2066+0.58%\u2069',
    );
  });

  it('keeps the sign of a change on its side, and lets its word follow the line', () => {
    const meta = quoteMeta({ cls: 'yield' });
    const reading = quoteReading({ changeBp: '-3', changePct: undefined } as never);
    expect(told(meta, reading, panelContext()).Change).toMatch(/^\u2066−3\u2069\u00a0bp since/);
  });

  it('leaves the change out where it is not known, though its basis is', () => {
    const reading = quoteReading({ basis: 'rolling24h', changePct: undefined } as never);
    expect(told(quoteMeta(), reading, panelContext())).not.toHaveProperty('Change');
  });

  it('leaves the change out where it has no basis', () => {
    const { basis: _basis, ...bare } = { ...quoteReading().value } as { basis?: string };
    expect(told(quoteMeta(), { ...quoteReading(), value: bare as never }, panelContext())).not.toHaveProperty(
      'Change',
    );
  });

  it('names the source that confirmed it, and says when another stood in', () => {
    const sources = {
      ...panelContext().sources,
      other: { name: 'Another', text: '', href: 'http://insecure.example', licence: '' },
    };
    const reading = quoteReading({}, { source: 'other', tier: 'fallback', confirmedBy: 'feed' });
    const facts = factsOf(quoteMeta(), reading, panelContext({ sources }));
    expect(facts.find(({ label }) => label === 'Check')?.text).toBe('confirmed by A Feed');
    expect(facts.find(({ label }) => label === 'Source')).toEqual({
      label: 'Source',
      text: 'backup source: Another',
      href: undefined,
    });
  });

  it('says that another source stood in before its name has come', () => {
    const reading = quoteReading({}, { source: 'other', tier: 'fallback' });
    expect(told(quoteMeta(), reading, panelContext()).Source).toBe('backup source');
  });

  it.each([
    [{ opensAt: now + 3_600_000 }, 'closed', 'market closed, opens 13:00'],
    [{ closesAt: now + 7_200_000 }, 'live', 'open until 14:00'],
    // The first instant of a UTC day is a time here, not that day.
    [{ closesAt: Math.ceil(now / 86_400_000) * 86_400_000 }, 'live', 'open until 00:00'],
    [{ isHalfDay: true }, 'live', 'open'],
    [{ opensAt: now - 1 }, 'closed', 'market closed'],
  ] as const)('says how it stands with the market: %j', (session, state, words) => {
    expect(told(quoteMeta(), quoteReading({}, { session, state }), panelContext()).Market).toBe(words);
  });

  it.each([
    [{ opensAt: now + 3_600_000 }, 'market closed, opens 13:00'],
    [{ holiday: 'Christmas Day' }, 'market closed for Christmas Day'],
    [{}, 'market closed'],
    [{ closesAt: now + 7_200_000 }, 'open until 14:00'],
  ] as const)('says of what is held or pinned how its market stands: %j', (session, words) => {
    for (const more of [{ state: 'held' }, { state: 'live', pinned: true }] as const)
      expect(told(quoteMeta(), quoteReading({}, { session, ...more }), panelContext()).Market).toBe(words);
  });

  it.each([[{ closesAt: now }], [{ opensAt: now - 1 }]])(
    'says nothing of the market where a turn has passed and nobody said what came of it: %j',
    (session) => {
      const reading = quoteReading({}, { session, pinned: true });
      expect(told(quoteMeta(), reading, panelContext())).not.toHaveProperty('Market');
    },
  );

  it('says nothing of a market or a check where there is weather', () => {
    const facts = told(weatherMeta, weatherReading(), panelContext());
    expect(facts).toMatchObject({ 'What it is': 'Measured or forecast weather', Delay: 'forecast' });
    expect(facts).not.toHaveProperty('Check');
    expect(facts).not.toHaveProperty('Market');
  });

  it('tells the kind alone where there is no value', () => {
    expect(told(quoteMeta(), blankReading('feed-failed'), panelContext())).toEqual({
      'What it is': 'The level of a group of shares, in points',
    });
  });
});

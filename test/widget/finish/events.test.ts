import { beforeEach, expect, it } from 'vitest';
import { createEvents } from '../../../widget/finish/events.ts';
import type { StripParts } from '../../../widget/first-strip.ts';

let host: EventTarget;
let feed: { base: string; board: string; status: string; model: { loaded: boolean } };
let isPaused: boolean;
let told: unknown[];

beforeEach(() => {
  host = new EventTarget();
  feed = { base: 'https://a.example', board: 'front', status: 'live', model: { loaded: true } };
  isPaused = false;
  told = [];
  listenTo(host);
});

function listenTo(target: EventTarget): void {
  for (const name of ['ready', 'state'])
    target.addEventListener(`masthead-${name}`, (event) => told.push((event as CustomEvent).detail));
}

/** As a strip that starts anew does. */
const start = (target = host) =>
  createEvents({ host: target, feed, page: { pause: { isOn: () => isPaused } } } as unknown as StripParts);

const [front, live, lost] = [{ board: 'front' }, { state: 'live' }, { state: 'lost' }];

it('tells that figures stand and how they come, once they do', () => {
  Object.assign(feed, { status: 'loading', model: { loaded: false } });
  const events = start();
  events.drawn();
  expect(told).toEqual([]);
  Object.assign(feed, { status: 'live', model: { loaded: true } });
  events.drawn();
  events.drawn();
  expect(told).toEqual([front, live]);
});

it('tells that figures are lost where none have come, and that they stand once they do', () => {
  Object.assign(feed, { status: 'unknownBoard', model: { loaded: false } });
  const events = start();
  events.drawn();
  events.drawn();
  expect(told).toEqual([lost]);
  Object.assign(feed, { status: 'live', model: { loaded: true } });
  events.drawn();
  expect(told).toEqual([lost, front, live]);
});

it('does not tell once more that figures stand where those of before are gone for a while', () => {
  const events = start();
  events.drawn();
  for (const loaded of [false, true]) {
    feed.model.loaded = loaded;
    events.drawn();
  }
  expect(told).toEqual([front, live, lost, live]);
});

it('tells what a reader chose, and does as the page says', () => {
  const { select } = start();
  expect(select('quote:SPX', null)).toBe(true);
  host.addEventListener('masthead-select', (event) => {
    told.push((event as CustomEvent).detail);
    event.preventDefault();
  });
  expect(select('quote:SPX', '/markets')).toBe(false);
  expect(told).toEqual([{ id: 'quote:SPX', href: '/markets' }]);
});

it('tells a state when it has changed', () => {
  const events = start();
  events.drawn();
  feed.status = 'lost';
  events.drawn();
  isPaused = true;
  events.drawn();
  expect(told).toEqual([front, live, lost, { state: 'paused' }]);
});

it('tells nothing anew where the strip starts anew', () => {
  start().drawn();
  start().drawn();
  expect(told).toEqual([front, live]);
});

it('tells a strip that starts anew what has changed meanwhile', () => {
  start().drawn();
  feed.status = 'lost';
  start().drawn();
  expect(told).toEqual([front, live, lost]);
});

it('tells that figures stand once more for another board alone', () => {
  start().drawn();
  feed.board = 'money';
  start().drawn();
  start().drawn();
  expect(told).toEqual([front, live, { board: 'money' }]);
});

it('tells each element of a page its own', () => {
  start().drawn();
  const other = new EventTarget();
  listenTo(other);
  start(other).drawn();
  expect(told).toEqual([front, live, front, live]);
});

it('has told before a listener can make it tell again', () => {
  const events = start();
  host.addEventListener('masthead-ready', () => events.drawn());
  events.drawn();
  expect(told).toEqual([front, live]);
});

it('tells that figures stand where they are those of another server', () => {
  start().drawn();
  feed.base = 'https://b.example';
  start().drawn();
  expect(told).toEqual([front, live, front]);
});

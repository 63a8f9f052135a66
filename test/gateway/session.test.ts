import { describe, expect, it } from 'vitest';
import { createSession } from '../../src/gateway/session.ts';
import type { ItemId } from '../../src/protocol/item-id.ts';
import { fakeClock } from '../support/fake-clock.ts';

const a: ItemId = 'quote:A';
const b: ItemId = 'quote:B';
const c: ItemId = 'quote:C';
const board: ReadonlySet<ItemId> = new Set([a, b]);

function setup() {
  const clock = fakeClock();
  const tally = { sent: 0, encoded: 0, conflated: 0 };
  const written: string[] = [];
  const completions: (() => void)[] = [];
  /** What is published, by a number that rises with each change. */
  const values = new Map<ItemId, number>();
  /** Those whose last change came with a line. */
  const lines = new Set<ItemId>();
  const frame =
    (kind: string) =>
    (ids: Iterable<ItemId>, lined: ReadonlySet<ItemId> = new Set()) =>
      Buffer.from(
        [
          kind,
          ...[...ids].map((id) => `${id}=${values.get(id)}${lined.has(id) ? ' with its line' : ''}`),
        ].join(' '),
      );
  const session = createSession({
    items: board,
    write(bytes, done) {
      written.push(bytes.toString());
      completions.push(done);
    },
    frames: {
      snap: frame('snap'),
      upd: frame('upd'),
      hb: frame('hb'),
    },
    hasNewLine: (id) => lines.has(id),
    clock,
    tally,
  });
  return {
    clock,
    tally,
    written,
    session,
    publish(id: ItemId, value: number, hasLine = false) {
      values.set(id, value);
      if (hasLine) lines.add(id);
      else lines.delete(id);
      session.update(frame('upd')([id]), [id]);
    },
    heartbeat: () => session.heartbeat(frame('hb')(board)),
    complete: () => completions.shift()?.(),
    waiting: () => completions.length,
  };
}

describe('an idle session', () => {
  it('writes a frame at once', () => {
    const { session, written, publish } = setup();
    expect(session.busy()).toBe(false);
    publish(a, 1);
    expect(written).toEqual(['upd quote:A=1']);
    expect(session.busy()).toBe(true);
  });

  it('writes nothing more once all is sent', () => {
    const { session, written, publish, complete } = setup();
    publish(a, 1);
    complete();
    expect(session.busy()).toBe(false);
    expect(written.length).toBe(1);
  });
});

describe('a busy session', () => {
  it('gets one frame with the newest values after any number of updates', () => {
    const { written, publish, complete, tally } = setup();
    for (let value = 1; value <= 500; value += 1) publish(a, value);
    publish(b, 7);
    complete();
    expect(written).toEqual(['upd quote:A=1', 'upd quote:A=500 quote:B=7']);
    expect(tally).toMatchObject({ sent: 2, conflated: 498 });
  });

  it('gets the line of which the frame went without it, once', () => {
    const { written, publish, complete } = setup();
    publish(a, 1);
    publish(b, 2, true);
    publish(b, 3);
    complete();
    complete();
    publish(a, 4);
    publish(b, 5);
    complete();
    expect(written).toEqual([
      'upd quote:A=1',
      'upd quote:B=3 with its line',
      'upd quote:A=4',
      'upd quote:B=5',
    ]);
  });

  it('never has more than one frame on the way', () => {
    const { publish, heartbeat, session, waiting, complete } = setup();
    for (let value = 1; value <= 50; value += 1) {
      publish(a, value);
      heartbeat();
      session.send(Buffer.from('err'));
      session.follow(board, []);
      expect(waiting()).toBe(1);
    }
    let frames = 0;
    while (waiting() > 0) {
      complete();
      frames += 1;
    }
    expect(frames).toBeLessThanOrEqual(12);
  });

  it('keeps its greeting in order and ahead of updates', () => {
    const { session, written, publish, complete } = setup();
    session.send(Buffer.from('hello'));
    session.send(Buffer.from('snap'));
    publish(a, 2);
    complete();
    complete();
    expect(written).toEqual(['hello', 'snap', 'upd quote:A=2']);
  });

  it('beats after its updates, once, and with what is published by then', () => {
    const { written, publish, heartbeat, complete } = setup();
    publish(a, 1);
    publish(b, 1);
    heartbeat();
    publish(a, 2);
    heartbeat();
    complete();
    complete();
    complete();
    expect(written.slice(1)).toEqual(['upd quote:B=1 quote:A=2', 'hb quote:A=2 quote:B=1']);
  });

  it('says since when nothing has got through', () => {
    const { session, clock, publish, complete } = setup();
    expect(session.stalledMs()).toBe(0);
    publish(a, 1);
    clock.advance(40_000);
    publish(a, 2);
    expect(session.stalledMs()).toBe(40_000);
    complete();
    expect(session.stalledMs()).toBe(0);
    clock.advance(5);
    expect(session.stalledMs()).toBe(5);
    complete();
    expect(session.stalledMs()).toBe(0);
  });
});

describe('a changed subscription', () => {
  it('is answered with the added items', () => {
    const { session, written } = setup();
    session.follow(new Set([a, b, c]), [c]);
    expect(written).toEqual(['snap quote:C=undefined']);
  });

  it('is answered even where nothing is added, so that the client knows from when it holds', () => {
    const { session, written } = setup();
    session.follow(board, []);
    expect(written).toEqual(['snap']);
  });

  it('shows an added item once where it changes before the answer is out', () => {
    const { session, written, publish, complete } = setup();
    publish(a, 1);
    session.follow(new Set([a, b, c]), [c]);
    publish(c, 9);
    complete();
    complete();
    expect(written.slice(1)).toEqual(['snap quote:C=9']);
  });

  it('is answered together with one that is still owed its answer', () => {
    const d: ItemId = 'quote:D';
    const { session, written, publish, complete } = setup();
    publish(a, 1);
    session.follow(new Set([a, b, c]), [c]);
    session.follow(new Set([a, b, c, d]), [d]);
    complete();
    expect(written.slice(1)).toEqual(['snap quote:C=undefined quote:D=undefined']);
  });

  it('stops what is not followed any more, sent or owed', () => {
    const { session, written, publish, complete } = setup();
    session.follow(new Set([a, b, c]), [c]);
    publish(c, 1);
    session.follow(board, []);
    complete();
    complete();
    expect(written.slice(1)).toEqual(['snap']);
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { subprotocol } from '../../../src/protocol/messages.ts';
import type { SocketEvents } from '../../../widget/env.ts';
import { type Connection, type ConnectionState, createConnection } from '../../../widget/life/connection.ts';
import { type FakeEnv, fakeEnv, hello } from '../fake-env.ts';

let env: FakeEnv;
let connection: Connection;
let states: ConnectionState['at'][];
let heard: [type: string, isFirstSnap: boolean][];
let ways: number[];

beforeEach(() => {
  env = fakeEnv();
  states = [];
  heard = [];
  ways = [];
  const way = (failures: number) => {
    ways.push(failures);
    return (events: SocketEvents) => env.openSocket('ws://host/v1/live?board=front', subprotocol, events);
  };
  connection = createConnection(env, way, {
    message: (message, isFirstSnap) => heard.push([message.t, isFirstSnap]),
    state: ({ at }) => states.push(at),
  });
});

const socket = (index = env.sockets.length - 1) => {
  const found = env.sockets[index];
  if (found === undefined) throw new Error(`no socket ${index}`);
  return found;
};
const greet = (index?: number) => {
  socket(index).say(hello(env));
  socket(index).say({ t: 'snap', items: [] });
};

/** One socket serves, and another is on its way to take its place. */
const startMoving = () => {
  connection.open();
  greet();
  socket(0).say({ t: 'drain', window: 0 });
  env.clock.advance(0);
};

describe('a connection', () => {
  it('is live once the board has come, and tells the first snap from later ones', () => {
    connection.open();
    socket().say(hello(env));
    expect(connection.state().at).toBe('trying');
    socket().say({ t: 'snap', items: [] });
    socket().say({ t: 'snap', items: [] });
    expect(connection.state().at).toBe('live');
    expect(heard).toEqual([
      ['hello', false],
      ['snap', true],
      ['snap', false],
    ]);
  });

  it('opens one socket however often it is told to', () => {
    connection.open();
    connection.open();
    connection.hurry();
    expect(env.sockets).toHaveLength(1);
  });

  it('comes back after a loss, waiting longer each time', () => {
    env.chance = 0.99;
    connection.open();
    const waits = [990, 1980, 3960, 7920];
    for (const [index, wait] of waits.entries()) {
      socket().drop(1006);
      env.clock.advance(wait - 1);
      expect(env.sockets).toHaveLength(index + 1);
      env.clock.advance(1);
      expect(env.sockets).toHaveLength(index + 2);
    }
  });

  it('asks for the way of each attempt, and says how many have failed before', () => {
    connection.open();
    for (let failed = 0; failed < 3; failed += 1) {
      socket().drop(1006);
      env.clock.advance(4000);
    }
    expect(ways).toEqual([0, 1, 2, 3]);
  });

  it('starts the backoff anew only after half a minute of standing', () => {
    env.chance = 0.99;
    connection.open();
    socket().drop(1006);
    env.clock.advance(990);
    greet();
    env.clock.advance(20_000);
    socket().drop(1006);
    env.clock.advance(1979);
    expect(env.sockets).toHaveLength(2);
    env.clock.advance(1);
    greet();
    env.clock.advance(30_001);
    socket().drop(1006);
    env.clock.advance(990);
    expect(env.sockets).toHaveLength(4);
  });

  it.each([4400, 1008, 1009])('does not come back after %i', (code) => {
    connection.open();
    greet();
    socket().drop(code);
    env.clock.advance(600_000);
    connection.open();
    connection.hurry();
    // As where the page is hidden and seen again.
    connection.close();
    connection.open();
    expect(env.sockets).toHaveLength(1);
    expect(connection.state().at).toBe('refused');
    expect(env.clock.pending()).toBe(0);
  });

  it.each([
    [0, 60_000],
    [0.5, 90_000],
    [0.99, 119_400],
  ])('comes back no sooner than a minute after too many messages (chance %d)', (chance, waitMs) => {
    env.chance = chance;
    connection.open();
    greet();
    socket().drop(4429);
    expect(connection.state()).toEqual({ at: 'away' });
    connection.open();
    connection.hurry();
    env.clock.advance(waitMs - 1);
    expect(env.sockets).toHaveLength(1);
    env.clock.advance(1);
    expect(env.sockets).toHaveLength(2);
    greet();
    expect(connection.state().at).toBe('live');
  });

  it('stays away for as long where it is closed and opened meanwhile', () => {
    connection.open();
    socket().drop(4429);
    const waitMs = 60_000 * (1 + env.chance);
    env.clock.advance(waitMs / 2);
    connection.close();
    env.clock.advance(waitMs / 4);
    connection.open();
    expect(connection.state()).toEqual({ at: 'away' });
    env.clock.advance(waitMs / 4 - 1);
    expect(env.sockets).toHaveLength(1);
    env.clock.advance(1);
    expect(env.sockets).toHaveLength(2);
  });

  it('stays away no longer for a clock that was set back', () => {
    connection.open();
    socket().drop(4429);
    connection.close();
    env.clock.step(-3_600_000);
    connection.open();
    env.clock.advance(60_000 * (1 + env.chance));
    expect(env.sockets).toHaveLength(2);
  });

  it('leaves no timer where it is closed while it stays away', () => {
    connection.open();
    socket().drop(4429);
    connection.close();
    expect(env.clock.pending()).toBe(0);
  });

  it.each([1000, 1001, 1006, 1012, 1013, 4508, 4509])('comes back after %i', (code) => {
    connection.open();
    socket().drop(code);
    env.clock.advance(1000);
    expect(env.sockets).toHaveLength(2);
  });

  it('takes silence of 1.6 heartbeats for a loss, and any frame for life', () => {
    connection.open();
    socket().say(hello(env, { heartbeat: 1000 }));
    socket().say({ t: 'same' });
    env.clock.advance(1500);
    socket().raw('{"t":"of a later version"}');
    env.clock.advance(1599);
    expect(connection.state().at).toBe('live');
    env.clock.advance(1);
    expect(connection.state().at).toBe('trying');
    expect(socket(0).closedByPage).toBe(true);
  });

  it.each([0, -1, undefined])(
    'does not take a server that beats every %s ms for a silent one',
    (heartbeat) => {
      connection.open();
      socket().say(hello(env, { heartbeat } as { heartbeat: number }));
      env.clock.advance(14_999);
      expect(env.sockets).toHaveLength(1);
    },
  );

  it('gives up on a socket that never says anything', () => {
    connection.open();
    env.clock.advance(15_000);
    expect(socket(0).closedByPage).toBe(true);
  });

  it('bears a browser that refuses to open a socket at all', () => {
    env.refusesSockets = true;
    connection.open();
    env.clock.advance(1);
    expect(connection.state()).toEqual({ at: 'trying', failures: 1 });
  });

  it('changes over on drain: the old socket serves until the new one has its board', () => {
    env.chance = 0.5;
    connection.open();
    greet();
    socket(0).say({ t: 'drain', window: 10_000 });
    env.clock.advance(4999);
    expect(env.sockets).toHaveLength(1);
    env.clock.advance(1);
    expect(env.sockets).toHaveLength(2);
    socket(0).say({ t: 'upd', items: [] });
    socket(1).say(hello(env));
    expect(socket(0).closedByPage).toBe(false);
    expect(connection.state().at).toBe('live');
    socket(1).say({ t: 'same' });
    expect(socket(0).closedByPage).toBe(true);
    expect(states).not.toContain('idle');
    expect(states.filter((at) => at === 'trying')).toHaveLength(1);
  });

  it('goes over to the new socket where the old one ends before its time', () => {
    startMoving();
    socket(0).drop(1012);
    expect(connection.state().at).toBe('trying');
    greet(1);
    expect(connection.state().at).toBe('live');
    expect(env.sockets).toHaveLength(2);
  });

  it('keeps the old socket where the new one fails, and comes back when that ends', () => {
    startMoving();
    socket(1).drop(1006);
    expect(connection.state().at).toBe('live');
    socket(0).drop(1012);
    env.clock.advance(1000);
    expect(env.sockets).toHaveLength(3);
  });

  it('tries again to change over while the old socket still serves', () => {
    startMoving();
    socket(1).drop(1006);
    env.clock.advance(1000);
    expect(env.sockets).toHaveLength(3);
    socket(2).say(hello(env));
    socket(2).say({ t: 'same' });
    expect(socket(0).closedByPage).toBe(true);
    expect(states.filter((at) => at === 'trying')).toHaveLength(1);
  });

  it('opens no third one beside the two where the server says once more that it goes', () => {
    startMoving();
    socket(0).say({ t: 'drain', window: 0 });
    env.clock.advance(0);
    expect(env.sockets.map(({ closedByPage }) => closedByPage)).toEqual([false, true, false]);
  });

  it('tries to change over no sooner than a minute after too many messages', () => {
    startMoving();
    socket(1).drop(4429);
    for (let waited = 0; waited < 59_000; waited += 1000) {
      socket(0).say({ t: 'upd', items: [] });
      env.clock.advance(1000);
    }
    expect(env.sockets).toHaveLength(2);
  });

  it('gives the old socket up once seven in a row could not take its place', () => {
    env.chance = 0;
    startMoving();
    for (let failed = 0; failed < 6; failed += 1) {
      socket().drop(1006);
      socket(0).say({ t: 'upd', items: [] });
      env.clock.advance(0);
    }
    expect([connection.state().at, env.open().length]).toEqual(['live', 2]);
    socket().drop(1006);
    expect(connection.state()).toEqual({ at: 'trying', failures: 7 });
    expect(env.open()).toHaveLength(0);
    env.clock.advance(60_000);
    greet();
    expect(connection.state().at).toBe('live');
  });

  it('waits as long as the last of those wanted before it comes back', () => {
    env.chance = 0;
    startMoving();
    for (let failed = 0; failed < 7; failed += 1) {
      socket().drop(4429);
      if (failed === 6) break;
      socket(0).say({ t: 'upd', items: [] });
      for (let waited = 0; waited < 12; waited += 1) {
        env.clock.advance(5000);
        socket(0).say({ t: 'upd', items: [] });
      }
    }
    expect(connection.state()).toEqual({ at: 'away' });
    const { length } = env.sockets;
    connection.hurry();
    env.clock.advance(59_000);
    expect(env.sockets).toHaveLength(length);
    env.clock.advance(1000);
    expect(env.sockets).toHaveLength(length + 1);
  });

  it('hurries when the network is back', () => {
    env.chance = 0.99;
    connection.open();
    socket().drop(1006);
    connection.hurry();
    expect(env.sockets).toHaveLength(2);
  });

  it('leaves no timer and no socket when closed, and can be opened again', () => {
    connection.open();
    greet();
    socket().say({ t: 'drain', window: 1000 });
    connection.close();
    expect(env.clock.pending()).toBe(0);
    expect(env.open()).toHaveLength(0);
    connection.open();
    expect(env.open()).toHaveLength(1);
  });

  it('leaves neither of two sockets when closed while one is to take the other’s place', () => {
    startMoving();
    expect(env.open()).toHaveLength(2);
    connection.close();
    expect([env.open().length, env.clock.pending()]).toEqual([0, 0]);
  });
});

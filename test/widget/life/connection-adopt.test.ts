import { beforeEach, describe, expect, it } from 'vitest';
import { type Connection, createConnection } from '../../../widget/life/connection.ts';
import type { OpenSocket } from '../../../widget/life/link.ts';
import { type FakeEnv, type FakeSocket, fakeEnv, hello } from '../fake-env.ts';

let env: FakeEnv;
let connection: Connection;
let heard: [type: string, isFirstSnap: boolean][];
const open: OpenSocket = (events) => env.openSocket('ws://host', 'masthead.v1', events);

beforeEach(() => {
  env = fakeEnv();
  heard = [];
  connection = createConnection(env, () => open, {
    message: (message, isFirstSnap) => heard.push([message.t, isFirstSnap]),
    state() {},
  });
});

function adopt(heartbeatMs: number, isWhole: boolean): FakeSocket {
  connection.adopt(open, heartbeatMs, isWhole);
  const [socket] = env.sockets;
  if (socket === undefined) throw new Error('no socket');
  return socket;
}

describe('a socket that a connection goes on with', () => {
  it('is live at once where the board has come over it, and no second one is opened', () => {
    const socket = adopt(25_000, true);
    expect(connection.state().at).toBe('live');
    connection.open();
    connection.hurry();
    socket.say({ t: 'snap', items: [] });
    expect(heard).toEqual([['snap', false]]);
    expect(connection.send('x')).toBe(true);
    expect(socket.sent).toEqual(['x']);
    expect(env.sockets).toHaveLength(1);
  });

  it('is live once its board has come where it has not yet', () => {
    const socket = adopt(0, false);
    expect(connection.state()).toEqual({ at: 'trying', failures: 0 });
    connection.open();
    socket.say(hello(env));
    socket.say({ t: 'snap', items: [] });
    expect(heard).toEqual([
      ['hello', false],
      ['snap', true],
    ]);
    expect(connection.state().at).toBe('live');
    expect(env.sockets).toHaveLength(1);
  });

  it.each([
    ['the heartbeat that was told before', 1000, 1600],
    ['a first frame where none was told', 0, 15_000],
  ])('is lost when it is silent for longer than %s allows', (_what, heartbeatMs, silenceMs) => {
    const socket = adopt(heartbeatMs, true);
    env.clock.advance(silenceMs - 1);
    expect(connection.state().at).toBe('live');
    env.clock.advance(1);
    expect(connection.state()).toEqual({ at: 'trying', failures: 1 });
    expect(socket.closedByPage).toBe(true);
  });

  it('is followed by another after its loss, and by none where the server wants none', () => {
    adopt(25_000, true).drop(1006);
    env.clock.advance(1000);
    expect(env.sockets).toHaveLength(2);
    env.sockets[1]?.drop(4400);
    env.clock.advance(600_000);
    expect(connection.state().at).toBe('refused');
    expect(env.sockets).toHaveLength(2);
  });

  it('is changed over from on drain, and closed', () => {
    const socket = adopt(25_000, true);
    socket.say({ t: 'drain', window: 0 });
    env.clock.advance(0);
    expect(socket.closedByPage).toBe(false);
    env.sockets[1]?.say({ t: 'same' });
    expect(socket.closedByPage).toBe(true);
    connection.close();
    expect(env.open()).toHaveLength(0);
    expect(env.clock.pending()).toBe(0);
  });
});

import { describe, expect, it } from 'vitest';
import { createFrame } from '../../../widget/finish/frame.ts';
import { type Changes, createPen } from '../../../widget/finish/pen.ts';
import { fakeEnv } from '../fake-env.ts';

function rig() {
  const env = fakeEnv();
  const drawn: Changes[] = [];
  const seen = { isUntold: false, told: 0, toldLast: 0, whileDrawing: () => {} };
  const pen = createPen(
    { env, frame: createFrame(env) },
    {
      draw(changes) {
        drawn.push(changes);
        seen.whileDrawing();
      },
      isUntold: () => seen.isUntold,
      tells: [
        () => {
          seen.told += 1;
        },
        () => {
          seen.isUntold = false;
          seen.toldLast += 1;
        },
      ],
    },
  );
  return { env, drawn, seen, pen };
}

const nothing = { board: false, all: false, unseen: false, afresh: false };

describe('the pen', () => {
  it('draws all at first, then together what was asked for until the next frame, and each change once', async () => {
    const { env, drawn, pen } = rig();
    pen.now();
    pen.soon({ board: true });
    pen.soon({ all: true });
    pen.soon();
    expect(drawn).toEqual([{ ...nothing, board: true, all: true }]);
    await env.breathe();
    pen.soon();
    await env.breathe();
    expect(drawn.slice(1)).toEqual([{ ...nothing, board: true, all: true }, nothing]);
  });

  it('draws once more what is asked for while it draws', async () => {
    const { env, drawn, seen, pen } = rig();
    seen.whileDrawing = () => {
      seen.whileDrawing = () => {};
      pen.soon({ all: true });
    };
    pen.now();
    await env.breathe();
    expect(drawn.slice(1)).toEqual([{ ...nothing, all: true }]);
  });

  it('draws what is scrolled away for the printer, and not again after it', async () => {
    const { env, drawn, pen } = rig();
    pen.now({ unseen: true });
    pen.soon();
    await env.breathe();
    expect(drawn.map(({ unseen }) => unseen)).toEqual([true, false]);
  });

  it('never forgets that it began afresh', () => {
    const { drawn, pen } = rig();
    pen.now({ afresh: true });
    pen.now();
    expect(drawn.map(({ afresh }) => afresh)).toEqual([true, true]);
  });

  it('tells the rest a second later, each in a moment of its own, once for updates that come close together', async () => {
    const { env, seen, pen } = rig();
    seen.isUntold = true;
    pen.now();
    env.clock.advance(900);
    pen.now();
    env.clock.advance(100);
    expect(seen.told).toBe(0);
    await env.breathe();
    expect([seen.told, seen.toldLast]).toEqual([1, 0]);
    await env.breathe();
    expect([seen.told, seen.toldLast]).toEqual([1, 1]);
    pen.now();
    env.clock.advance(1000);
    await env.breathe();
    expect(seen.told).toBe(1);
  });

  it('tells once more what was drawn between the first and the last of what it tells', async () => {
    const { env, seen, pen } = rig();
    seen.isUntold = true;
    pen.now();
    env.clock.advance(1000);
    await env.breathe();
    pen.now();
    await env.breathe();
    seen.isUntold = true;
    pen.now();
    env.clock.advance(1000);
    await env.breathe();
    await env.breathe();
    expect([seen.told, seen.toldLast]).toEqual([2, 2]);
  });

  it('goes on telling where one of it throws', async () => {
    const { env, drawn, seen, pen } = rig();
    seen.isUntold = true;
    const broken = createPen(
      { env, frame: createFrame(env) },
      {
        draw: (changes) => drawn.push(changes),
        isUntold: () => seen.isUntold,
        tells: [
          () => {
            throw new Error('cannot be told');
          },
          () => {
            seen.toldLast += 1;
          },
        ],
      },
    );
    broken.now();
    env.clock.advance(1000);
    await expect(env.breathe()).rejects.toThrow('cannot be told');
    await env.breathe();
    expect(seen.toldLast).toBe(1);
    pen.stop();
  });

  it('neither draws nor tells once it is put down', async () => {
    const { env, drawn, seen, pen } = rig();
    seen.isUntold = true;
    pen.now();
    pen.soon({ all: true });
    pen.stop();
    env.clock.advance(1000);
    await env.breathe();
    expect([drawn.length, seen.told]).toEqual([1, 0]);
  });
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import { createFrame } from '../../../widget/finish/frame.ts';
import { fakeEnv } from '../fake-env.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the frame', () => {
  it('draws each thing once, all in one animation frame', async () => {
    const env = fakeEnv();
    const frame = createFrame(env);
    const drawn: string[] = [];
    const one = () => drawn.push('one');
    const two = () => drawn.push('two');
    for (const draw of [one, two, one, one]) frame.request(draw);
    expect(drawn).toEqual([]);
    await env.breathe();
    await env.breathe();
    expect(drawn).toEqual(['one', 'two']);
  });

  it('draws nothing that was cancelled', async () => {
    const env = fakeEnv();
    const frame = createFrame(env);
    const drawn: number[] = [];
    const draw = () => drawn.push(1);
    frame.request(draw);
    frame.cancel(draw);
    await env.breathe();
    expect(drawn).toEqual([]);
    frame.request(draw);
    await env.breathe();
    expect(drawn).toEqual([1]);
  });

  it('draws the others where one was cancelled', async () => {
    const env = fakeEnv();
    const frame = createFrame(env);
    const drawn: string[] = [];
    const gone = () => drawn.push('gone');
    frame.request(gone);
    frame.request(() => drawn.push('here'));
    frame.cancel(gone);
    await env.breathe();
    expect(drawn).toEqual(['here']);
  });

  it('draws the rest where one cannot be drawn', async () => {
    const env = fakeEnv();
    const frame = createFrame(env);
    const drawn: string[] = [];
    const reject = vi.spyOn(Promise, 'reject').mockReturnValue(new Promise<never>(() => {}));
    frame.request(() => {
      throw new Error('cannot be drawn');
    });
    frame.request(() => drawn.push('two'));
    await env.breathe();
    expect(drawn).toEqual(['two']);
    expect(reject).toHaveBeenCalledExactlyOnceWith(new Error('cannot be drawn'));
  });
});

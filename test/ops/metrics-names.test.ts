import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningDemo, startDemo } from '../../src/cli/demo-parts.ts';

let demo: RunningDemo;
let text: string;

beforeAll(async () => {
  const ports = { PORT: '0', OPS_PORT: '0', NEWSROOM_PORT: '0', DEMO_UPSTREAM_PORT: '0' };
  demo = await startDemo({ ...ports, LOG_LEVEL: 'silent' });
  await fetch(`${demo.app.gateway.url()}/v1/live`);
  text = await (await fetch(`${demo.app.ops.url()}/metrics`)).text();
});
afterAll(() => demo?.stop());

it('nothing in the metrics of a whole process is objected to by promtool', () => {
  const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], {
    input: text,
    encoding: 'utf8',
  });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
});

it.each([
  'feed_last_success_timestamp_seconds{feed="ecb"}',
  'item_observed_timestamp_seconds{class="fx"}',
  'feed_requests_total{provider="metno",code="200"}',
  'feed_duration_seconds_bucket{le="5",provider="metno"}',
  'is_leader 1',
  'fence 1',
  'connections 0',
  'frames_sent_total',
  'conflated_total',
  'slow_terminated_total',
  'nodejs_eventloop_lag_p99_seconds',
  'process_resident_memory_bytes',
  'build_info{version="',
])('tells masthead_%s', (start) => {
  expect(text.split('\n').some((line) => line.startsWith(`masthead_${start}`))).toBe(true);
});

it('knows no label value that a client could have sent, and no more series than it can keep', () => {
  const series = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  expect(series.length).toBeLessThan(400);
  expect(text).not.toMatch(/127\.0\.0\.1|https?:/);
});

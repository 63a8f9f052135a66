import { describe, expect, it } from 'vitest';
import { createMetrics } from '../../src/system/metrics.ts';

describe('metrics', () => {
  it('are told in Prometheus text under our own prefix', async () => {
    const metrics = createMetrics();
    const polls = metrics.counter('feed_polls_total', 'Tries', ['feed', 'outcome']);
    polls({ feed: 'ecb', outcome: 'ok' });
    polls({ feed: 'ecb', outcome: 'ok' }, 2);
    metrics.gauge('is_leader', '1 while leading')(1);
    const text = await metrics.text();
    expect(text).toContain('# TYPE masthead_feed_polls_total counter');
    expect(text).toContain('masthead_feed_polls_total{feed="ecb",outcome="ok"} 3');
    expect(text).toContain('masthead_is_leader 1');
  });

  it('asked for twice under one name are one', async () => {
    const metrics = createMetrics();
    for (const feed of ['a', 'b']) {
      metrics.counter('polls_total', 'Tries', ['feed'])({ feed });
      metrics.gauge('last_seconds', 'Last', ['feed'])(5, { feed });
    }
    metrics.counter('polls_total', 'Tries', ['feed'])({ feed: 'a' });
    const text = await metrics.text();
    expect(text).toContain('masthead_polls_total{feed="a"} 2');
    expect(text).toContain('masthead_polls_total{feed="b"} 1');
    expect(text).toContain('masthead_last_seconds{feed="b"} 5');
    expect(text.match(/# TYPE masthead_polls_total/g)).toHaveLength(1);
  });

  it('leave out a gauge whose labels name nothing any more', async () => {
    const metrics = createMetrics();
    const last = metrics.gauge('last_seconds', 'Last', ['feed']);
    for (const feed of ['a', 'b']) last(5, { feed });
    last(undefined, { feed: 'a' });
    const text = await metrics.text();
    expect(text).not.toContain('{feed="a"}');
    expect(text).toContain('masthead_last_seconds{feed="b"} 5');
  });

  it('count how long things take in buckets that end in seconds', async () => {
    const metrics = createMetrics();
    const took = metrics.histogram('request_seconds', 'Took', ['provider'], [0.1, 1]);
    took(0.05, { provider: 'ecb' });
    took(0.5, { provider: 'ecb' });
    took(7, { provider: 'ecb' });
    metrics.histogram('request_seconds', 'Took', ['provider'])(0.05, { provider: 'ecb' });
    const text = await metrics.text();
    expect(text).toContain('# TYPE masthead_request_seconds histogram');
    expect(text).toContain('masthead_request_seconds_bucket{le="0.1",provider="ecb"} 2');
    expect(text).toContain('masthead_request_seconds_bucket{le="+Inf",provider="ecb"} 4');
    expect(text).toContain('masthead_request_seconds_sum{provider="ecb"} 7.6');
  });

  it('of one process know nothing of another one', async () => {
    createMetrics().counter('polls_total', 'Tries')();
    expect(await createMetrics().text()).not.toContain('polls_total');
  });

  it("hold Node's own only where asked for", async () => {
    expect(await createMetrics(true).text()).toContain('masthead_process_cpu_seconds_total');
    expect(await createMetrics().text()).not.toContain('process_cpu');
  });
});

/** The whole service against the demonstration's upstream, admitting the bench's own pages. */
import { createApp } from '../../src/app.ts';
import { demoConfig, demoEnvironment } from '../../src/cli/demo-config.ts';
import { startPart } from '../../src/cli/demo-parts.ts';
import type { Config } from '../../src/config/config.ts';
import { kindOf } from '../../src/protocol/item-id.ts';
import { silentLog } from '../../src/system/log.ts';
import { createMetrics } from '../../src/system/metrics.ts';
import { createSystem } from '../../src/system/system.ts';
import { controlUpstream } from '../../test/support/upstream-control.ts';

export interface Gateway {
  readonly url: string;
  /** An order to the upstream, such as `fault`; see docs/architecture.md. */
  control(command: string, body: object): Promise<void>;
  stop(): Promise<void>;
}

/** Resolves once every feed has been asked. `origin`: where the pages come from. */
export async function startGateway(origin: string): Promise<Gateway> {
  const upstream = await startPart('upstream', { DEMO_UPSTREAM_PORT: '0' });
  const upstreamUrl = /^\S+/.exec(upstream.addresses[0]?.[1] ?? '')?.[0] ?? '';
  const environment = demoEnvironment({
    PORT: '0',
    OPS_PORT: '0',
    LOG_LEVEL: 'silent',
    MASTHEAD_ROLE: 'all',
  });
  const config = withBrief(await demoConfig(environment, upstreamUrl, origin));
  const system = { ...createSystem('silent'), log: silentLog, metrics: createMetrics() };
  const app = createApp({ config, system, drainMs: 200 });
  await app.start();
  await app.worker.firstRound();
  return {
    url: app.gateway.url(),
    control: (command, body) => controlUpstream(upstreamUrl, command, body),
    async stop() {
      await app.stop();
      await upstream.stop();
    },
  };
}

/** With a board of a place and fourteen quotes, the length that the budgets of one update speak of. */
function withBrief(config: Config): Config {
  const items = [...(config.boards.get('front') ?? [])];
  const place = items.filter((id) => id === 'weather:la-paz-bo');
  const quotes = items.filter((id) => kindOf(id) === 'quote').slice(0, 14);
  const boards = new Map([...config.boards, ['brief', [...place, ...quotes]]]);
  const sites = config.sites.map((site) => ({ ...site, boards: [...site.boards, 'brief'] }));
  return { ...config, boards, sites };
}

/** `masthead demo`: invented feeds and a sample newsroom, all in one process or as a fleet played by hand. */
import { type Command, UsageError, untilStopped } from './command.ts';
import { type DemoRole, demoRoles, startPart } from './demo-parts.ts';
import { readOptions } from './options.ts';

export const demo: Command = {
  name: 'demo',
  summary: 'serve invented feeds and a sample newsroom, with no network and no key',
  help: `Usage: masthead demo [--role all|upstream|worker|gateway|newsroom]

Starts a local upstream in the providers' own formats, the whole service and a sample newsroom, and prints where
they are. Needs no network, no key and no Redis. Every figure is invented, and the strip says so.

With --role only that part: one upstream, any number of workers and gateways with a Redis between them, and a
newsroom, each in a process of its own with ports of its own.

Environment:
  PORT, OPS_PORT         the service and its status (8080, 8081)
  NEWSROOM_PORT          the sample newsroom (8082)
  DEMO_UPSTREAM_PORT     the upstream (8083)
  HOST                   where the service listens, and what is started by --role (127.0.0.1)
  LOG_LEVEL              debug, info, warn, error or silent (warn)
  REDIS_URL              what lies between workers and gateways; needed by them alone, see start --help
  DEMO_UPSTREAM_URL      for a worker: where the upstream answers (http://127.0.0.1:8083)
  NEWSROOM_URL           for a gateway: the newsroom's origin, where it is not on the loopback
  GATEWAY_URL            for a newsroom: where readers reach the gateway (http://127.0.0.1:8080)`,
  async run({ args, variables, print, stopped }) {
    const { values, positionals } = readOptions('demo', args, { role: 'value' });
    if (positionals.length > 0) throw new UsageError(`demo takes no arguments, got ${positionals.join(' ')}`);
    const running = await startPart(roleOf(values.get('role') ?? 'all'), variables);
    print('');
    for (const [name, address] of running.addresses) print(`  ${name.padEnd(17)} ${address}`);
    print('');
    print('Ready. Every figure is invented. Ctrl-C stops it.');
    await untilStopped(stopped);
    await running.stop();
    return 0;
  },
};

function roleOf(text: string): DemoRole {
  const role = demoRoles.find((known) => known === text);
  if (role === undefined) throw new UsageError(`--role must be ${demoRoles.join(', ')}, got ${text}`);
  return role;
}

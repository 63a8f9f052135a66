/** Passes requests on to the demo upstream and keeps what was asked and answered, headers and all. */
import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../src/system/clock.ts';

export interface Exchange {
  /** ms since the epoch, by the test's clock. */
  readonly at: number;
  readonly url: string;
  readonly asked: IncomingHttpHeaders;
  readonly status: number;
  readonly answered: IncomingHttpHeaders;
}

export interface RecordingProxy {
  readonly baseUrl: string;
  readonly exchanges: readonly Exchange[];
  close(): void;
}

export async function startRecordingProxy(upstream: string, clock: Clock): Promise<RecordingProxy> {
  const { port } = new URL(upstream);
  const exchanges: Exchange[] = [];
  const server: Server = createServer((asked, response) => {
    const at = clock.now();
    const url = asked.url ?? '';
    const onward = request({ host: '127.0.0.1', port, path: url, headers: asked.headers }, (answer) => {
      const status = answer.statusCode ?? 0;
      exchanges.push({ at, url, asked: asked.headers, status, answered: answer.headers });
      response.writeHead(status, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => {
      exchanges.push({ at, url, asked: asked.headers, status: 0, answered: {} });
      response.destroy();
    });
    onward.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    exchanges,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

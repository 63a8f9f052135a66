/** Child process of the fault bench: the demonstration's upstream, whose answers are never fresh, so that each poll asks. */
import { type OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { shippedCalendars } from '../src/config/load.ts';
import { createDemoUpstream } from '../src/demo/upstream.ts';
import { systemClock } from '../src/system/clock.ts';

// With an hour of freshness a poll would be answered from memory and never meet the fault.
const writeHead = ServerResponse.prototype.writeHead as (
  status: number,
  headers?: OutgoingHttpHeaders,
) => ServerResponse;
ServerResponse.prototype.writeHead = function (
  this: ServerResponse,
  status: number,
  headers: OutgoingHttpHeaders = {},
) {
  const { expires: _expires, 'cache-control': _control, ...rest } = headers;
  return writeHead.call(this, status, rest);
} as ServerResponse['writeHead'];

const upstream = createDemoUpstream({ clock: systemClock, calendars: await shippedCalendars(), port: 0 });
await upstream.start();
process.once('disconnect', () => process.exit());
process.send?.({ url: upstream.baseUrl() });

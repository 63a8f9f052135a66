/** The ECB's euro reference rates: the gesmes envelope of the newest day, and of the last ninety days. */
import { currencies } from '../currencies.ts';
import { publicationDays, type Rates, ratesOn } from '../reference-rates.ts';
import { newestPublishedDay, publishedAt } from '../target-days.ts';
import { hashText } from '../walks.ts';
import type { World } from '../world.ts';
import { type DemoAnswer, type DemoProvider, type DemoRequest, httpDate } from './answer.ts';

const id = 'ecb';

export const ecb: DemoProvider = {
  id,
  expects: `a currency, one of ${currencies.map(({ symbol }) => symbol).join(', ')}`,
  symbolOf: (text) => currencies.find(({ symbol }) => symbol === text)?.symbol,
  routes: [
    {
      path: '/stats/eurofxref/eurofxref-daily.xml',
      answer: (request, world) => answerFile(request, world, dailyXml),
    },
    {
      path: '/stats/eurofxref/eurofxref-hist-90d.xml',
      answer: (request, world) => answerFile(request, world, historyXml),
    },
  ],
};

function answerFile(
  request: DemoRequest,
  world: World,
  print: (newestDay: string, ratesOf: (day: string) => Rates) => string,
): DemoAnswer {
  const newestDay = newestPublishedDay(request.now);
  const ratesOf = (day: string) => ratesOn(day, { provider: id, newestDay, world });
  const body = print(newestDay, ratesOf);
  const headers = {
    'content-type': 'text/xml',
    etag: `"${hashText(body).toString(16)}-${body.length}"`,
    'last-modified': httpDate(Math.max(publishedAt(newestDay), world.changedAt(id))),
  };
  return { status: 200, headers, body, served: ratesOf(newestDay) };
}

// The two files differ in quotes and white space, as the published ones do: a reader must bear both.
function dailyXml(newestDay: string, ratesOf: (day: string) => Rates): string {
  const lines = Object.entries(ratesOf(newestDay)).map(
    ([code, rate]) => `\t\t\t<Cube currency='${code}' rate='${rate}'/>\n`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
${opening}
\t<gesmes:subject>Reference rates</gesmes:subject>
\t<gesmes:Sender>
\t\t<gesmes:name>European Central Bank</gesmes:name>
\t</gesmes:Sender>
\t<Cube>
\t\t<Cube time='${newestDay}'>
${lines.join('')}\t\t</Cube>
\t</Cube>
</gesmes:Envelope>`;
}

function historyXml(newestDay: string, ratesOf: (day: string) => Rates): string {
  const days = publicationDays(newestDay, 90).map((day) => {
    const rates = Object.entries(ratesOf(day)).map(
      ([code, rate]) => `<Cube currency="${code}" rate="${rate}"/>`,
    );
    return `<Cube time="${day}">${rates.join('')}</Cube>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>${opening}<gesmes:subject>Reference rates</gesmes:subject><gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender><Cube>${days.join('\n')}</Cube></gesmes:Envelope>`;
}

const opening =
  '<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">';

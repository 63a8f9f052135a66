/** The ECB's euro reference rates: the gesmes envelope of the newest day, and of the last ninety days. */
import { currencies } from '../currencies.ts';
import { fixedAt, newestPublishedDay, publishedAt, targetDayBefore } from '../target-days.ts';
import { hashText, levelAt } from '../walks.ts';
import type { World } from '../world.ts';
import { type DemoAnswer, type DemoProvider, type DemoRequest, httpDate } from './answer.ts';

const id = 'ecb';
const dayMs = 86_400_000;

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

/** Currency → rate as printed, in the order of the file. */
type Rates = Readonly<Record<string, string>>;

function answerFile(
  request: DemoRequest,
  world: World,
  print: (newestDay: string, ratesOn: (day: string) => Rates) => string,
): DemoAnswer {
  const newestDay = newestPublishedDay(request.now);
  const ratesOn = (day: string) => ratesOf(day, day === newestDay, world);
  const body = print(newestDay, ratesOn);
  const headers = {
    'content-type': 'text/xml',
    etag: `"${hashText(body).toString(16)}-${body.length}"`,
    'last-modified': httpDate(Math.max(publishedAt(newestDay), world.changedAt(id))),
  };
  return { status: 200, headers, body, served: ratesOn(newestDay) };
}

// A value set by hand stands on the newest day only: what was published before does not change.
function ratesOf(day: string, isNewest: boolean, world: World): Rates {
  const at = fixedAt(day);
  return Object.fromEntries(
    currencies.map((currency) => {
      const set = isNewest ? world.override(id, currency.symbol) : undefined;
      const rate = set === undefined ? levelAt(currency, world.seed, at) : Number(set.value);
      return [currency.symbol, rateText(rate)];
    }),
  );
}

/** Five significant digits and no exponent. */
function rateText(rate: number): string {
  const text = rate.toPrecision(5);
  return text.includes('e') ? rate.toFixed(Math.abs(rate) < 1 ? 8 : 0) : text;
}

// The two files differ in quotes and white space, as the published ones do: a reader must bear both.
function dailyXml(newestDay: string, ratesOn: (day: string) => Rates): string {
  const lines = Object.entries(ratesOn(newestDay)).map(
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

function historyXml(newestDay: string, ratesOn: (day: string) => Rates): string {
  const days = publicationDays(newestDay).map((day) => {
    const rates = Object.entries(ratesOn(day)).map(
      ([code, rate]) => `<Cube currency="${code}" rate="${rate}"/>`,
    );
    return `<Cube time="${day}">${rates.join('')}</Cube>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>${opening}<gesmes:subject>Reference rates</gesmes:subject><gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender><Cube>${days.join('\n')}</Cube></gesmes:Envelope>`;
}

const opening =
  '<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">';

// Newest first, ninety calendar days back.
function publicationDays(newestDay: string): readonly string[] {
  const days: string[] = [];
  const oldest = Date.parse(newestDay) - 90 * dayMs;
  for (let day = newestDay; Date.parse(day) > oldest; day = targetDayBefore(day)) days.push(day);
  return days;
}

/** Small files in the ECB's formats, made up. */

/** Rates by day as written, the newest day first. */
export type Days = readonly (readonly [
  day: string,
  rates: readonly (readonly [code: string, rate: string])[],
])[];

/** As the ECB writes it: single quotes in the daily file of old, double ones today. */
export function ecbXml(days: Days, quote = "'"): string {
  const q = (text: string) => quote + text + quote;
  const cubes = days.map(([day, rates]) => {
    const lines = rates.map(([code, rate]) => `<Cube currency=${q(code)} rate=${q(rate)}/>`);
    return `<Cube time=${q(day)}>${lines.join('\n')}</Cube>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
<gesmes:subject>Reference rates</gesmes:subject><gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
<Cube>${cubes.join('\n')}</Cube></gesmes:Envelope>`;
}

/** As the data portal writes it: by currency, oldest first. */
export function ecbCsv(days: Days): string {
  const rows = [...days]
    .reverse()
    .flatMap(([day, rates]) => rates.map(([code, rate]) => `D,${code},${day},${rate}`));
  return ['FREQ,CURRENCY,TIME_PERIOD,OBS_VALUE', ...rows].join('\n');
}

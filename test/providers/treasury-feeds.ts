/** Small feeds in the US Treasury's format, made up. */

/** Yields by day as written, in the order given; null stands for an element that says there is none. */
export type CurveDays = readonly (readonly [
  day: string,
  yields: readonly (readonly [name: string, percent: string | null])[],
])[];

const services = 'http://schemas.microsoft.com/ado/2007/08/dataservices';

/** With the namespaces on every element, as OData prints them. */
export function treasuryXml(days: CurveDays): string {
  const element = (name: string, type: string, text: string | null) =>
    text === null
      ? `<d:${name} xmlns:d="${services}" m:type="Edm.${type}" m:null="true" />`
      : `<d:${name} xmlns:d="${services}" m:type="Edm.${type}">${text}</d:${name}>`;
  const entries = days.map(([day, yields]) => {
    const figures = yields.map(([name, percent]) => element(name, 'Double', percent));
    const properties = [element('NEW_DATE', 'DateTime', `${day}T00:00:00`), ...figures].join('\n');
    return `<entry><id>x</id><content type="application/xml"><m:properties xmlns:m="${services}/metadata">${properties}</m:properties></content></entry>`;
  });
  return `<?xml version="1.0" encoding="utf-8" standalone="yes"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title type="text">DailyTreasuryYieldCurveRateData</title>${entries.join('\n')}</feed>`;
}

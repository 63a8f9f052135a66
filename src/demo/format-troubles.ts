/** How each provider says no with status 200, and what its body looks like with nothing in it. Bodies only. */

export interface FormatTroubles {
  readonly empty: string;
  readonly ownError: string;
}

const noFeatures = '{"type":"FeatureCollection","features":[]}';
const page =
  '<html><head><title>Error</title></head><body><h1>Service temporarily unavailable</h1></body></html>';
const envelope = (inner: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">${inner}</gesmes:Envelope>`;
const problem = (title: string, status: number) =>
  JSON.stringify({
    type: `https://api.weather.gov/problems/${title}`,
    title,
    status,
    detail: 'An error occurred.',
  });

export const formatTroubles: Readonly<Record<string, FormatTroubles>> = {
  metno: {
    empty: JSON.stringify({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [0, 0, 0] },
      properties: { meta: { updated_at: '2026-01-01T00:00:00Z', units: {} }, timeseries: [] },
    }),
    ownError: page,
  },
  metalerts: { empty: noFeatures, ownError: page },
  nws: {
    empty: JSON.stringify({ type: 'Feature', geometry: null, properties: { periods: [] }, features: [] }),
    ownError: problem('UnexpectedProblem', 500),
  },
  'nws-alerts': { empty: noFeatures, ownError: problem('UnexpectedProblem', 500) },
  ecb: { empty: envelope('<Cube></Cube>'), ownError: page },
  frankfurter: {
    empty: '{"amount":1.0,"base":"EUR","start_date":"2026-01-01","end_date":"2026-01-02","rates":{}}',
    ownError: '{"message":"not found"}',
  },
  treasury: {
    empty:
      '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>DailyTreasuryYieldCurveRateData</title></feed>',
    ownError: page,
  },
  coingecko: {
    empty: '[]',
    ownError: '{"status":{"error_code":429,"error_message":"You have exceeded the rate limit."}}',
  },
  coinbase: { empty: '{}', ownError: '{"message":"Internal server error"}' },
  kraken: { empty: '{"error":[],"result":{}}', ownError: '{"error":["EGeneral:Too many requests"]}' },
  twelvedata: {
    empty: '{}',
    ownError:
      '{"code":429,"message":"You have run out of API credits for the current minute.","status":"error"}',
  },
};

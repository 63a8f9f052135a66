/** What everything of the US National Weather Service's has in common: its address, its terms, how it is asked. */
import type { HttpRequest } from '../system/http.ts';
import type { Terms } from './provider.ts';

export const nwsBaseUrl = 'https://api.weather.gov';

export const nwsTerms: Terms = {
  licence: 'Public domain (US government work)',
  attribution: {
    name: 'National Weather Service',
    text: 'Data from the US National Weather Service',
    href: 'https://www.weather.gov/',
  },
  display: 'free',
  // Without a User-Agent that names a contact it answers 403.
  needs: 'contact',
  source: 'https://www.weather.gov/disclaimer',
};

/** Asks for GeoJSON and takes the names that proxies and older servers give to it. Problems come with their status. */
export const nwsRequest: Pick<HttpRequest, 'contentTypes' | 'headers'> = {
  headers: { Accept: 'application/geo+json' },
  contentTypes: ['application/geo+json', 'application/json', 'application/ld+json'],
};

/** The look of the sky in the words and icons of the US National Weather Service. */
import type { Moment } from './climate.ts';
import { symbolOf } from './sky.ts';

export interface UsSky {
  /** As in a forecast: `Mostly Sunny` by day, `Mostly Clear` by night. */
  readonly text: string;
  /** The code at the end of an icon's path. */
  readonly icon: string;
}

/** By the symbol that stands for the same sky elsewhere: words by day, words by night, icon. */
const skies: Readonly<Record<string, readonly [string, string, string]>> = {
  clearsky: ['Sunny', 'Clear', 'skc'],
  fair: ['Mostly Sunny', 'Mostly Clear', 'few'],
  partlycloudy: ['Partly Sunny', 'Partly Cloudy', 'sct'],
  cloudy: ['Cloudy', 'Cloudy', 'ovc'],
  lightrain: ['Light Rain', 'Light Rain', 'rain'],
  rain: ['Rain', 'Rain', 'rain'],
  heavyrain: ['Heavy Rain', 'Heavy Rain', 'rain'],
  rainshowers: ['Rain Showers', 'Rain Showers', 'rain_showers'],
  sleet: ['Rain And Snow', 'Rain And Snow', 'rain_snow'],
  sleetshowers: ['Rain And Snow Showers', 'Rain And Snow Showers', 'rain_snow'],
  lightsnow: ['Light Snow', 'Light Snow', 'snow'],
  snow: ['Snow', 'Snow', 'snow'],
  heavysnow: ['Heavy Snow', 'Heavy Snow', 'snow'],
  snowshowers: ['Snow Showers', 'Snow Showers', 'snow'],
};

export function usSky(moment: Moment, isDay: boolean): UsSky {
  const [symbol = ''] = symbolOf({ ...moment, isDay }).split('_');
  // Showers and sleet have no strengths here.
  const plain = symbol.replace(/^(?:light|heavy)(?=.*showers|sleet)/, '');
  const [byDay, byNight, icon] = skies[plain] ?? ['Cloudy', 'Cloudy', 'ovc'];
  return { text: isDay ? byDay : byNight, icon };
}

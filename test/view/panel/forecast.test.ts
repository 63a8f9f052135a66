import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { forecastOf, type WeatherDetail } from '../../../src/view/panel/forecast.ts';

const now = Date.UTC(2026, 10, 23, 2, 30);
const hourMs = 3_600_000;
const detail: WeatherDetail = {
  kind: 'weather',
  hours: Array.from({ length: 48 }, (_, index) => ({
    t: Date.UTC(2026, 10, 23) + index * hourMs,
    tempC: index,
    ...(index === 3 && { rainMm: 1.5 }),
    ...(index === 4 && { rainMm: 0.5 }),
  })),
  days: ['21', '22', '23', '24', '25', '26', '27', '28', '29', '30'].map((day, index) => ({
    day: `2026-11-${day}`,
    lowC: index,
    highC: index + 10,
    sunrise: index,
    sunset: index + 1,
  })),
};

describe('the forecast', () => {
  it('begins with the hour that runs, and has 24', () => {
    const { hours } = forecastOf(detail, now, 'UTC');
    expect(hours[0]?.t).toBe(Date.UTC(2026, 10, 23, 2));
    const three = Date.UTC(2026, 10, 23, 3);
    expect(forecastOf(detail, three, 'UTC').hours[0]?.t).toBe(three);
    expect(hours).toHaveLength(24);
  });

  it('counts the rain of these hours, and none where none is told', () => {
    expect(forecastOf(detail, now, 'UTC').rainMm).toBe(2);
    const dry = { ...detail, hours: detail.hours.map(({ t, tempC }) => ({ t, tempC })) };
    expect(forecastOf(dry, now, 'UTC').rainMm).toBe(0);
  });

  it("begins its seven days with today by the place's own clock", () => {
    expect(forecastOf(detail, now, 'UTC').days.map(({ day }) => day.slice(-2))).toEqual(
      '23 24 25 26 27 28 29'.split(' '),
    );
    expect(forecastOf(detail, now, 'America/La_Paz').days[0]?.day).toBe('2026-11-22');
  });

  it('knows today in a browser that writes whole dates in another order, as WebKit does with ICU 72', () => {
    const { DateTimeFormat } = Intl;
    onTestFinished(() => void vi.unstubAllGlobals());
    vi.stubGlobal('Intl', {
      DateTimeFormat: class extends DateTimeFormat {
        constructor(locale?: Intl.LocalesArgument, options?: Intl.DateTimeFormatOptions) {
          super(options?.dateStyle ? 'en-US' : locale, options);
        }
      },
    });
    // A zone of its own: formatters are kept.
    const { days, sun } = forecastOf(detail, now, 'Africa/Abidjan');
    expect(days[0]?.day).toBe('2026-11-23');
    expect(sun.sunrise).toBe(2);
  });

  it('puts all days on one scale', () => {
    const { days } = forecastOf(detail, now, 'UTC');
    expect(days[0]).toMatchObject({ from: 0, to: 63 });
    expect(days.at(-1)).toMatchObject({ from: 38, to: 100 });
    const flat = { ...detail, days: [{ day: '2026-11-23', lowC: 5, highC: 5 }] };
    expect(forecastOf(flat, now, 'UTC').days[0]).toMatchObject({ from: 0, to: 0 });
  });

  it("tells today's sun, of the detail's own today where it is that day", () => {
    expect(forecastOf(detail, now, 'UTC').sun.sunrise).toBe(2);
    const today = { day: '2026-11-23', polar: 'night' } as const;
    expect(forecastOf({ ...detail, today }, now, 'UTC').sun.polar).toBe('night');
    expect(forecastOf({ ...detail, today: { ...today, day: '2026-11-20' } }, now, 'UTC').sun.sunrise).toBe(2);
    expect(forecastOf({ ...detail, days: [] }, now, 'UTC').sun).toEqual({});
  });

  it('does without a zone that nobody knows', () => {
    expect(forecastOf(detail, now, 'Mars/Olympus').hours).toHaveLength(24);
  });
});

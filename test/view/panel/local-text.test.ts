import { describe, expect, it, vi } from 'vitest';
import { clock, hourText, timeOfDay, timeText } from '../../../src/view/panel/local-text.ts';

const now = Date.UTC(2026, 10, 23, 14, 32);

describe('the beginning of an hour', () => {
  it.each([
    ['UTC', '14'],
    ['Europe/Oslo', '15'],
    ['Asia/Kolkata', '19:30'],
    ['Asia/Kathmandu', '19:45'],
    ['Australia/Lord_Howe', '01'],
  ])('in %s: %s', (zone, text) => {
    expect(hourText('en', Date.UTC(2026, 10, 23, 14), zone)).toBe(text);
  });
});

describe('the time of a moment', () => {
  const told = (at: number, zone = 'UTC') => timeOfDay('en', at, now, zone);

  it('is alone today, and follows its day else', () => {
    expect(told(Date.UTC(2026, 10, 23, 9))).toMatch(/^09:00/);
    expect(told(Date.UTC(2026, 10, 22, 9))).toMatch(/^Nov 22, 09:00/);
  });

  it('is told of the first instant of a day as of any other', () => {
    expect(told(Date.UTC(2026, 10, 23))).toMatch(/^00:00/);
  });

  it("goes by the zone's own day, and names a zone that is not the reader's", () => {
    const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    expect(told(Date.UTC(2026, 10, 23, 15, 30), 'Asia/Tokyo')).toBe('Nov 24, 00:30 GMT+9');
    expect(told(now, own)).toBe(
      timeText('en', now, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    );
  });

  it('is that of where the reader is, also once they have travelled', () => {
    try {
      vi.stubEnv('TZ', 'America/La_Paz');
      expect(timeText('en', now, clock)).toBe('10:32');
      vi.stubEnv('TZ', 'Asia/Kathmandu');
      expect(timeText('en', now, clock)).toBe('20:17');
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it('is nothing in a zone that nobody knows', () => {
    expect(told(now, 'Mars/Olympus')).toBe('');
  });
});

import { expect, it } from 'vitest';
import { calendarStatus, createCalendarExpiry } from '../../src/worker/calendar-expiry.ts';
import { calendarOf } from '../support/calendars.ts';
import { recordLog, recordMetrics } from '../support/worker-rig.ts';

const now = Date.UTC(2026, 10, 23, 12);
const items = ['nyse', 'tse', 'tsx', 'tse'].map((id) => ({ calendar: calendarOf(id).hours }));

it('tells of each calendar in use until when it reaches', () => {
  expect(calendarStatus([...items, {}], now)).toEqual({
    nyse: { until: '2028-12-31', daysLeft: 769, expiresSoon: false },
    tse: { until: '2026-12-31', daysLeft: 38, expiresSoon: true },
    tsx: { until: '2026-12-31', daysLeft: 38, expiresSoon: true },
  });
});

it('warns of all that end within 60 days in one line, and of none else', () => {
  const { log, lines } = recordLog();
  const tell = createCalendarExpiry(log, recordMetrics().metrics);
  tell(items, now);
  expect(lines).toHaveLength(1);
  expect(JSON.stringify(lines)).toMatch(/"tse":"2026-12-31","tsx":"2026-12-31"/);
  tell(items.slice(0, 1), now);
  expect(lines).toHaveLength(1);
});

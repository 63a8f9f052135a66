import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { projectPath } from '../../src/system/project.ts';
import { calendarStatus, createCalendarExpiry } from '../../src/worker/calendar-expiry.ts';
import { calendarOf } from '../support/calendars.ts';
import { recordLog, recordMetrics } from '../support/worker-rig.ts';

const now = Date.UTC(2026, 10, 23, 12);
const items = ['nyse', 'asx', 'tsx', 'asx'].map((id) => ({ calendar: calendarOf(id).hours }));

const todo = 'enter the days that follow: docs/operations.md, "Renewing calendars"';

it('tells of each calendar in use until when it reaches', () => {
  expect(calendarStatus([...items, {}], now)).toEqual({
    nyse: { until: '2028-12-31', daysLeft: 769, expiresSoon: false },
    asx: { until: '2026-12-31', daysLeft: 38, expiresSoon: true, todo },
    tsx: { until: '2026-12-31', daysLeft: 38, expiresSoon: true, todo },
  });
});

it('warns of all that end within 60 days in one line that says what to do, and of none else', () => {
  const { log, lines } = recordLog();
  const tell = createCalendarExpiry(log, recordMetrics().metrics);
  tell(items, now);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({
    event: 'calendars end soon',
    fields: { until: { asx: '2026-12-31', tsx: '2026-12-31' }, todo },
  });
  tell(items.slice(0, 1), now);
  expect(lines).toHaveLength(1);
});

it('points to a heading that the operations guide has', async () => {
  const [, file = '', heading = ''] = /(docs\/[a-z]+\.md), "(.+)"/.exec(todo) ?? [];
  expect(await readFile(projectPath(file), 'utf8')).toContain(`\n## ${heading}\n`);
});

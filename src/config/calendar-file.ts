/** Reads the calendar of one exchange and lists everything that is wrong with it at once, by line. */
import path from 'node:path';
import type { z } from 'zod';
import type { MarketHours } from '../system/market-hours.ts';
import { checkCalendar } from './calendar-checks.ts';
import { calendarSchema } from './calendar-schema.ts';
import type { Keys } from './config-lines.ts';
import { ConfigError, type ConfigProblem, shown } from './config-problem.ts';
import { didYouMean } from './nearest.ts';
import { plainWords } from './plain-words.ts';
import { readYamlFile, type YamlFile } from './yaml-file.ts';

/** The stem of the file's name is the calendar's id. Throws a ConfigError with all that is wrong. */
export async function readCalendarFile(file: string): Promise<MarketHours> {
  const { raw, find } = await readYamlFile(file);
  const problems: ConfigProblem[] = [];
  const say = (keys: Keys, rule: string, received: unknown) => {
    const line = find(keys)?.line;
    problems.push({
      path: keys.map(String).join('.') || 'file',
      rule,
      ...(received === undefined ? {} : { received: shown(received) }),
      ...(line === undefined ? {} : { line }),
    });
  };
  const parsed = calendarSchema.safeParse(raw, { error: plainWords });
  if (parsed.success) checkCalendar(parsed.data, say);
  else for (const issue of parsed.error.issues) sayIssue(issue, raw, say);
  if (!parsed.success || problems.length > 0) throw new ConfigError(file, problems);
  return { id: path.basename(file, '.yaml'), ...parsed.data };
}

function sayIssue(
  issue: z.core.$ZodIssue,
  raw: YamlFile['raw'],
  say: (keys: Keys, rule: string, received: unknown) => void,
): void {
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) say([...issue.path, key], unknownKey(key, issue.path), key);
    return;
  }
  const rule = issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;
  say(issue.path, rule, valueAt(issue.path, raw));
}

function unknownKey(key: string, at: Keys): string {
  return `is not a key that is known here${didYouMean(key, knownKeys(at))}`;
}

function knownKeys(at: Keys): readonly string[] {
  const { sessions, halfDays, specialSessions } = calendarSchema.shape;
  const [section] = at;
  if (section === undefined) return Object.keys(calendarSchema.shape);
  if (section === 'sessions') return Object.keys(sessions.element.shape);
  const entry = section === 'specialSessions' ? specialSessions : halfDays;
  return Object.keys(entry.unwrap().valueType.shape);
}

function valueAt(keys: Keys, raw: YamlFile['raw']): unknown {
  let value: unknown = raw;
  for (const key of keys) value = (value as YamlFile['raw'] | null | undefined)?.[String(key)];
  return value;
}

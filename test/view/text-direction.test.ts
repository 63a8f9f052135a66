import { expect, it } from 'vitest';
import { textDirection } from '../../src/view/text-direction.ts';

it.each(['ar', 'ar-EG', 'AR', 'he', 'he-IL', 'iw', 'fa-IR', 'ur'])(
  '%s is written from right to left',
  (tag) => {
    expect(textDirection(tag)).toBe('rtl');
  },
);

it.each(['en', 'de-CH', 'hi', 'zh-Hant', 'arn', 'fab', 'urj-x', 'en-AR', ''])(
  '%j is written from left to right',
  (tag) => {
    expect(textDirection(tag)).toBe('ltr');
  },
);

import { describe, expect, it } from 'vitest';
import { localText } from '../../src/protocol/meta.ts';

const tokyo = { en: 'Tokyo', es: 'Tokio', zh: '东京', 'zh-Hant': '東京' };

describe('a name in the reader’s language', () => {
  it.each([
    ['es-BO', 'Tokio'],
    ['es', 'Tokio'],
    ['zh-CN', '东京'],
    ['zh-Hans-HK', '东京'],
    ['zh-TW', '東京'],
    ['zh-HK', '東京'],
    ['zh-hant', '東京'],
    ['zh-Hant-MO', '東京'],
    ['fr', 'Tokyo'],
    ['', 'Tokyo'],
  ])('for %s is %s', (locale, name) => {
    expect(localText(tokyo, locale)).toBe(name);
  });

  it('is that of the very tag before that of its language', () => {
    expect(localText({ ...tokyo, 'zh-HK': '東京都' }, 'zh-HK')).toBe('東京都');
  });

  it('is in the other script before it is in English', () => {
    expect(localText({ en: 'Tokyo', zh: '东京' }, 'zh-TW')).toBe('东京');
  });
});

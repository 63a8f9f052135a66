import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { contrast } from '../../widget/builder/contrast.ts';

const css = ['strip.css', 'finish/finish.css', 'panels/forecast.css']
  .map((name) => readFileSync(new URL(`../../widget/${name}`, import.meta.url), 'utf8'))
  .join('\n');

/** Grounds that pages have, beside the strip's own: two newspapers', and a dark grey. */
const grounds = { light: ['#ffffff', '#fff1e5', '#f4f1ea'], dark: ['#101216', '#22262e'] };

/** The colour of what has this class, as it is in a light page and in a dark one. */
function colourOf(name: string): { light: string; dark: string } {
  const [, property = ''] =
    new RegExp(`^\\.${name} {[^}]*(?:color|stroke): var\\(--_(\\w+)\\)`, 'm').exec(css) ?? [];
  const given = new RegExp(`--_${property}:[^;]*light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(css);
  const [, light = '', dark = ''] = given ?? [];
  return { light, dark };
}

it.each([
  ...['sun', 'moon', 'far', 'mist', 'water', 'ice', 'bolt'].map((tone) => [tone, 3] as const),
  // Text: how much rain there is.
  ['wet', 4.5] as const,
])('the sky is told by colours that can be seen: %s (WCAG 2.2, 1.4.3 and 1.4.11)', (name, least) => {
  const { light, dark } = colourOf(name);
  for (const ground of grounds.light) expect(contrast(light, ground)).toBeGreaterThan(least);
  for (const ground of grounds.dark) expect(contrast(dark, ground)).toBeGreaterThan(least);
});

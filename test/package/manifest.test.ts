/** The custom elements manifest says what the types, the documentation and the strip itself say. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { sectionsOf } from '../docs/snippets.ts';
import { launchShell } from '../support/chromium.ts';
import { builtPackage } from '../support/widget-bundle.ts';
import { startFakeServer } from '../widget/fake-server.ts';
import { noon, sampleBoard, weather } from '../widget/sample-board.ts';
import { openStripPage } from '../widget/strip-page.ts';

interface Named {
  readonly name: string;
  readonly description?: string;
  readonly type?: { readonly text: string };
}
interface Declaration {
  readonly attributes: readonly Named[];
  readonly members: readonly Named[];
  readonly events: readonly Named[];
  readonly cssProperties: readonly Named[];
  readonly cssParts: readonly Named[];
}

let browser: Browser;
let declaration: Declaration;
beforeAll(async () => {
  browser = await launchShell();
  const manifest = (await builtPackage()).get('custom-elements.json') ?? '';
  [declaration] = JSON.parse(manifest).modules[0].declarations;
});
afterAll(() => browser?.close());

/** First cells of a section's table rows → what stands in the next cell. Names in a cell go by one row each. */
function tableOf(title: string, head: string): ReadonlyMap<string, string> {
  const text = sectionsOf('embedding.md').find((section) => section.title === title)?.text ?? '';
  const [, table = ''] = text.split(new RegExp(`^\\| ${head} \\|.*\\n\\| --- .*\\n`, 'm'));
  const [rows = ''] = table.split(/\n(?!\|)/);
  return new Map(
    rows.split('\n').flatMap((row) => {
      const [, names = '', said = ''] = row.split(/(?<!\\) ?\| ?/);
      return codes(names).map((name) => [name, said] as const);
    }),
  );
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const codes = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
/** `'a' | 'b' | null` → a, b; nothing where any text will do. */
const choices = (text: string) => [...text.matchAll(/'([^']+)'/g)].map(([, choice = '']) => choice);

it('describes the parts that the documentation lists, in its order', () => {
  const parts = declaration.cssParts.map(({ name, description }) => [name, description]);
  expect(parts).toEqual([...tableOf('Looks', 'part')]);
});

it('describes the custom properties that the documentation lists, in its order, and that the strip reads', () => {
  const properties = declaration.cssProperties.map(({ name, description }) => [name, description]);
  expect(properties).toEqual([...tableOf('Looks', 'property')]);
  const files = readdirSync(path.join(root, 'widget'), { recursive: true, encoding: 'utf8' });
  const sheets = files.filter((file) => file.endsWith('.css')).map((file) => read(`widget/${file}`));
  const names = new Set(sheets.join('').match(/--masthead-[a-z]+/g));
  expect([...names].sort()).toEqual(properties.map(([name]) => name).sort());
});

it('gives each property the type that the package declares, and that the element has', () => {
  const typed = (text: string, form: RegExp) =>
    Object.fromEntries([...text.matchAll(form)].map(([, name, type]) => [name, type]));
  const [, declared = ''] =
    /interface MastheadStripProperties \{(.*?)^\}/ms.exec(read('tools/package/masthead-strip.d.ts')) ?? [];
  const members = Object.fromEntries(declaration.members.map(({ name, type }) => [name, type?.text]));
  expect(members).toEqual(typed(declared, /^ {2}(\w+): (.+);$/gm));
  expect(members).toEqual(typed(read('widget/masthead-strip.ts'), /^ {2}declare (\w+): (.+);$/gm));
  expect(members.layout).toBe("'strip' | 'compact' | 'card' | null");
});

it('gives each attribute the values that the documentation lists', () => {
  const told = tableOf('Attributes', 'attribute');
  for (const { name, type } of declaration.attributes) {
    const values = choices(type?.text ?? '');
    if (values.length === 0) expect([name, type?.text]).toEqual([name, 'string']);
    else expect([name, values.sort()]).toEqual([name, codes(told.get(name) ?? '').sort()]);
  }
  expect(declaration.attributes.map(({ name }) => name).sort()).toEqual([...told.keys()].sort());
});

it('gives each event what it brings', () => {
  expect(declaration.events.map(({ name, type }) => [name, type?.text])).toEqual([
    ['masthead-ready', 'CustomEvent<MastheadReadyDetail>'],
    ['masthead-state', 'CustomEvent<MastheadStateDetail>'],
    ['masthead-select', 'CustomEvent<MastheadSelectDetail>'],
  ]);
});

const alerts = {
  ...weather('alerts:la-paz-bo', { tempC: 0 }, { delay: 'observed' }),
  value: {
    kind: 'alerts' as const,
    covered: true,
    alerts: [
      { id: 'frost', event: 'Frost', severity: 'moderate' as const, issuer: 'SENAMHI', until: noon * 2 },
    ],
  },
};

/** Every part of a strip, a compact one and a card that show all they have, panel included. */
async function partsOfStrips(): Promise<readonly string[]> {
  const { meta, items } = sampleBoard();
  const server = await startFakeServer(
    sampleBoard({
      meta: [...meta, { id: 'alerts:la-paz-bo', cls: 'alerts', name: { en: 'La Paz' } }],
      items: [...items, alerts],
    }),
  );
  onTestFinished(() => server.kill());
  server.now = () => noon;
  server.body = ['strip', 'compact', 'card']
    .map((layout) => `<masthead-strip board="front" layout="${layout}"></masthead-strip>`)
    .join('');
  const { page, breathe, close } = await openStripPage(browser, server);
  onTestFinished(close);
  for (const layout of ['strip', 'compact', 'card']) {
    await breathe();
    const strip = page.locator(`masthead-strip[layout=${layout}]`);
    await strip.locator('[role=status]').waitFor({ state: 'attached' });
    await strip.locator('.alert').first().waitFor({ state: 'attached' });
  }
  await page.locator('masthead-strip[layout=card] .settings').click();
  await page.locator('dialog').waitFor();
  return page.evaluate(() => {
    const seen = (root: ParentNode): Element[] =>
      [...root.querySelectorAll('*')].flatMap((element) => [
        element,
        ...(element.shadowRoot ? seen(element.shadowRoot) : []),
      ]);
    return [...new Set(seen(document).flatMap((element) => [...element.part]))];
  });
}

it('has each part that a strip has, and no other', async () => {
  // By a palette or a state that none of these has.
  const absent = ['east-asian', 'korean', 'colour-blind', 'collapsed'];
  const parts = await partsOfStrips();
  const named = declaration.cssParts.map(({ name }) => name).filter((name) => !absent.includes(name));
  expect([...parts].sort()).toEqual(named.sort());
});

import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchShell } from '../../support/chromium.ts';
import { openPanelPage, type PanelPage, type PanelServer, startPanelServer } from './panel-page.ts';

let browser: Browser;
let server: PanelServer;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchShell(), startPanelServer()]);
});
afterAll(() => Promise.all([browser.close(), server.stop()]));

const subjects = {
  weather: ['weather:la-paz-bo', 'Next days'],
  quote: ['quote:SPX', 'What is this number?'],
  stale: ['quote:FTSE', 'Why is this grey?'],
  settings: [{ kind: 'settings' }, 'Show one line only'],
} as const;

async function judge({ page }: PanelPage) {
  return page.evaluate(async (source) => {
    const { axe: tool } = new Function(`${source}; return { axe };`)();
    const { violations, passes } = await tool.run({ resultTypes: ['violations', 'passes'] });
    const nodesOf = (rules: { nodes: unknown[] }[]) =>
      rules.reduce((sum, { nodes }) => sum + nodes.length, 0);
    return {
      violations: violations.map((found: { id: string; nodes: { html: string }[] }) => [
        found.id,
        found.nodes.map(({ html }) => html),
      ]),
      checked: nodesOf(passes),
    };
  }, axe.source);
}

/** Where most strips stand, which the page's landmarks depend on. In the page. */
function moveIntoHeader(): void {
  const header = document.createElement('header');
  header.append(document.querySelector('#strip') ?? '');
  document.body.prepend(header);
}

describe('axe', () => {
  it.each(
    [['light', 'ltr'] as const, ['dark', 'rtl'] as const].flatMap(([colorScheme, dir]) =>
      (Object.keys(subjects) as (keyof typeof subjects)[]).map((name) => [name, colorScheme, dir] as const),
    ),
  )('has nothing to object to: %s, %s, %s', async (name, colorScheme, dir) => {
    const [subject, text] = subjects[name];
    const shown = await openPanelPage(browser, server, { colorScheme, dir, height: 2000 });
    await shown.page.evaluate(moveIntoHeader);
    await shown.open(subject);
    await shown.panel.getByText(text).waitFor();
    if (name === 'weather') {
      await shown.panel.getByRole('button', { name: 'Another place' }).click();
      await shown.panel.getByRole('searchbox').waitFor();
    }
    const { violations, checked } = await judge(shown);
    expect(violations).toEqual([]);
    expect(checked).toBeGreaterThan(60);
    await shown.close();
  });

  it('objects when one label is gone', async () => {
    // The close button's is the first of the words.
    const shown = await openPanelPage(browser, server, { leaves: [''] });
    await shown.open('quote:SPX');
    await shown.panel.locator('.close').waitFor();
    expect((await judge(shown)).violations.map(([id]: [string]) => id)).toContain('button-name');
    await shown.close();
  });
});

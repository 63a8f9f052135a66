/** The head that every panel has, and what stands below it while something is on its way. */
import type { PanelScope } from './panel-host.ts';
import { drawing, path } from './parts.ts';
import type { Asked } from './requests.ts';
import { button, type Child, h } from './tree.ts';

/** The close button comes first, so that it is where a reader's first Tab goes. */
export function head({ close, words }: PanelScope, title: string, beside = ''): Node {
  const cross = drawing('cross', '0 0 16 16', [path('', 'M3.5 3.5l9 9M12.5 3.5l-9 9')]);
  return h(
    'div.head',
    button('close', cross, close, { ariaLabel: words.close }),
    h('h2', { id: 'title' }, title),
    h('p.quiet', beside),
  );
}

/** Nothing once it is here. `sign`: what stands there until then, where it is no figures. */
export function waiting(
  { value, failed, again }: Asked<unknown>,
  { host, words }: Pick<PanelScope, 'host' | 'words'>,
  sign = host.context().words.loading,
): Child {
  if (value) return false;
  return h(
    'p.quiet',
    { role: 'status' },
    failed ? `${words.failed} ` : sign,
    failed && button('plain', words.retry, again),
  );
}

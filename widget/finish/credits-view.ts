/** The credits that the sources' licences ask for: the row's last element, which nothing can switch off. */
import { feedLanguage, type SourceMeta } from '../../src/protocol/meta.ts';
import { displayText, httpsOnly } from '../../src/view/display-text.ts';
import { html, write } from '../build.ts';

/** No `part` on purpose: a page's style sheet cannot reach what a licence asks for. */
export function createCredits(): HTMLElement {
  return html('li', 'credits', [], '');
}

const maxCredit = 200;

/** Two feeds of one source are credited once. */
function isFirst({ text, href }: SourceMeta, index: number, all: readonly SourceMeta[]): boolean {
  return all.findIndex((other) => other.text === text && other.href === href) === index;
}

export function showCredits(
  element: HTMLElement,
  label: string,
  sources: Readonly<Record<string, SourceMeta>>,
): void {
  const credits = Object.values(sources)
    // One that is none must not cost the others their credit.
    .filter(Boolean)
    .filter(isFirst)
    .map((source) => {
      const link = html('a', 'credit', [displayText(source.text, maxCredit) || displayText(source.name)], '');
      write(link, 'href', httpsOnly(source.href));
      // For a voice: the strip may speak another language.
      write(link, 'lang', feedLanguage);
      return link;
    });
  const fresh = element.cloneNode() as HTMLElement;
  if (credits.length > 0) fresh.append(html('span', 'label', [label], ''), ...credits);
  // Each poll brings the same ones again, and a reader who is at a link would lose it.
  if (!fresh.isEqualNode(element)) element.replaceChildren(...fresh.childNodes);
}

/** Takes the reader's choices along as an address, or forgets them. */
import type { SettingsWords } from '../../src/view/panel/settings-words.ts';
import { type Preferences, parsePreferences } from '../preferences.ts';
import { wishesKey } from '../wishes.ts';
import type { PanelScope } from './panel-host.ts';
import type { Reader } from './reader.ts';
import { button, type Child, h } from './tree.ts';

// Within a frame the address is the frame's own, which no reader should land on.
const isOwnPage = top === self;

export function createShare(
  { host, redraw }: PanelScope,
  reader: Reader,
  words: SettingsWords,
): () => Child[] {
  const { preferences } = reader;
  let value = '';
  let said = '';

  const tell = (link: string, text = '') => {
    value = link;
    said = text;
    redraw();
  };
  const share = () => {
    const link = linkTo(location, preferences());
    tell(link);
    // Refused without https, or by the page's policy: then the field is there to copy from.
    navigator.clipboard?.writeText(link).then(
      () => {
        // Forgotten, or another link by now.
        if (value === link) tell(link, words.copied);
      },
      () => {},
    );
  };
  const forget = () => {
    reader.forget();
    tell('');
  };
  /** True where the browser keeps all that is chosen here: it may refuse, and a link or another tab may have chosen more. */
  const isKept = () => {
    const text = host.env.recall(wishesKey);
    const kept = parsePreferences(text);
    const chosen = Object.entries(preferences()) as [keyof Preferences, unknown][];
    return (
      text !== undefined &&
      // The pause is kept under a name of its own.
      chosen.every(([name, wish]) => wish === 'frozen' || `${wish}` === `${kept[name]}`)
    );
  };
  return () => [
    h('p.choice', isOwnPage && button('plain', words.share, share), button('plain', words.forget, forget)),
    // A standing field keeps its value, which may be a reader's; one that nobody can write into follows its default.
    value !== '' && h('input', { readOnly: true, ariaLabel: words.shareLink, defaultValue: value }),
    h('p.quiet', { role: 'status' }, said || (isKept() && words.private)),
  ];
}

/** The address of the page with the choices in its fragment, beside whatever else the page has there. */
function linkTo({ href, hash }: Location, chosen: Preferences): string {
  const others = hash
    .slice(1)
    .split('&')
    .filter((part) => part && !part.startsWith('masthead='));
  const own = `masthead=${encodeURIComponent(JSON.stringify(chosen))}`;
  return `${href.split('#')[0]}#${[...others, own].join('&')}`;
}

/** Takes the reader's choices along as an address, or forgets them. */
import type { SettingsWords } from '../../src/view/panel/settings-words.ts';
import type { Cancel } from '../env.ts';
import { type Preferences, parsePreferences, preferencesText } from '../preferences.ts';
import { wishesKey } from '../wishes.ts';
import type { PanelScope } from './panel-host.ts';
import type { Reader } from './reader.ts';
import { button, type Child, h } from './tree.ts';

// A voice reads the same text again only where it was gone meanwhile.
const silenceMs = 100;

// Within a frame the address is the frame's own, which no reader should land on.
const isOwnPage = top === self;

export function createShare(
  { host, redraw }: PanelScope,
  reader: Reader,
  words: SettingsWords,
): () => Child[] {
  const { preferences } = reader;
  let value = '';
  // Undefined: nothing has been asked for yet.
  let said: string | undefined;
  let telling: Cancel = () => {};

  const begin = (link: string) => {
    telling();
    value = link;
    said = '';
    redraw();
  };
  const tell = (text: string) => {
    telling();
    telling = host.env.after(silenceMs, () => {
      said = text;
      redraw();
    });
  };
  const share = () => {
    const link = linkTo(location, preferences());
    // Forgotten, or another link by now, where the values differ.
    const done = (text: string) => () => value === link && tell(text);
    begin(link);
    // Refused without https, or by the page's policy: then the field is there to copy from.
    (navigator.clipboard?.writeText(link) ?? Promise.reject()).then(
      done(words.copied),
      done(words.shareLink),
    );
  };
  const forget = () => {
    reader.forget();
    begin('');
    tell(words.forgotten);
  };
  /** True until something is chosen again, and never where the browser would not forget. */
  const isForgotten = () =>
    host.env.recall(wishesKey) === undefined &&
    Object.values(preferences()).every((wish) => wish === undefined);
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
  const status = () => {
    if (said === words.forgotten && !isForgotten()) said = undefined;
    return said ?? (isKept() && words.private);
  };
  return () => [
    h('p.choice', isOwnPage && button('plain', words.share, share), button('plain', words.forget, forget)),
    // A standing field keeps its value, which may be a reader's; one that nobody can write into follows its default.
    value !== '' && h('input', { readOnly: true, ariaLabel: words.shareLink, defaultValue: value }),
    h('p.quiet', { role: 'status' }, status()),
  ];
}

/** The address of the page with the choices in its fragment, beside whatever else the page has there. */
function linkTo({ href, hash }: Location, chosen: Preferences): string {
  const others = hash
    .slice(1)
    .split('&')
    .filter((part) => part && !part.startsWith('masthead='));
  const own = `masthead=${encodeURIComponent(preferencesText(chosen))}`;
  return `${href.split('#')[0]}#${[...others, own].join('&')}`;
}

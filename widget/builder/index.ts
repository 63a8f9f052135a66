/** The builder's page: follows its form, and keeps the preview, the warning and the snippets as the form says. */
import { textDirection } from '../../src/view/text-direction.ts';
import { serverOf } from '../addresses.ts';
import { say, write } from '../build.ts';
import { browserEnv } from '../env.ts';
import { type Preferences, parsePreferences, preferencesInFragment } from '../preferences.ts';
import { wishesKey } from '../wishes.ts';
import { choicesOf, choose, fieldsOf } from './choices.ts';
import { shortfalls } from './contrast.ts';
import {
  attributeNames,
  type BuilderOptions,
  colourNames,
  lookNames,
  ownProperties,
  type RefusableName,
  readOptions,
  takenBy,
  type Way,
} from './options.ts';
import { type Addresses, snippetOf } from './snippet.ts';

const server = serverOf(import.meta.url);
let pinned: Addresses['pinned'];

function byId<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no ${id}`);
  return found;
}

const form = byId('options', HTMLFormElement);
const language = byId('locale', HTMLSelectElement);
const strip = document.querySelector('masthead-strip') as HTMLElement;
const stage = byId('stage', HTMLElement);
const warning = byId('warning', HTMLElement);
const said = byId('said', HTMLElement);
const codes = {
  html: byId('html', HTMLElement),
  css: byId('css', HTMLElement),
  policy: byId('policy', HTMLElement),
};

function show(): void {
  const fields = fieldsOf(form);
  const options = readOptions((name) => fields.get(name));
  const way = (fields.get('way') ?? 'moving') as Way;
  preview(takenBy(way, options));
  warn(options, way);
  mark(options);
  const title = language.selectedOptions[0]?.dataset.strip;
  const snippet = snippetOf(way, options, { server, pinned }, title);
  for (const [name, code] of Object.entries(codes)) say(code, snippet[name as keyof typeof codes]);
  // What was copied may be another text by now.
  say(said, '');
}

function preview(options: BuilderOptions): void {
  const { attributes } = options;
  for (const name of attributeNames) write(strip, name, attributes.get(name));
  const own = ownProperties(options);
  // A property set to nothing is taken away.
  for (const name of [...colourNames, ...lookNames])
    strip.style.setProperty(`--masthead-${name}`, own.get(name) ?? '');
  write(stage, 'data-layout', attributes.get('layout') ?? 'strip');
  write(stage, 'data-theme', attributes.get('theme') ?? 'auto');
  // As a page in that language has it. A strip without a language of its own has the page's, which is English.
  write(stage, 'dir', textDirection(attributes.get('locale') ?? 'en'));
}

const refusals: Readonly<Record<RefusableName, string>> = {
  font: 'the font, which is no list of families',
  radius: 'the rounding, which is no length such as 8px',
  gap: 'the room, which is no length such as 8px',
  'dark-class': 'the class that means dark, which is no name of one class such as dark',
};

/** What a reader can choose that shows in a picture; the pace does not. */
const readersOwn: Readonly<Partial<Record<keyof Preferences, string>>> = {
  place: 'place',
  quotes: 'quotes',
  units: 'temperature',
  palette: 'palette',
  collapsed: 'fold',
};

/** The preview is a strip like any: what was once chosen in its settings, or on a site of this origin, goes before the form. */
function keptChoices(): string {
  const kept = Object.keys(parsePreferences(browserEnv.recall(wishesKey)));
  return kept.flatMap((name) => readersOwn[name as keyof Preferences] ?? []).join(', ');
}

function warn(options: BuilderOptions, way: Way): void {
  const { attributes, refused } = options;
  const taken = takenBy(way, options);
  const short = shortfalls(taken.colours, attributes.get('theme'));
  const pairs = short.map(
    ({ name, scheme, ratio, least }) =>
      `${name} in the ${scheme} scheme, ${ratio.toFixed(1)}:1 where ${least}:1 is wanted`,
  );
  const kept = keptChoices();
  const unread = `Hard to tell from the ground: ${pairs.join('; ')}.`;
  const texts = [
    kept === ''
      ? ''
      : `The preview has what a reader chose in this browser, whatever is chosen here (${kept}): “Forget my choices” in its settings ends that.`,
    short.length > 0 ? unread : '',
    refused.length > 0 ? `Left out: ${refused.map((name) => refusals[name]).join('; ')}.` : '',
    ownProperties(options).size > ownProperties(taken).size ? 'A frame takes no looks of your own.' : '',
    attributes.has('dark-class') && !taken.attributes.has('dark-class')
      ? 'A frame sees no class of the page.'
      : '',
    way === 'frame' && !(attributes.has('theme') && attributes.has('locale'))
      ? 'A frame has the colours of the reader’s system and speaks English, whatever the page does: choose theme and language.'
      : '',
    taken.attributes.get('panels') !== attributes.get('panels')
      ? 'A frame this low has no room for panels: its tiles are links where the config gives them an address.'
      : '',
    way === 'pinned' && pinned === undefined ? 'This service keeps no build to pin; the script moves.' : '',
  ];
  say(warning, texts.filter(Boolean).join(' '));
}

/** Fields whose text is left out. */
function mark({ refused }: BuilderOptions): void {
  const fields = [
    ...lookNames.map((name) => [name, `look-${name}`] as const),
    ['dark-class', 'dark-class'] as const,
  ];
  for (const [name, id] of fields) {
    const field = byId(id, HTMLInputElement);
    write(field, 'aria-invalid', refused.includes(name) ? 'true' : undefined);
  }
}

async function copy(button: HTMLButtonElement): Promise<void> {
  const code = codes[button.value as keyof typeof codes];
  try {
    await navigator.clipboard.writeText(code.textContent ?? '');
    say(said, `Copied: ${button.dataset.what ?? ''}`);
  } catch {
    // Pages without TLS have no clipboard: what is selected a key copies.
    getSelection()?.selectAllChildren(code);
    say(said, 'Selected; copy it with your keyboard');
  }
}

/** Who picks a colour wants it. */
function tick({ target }: Event): void {
  if (!(target instanceof HTMLInputElement) || target.type !== 'color') return;
  const box = form.elements.namedItem(`own-${target.name}`);
  if (box instanceof HTMLInputElement) box.checked = true;
}

form.addEventListener('input', (event) => {
  tick(event);
  show();
});
/** At the end of each change, not at each step of it: browsers bear no hundreds of them. */
function keep(): void {
  const choices = `${choicesOf(form)}`;
  history.replaceState(null, '', `${location.pathname}${choices && `?${choices}`}${location.hash}`);
}

form.addEventListener('change', keep);
// Its settings change what is kept once this event is over.
stage.addEventListener('click', () => void browserEnv.after(0, show));
form.addEventListener('submit', (event) => event.preventDefault());
// The fields are set back only after this event.
form.addEventListener('reset', () => {
  browserEnv.after(0, () => {
    show();
    keep();
  });
});
for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-what]'))
  button.addEventListener('click', () => void copy(button));

/** Before the strip looks there: the preview is what the form says, not what an address shares of a reader's own. */
function leaveShared(): void {
  if (preferencesInFragment(location.hash) === undefined) return;
  history.replaceState(null, '', location.pathname + location.search);
}

addEventListener('hashchange', leaveShared);
leaveShared();
choose(form, new URLSearchParams(location.search));
show();
browserEnv.getJson(`${server}/v1/build.json`, new AbortController().signal).then(({ status, body }) => {
  if (status === 200) pinned = body as Addresses['pinned'];
  show();
}, show);

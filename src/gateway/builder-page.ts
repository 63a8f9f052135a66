/** The form with which a publisher chooses a strip and copies its snippet. Pure text; what it does is the page's own script. */
import { everyLanguage } from '../view/every-language.ts';
import { type Language, languages } from '../view/language-for.ts';

export interface BuilderChoices {
  readonly boards: readonly string[];
  /** Value of the attribute `place` → its name. */
  readonly places: ReadonlyMap<string, string>;
}

/** `attributes`: with their values, of the option's own. */
type Option = readonly [value: string, text: string, attributes?: Readonly<Record<string, string>>];
type Options = readonly Option[];

const layouts: Options = [
  ['', 'Strip, 44 px'],
  ['compact', 'Compact, 32 px'],
  ['card', 'Card, beside the article'],
];
const themes: Options = [
  ['', 'As the page'],
  ['light', 'Light'],
  ['dark', 'Dark'],
];
const palettes: Options = [
  ['', 'By the language’s region'],
  ['western', 'Western: green is up'],
  ['east-asian', 'East Asian: red is up'],
  ['korean', 'Korean: red is up, blue is down'],
  ['colour-blind', 'Colour-blind: blue is up'],
];
const units: Options = [
  ['', 'By region'],
  ['c', '°C'],
  ['f', '°F'],
];
const densities: Options = [
  ['', 'Comfortable'],
  ['compact', 'Compact'],
];
const panels: Options = [
  ['', 'Open panels'],
  ['off', 'Are plain links'],
];
const ways: Options = [
  ['moving', 'Script, always the newest'],
  ['pinned', 'Script, pinned with its hash'],
  ['frame', 'Frame, without a script'],
];
const colours: Options = [
  ['paper', '#ffffff'],
  ['ink', '#16181d'],
  ['muted', '#5d6470'],
  ['line', '#e1e3e8'],
  ['accent', '#1f5fbf'],
  ['up', '#0b7a4b'],
  ['down', '#b3261e'],
  ['alert', '#8a5300'],
  ['severe', '#b3261e'],
];

/** Addresses are relative: any base path will do. The form's script goes first, so that the strip begins as the form says. */
export function builderPage({ boards, places }: BuilderChoices): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>Embed builder – Masthead</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="builder.css">
<script type="module" src="builder.js"></script>
<script type="module" src="masthead.js"></script>
<header class="wrap head">
<h1>Embed the strip</h1>
<p>Choose how it should look; copy what stands below into your page.</p>
<noscript><p>This page needs its script.</p></noscript>
</header>
<main>
<section id="stage" aria-label="Preview"><masthead-strip board="${escaped(boards[0] ?? '')}"></masthead-strip></section>
<div class="wrap desk">
<form id="options" aria-label="Options" autocomplete="off">
<fieldset><legend>What</legend>
${select('board', 'Board', named(boards))}
${select('place', 'Place', [['', 'The board’s first'], ...places])}
${select('locale', 'Language', [['', 'As the page'], ...languages.map(languageOption)])}
${select('units', 'Temperature', units)}
${select('panels', 'Tiles', panels)}
</fieldset>
<fieldset><legend>Look</legend>
${select('layout', 'Layout', layouts)}
${select('theme', 'Theme', themes)}
${select('palette', 'Palette', palettes)}
${select('density', 'Density', densities)}
${textField('dark-class', 'Class that means dark', 64)}
${textField('look-font', 'Font', 200, 'As the page')}
${textField('look-radius', 'Rounded corners', 16, 'Such as 8px')}
${textField('look-gap', 'Room beside a tile', 16, 'Such as 8px')}
</fieldset>
<fieldset><legend>Colours of your own</legend>
${colours.map(([name, value]) => colour(name, value)).join('\n')}
</fieldset>
<fieldset><legend>Way</legend>
${ways.map(([value, text], index) => `<label class="choice"><input type="radio" name="way" value="${value}"${index === 0 ? ' checked' : ''}>${text}</label>`).join('\n')}
</fieldset>
<button type="reset">Start over</button>
</form>
<div>
<p id="warning" role="status"></p>
${code('html', 'In the page')}
${code('css', 'In the style sheet')}
${code('policy', 'In the policy')}
<p class="hint">The last one only where your pages send a Content-Security-Policy: it has to allow this much.</p>
<p id="said" class="hint" role="status"></p>
</div>
</div>
</main>
</html>
`;
}

function select(name: string, label: string, options: Options): string {
  const items = options.map(([value, text, attributes]) => {
    const given = Object.entries({ value, ...attributes }).map(([name, own]) => ` ${name}="${escaped(own)}"`);
    return `<option${given.join('')}>${escaped(text)}</option>`;
  });
  return `<div class="field"><label for="${name}">${label}</label><select id="${name}" name="${name}">${items.join('')}</select></div>`;
}

/** `hint`: what an empty field means, or what may be in it. */
function textField(name: string, label: string, maxLength: number, hint = ''): string {
  const placeholder = hint && ` placeholder="${hint}"`;
  return `<div class="field"><label for="${name}">${label}</label><input type="text" id="${name}" name="${name}" maxlength="${maxLength}" spellcheck="false"${placeholder}></div>`;
}

function colour(name: string, value: string): string {
  return `<div class="colour"><label><input type="checkbox" name="own-colour-${name}">${name}</label><input type="color" name="colour-${name}" value="${value}" aria-label="Colour of ${name}"></div>`;
}

function code(name: string, title: string): string {
  return `<section class="code" aria-label="${title}"><header><h2>${title}</h2><button type="button" value="${name}" data-what="${title}" aria-label="Copy: ${title}">Copy</button></header><pre><code id="${name}"></code></pre></section>`;
}

function named(values: readonly string[]): Options {
  return values.map((value) => [value, value]);
}

/** Its name in the language itself, with what a frame in it is called. */
function languageOption(tag: Language): Option {
  const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
  return [tag, name, { lang: tag, 'data-strip': everyLanguage[tag].strip }];
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

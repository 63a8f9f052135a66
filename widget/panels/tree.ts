/** Makes a panel's elements, and brings those that stand to a new picture without touching what is the same. */
import { write } from '../build.ts';

type Properties = Readonly<Record<string, unknown>>;

/** What an element holds, and which properties it has; what is empty keeps its place, so that all behind it stays. */
export type Child = Node | string | Properties | false | undefined;

/** `tag.class other`: an element with these children and properties. Text is text here, never markup. */
export function h(name: string, ...children: readonly Child[]): HTMLElement {
  const [tag = '', className = ''] = name.split('.');
  const element = document.createElement(tag);
  if (className !== '') element.className = className;
  for (const child of children) {
    // Nothing takes up a place too: what comes or goes must not shift its neighbours, or they would be made anew.
    if (child instanceof Node || typeof child !== 'object') element.append(child || '');
    else for (const [key, value] of Object.entries(child)) set(element, key, value);
  }
  return element;
}

/** What ARIA defines as an attribute: Firefox reflects its properties only from 119 (2023) on. */
function set(element: HTMLElement, key: string, value: unknown): void {
  if (/^(?:aria|role)/.test(key)) write(element, key.replace('aria', 'aria-').toLowerCase(), `${value}`);
  else Reflect.set(element, key, value);
}

export function button(className: string, label: Child, onclick: () => void, more?: Properties): HTMLElement {
  return h(`button.${className}`, { onclick }, label, more);
}

const copied = 'onclick onblur oninput onchange onkeydown onpointermove onpointerleave checked'.split(' ');

/** `old` becomes as `next` is: focus, scrolling and what stands in a text field stay. Takes `next` apart. */
export function morph(old: Node, next: Node): void {
  if (old instanceof Element && next instanceof Element) {
    for (const name of old.getAttributeNames()) if (!next.hasAttribute(name)) old.removeAttribute(name);
    for (const name of next.getAttributeNames()) write(old, name, next.getAttribute(name) as string);
    for (const name of copied) if (name in next) Reflect.set(old, name, Reflect.get(next, name));
  } else if (old.nodeValue !== next.nodeValue) old.nodeValue = next.nodeValue;
  const wanted = [...next.childNodes];
  wanted.forEach((child, at) => {
    const standing = old.childNodes[at];
    if (standing?.nodeName === child.nodeName) morph(standing, child);
    else if (standing) old.replaceChild(child, standing);
    else old.appendChild(child);
  });
  while (old.childNodes.length > wanted.length) old.lastChild?.remove();
}

/** Makes elements, and writes to them only what is different from what they say. Text is text here, never markup. */

const svgNamespace = 'http://www.w3.org/2000/svg';

/**
 * An HTML element with a class; the class is its `part` too unless `part` says otherwise ('' for none). Buttons need no type:
 * no form reaches into a shadow tree.
 */
export function html<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  children: readonly (Node | string)[] = [],
  part = className,
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  write(element, 'class', className);
  if (part !== '') write(element, 'part', part);
  element.append(...children);
  return element;
}

export function svg(
  tag: string,
  attributes: Readonly<Record<string, string>>,
  children: readonly Node[] = [],
) {
  const element = document.createElementNS(svgNamespace, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** A drawing that says nothing by itself. */
export function drawing(className: string, box: string, children: readonly Node[] = []): Element {
  return svg('svg', { class: className, part: className, viewBox: box, 'aria-hidden': 'true' }, children);
}

/** Sets an attribute, or takes it away where the value is undefined; leaves an equal one alone. */
export function write(element: Element, name: string, value: string | undefined): void {
  if (value === undefined) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** Sets an element's text; leaves an equal one alone. The text's node stays: a new one would be styled and shaped anew. */
export function say(element: Element, text: string): void {
  const node = element.firstChild as Text | null;
  if (node === null) element.append(text);
  else if (node.data !== text) node.data = text;
}

/** Shows or hides; setting `hidden` anew would count as a change where it is none. */
export function hide(element: HTMLElement, on: boolean): void {
  if (element.hidden !== on) element.hidden = on;
}

// Elements of inline drawings.

const space = 'http://www.w3.org/2000/svg';

export function svg(
  name: string,
  attributes: { [name: string]: string | number },
  ...children: (Node | string)[]
): SVGElement {
  const element = document.createElementNS(space, name);
  for (const [key, value] of Object.entries(attributes))
    element.setAttribute(key, typeof value === 'number' ? String(Math.round(value * 100) / 100) : value);
  element.append(...children);
  return element;
}

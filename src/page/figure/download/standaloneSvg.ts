import { tokens } from '../tokens.js';

/** What the page's style gives to drawings: attributes of SVG, all but the font's family. */
const STYLED = [
  ...['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray', 'stroke-linejoin'],
  ...['stroke-linecap', 'paint-order', 'opacity', 'font-size', 'font-weight', 'text-anchor', 'visibility'],
];

/**
 * A drawing of the page as the text of an SVG file that stands alone: in light colours, whatever the page's are, each as
 * a literal, since what opens such a file knows neither the page's style nor its custom properties.
 *
 * @param drawing in the page, which is left as it is
 */
export function standaloneSvg(drawing: SVGSVGElement): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  // Beside the drawing, so that the rules of its part reach the copy, and out of sight.
  copy.style.setProperty('position', 'absolute');
  copy.style.setProperty('visibility', 'visible');
  copy.style.setProperty('pointer-events', 'none');
  for (const [name, { light }] of Object.entries(tokens)) copy.style.setProperty(`--${name}`, light);
  drawing.after(copy);
  try {
    const elements = [copy, ...copy.querySelectorAll<SVGElement>('*')].filter(({ localName }) => !WORDS.has(localName));
    // All are computed before any loses its class, by which rules reach what is within it.
    const styles = elements.map(styleOf);
    elements.forEach((element, i) => {
      for (const [name, value] of styles[i]) element.setAttribute(name, value);
      element.removeAttribute('class');
    });
  } finally {
    copy.remove();
  }
  copy.removeAttribute('style');
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('font-family', 'Inter, system-ui, sans-serif');
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  for (const [name, value] of [
    ['width', '100%'],
    ['height', '100%'],
    ['fill', tokens.ground.light],
  ])
    ground.setAttribute(name, value);
  copy.querySelector('desc, title')?.after(ground);
  return new XMLSerializer().serializeToString(copy);
}

/** What is drawn nowhere. */
const WORDS: ReadonlySet<string> = new Set(['title', 'desc', 'defs']);

/** What the style computes for an element, as attributes. */
function styleOf(element: SVGElement): readonly (readonly [string, string])[] {
  const computed = getComputedStyle(element);
  return STYLED.map((name) => [name, computed.getPropertyValue(name)]);
}

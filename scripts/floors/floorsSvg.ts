import { BESIDE, FLOORS } from './floors.js';

const ROW = 30;
const CELL = 34;
const LEFT = 400;
const TOP = 140;

/** What each folder holds, in a few words. */
const HOLDS: Readonly<Record<string, string>> = {
  cli: 'commands',
  report: 'what a report holds',
  page: 'the page in a browser',
  experiments: 'published experiments, charts',
  honest: 'what to believe, what is better',
  laws: 'what a plug-in must obey',
  aggregates: 'sums of a log of any size',
  learning: 'a gadget from a log',
  ope: 'estimators, intervals, diagnostics',
  gadgets: 'learned mechanisms',
  counterfactual: 'what would have happened',
  mechanisms: 'couplings, bounds',
  fit: 'a model from a log',
  trajectories: 'logs, simulation',
  states: 'states from features',
  mdp: 'models, policies, solving',
  core: 'random numbers, errors',
  files: 'readers and writers',
  policies: 'policies by name',
  envs: 'environments by name',
};

/**
 * The floors as a table, the highest on top: a mark where a file of the row's folder imports one of the column's. A
 * mark left of the diagonal, within the floors, would be an arrow up.
 *
 * @param zones each folder with those that it imports from
 * @returns SVG text, the same for the same imports
 */
export function floorsSvg(zones: ReadonlyMap<string, ReadonlySet<string>>): string {
  const order = [...FLOORS.flat().reverse(), ...BESIDE].filter((name) => zones.has(name));
  const [width, height] = [LEFT + order.length * CELL + 40, TOP + order.length * ROW + 24];
  const columns = order.map((name, j) => {
    const x = LEFT + j * CELL + CELL / 2 + 5;
    return `<text transform="translate(${x} ${TOP - 10}) rotate(-50)">${name}</text>`;
  });
  const rows = order.map((name, i) => row(name, zones.get(name)!, order, TOP + i * ROW));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title" font-family="DejaVu Sans, Helvetica, Arial, sans-serif" font-size="13" fill="#222">
<title id="title">The folders of Couplet as floors: each imports only from those below it</title>
<rect width="${width}" height="${height}" rx="6" fill="white"/>
<text x="20" y="36" font-size="17">Who imports whom</text>
<text x="20" y="60" fill="#666">A dot: files of the row import files of the column.</text>
<text x="20" y="78" fill="#666">All dots lie right of the diagonal: no floor</text>
<text x="20" y="96" fill="#666">imports one above it. The last three stand beside.</text>
${[...columns, ...rows].join('\n')}
</svg>
`;
}

function row(name: string, from: ReadonlySet<string>, order: readonly string[], y: number): string {
  const middle = y + ROW / 2;
  const cells = order.map((other, j) => {
    const x = LEFT + j * CELL;
    const ground = `<rect x="${x + 1}" y="${y + 1}" width="${CELL - 2}" height="${ROW - 2}" fill="${other === name ? '#d5dbe3' : '#f5f6f8'}"/>`;
    return from.has(other) ? `${ground}<circle cx="${x + CELL / 2}" cy="${middle}" r="6" fill="#2f6fad"/>` : ground;
  });
  return `<text x="20" y="${middle + 5}" fill="#666">${HOLDS[name]}</text><text x="${LEFT - 12}" y="${middle + 5}" text-anchor="end" font-weight="bold">${name}</text>${cells.join('')}`;
}

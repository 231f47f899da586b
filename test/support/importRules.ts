import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { FLOORS, zoneOf } from '../../scripts/floors/floors.js';
import { type Import, importsOf } from '../../scripts/floors/importsOf.js';

/** What the rules need of package.json. */
export interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

/** What runs in a browser; that it does is checked file by file. */
const INDEX_MAY_IMPORT = [
  ...FLOORS.flat().filter((folder) => !['report', 'page', 'cli'].includes(folder)),
  'envs',
  'policies',
];
const FILES_MAY_IMPORT = [
  'core',
  'mdp',
  'trajectories',
  'fit',
  'mechanisms',
  'gadgets',
  'counterfactual',
  'ope',
  'aggregates',
  'states',
];
const ENVS_MAY_IMPORT = ['core', 'mdp'];
/** Some are estimated from a log. */
const POLICIES_MAY_IMPORT = [...ENVS_MAY_IMPORT, 'trajectories', 'fit'];
/** Those who look environments and policies up by name, and who read and write files. */
const OUTERMOST = ['cli', 'experiments', 'report', 'page'];

const MAY_USE_NODE = ['files', 'cli', 'gadgets'];
const NODE_ONLY = [
  '@duckdb/node-api',
  'bullmq',
  'cli-progress',
  'cli-table3',
  'csv-parse',
  'ioredis',
  'npyjs',
  'picocolors',
  'piscina',
  'yargs',
];

/**
 * Large, and needed by few: the public API loads them when they are called for, and a bundle of it without them is
 * small.
 */
const ONLY_LAZY = ['fast-check', 'highs', 'mathjs'];
/** What the command loads before it knows what it is asked. */
const AT_START = ['yargs'];

/**
 * Every breach of the rules on who may import whom, in the order of the files; empty if there is none.
 *
 * @param files path from the root of the project, with slashes, to text; tests and scripts are left out, as they may
 *   import anything
 */
export function importFaults(files: ReadonlyMap<string, string>, manifest: Manifest): string[] {
  const imports = new Map([...files].map(([path, text]) => [path, importsOf(path, text).map(resolved(path, files))]));
  const faults = [...imports].flatMap(([path, list]) => list.flatMap((each) => singleFaults(path, each, manifest)));
  return [...faults, ...cycleFaults(imports), ...browserFaults(imports), ...weightFaults(imports)];
}

/** Runtime dependencies that none of the files imports, in alphabetical order. */
export function unusedDependencies(files: ReadonlyMap<string, string>, manifest: Manifest): string[] {
  const used = new Set(
    [...files].flatMap(([path, text]) => importsOf(path, text).map(resolved(path, files))).map((i) => i.package),
  );
  return Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies })
    .filter((name) => !used.has(name))
    .sort();
}

/** An import with what it leads to: a file of ours, something of Node's, or a package. */
interface Resolved extends Import {
  readonly file?: string;
  readonly builtin?: string;
  readonly package?: string;
}

type Graph = ReadonlyMap<string, readonly Resolved[]>;

function resolved(from: string, files: ReadonlyMap<string, string>): (each: Import) => Resolved {
  return (each) => {
    const { specifier } = each;
    if (specifier.startsWith('.')) {
      const path = posix.join(posix.dirname(from), specifier).replace(/\.js$/, '.ts');
      return { ...each, file: files.has(`${path}x`) ? `${path}x` : path };
    }
    if (specifier.startsWith('node:') || builtinModules.includes(specifier)) return { ...each, builtin: specifier };
    const [first, second] = specifier.split('/');
    return { ...each, package: first.startsWith('@') ? `${first}/${second}` : first };
  };
}

function mayImport(from: string, to: string): boolean {
  if (from === to) return true;
  if (from === 'index') return INDEX_MAY_IMPORT.includes(to);
  if (from === 'envs') return ENVS_MAY_IMPORT.includes(to);
  if (from === 'policies') return POLICIES_MAY_IMPORT.includes(to);
  if (to === 'envs' || to === 'policies' || to === 'files') return OUTERMOST.includes(from);
  if (from === 'files') return FILES_MAY_IMPORT.includes(to);
  return layerOf(to) >= 0 && layerOf(to) <= layerOf(from);
}

function layerOf(zone: string): number {
  return FLOORS.findIndex((layer) => layer.includes(zone));
}

function singleFaults(path: string, each: Resolved, manifest: Manifest): string[] {
  const place = `${path}:${each.line}`;
  const zone = zoneOf(path);
  if (each.file !== undefined)
    return mayImport(zone, zoneOf(each.file))
      ? []
      : [`${place}: ${zone} must not import ${zoneOf(each.file)}, got ${each.file}`];
  const faults: string[] = [];
  if (isNodeOnly(each) && !MAY_USE_NODE.includes(zone))
    faults.push(`${place}: ${zone} must run in a browser, got ${each.specifier}`);
  if (each.package === undefined) return faults;
  if (each.package.startsWith('@tensorflow/') && zone !== 'gadgets')
    faults.push(`${place}: only gadgets may import tfjs, got ${each.specifier}`);
  if (mayBeAbsent(each.package, manifest)) {
    if (!each.lazy && !each.typeOnly)
      faults.push(`${place}: what an install may leave out must be loaded when it is needed, got ${each.package}`);
  } else if (!(each.package in (manifest.dependencies ?? {})))
    faults.push(`${place}: packages must be dependencies or optional peers, got ${each.package}`);
  return faults;
}

/** Whether a package is one that users may do without. */
function mayBeAbsent(
  name: string,
  { optionalDependencies, peerDependencies, peerDependenciesMeta }: Manifest,
): boolean {
  const isPeer = name in (peerDependencies ?? {}) && peerDependenciesMeta?.[name]?.optional === true;
  return isPeer || name in (optionalDependencies ?? {});
}

function isNodeOnly({ builtin, package: name }: Resolved): boolean {
  return builtin !== undefined || (name !== undefined && NODE_ONLY.includes(name));
}

/** Our own files that a file needs when it runs; type imports are gone by then. */
function needs(graph: Graph, path: string): string[] {
  return (graph.get(path) ?? []).filter((i) => !i.typeOnly && i.file !== undefined).map((i) => i.file!);
}

/** One fault for each circle that a walk through the files meets; types count, as a reader goes round in them too. */
function cycleFaults(graph: Graph): string[] {
  const faults: string[] = [];
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path))
      faults.push(`files must not import in a circle, got ${chain([...trail.slice(trail.indexOf(path)), path])}`);
    else if (!done.has(path)) {
      for (const { file } of graph.get(path) ?? []) if (file !== undefined) walk(file, [...trail, path]);
      done.add(path);
    }
  };
  for (const path of graph.keys()) walk(path, []);
  return faults;
}

/** What the public API drags in, however far away, runs in a browser. */
function browserFaults(graph: Graph): string[] {
  return [...reachedFrom('src/index.ts', (path) => needs(graph, path))].flatMap(([path, trail]) =>
    (graph.get(path) ?? [])
      .filter((each) => !each.typeOnly && isNodeOnly(each))
      .map((each) => `src/index.ts must run in a browser, got ${chain([...trail, each.specifier])}`),
  );
}

/** What the public API and the command load before they are asked for anything holds none of the large packages. */
function weightFaults(graph: Graph): string[] {
  const loaded = (path: string): Resolved[] => (graph.get(path) ?? []).filter((each) => !each.typeOnly && !each.lazy);
  const files = (path: string): string[] => loaded(path).flatMap(({ file }) => (file === undefined ? [] : [file]));
  const tooHeavy = (start: string, isHeavy: (name: string) => boolean): string[] =>
    [...reachedFrom(start, files)].flatMap(([path, trail]) =>
      loaded(path)
        .filter((each) => each.package !== undefined && isHeavy(each.package))
        .map(
          (each) =>
            `${start} must not load ${each.package} before it is needed, got ${chain([...trail, each.specifier])}`,
        ),
    );
  return [
    ...tooHeavy('src/index.ts', (name) => ONLY_LAZY.includes(name)),
    ...tooHeavy('src/cli/main.ts', (name) => !AT_START.includes(name)),
  ];
}

/** Every file that can be reached, with a shortest way to it. */
function reachedFrom(start: string, next: (path: string) => readonly string[]): Map<string, readonly string[]> {
  const trails = new Map([[start, [start]]]);
  // A Map goes on to the entries that are added while it is walked.
  for (const [path, trail] of trails)
    for (const file of next(path)) if (!trails.has(file)) trails.set(file, [...trail, file]);
  return trails;
}

function chain(paths: readonly string[]): string {
  return paths.join(' -> ');
}

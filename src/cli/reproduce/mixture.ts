import { basename, dirname } from 'node:path';
import { DataError } from '../../core/errors.js';
import { warn } from '../say.js';
import type { Runtime } from './runtime.js';

/** A trial file, and what ran it. */
export interface Origin {
  readonly path: string;
  readonly runtime: Partial<Runtime>;
}

/** Files that a message names; more are counted. */
const NAMED = 3;

/**
 * Checks that one and the same runs all trials of a report: the version of Couplet and of Node, the kind of processor,
 * and the backend of tfjs, where gadgets are trained.
 *
 * @param origins of the trials that are there; the first that has a backend says which the others are to have
 * @param here what is to run the rest; a backend is not known before a gadget is trained
 * @param mixed whether they may differ, which is then said on standard error
 * @throws DataError if they differ, with the files and what differs
 */
export function checkMixture(origins: readonly Origin[], here: Runtime, mixed: boolean): void {
  const backend = here.backend ?? origins.find(({ runtime }) => runtime.backend !== undefined)?.runtime.backend;
  const wanted: Runtime = { ...here, ...(backend !== undefined && { backend }) };
  const others = new Map<string, string[]>();
  for (const { path, runtime } of origins) {
    const difference = differenceOf(runtime, wanted);
    if (difference !== '') others.set(difference, [...(others.get(difference) ?? []), path]);
  }
  if (others.size === 0) return;
  const [[first]] = others.values();
  const found = Array.from(others, ([difference, paths]) => `${namesOf(paths)} by ${difference}`).join('; ');
  if (mixed) warn(`${dirname(first)}: trials that were run differently are mixed: ${found}`);
  else
    throw new DataError(
      `${dirname(first)}: all trials must be run alike, got ${found} - take what ran those here too, name another folder, or mix them with --allow-mixed`,
    );
}

function differenceOf(other: Partial<Runtime>, wanted: Runtime): string {
  return [
    ...differing('Couplet ', other.version, wanted.version),
    ...differing('Node ', other.node, wanted.node),
    // A trial that trains nothing has none.
    ...(other.backend === undefined ? [] : differing('the tfjs backend ', other.backend, wanted.backend)),
  ].join(' and ');
}

function differing(what: string, other: string | undefined, wanted: string | undefined): string[] {
  return other === wanted ? [] : [`${what}${other ?? 'that it does not name'} (not ${wanted})`];
}

function namesOf(paths: readonly string[]): string {
  const names = paths.slice(0, NAMED).map((path) => basename(path));
  const more = paths.length - names.length;
  return more === 0 ? names.join(', ') : `${names.join(', ')} and ${more} more`;
}

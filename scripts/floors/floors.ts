/** The folders of src, lowest first: one imports those of its own floor and of the floors below. */
export const FLOORS: readonly (readonly string[])[] = [
  ['core'],
  ['states'],
  ['mdp'],
  ['trajectories'],
  ['fit'],
  ['mechanisms'],
  ['gadgets', 'counterfactual'],
  ['learning', 'ope'],
  ['aggregates'],
  ['laws', 'honest'],
  ['experiments'],
  ['report'],
  ['page'],
  ['cli'],
];

/** Beside the floors: what reads and writes, and what plugs in. */
export const BESIDE: readonly string[] = ['files', 'policies', 'envs'];

/**
 * The folder that the rules speak of: `core` for src/core/random/a.ts, `envs` for envs/tiny/a.ts, `index` for
 * src/index.ts.
 */
export function zoneOf(path: string): string {
  if (path === 'src/index.ts') return 'index';
  const [top, folder, ...rest] = path.split('/');
  return top === 'src' && rest.length > 0 ? folder : top;
}

/** What a module can hold for Couplet to use. */
export type PluginKind = 'mechanism' | 'env' | 'policy' | 'estimator';

/** Each kind with its article, and the least that a module of it says. */
export const pluginKinds: Readonly<Record<PluginKind, { readonly what: string; readonly form: string }>> = {
  mechanism: { what: 'a mechanism', form: '{ name, implicit, noiseDimension, outcome(p, noise) { ... } }' },
  env: { what: 'an environment', form: 'defineEnv({ name, summary, create() { return tabularEnv({ ... }) } })' },
  policy: { what: 'a policy', form: 'definePolicy({ name, summary, create(mdp) { ... } })' },
  estimator: {
    what: 'an estimator',
    form: '{ name, summary, usesWeights, usesModel, estimate(sample) { ... } }',
  },
};

/**
 * The kind of a default export: by `kind` where it says it, else by what only one kind has; undefined where it could be
 * several.
 *
 * @example
 * pluginKind({ name: 'mine', implicit: true, noiseDimension: 1, outcome: () => 0 }) // 'mechanism'
 */
export function pluginKind(exported: unknown): PluginKind | undefined {
  // Mechanisms alone may be made from a context.
  if (typeof exported === 'function') return 'mechanism';
  if (typeof exported !== 'object' || exported === null) return undefined;
  if ('kind' in exported) {
    const { kind } = exported;
    return typeof kind === 'string' && Object.hasOwn(pluginKinds, kind) ? (kind as PluginKind) : undefined;
  }
  const has = (...fields: readonly string[]): boolean => fields.some((field) => field in exported);
  if (has('implicit', 'noiseDimension', 'outcome', 'coupling', 'counterfactual', 'needs')) return 'mechanism';
  if (has('step', 'spaces', 'abstractions')) return 'env';
  if (has('probability')) return 'policy';
  return has('usesWeights', 'usesModel') ? 'estimator' : undefined;
}

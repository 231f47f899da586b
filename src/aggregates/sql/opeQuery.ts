import { ArgumentError } from '../../core/errors.js';
import { checkSameSpace } from '../../mdp/checkSameSpace.js';
import { checkHorizon } from '../../mdp/evaluate/horizon.js';
import { checkMarkovPolicy, checkSteps } from '../../mdp/overTime/checkPolicyOverTime.js';
import { type MarkovPolicy, isOverTime } from '../../mdp/overTime/policyOverTime.js';
import { type Policy, checkPolicy } from '../../mdp/policy.js';
import { MOST_BLOCKS, checkBlocks } from '../../trajectories/blockOf.js';
import { policyDigest } from '../weights/policyDigest.js';
import { aggregateTable } from './aggregateTable.js';
import { countParts } from './countParts.js';
import { type Dialect, realLiteral } from './dialect/dialect.js';
import { textLiteral } from './dialect/quotedName.js';
import { faultParts } from './faultParts.js';
import { type SqlLog, type SqlLogColumn, logSteps } from './sqlLog.js';
import { targetTable } from './weights/targetTable.js';
import { weightParts } from './weights/weightParts.js';
import { type SqlBehaviour, weightQueries } from './weights/weightQueries.js';
import { checkLeast } from './withheld.js';

export interface OpeQueryOptions {
  /** Most steps of an episode; default those of a policy over time, else the longest episode. None may be longer. */
  readonly horizon?: number | undefined;
  /** In (0, 1]; default 1. */
  readonly discount?: number | undefined;
  /** 1, 16, 256 or 4,096; default 4,096. */
  readonly blocks?: number | undefined;
  /** The log's own probabilities (the default), a policy over its states, or n(s, a) / n(s) from the log itself. */
  readonly behaviour?: Policy | 'logged' | 'estimated' | undefined;
  /** Rows of fewer episodes than this, or with weights of fewer, are withheld; default none. */
  readonly least?: number | undefined;
}

/**
 * A query whose result is what the estimators need of a log in a database: the whole table of aggregates.
 *
 * Products of ratios are sums of logarithms, over the largest of their block and time, so that episodes of any length
 * neither overflow nor vanish.
 *
 * @param target over the states that the log has, or over time
 * @returns SQL text, one statement without a semicolon; for 5,760 rows of a policy some 150 kB
 * @throws ArgumentError on options or policies that do not fit, and on names that cannot be quoted
 */
export async function opeQuery(
  dialect: Dialect,
  log: SqlLog,
  target: MarkovPolicy,
  options: OpeQueryOptions = {},
): Promise<string> {
  const { discount = 1, blocks = MOST_BLOCKS, behaviour = 'logged', least } = options;
  const horizon = options.horizon ?? (isOverTime(target) ? target.horizon : undefined);
  const { nStates, nActions } = target;
  checkMarkovPolicy(target, 'sql: target policy');
  checkSameSpace('sql', 'policy', target, {
    nStates: log.nStates ?? nStates,
    nActions: log.nActions ?? nActions,
    ...(log.space !== undefined && { source: { space: log.space } }),
  });
  checkHorizon('sql', { discount, horizon: horizon ?? 1 });
  if (horizon === 0 || horizon === Infinity)
    throw new ArgumentError(`sql: horizon must be a finite number of steps from 1, got ${horizon}`);
  if (horizon !== undefined) checkSteps('sql', target, horizon);
  checkBlocks('sql', blocks);
  checkLeast(least);
  const given = typeof behaviour === 'object' ? behaviour : undefined;
  if (given) {
    checkPolicy(given, 'sql: behaviour policy');
    checkSameSpace('sql: behaviour', 'policy', given, { ...target, source: target });
  }
  const source = behaviourOf(log, behaviour);
  const counts = countParts(dialect, least);
  const faults = faultParts({ nStates, nActions, horizon });
  const weights = weightParts(dialect, { nStates, least });
  const about = {
    ...{ part: `'about'`, version: '1', n_states: String(nStates), n_actions: String(nActions) },
    ...(target.space !== undefined && { space: textLiteral(target.space) }),
    horizon: String(horizon ?? 'longest'),
    discount: realLiteral(discount),
    blocks: String(blocks),
    target: textLiteral(await policyDigest(target)),
    behaviour: textLiteral(typeof behaviour === 'object' ? 'given' : behaviour),
  };
  return aggregateTable(
    dialect,
    [
      logSteps(dialect, log, source.columns),
      ...counts.queries,
      ...faults.queries,
      ...weightQueries(dialect, {
        target: targetTable(dialect, target, given),
        ...{ behaviour: source.kind, discount },
        digits: Math.round(Math.log2(blocks) / 4),
      }),
      ...weights.queries,
    ],
    [
      { values: about, ...(horizon === undefined && { from: 'episode_faults' }) },
      ...counts.parts,
      ...weights.parts,
      ...faults.parts,
    ],
  );
}

/** Where the probabilities of the logged actions come from, and the columns of the log that hold them. */
function behaviourOf(
  { columns }: SqlLog,
  behaviour: Policy | 'logged' | 'estimated',
): { kind: SqlBehaviour; columns: readonly SqlLogColumn[] } {
  if (behaviour === 'estimated') return { kind: 'estimated', columns: [] };
  if (behaviour !== 'logged') return { kind: 'given', columns: [] };
  const kind =
    columns?.log_propensity !== undefined && columns.propensity === undefined ? 'log_propensity' : 'propensity';
  return { kind, columns: [kind] };
}

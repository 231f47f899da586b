import { count, decimal } from '../numbers.js';
import type { PolicyReport, Report } from '../report.js';
import { wholeSize } from './wholeSize.js';
import { endsOf, sharesText, tellingEnds } from './outcomeShares.js';
import type { Piece } from './piece.js';
import { reasonWords } from './reasonWords.js';
import { VERDICT_SENTENCE, mainVerdict } from './verdictWords.js';

/** What a report is of: `log.csv, 1,000 patients, 13,422 decisions`. */
export function kickerWords(report: Pick<Report, 'about' | 'words' | 'log'>): string {
  const { about, words } = report;
  const { one, many } = words.noun;
  const { episodes: n, steps } = wholeSize(report);
  return `${about.logName}, ${count(n)} ${n === 1 ? one : many}, ${count(steps)} ${steps === 1 ? 'decision' : 'decisions'}`;
}

/** The question, with the policy that it is about in between. */
export function questionWords({ words }: Pick<Report, 'words'>): readonly [before: string, after: string] {
  const { one, many } = words.noun;
  return ['Would ', one === 'patient' ? ` have treated these ${many} better?` : ` have done better in these ${many}?`];
}

/**
 * The answer, in two or three sentences: what the model says, the library's verdict on that with the first reason, and
 * the truth where it is known.
 */
export function answerWords(report: Report, policy: PolicyReport): readonly Piece[] {
  return [...modelWords(report, policy), ' ', ...verdictWords(report, policy)];
}

function modelWords(report: Report, policy: PolicyReport): readonly Piece[] {
  const { observed, counterfactual, effect } = policy.counterfactuals[0].summary;
  const says = effect.lower > 0 ? 'says so' : effect.upper < 0 ? 'says no' : 'sees no clear difference';
  const ends = tellingEnds(report.words.outcomes);
  const { were, would } = endsOf(report, policy);
  const [then, now] =
    ends.length > 0
      ? [would, were].map((shares) => sharesText(ends.map((o) => shares[o])))
      : [counterfactual, observed].map(({ mean }) => `a return of ${decimal(mean)}`);
  return [
    ...[`${modelName(report, policy)} ${says}: `, { text: then, is: 'cf' } as const],
    ...[', against ', { text: now, is: 'strong' } as const, ' as logged.'],
  ];
}

function modelName({ mdp }: Pick<Report, 'mdp'>, { learnedFromThisLog }: PolicyReport): string {
  if (learnedFromThisLog.model) return 'The model fitted to this log';
  return mdp.visits || mdp.observed ? 'The fitted model' : 'The model';
}

function verdictWords(report: Report, policy: PolicyReport): readonly Piece[] {
  const verdict = mainVerdict(policy);
  const truth = policy.truth && truthWords(report, policy, policy.truth);
  if (!verdict) return ['Nothing is known by which it could be judged.', ...(truth ? [' ', ...sentence(truth)] : [])];
  const head: Piece = { text: VERDICT_SENTENCE[verdict.level], is: 'strong' };
  // The truth is told beside it.
  const reason = verdict.reasons.find(({ figure }) => !(truth && figure === 'truth'));
  if (reason) {
    const why = reasonWords(reason, report.words.noun);
    return [head, ' ', ...sentence([why, ...(truth ? [', and ', ...truth] : [])])];
  }
  const rest = verdict.remarks.at(0) ?? 'nothing that was measured speaks against it';
  return [head, ' ', ...sentence(truth ?? [rest])];
}

/** As a clause. */
function truthWords(
  report: Report,
  policy: PolicyReport,
  { value, outcomes }: NonNullable<PolicyReport['truth']>,
): readonly Piece[] {
  const { lower, upper } = policy.counterfactuals[0].summary.observed;
  const does = value < lower ? 'does worse' : value > upper ? 'does better' : 'does about as well';
  const ends = outcomes.length > 0 ? tellingEnds(report.words.outcomes) : [];
  const told = ends.map((o) => ({ share: report.words.outcomes[o].share, of: outcomes[o] }));
  const text = told.length > 0 ? sharesText(told) : `a return of ${decimal(value)}`;
  return [`in the simulator that wrote this log the policy ${does}: `, { text, is: 'truth' }];
}

/** With a capital and a full stop. */
function sentence(pieces: readonly Piece[]): readonly Piece[] {
  const [first, ...rest] = pieces;
  const capital = typeof first === 'string' ? `${first[0].toUpperCase()}${first.slice(1)}` : first;
  return [capital, ...rest, '.'];
}

import { gzipSync } from 'fflate';
import { type ThinLog, thinLog, wholeLog } from './columns/thinLog.js';
import { fromLetters, toLetters } from './columns/letters.js';
import { packed, unpacked } from './columns/packed.js';
import { type SparedPolicy, restored, spared } from './columns/sparedPolicy.js';
import type { PolicyReport, Report } from './report.js';

/** A report as the texts that a page holds. */
export interface ReportTexts {
  /** JSON: all that the page computes with but the columns, and where these lie. */
  readonly header: string;
  /** The gzip of one buffer as `letters`, each column aligned to 8 bytes. */
  readonly columns: string;
}

/** Episodes above which figures by episode are kept to 7 digits. */
export const EXACT_EPISODES = 5000;

/**
 * Writes a report as texts; the same report gives the same ones. What no page computes with is left out: the logged
 * probabilities, what the states hide, and of evaluations what it can compute anew. Of more than `EXACT_EPISODES` the figures by episode are rounded to 7 digits.
 *
 * Cost O(size).
 */
export function writeReport(report: Report): ReportTexts {
  const { log, policies, about, ...others } = report;
  const single = log.nEpisodes > EXACT_EPISODES ? log.nEpisodes : Infinity;
  const notes = single < Infinity ? [...about.notes, ROUNDED] : about.notes;
  const acts = policies.map(({ policy }) => policy);
  const figures = policies.map((one) => ({ ...spared(one, report.mechanisms), policy: undefined }));
  const exact = { about: { ...about, notes }, ...others, log: thinLog(log), acts };
  const { json, bytes } = packed(exact, { figures }, single);
  return { header: json, columns: toLetters(gzipSync(bytes, { level: 9, mtime: 0 })) };
}

/** A report in parts: what the page computes with, which is exact, and the figures of policies. */
interface WrittenReport extends Omit<Report, 'log' | 'policies'> {
  readonly log: ThinLog;
  readonly acts: readonly PolicyReport['policy'][];
  readonly figures: readonly Omit<SparedPolicy, 'policy'>[];
}

const ROUNDED =
  'Figures by patient are kept to 7 digits here; those of the patient that is looked at are computed anew, in full.';

/** Reads what `writeReport` wrote. */
export async function readReport({ header, columns }: ReportTexts): Promise<Report> {
  const bytes = await unzipped(fromLetters(columns));
  const { log, acts, figures, ...others } = unpacked(header, bytes) as WrittenReport;
  return { ...others, log: wholeLog(log), policies: figures.map((one, p) => restored({ ...one, policy: acts[p] })) };
}

/** By what every browser has. */
async function unzipped(gzip: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([gzip]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

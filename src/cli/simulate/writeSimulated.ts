import { ArgumentError } from '../../core/errors.js';
import { writeTrajectories } from '../../files/index.js';
import type { Provenance } from '../../files/provenance.js';
import { WRITTEN_LOG_FORMATS, logFormat } from '../../files/trajectories/logFormat.js';
import { type LogSize, writeInPieces } from '../../files/trajectories/pieces/writeInPieces.js';
import type { SimulateOptions } from '../../trajectories/simulate/simulate.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { progressBar, withProgress } from '../output/progressBar.js';

/** Most steps that are drawn at once: some tens of megabytes. */
const PIECE_STEPS = 1_000_000;

/**
 * Draws a log and writes it. One that may be long is drawn in pieces, twice, so that memory does not grow with it: the
 * bytes are those of the whole. Archives of arrays alone are written at once.
 *
 * @param draw episodes by their numbers, each the same whatever others are drawn with it
 */
export async function writeSimulated(
  out: string,
  asked: SimulateOptions & { readonly firstEpisode: number },
  draw: (options: SimulateOptions) => Trajectories,
  made: Provenance,
  pieceSteps: number = PIECE_STEPS,
): Promise<LogSize> {
  const { episodes, firstEpisode, horizon } = asked;
  const atOnce = Math.max(1, Math.floor(pieceSteps / horizon));
  const format = out === '-' ? 'csv' : logFormat('writeTrajectories', out, undefined, WRITTEN_LOG_FORMATS);
  if (format === 'npz' || !(episodes > atOnce)) {
    const log = withProgress('simulating', (progress) => draw({ ...asked, progress }));
    await writeTrajectories(out, log, made, out === '-' ? { format: 'csv' } : {});
    return { nEpisodes: log.nEpisodes, nSteps: log.state.length };
  }
  if (!Number.isSafeInteger(firstEpisode + episodes))
    throw new ArgumentError(`simulate: episodes must be an integer ≥ 1, got ${episodes}`);
  const bar = progressBar('simulating');
  let done = 0;
  function* pieces(): Generator<Trajectories> {
    for (let e = 0; e < episodes; e += atOnce) {
      const log = draw({ ...asked, episodes: Math.min(atOnce, episodes - e), firstEpisode: firstEpisode + e });
      yield log;
      bar.update((done += log.nEpisodes), 2 * episodes);
    }
  }
  try {
    return await writeInPieces(out, format, pieces, made);
  } finally {
    bar.stop();
  }
}

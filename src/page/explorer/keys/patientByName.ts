import { type Trajectories, episodeName } from '../../../trajectories/trajectories.js';

/** The episode of a name, or the only one whose name begins so, whatever the case of its letters. */
export function patientByName(
  log: Trajectories,
  name: string,
): { readonly episode: number } | { readonly fault: 'none' | 'several' } {
  const wanted = name.trim().toLowerCase();
  let found: number | undefined;
  let isSeveral = false;
  for (let e = 0; e < log.nEpisodes; e++) {
    const own = episodeName(log, e);
    if (own === name) return { episode: e };
    const lower = own.toLowerCase();
    if (wanted === '' || !lower.startsWith(wanted)) continue;
    isSeveral = found !== undefined;
    found = e;
  }
  if (found === undefined) return { fault: 'none' };
  return isSeveral ? { fault: 'several' } : { episode: found };
}

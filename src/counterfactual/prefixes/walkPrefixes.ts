import type { EpisodeOrder } from './episodeOrder.js';

/** What is carried along the steps of an episode, and may be taken up again where another episode parts from it. */
export interface PrefixWalk<Saved> {
  /** Before the first step of an episode. */
  begin(episode: number): void;
  step(episode: number, t: number): void;
  /** After its last step. */
  end(episode: number): void;
  /** What is carried now. */
  save(episode: number): Saved;
  /** Goes on in another episode from there. */
  resume(saved: Saved, episode: number): void;
  /** Another episode has the very same steps. */
  repeat(known: number, episode: number): void;
  bytes(saved: Saved): number;
}

/** Bytes of what is saved at once: where there is no room, steps are taken again. */
const SAVED_BYTES = 2 ** 26;

/**
 * Walks along episodes in order, each step that several begin with once, the steps of equal episodes once. What comes of
 * an episode does not depend on where it was taken up, so any stretch of the order may be walked by itself.
 *
 * @param length steps of an episode
 * @param from first place in the order, up to `to` − 1
 *
 * Cost: the steps without those that are shared; saved is what later episodes part from, at most one state for each
 * number of steps.
 */
export function walkPrefixes<Saved>(
  { episode, shared }: EpisodeOrder,
  length: (episode: number) => number,
  from: number,
  to: number,
  walk: PrefixWalk<Saved>,
): void {
  const saved: { readonly depth: number; readonly state: Saved; readonly bytes: number }[] = [];
  let bytes = 0;
  const nextBelow = placesBelow(shared, from, to);
  /** Depths, the least last, at which a later episode parts from this one. */
  const partings: number[] = [];
  for (let i = from; i < to; i++) {
    const e = episode[i];
    const steps = length(e);
    const common = i === from ? 0 : shared[i];
    while (saved.length > 0 && saved.at(-1)!.depth > common) bytes -= saved.pop()!.bytes;
    // One that begins with all steps of another comes after it: the one before has no more than these.
    if (i > from && common === steps) {
      walk.repeat(episode[i - 1], e);
      continue;
    }
    const begun = saved.at(-1);
    if (begun) walk.resume(begun.state, e);
    else walk.begin(e);
    const depth = begun?.depth ?? 0;
    partings.length = 0;
    for (let j = i + 1; j < to && shared[j] > depth; j = nextBelow[j - from]) partings.push(shared[j]);
    for (let t = depth; t <= steps; t++) {
      if (partings.at(-1) === t) {
        partings.pop();
        const state = walk.save(e);
        const more = walk.bytes(state);
        if (bytes + more <= SAVED_BYTES) {
          saved.push({ depth: t, state, bytes: more });
          bytes += more;
        }
      }
      if (t < steps) walk.step(e, t);
    }
    walk.end(e);
  }
}

/** For each place the next one that shares less with the one before it. */
function placesBelow(shared: Uint32Array, from: number, to: number): Uint32Array {
  const below = new Uint32Array(to - from);
  for (let i = to - 1; i >= from; i--) {
    let j = i + 1;
    while (j < to && shared[j] >= shared[i]) j = below[j - from];
    below[i - from] = j;
  }
  return below;
}

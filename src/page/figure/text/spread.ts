/** Spreads labels that stand at these heights so that none comes nearer to the next than `apart`, within bounds. */
export function spread(heights: readonly number[], apart: number, from: number, to: number): readonly number[] {
  const placed = [...heights];
  for (let i = 0; i < placed.length; i++) placed[i] = Math.max(placed[i], i === 0 ? from : placed[i - 1] + apart);
  for (let i = placed.length - 1; i >= 0; i--)
    placed[i] = Math.min(placed[i], i === placed.length - 1 ? to : placed[i + 1] - apart);
  return placed;
}

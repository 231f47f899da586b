/** Steps that a page key goes. */
const PAGE = 5;

/** Where a key of a slider leads to from a step, within 0 and the horizon; undefined for any other key. */
export function stepByKey(key: string, step: number, horizon: number): number | undefined {
  const to = target(key, step, horizon);
  return to === undefined ? undefined : Math.min(horizon, Math.max(0, to));
}

function target(key: string, step: number, horizon: number): number | undefined {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return step - 1;
    case 'ArrowRight':
    case 'ArrowUp':
      return step + 1;
    case 'PageDown':
      return step - PAGE;
    case 'PageUp':
      return step + PAGE;
    case 'Home':
      return 0;
    case 'End':
      return horizon;
    default:
      return undefined;
  }
}

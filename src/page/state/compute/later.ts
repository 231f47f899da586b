/** Does something when there is time for it; returns what calls it off. */
export type Later = (task: () => void) => () => void;

/** Milliseconds by which it is done though the browser has other things to do. */
const PATIENCE = 1000;

/** In the time that the browser has left over, or where it does not tell, after what waits. */
export const later: Later = (task) => {
  if (typeof requestIdleCallback === 'function') {
    const id = requestIdleCallback(task, { timeout: PATIENCE });
    return () => {
      cancelIdleCallback(id);
    };
  }
  const id = setTimeout(task);
  return () => {
    clearTimeout(id);
  };
};

/** Does one thing after another, each when there is time for it; returns what calls off the rest. */
export function oneByOne(tasks: readonly (() => void)[], when: Later): () => void {
  let cancel = (): void => undefined;
  const next = (i: number): void => {
    if (i === tasks.length) return;
    cancel = when(() => {
      tasks[i]();
      next(i + 1);
    });
  };
  next(0);
  return () => {
    cancel();
  };
}

/** Milliseconds of work after which others get a turn. */
const TURN = 50;

/**
 * A function that lets other work of the process have a turn, such as a signal that ends training, if it has not done
 * so for a while. The clock decides only when, never what is computed.
 */
export function createBreather(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < TURN) return;
    await new Promise((resolve) => {
      setTimeout(resolve, 0);
    });
    last = performance.now();
  };
}

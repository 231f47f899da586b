import { removeTemporaries, watchTemporaries } from '../files/write/temporaryFiles.js';
import { say } from './say.js';

const NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

export type StopSignal = keyof typeof NUMBERS;

const SIGNALS = Object.keys(NUMBERS) as readonly StopSignal[];

let halfWritten = false;
let ask: ((signal: StopSignal) => void) | undefined;

/** The exit code of what a signal stopped, as shells have it. */
export function exitCodeOf(signal: StopSignal): number {
  return 128 + NUMBERS[signal];
}

/**
 * From now on a signal that stops the program removes what is half written first.
 *
 * It is heard only while a file is half written: then writing gives it a turn. A long computation would not, and what
 * nobody hears ends the program at once.
 */
export function guardWrites(): void {
  watchTemporaries((count) => {
    halfWritten = count > 0;
    listen();
  });
}

/**
 * Lets a computation that gives signals a turn end by itself: the first one asks it to stop, a second one ends the
 * program.
 *
 * @param meanwhile what is still done, for the message
 * @returns to be called at the end: the signal that asked, or undefined
 */
export function stopWhenAsked(stop: () => void, meanwhile: string): () => StopSignal | undefined {
  let asked: StopSignal | undefined;
  ask = (signal) => {
    asked = signal;
    ask = undefined;
    listen();
    say(`stopping after ${signal}: ${meanwhile}; once more ends at once`);
    stop();
  };
  listen();
  return () => {
    ask = undefined;
    listen();
    return asked;
  };
}

function listen(): void {
  for (const signal of SIGNALS) {
    process.off(signal, heard);
    if (halfWritten || ask) process.on(signal, heard);
  }
}

function heard(signal: StopSignal): void {
  if (ask) {
    ask(signal);
    return;
  }
  removeTemporaries();
  say(`couplet: stopped by ${signal}; the file that was being written is left as it was`);
  process.exit(exitCodeOf(signal));
}

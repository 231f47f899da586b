import { escaped, escapedLines } from '../core/escaped.js';

/** Words for people, a line on standard error. Whatever a file put into them is shown, not obeyed: see `escaped`. */
export function say(text: string): void {
  process.stderr.write(`${escaped(text)}\n`);
}

/** What is good to know of the figures: a line on standard error; the same sentence once. */
export function note(text: string): void {
  sayOnce(`note: ${text}`);
}

/** What may make the figures wrong: a line on standard error; the same sentence once. */
export function warn(text: string): void {
  sayOnce(`warning: ${text}`);
}

/**
 * A report for people, of several lines, on standard output.
 *
 * @param beside whether that is taken by data: then on standard error
 */
export function print(text: string, beside = false): void {
  (beside ? process.stderr : process.stdout).write(escapedLines(text));
}

/** Data on standard output, as JSON: what a terminal would obey is escaped, which leaves the data the same. */
export function printJson(data: unknown): void {
  print(`${JSON.stringify(data, null, 2)}\n`);
}

const said = new Set<string>();

/** From here on sentences count as not said yet: for the next of several command lines in one program. */
export function beginSaying(): void {
  said.clear();
}

function sayOnce(sentence: string): void {
  if (said.has(sentence)) return;
  said.add(sentence);
  say(sentence);
}

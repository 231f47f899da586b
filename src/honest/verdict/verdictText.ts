import type { Verdict } from './verdict.js';

/**
 * A verdict for people, what it is about first.
 *
 * @param subject `dm, dr, cf` or `the promise of the model`
 */
export function verdictText(subject: string, { level, reasons, remarks }: Verdict): string {
  const lines = [...reasons.map(({ text }) => text), ...remarks].map((text) => `\n- ${text}`);
  return `Verdict on ${subject}: ${level}${lines.join('')}`;
}

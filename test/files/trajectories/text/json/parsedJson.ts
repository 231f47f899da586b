import type { RowReader } from '../../../../../src/files/trajectories/logRows.js';
import { JsonSteps } from '../../../../../src/files/trajectories/text/json/jsonSteps.js';

/** Reads lines of JSON by `JSON.parse` alone, all at once: what the reader of bytes must agree with. */
export function parsedJson(reward: string): RowReader {
  return async function* (file, chunks, start) {
    const steps = new JsonSteps(file, start, reward);
    const parts: Buffer[] = [];
    for await (const chunk of chunks) parts.push(Buffer.from(chunk));
    yield;
    const text = new TextDecoder().decode(Buffer.concat(parts));
    if (/^\s*(\[|\{\s*\n)/.test(text)) steps.takeTable(text);
    else for (const line of text.split('\n')) steps.take(line);
    return { rows: steps.rows, header: steps.header };
  };
}

import { Readable } from 'node:stream';
import { vi } from 'vitest';

/** Runs `work` with this text, or these bytes, in chunks of a few bytes, as standard input. */
export async function withStandardInput<T>(text: string | Uint8Array, work: () => Promise<T>): Promise<T> {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const chunks = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, i) => bytes.subarray(7 * i, 7 * i + 7));
  const input = vi
    .spyOn(process, 'stdin', 'get')
    .mockReturnValue(Readable.from(chunks, { objectMode: false }) as unknown as typeof process.stdin);
  try {
    return await work();
  } finally {
    input.mockRestore();
  }
}

/** What `work` writes to standard output; `fail` is the error that the second write meets. */
export async function standardOutputOf(work: () => Promise<void>, fail?: Error): Promise<string> {
  let text = '';
  let writes = 0;
  const listeners = process.stdout.listenerCount('error');
  const write = (chunk: Uint8Array, done: (error?: Error) => void): boolean => {
    writes++;
    if (fail && writes > 1) {
      // An error event that nobody hears ends the process, but not where the test runner listens itself.
      if (process.stdout.listenerCount('error') <= listeners) throw new Error('nobody hears the error');
      done(fail);
      process.stdout.emit('error', fail);
    } else {
      text += Buffer.from(chunk).toString();
      done();
    }
    return true;
  };
  const output = vi.spyOn(process.stdout, 'write').mockImplementation(write as typeof process.stdout.write);
  try {
    await work();
  } finally {
    output.mockRestore();
  }
  return text;
}

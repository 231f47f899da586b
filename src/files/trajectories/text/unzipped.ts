import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { DataError } from '../../../core/errors.js';

const MAGIC = Buffer.of(0x1f, 0x8b);
/** As much as is read at once. */
const CHUNK = 262_144;

/**
 * The bytes of a file, unpacked if they begin as gzip does.
 *
 * @param chunks of which each may be overwritten when the second after it is asked for
 * @throws DataError if the packed bytes are damaged or cut short
 */
export async function* unzipped(file: string, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const source = chunks[Symbol.asyncIterator]();
  let head: Buffer = Buffer.alloc(0);
  while (head.length < MAGIC.length) {
    const next: IteratorResult<Buffer, unknown> = await source.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
  }
  const whole = continued(head, source);
  if (!head.subarray(0, MAGIC.length).equals(MAGIC)) {
    yield* whole;
    return;
  }
  const unzip = createGunzip({ chunkSize: CHUNK });
  // Whoever reads the unpacked bytes hears of a failure there.
  void pipeline(Readable.from(copied(whole)), unzip).catch(() => undefined);
  try {
    for await (const chunk of unzip) yield chunk as Buffer;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))) throw error;
    const what = error.code === 'Z_BUF_ERROR' ? 'one that is cut short' : 'damage';
    throw new DataError(`${file}: must be whole as gzip, got ${what} - write it again`, { cause: error });
  }
}

/** A stream asks for several chunks before it is done with one. */
async function* copied(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) yield Buffer.from(chunk);
}

async function* continued(head: Buffer, source: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    if (head.length > 0) yield head;
    yield* { [Symbol.asyncIterator]: () => source };
  } finally {
    // Who has seen enough of the head leaves the file open otherwise.
    await source.return?.();
  }
}

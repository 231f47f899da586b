/** The chunks as they come; `seen` is told the last byte of each that is not empty. */
export async function* watched(
  chunks: AsyncIterable<Buffer>,
  seen: (lastByte: number | undefined) => void,
): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    if (chunk.length > 0) seen(chunk.at(-1));
    yield chunk;
  }
}

/**
 * Says what a command wrote: in words on standard error, and with `--json` as one JSON object on standard output, unless
 * that carries the data themselves.
 *
 * @param out where the data went, `-` for standard output
 */
export function announce(
  { out, json }: { readonly out: string; readonly json: boolean },
  words: string,
  data: Readonly<Record<string, unknown>>,
): void {
  process.stderr.write(`${words}${out === '-' ? '' : `; written to ${out}`}\n`);
  if (json && out !== '-') process.stdout.write(`${JSON.stringify({ out, ...data }, null, 2)}\n`);
}

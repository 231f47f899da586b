/** Alone on a line it stands for any number of lines that are left out, at the end of one for the rest of that line. */
const CUT = '…';

/**
 * Whether an output is the one shown, byte for byte but for what is marked as left out.
 *
 * @example
 * matchesShown('a\nb\nc\n', 'a\n…\n') // true
 */
export function matchesShown(output: string, shown: string): boolean {
  const pattern = shown
    .split('\n')
    .map((line) => {
      if (line === CUT) return '(?:.*\n)*?';
      const kept = line.endsWith(CUT) ? line.slice(0, -CUT.length) : line;
      return `${kept.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')}${kept === line ? '' : '.*'}\n`;
    })
    .join('');
  // The last line break of a pattern is that of the split, not of the output.
  return new RegExp(`^${pattern.slice(0, -1)}$`).test(output);
}

/** An output cut where the one shown is: as many lines at its head and tail, each cut at the same width. */
export function cutAsShown(output: string, shown: string): string {
  const lines = output.split('\n');
  const [wanted, cut] = [shown.split('\n'), shown.split('\n').indexOf(CUT)];
  if (cut < 0 || wanted.length > lines.length + 1) return output;
  const tail = wanted.length - wanted.lastIndexOf(CUT) - 1;
  const narrow = (line: string, i: number): string => {
    const like = wanted[i] as string | undefined;
    return like?.endsWith(CUT) && line.length > like.length ? line.slice(0, like.length - 1) + CUT : line;
  };
  return [...lines.slice(0, cut).map(narrow), CUT, ...lines.slice(lines.length - tail)].join('\n');
}

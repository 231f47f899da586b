/** Options of `couplet slurm` itself; all have a value. */
export const slurmOptionNames = ['shards', 'time', 'mem', 'partition', 'cpus-per-task', 'setup', 'script'] as const;

const ASKING: readonly string[] = ['--help', '--version'];

/**
 * Sorts the words after `slurm`: first its own options and the command that is to run, then `--` and what is said to that
 * command. Whatever stands behind a `--` is for the command.
 *
 * @param words whose options and values that begin with a minus are joined
 *
 * @example
 * slurmWords(['slurm', 'reproduce', '--trials', '9', '--shards', '3'])
 * // ['slurm', '--shards', '3', 'reproduce', '--', '--trials', '9']
 */
export function slurmWords([slurm, ...words]: readonly string[]): string[] {
  const own: string[] = [];
  const command: string[] = [];
  const open = words.indexOf('--');
  const sorted = open < 0 ? words : words.slice(0, open);
  for (let i = 0; i < sorted.length; i++) {
    const [name] = sorted[i].split('=', 1);
    if (ASKING.includes(name)) own.push(sorted[i]);
    else if (!slurmOptionNames.some((option) => name === `--${option}`)) command.push(sorted[i]);
    else if (name === sorted[i] && i + 1 < sorted.length) own.push(name, sorted[++i]);
    else own.push(sorted[i]);
  }
  if (open >= 0) command.push(...words.slice(open + 1));
  return [slurm, ...own, ...command.slice(0, 1), '--', ...command.slice(1)];
}

/** The command that goes on with what was written. */
export function nextText(
  out: string,
  { policy, shard }: { readonly policy?: string | undefined; readonly shard?: string | undefined },
): string {
  const files = shard === undefined ? `'${out}'` : `each file of the ${shard.split('/')[1]} parts, as ${out}`;
  return policy === undefined
    ? `next: couplet fit --counts ${files} --out mdp.json`
    : `next: couplet ope --aggregates ${files} --policy ${policy}`;
}

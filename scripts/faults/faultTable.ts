/** What became of a fault. */
export interface TriedFault {
  readonly folder: string;
  readonly seen: boolean;
}

/** One line a folder, in the order in which they were tried, and one for all. */
export function faultTable(tried: readonly TriedFault[]): string {
  const folders = [...new Set(tried.map(({ folder }) => folder))];
  const lines = folders.map((folder) =>
    line(
      folder,
      tried.filter((one) => one.folder === folder),
    ),
  );
  return [...lines, line('all', tried)].join('\n');
}

function line(name: string, tried: readonly TriedFault[]): string {
  const seen = tried.filter((one) => one.seen).length;
  return `${name.padEnd(16)} ${String(seen).padStart(4)} of ${String(tried.length).padStart(4)} seen`;
}

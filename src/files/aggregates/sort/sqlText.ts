/** A text as DuckDB's SQL holds it. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The name of a column. */
export function named(column: string): string {
  return `"${column.replaceAll('"', '""')}"`;
}

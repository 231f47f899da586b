/** What opens the first line of a CSV file that we write; JSON follows. */
export const CSV_MARK = '# couplet ';

import type { SchemaElement } from 'hyparquet';

/** Most decimal digits whose numbers are read as they are. */
const MOST_DIGITS = 15;

/** What a Parquet column holds that is neither a number, a truth value nor text; undefined if it is one of these. */
export function unreadable(element: SchemaElement): string | undefined {
  const { type, converted_type: converted, logical_type: logical, precision } = element;
  const kind = converted ?? logical?.type;
  if (type === undefined) return 'nothing';
  if (type === 'INT96' || /^(DATE|TIME|TIMESTAMP|INTERVAL)/.test(kind ?? '')) return 'dates or times';
  if (kind === 'DECIMAL')
    return (precision ?? Infinity) <= MOST_DIGITS ? undefined : `decimals of more than ${MOST_DIGITS} digits`;
  if (/^(JSON|BSON|VARIANT|GEOMETRY|GEOGRAPHY|UUID|MAP|LIST)$/.test(kind ?? '')) return kind;
  return type === 'FIXED_LEN_BYTE_ARRAY' && logical?.type !== 'FLOAT16' ? 'bytes' : undefined;
}

import type { Report } from './report.js';

/** A report as the texts that a page holds. */
export interface ReportTexts {
  /** JSON: all but the large columns, and where these lie. */
  readonly header: string;
  /** Base64 of the gzip of one buffer, each column aligned to 8 bytes. */
  readonly columns: string;
}

const ARRAYS = { Float64Array, Float32Array, Uint32Array, Int32Array, Uint16Array, Uint8Array } as const;

type ArrayName = keyof typeof ARRAYS;

/** Stands in the header for a typed array. */
interface Placed {
  readonly $column: readonly [type: ArrayName, offset: number, length: number];
}

import { gunzipSync, gzipSync } from 'fflate';

/** Writes a report as texts; the same report gives the same ones. */
export function writeReport(report: Report): ReportTexts {
  const parts: Uint8Array[] = [];
  let offset = 0;
  const header = JSON.stringify(report, (_, value: unknown) => {
    if (!ArrayBuffer.isView(value)) return value;
    const array = value as Float64Array;
    const placed: Placed = { $column: [array.constructor.name as ArrayName, offset, array.length] };
    const bytes = new Uint8Array(Math.ceil(array.byteLength / 8) * 8);
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
    parts.push(bytes);
    offset += bytes.length;
    return placed;
  });
  const whole = new Uint8Array(offset);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return { header, columns: base64(gzipSync(whole, { level: 9, mtime: 0 })) };
}

/** Reads what `writeReport` wrote. */
export function readReport({ header, columns }: ReportTexts): Report {
  const { buffer } = gunzipSync(Uint8Array.from(atob(columns), (letter) => letter.charCodeAt(0)));
  return JSON.parse(header, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('$column' in value)) return value;
    const [type, offset, length] = (value as Placed).$column;
    return new ARRAYS[type](buffer, offset, length);
  }) as Report;
}

function base64(bytes: Uint8Array): string {
  let letters = '';
  for (let i = 0; i < bytes.length; i += 0x8000) letters += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(letters);
}

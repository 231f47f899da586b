import type { VNode } from 'preact';
import type { Scale } from './scale.js';

/** A row of a picture. */
export interface Row {
  readonly label: string;
  /** Whether it is the one that matters. */
  readonly strong?: boolean;
}

/** A value drawn through all rows, and what it is. */
export interface Reference {
  readonly value: number;
  readonly label?: string;
  /** `plain`: an origin; `least`: what nothing falls below, or a threshold. */
  readonly kind: 'plain' | 'least';
}

/** Figures beside an axis. */
export interface Column {
  readonly head: string;
  /** `truth` in its colour; default ink. */
  readonly tone?: 'truth';
  /** Empty where there is nothing to say of a row. */
  readonly cell: (row: number) => string;
}

/** What one axis shows of each row, with the same in figures beside it. */
export interface Panel {
  readonly heading?: string;
  readonly axis: string;
  readonly scale: Scale;
  readonly references?: readonly Reference[];
  /** @param x where a value lies, in pixels */
  readonly draw: (row: number, x: (value: number) => number, y: number) => VNode | null;
  readonly columns: readonly Column[];
}

/** Rows with their panels side by side. */
export interface Section {
  readonly heading?: string;
  readonly rows: readonly Row[];
  readonly panels: readonly Panel[];
}

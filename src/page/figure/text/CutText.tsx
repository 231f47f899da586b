import type { ComponentChildren, SVGAttributes, VNode } from 'preact';
import { cut } from './cut.js';

export interface CutTextProps extends Omit<SVGAttributes<SVGTextElement>, 'width' | 'children'> {
  readonly text: string;
  /** Pixels that there are. */
  readonly width: number;
  /** Of the font, in pixels; default 12.5, as drawings have. */
  readonly size?: number;
  /** Of the font; default 400. */
  readonly bold?: number;
  /** After it, as a `tspan`. */
  readonly children?: ComponentChildren;
}

/** A text in a drawing, cut at a width, with the whole of it as its title. */
export function CutText({ text, width, size = 12.5, bold = 400, children, ...rest }: CutTextProps): VNode {
  const shown = cut(text, width, size, bold);
  return (
    <text {...rest}>
      {shown !== text && <title>{text}</title>}
      {shown}
      {children}
    </text>
  );
}

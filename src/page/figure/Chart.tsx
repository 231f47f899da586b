import type { ComponentChildren, VNode } from 'preact';

export interface ChartProps {
  /** Of the drawing, unique in the page. */
  readonly id: string;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** What is seen. */
  readonly title: string;
  /** The same in words, with every number. */
  readonly description: string;
  readonly class?: string;
  readonly children: ComponentChildren;
}

/** A drawing as an image with words for those who do not see it. */
export function Chart({ id, width, height, title, description, class: name, children }: ChartProps): VNode {
  return (
    <svg
      class={name ? `chart ${name}` : 'chart'}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-words`}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-words`}>{description}</desc>
      {children}
    </svg>
  );
}

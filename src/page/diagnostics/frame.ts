/** Where the drawings of diagnostics have their axes, in pixels. */
export const FRAME = { left: 46, top: 28, bottom: 216, height: 256 } as const;

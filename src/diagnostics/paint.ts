/** How parts of a message are made to stand out on a terminal. */
export interface Paint {
  readonly dim: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly mark: (text: string) => string;
  readonly severity: (severity: 'error' | 'warning', text: string) => string;
}

const same = (text: string): string => text;

export const plainPaint: Paint = { dim: same, strong: same, mark: same, severity: (_, text) => text };

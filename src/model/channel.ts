/** Who notes are for. What is `private` never leaves the source. */
export const channels = ['speaker', 'instructor', 'participant', 'private'] as const;

export type Channel = (typeof channels)[number];

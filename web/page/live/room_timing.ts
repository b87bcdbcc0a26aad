// How often and how soon a room does what it does.

/** In milliseconds. Tests make them short. */
export interface Timing {
  /** Changes are gathered for so long before they are sent, after the first. */
  gather: number;
  /** And contributions: each is a step for whoever puts it through. */
  contribute: number;
  /** So long each applier of the list leaves a contribution to the one before. */
  applier: number;
  /** The log of contributions is read so often at least. */
  contributions: number;
  /** A page tells of itself so often at least. */
  presence: number;
  /** And at most so often, for each person who is here. */
  presencePause: number;
  /** Silent for so long it counts as gone; browsers wake a page that nobody looks at once a minute. */
  gone: { here: number; asleep: number };
  /** What was said of somebody before that says nothing of now. */
  fresh: number;
  /** Documents that differ for so long are brought together. */
  patience: number;
  /** So long an edit of another tab of this browser is waited for from the relay, before it is sent from here. */
  otherTab: number;
  /** So soon a connection that may be dead must answer when somebody comes back. */
  answers: number;
  /** From the first failure; doubled each time, up to `retryLongest`. */
  retry: number;
  retryLongest: number;
  /** Without a connection for so long it is said that there is none to be had. */
  unreachable: number;
  /** A snapshot after so long, when something was written. */
  snapshot: number;
}

export const ordinaryTiming: Timing = {
  gather: 40,
  contribute: 500,
  applier: 2000,
  contributions: 5000,
  presence: 15_000,
  presencePause: 150,
  gone: { here: 33_000, asleep: 180_000 },
  fresh: 15_000,
  patience: 2000,
  otherTab: 1000,
  answers: 1500,
  retry: 500,
  retryLongest: 5000,
  unreachable: 9000,
  snapshot: 300_000,
};

/** What changes with time is looked at so often. */
export const beatOf = ({ patience, presence }: Timing): number => Math.min(1000, patience / 2, presence / 4);

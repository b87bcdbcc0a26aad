// How often and how soon a room does what it does.

/** In milliseconds. Tests make them short. */
export interface Timing {
  /** Changes are gathered for so long before they are sent, after the first. */
  gather: number;
  /** A page tells of itself so often at least. */
  presence: number;
  /** And at most so often, for each person who is here. */
  presencePause: number;
  /** Documents that differ for so long are brought together. */
  patience: number;
  /** So long an edit of another tab of this browser is waited for from the relay, before it is sent from here. */
  otherTab: number;
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
  presence: 15_000,
  presencePause: 150,
  patience: 2000,
  otherTab: 1000,
  retry: 500,
  retryLongest: 15_000,
  unreachable: 10_000,
  snapshot: 300_000,
};

/** One kind of credential, and how to know it from text that only looks like it. */
export interface LeakRule {
  /** In kebab case, as reports, baselines and `pine-env:allow` spell it. */
  readonly name: string;
  /** What it is, for a sentence: `a GitHub token`. */
  readonly title: string;
  /** Literal pieces, three ASCII characters or more, one of which every match contains. */
  readonly anchors: readonly string[];
  /** True when anchors and pattern ignore the case of ASCII letters. */
  readonly foldsCase: boolean;
  /** At most how many bytes before an anchor a match begins. */
  readonly before: number;
  /** At most how many bytes from its beginning a match and what must follow it take; 4,096 at most. */
  readonly reach: number;
  /**
   * With the flags `dg` (or `dgi`), over text with one character a byte; its group `secret` is the credential,
   * or the whole match where it has none. Must be harmless on any text of `before + reach` characters.
   */
  readonly pattern: RegExp;
  /**
   * A cheap look at an anchor, in `[from, to)` of so many bytes, before the pattern is tried; every anchor where
   * absent. Of the anchors in a match one at least must pass, no further than `before` behind its beginning.
   */
  readonly mayMatch?: (bytes: Uint8Array, length: number, from: number, to: number) => boolean;
  /** Says no to placeholders, digests and whatever else only looks like it; every match where absent. */
  readonly isReal?: (secret: string, match: string) => boolean;
  /** What to do about it, beginning with where it is revoked or renewed. */
  readonly remedy: string;
  /** Text in which it must find nothing, put together when asked so that no scanner sees it in our source. */
  readonly ok: () => readonly string[];
  /** Text in which it must find exactly one leak each. */
  readonly ng: () => readonly string[];
}

import type { ProxyUse } from '../domain/preflight/proxy.ts';
import type { WebAnswer, WebFailure, WebQuestion } from '../domain/preflight/web-question.ts';
import type { Secret } from '../domain/secret.ts';

/**
 * The network, one bounded question at a time. Nothing throws and nothing quotes a URL, a header or a
 * body: what went wrong comes back by its kind.
 */
export interface Web {
  /** What becomes of a proxy that the environment names. */
  readonly proxy: ProxyUse;
  /**
   * Looks the name up and opens a connection, at most 5 s each, and says nothing over it; undefined
   * when that works, or when a proxy would do it.
   */
  reach(url: Secret): Promise<WebFailure | undefined>;
  /**
   * Asks once, never again by itself; follows no redirect, and believes no certificate unchecked. At
   * most 10 s, of which 3 for the body, of which 64 KiB are read, counted after decompression.
   */
  ask(question: WebQuestion): Promise<WebAnswer>;
}

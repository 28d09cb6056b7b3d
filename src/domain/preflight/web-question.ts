import type { Secret } from '../secret.ts';
import type { ProbeBody } from './probe-body.ts';

/** One request to a provider; there is no other way to say anything to one. */
export type WebQuestion =
  | {
      readonly method: 'GET';
      /** A `Secret`, since a webhook's URL is its credential. */
      readonly url: Secret;
      /** The user of Basic authentication, with an empty password. */
      readonly user?: Secret;
    }
  | { readonly method: 'POST'; readonly url: Secret; readonly body: ProbeBody };

/** Why a certificate is not believed. */
export type TlsFault =
  | 'expired'
  | 'not-yet-valid'
  | 'wrong-host'
  | 'unknown-issuer'
  | 'not-checked'
  | 'other';

/** Why there is no answer; never the system's own text, which may quote the URL. */
export type WebFailure =
  | { readonly kind: 'dns' }
  | { readonly kind: 'connect' }
  | { readonly kind: 'tls'; readonly fault: TlsFault }
  | { readonly kind: 'reset' }
  | { readonly kind: 'timeout' }
  /** Something that is no HTTP, or nothing that has a name. */
  | { readonly kind: 'other' };

/** An answer as far as it was read: status and what judgements need, never the headers themselves. */
export interface WebAnswered {
  readonly kind: 'answered';
  readonly status: number;
  /** `Retry-After` in seconds from now. */
  readonly retryAfter?: number;
  /** `Date` in milliseconds since 1970. */
  readonly date?: number;
  /** May quote the credential. */
  readonly body: Secret;
  /** True when the body was longer, slower or more damaged than is read. */
  readonly cut: boolean;
}

export type WebAnswer = WebAnswered | { readonly kind: 'failed'; readonly failure: WebFailure };

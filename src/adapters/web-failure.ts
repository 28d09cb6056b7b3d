import type { TlsFault, WebFailure } from '../domain/preflight/web-question.ts';

const tlsFaults: Readonly<Record<string, TlsFault>> = {
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'not-yet-valid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'wrong-host',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'unknown-issuer',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknown-issuer',
  UNABLE_TO_GET_ISSUER_CERT: 'unknown-issuer',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknown-issuer',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknown-issuer',
};

const kinds: readonly (readonly [RegExp, Exclude<WebFailure['kind'], 'tls'>])[] = [
  [/^(?:ENOTFOUND|EAI_[A-Z]+)$/, 'dns'],
  [/^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|EADDRNOTAVAIL|EACCES|EPERM)$/, 'connect'],
  [/^(?:ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/, 'connect'],
  [/^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, 'reset'],
  [/^UND_ERR_(?:HEADERS|BODY)_TIMEOUT$/, 'timeout'],
];

/** What an error of the platform's fetch or of a socket means, by its codes alone: its message may quote the URL. */
export function failureOf(error: unknown): WebFailure {
  const codes = codesIn(error);
  for (const code of codes) {
    const fault = tlsFaults[code] ?? (isTls(code) ? 'other' : undefined);
    if (fault !== undefined) return { kind: 'tls', fault };
    const known = kinds.find(([pattern]) => pattern.test(code));
    if (known !== undefined) return { kind: known[1] };
  }
  return { kind: 'other' };
}

function isTls(code: string): boolean {
  return /^(?:ERR_SSL_|ERR_TLS_|CERT_|EPROTO$|INVALID_CA$|HOSTNAME_MISMATCH$)/.test(code);
}

/** The codes of an error and of what caused it, which is where fetch hides them. */
function codesIn(error: unknown): readonly string[] {
  const codes: string[] = [];
  let at = error as { code?: unknown; cause?: unknown; errors?: readonly unknown[] } | undefined;
  for (let depth = 0; depth < 5 && typeof at === 'object' && at !== null; depth++) {
    if (typeof at.code === 'string') codes.push(at.code);
    at = (at.cause ?? at.errors?.[0]) as typeof at;
  }
  return codes;
}

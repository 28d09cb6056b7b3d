import { type Judgement, unanswered } from './judgement.ts';
import type { TlsFault, WebAnswered, WebFailure } from './web-question.ts';

const tlsFaults: Readonly<Record<TlsFault, string>> = {
  expired: 'its certificate has expired',
  'not-yet-valid': 'its certificate is not valid yet; one of the clocks is wrong',
  'wrong-host': 'its certificate is for another host',
  'unknown-issuer': 'its certificate was issued by nobody this machine trusts',
  'not-checked':
    'NODE_TLS_REJECT_UNAUTHORIZED=0 stands in the environment, so no certificate would be checked',
  other: 'no encrypted connection came about',
};

/** What a question that got no answer comes to: what is down, told apart from a wrong key. */
export function judgeFailure(failure: WebFailure, host: string): Judgement {
  switch (failure.kind) {
    case 'dns':
      return unanswered(
        'preflight-dns',
        `the name ${host} cannot be resolved; nothing was sent`,
        `look at the resolver: getent hosts ${host.replace(/:\d+$/, '')}`,
      );
    case 'connect':
      return unanswered(
        'preflight-connect',
        `no connection to ${host} comes about; nothing was sent`,
        'look at the route and the firewall of this host',
      );
    case 'tls':
      return unanswered(
        'preflight-tls',
        `${host}: ${tlsFaults[failure.fault]}; nothing was sent`,
        `look at it: openssl s_client -connect ${/:\d+$/.test(host) ? host : `${host}:443`}`,
      );
    case 'reset':
      return broken(`${host} broke the connection off before it answered`);
    case 'timeout':
      return broken(`${host} did not answer in time`);
    case 'other':
      return broken(`${host} answered with something that is no HTTP`);
  }
}

function broken(what: string): Judgement {
  return unanswered('preflight-unknown', `${what}: unknown`, 'try again in a minute');
}

/** What a status says that no provider has a meaning of its own for; all of it says nothing of the key. */
export function judgeOtherStatus({ status, retryAfter }: WebAnswered, host: string): Judgement {
  if (status >= 300 && status < 400) {
    return unanswered(
      'preflight-redirect',
      `${host} sends elsewhere (${status}); nothing is sent to where that leads`,
      'look at the base URL or the webhook: is that the right host',
    );
  }
  if (status === 429) {
    const after = retryAfter === undefined ? 'later' : `in ${retryAfter} s`;
    return unanswered(
      'preflight-rate-limited',
      `${host} was asked too often (429): unknown`,
      `ask again ${after}`,
    );
  }
  if (status >= 500) {
    return unanswered(
      'preflight-unknown',
      `${host} has trouble of its own (${status}): unknown`,
      'look at its status page',
    );
  }
  return unanswered(
    'preflight-unknown',
    `${host} answered ${status}, which says nothing of the key: unknown`,
    'look whether the base URL or the webhook is right',
  );
}

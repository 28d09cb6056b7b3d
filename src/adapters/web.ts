import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';
import { probeText } from '../domain/preflight/probe-body.ts';
import { proxyUse } from '../domain/preflight/proxy.ts';
import { retryAfterSeconds } from '../domain/preflight/retry.ts';
import type { WebAnswer, WebFailure, WebQuestion } from '../domain/preflight/web-question.ts';
import { Secret } from '../domain/secret.ts';
import type { Web } from '../ports.ts';
import { boundedBody } from './bounded-body.ts';
import { failureOf } from './web-failure.ts';

/** What a question may take: milliseconds and bytes. */
export interface WebBounds {
  readonly connect: number;
  readonly all: number;
  readonly body: number;
  readonly bytes: number;
}

const usual: WebBounds = { connect: 5000, all: 10_000, body: 3000, bytes: 65_536 };

/** The platform's fetch within bounds; `version` is Node's, since only some know of proxies. */
export function webOver(
  environment: Readonly<Record<string, string | undefined>>,
  version: string,
  bounds = usual,
): Web {
  const proxy = proxyUse(environment, version);
  // With this set, Node would hand a key to whoever answers.
  const unchecked = environment.NODE_TLS_REJECT_UNAUTHORIZED === '0';
  return {
    proxy,
    reach: async (url) => (proxy === 'used' ? undefined : reach(url, bounds)),
    ask: async (question) =>
      unchecked && question.url.reveal().startsWith('https:')
        ? failed({ kind: 'tls', fault: 'not-checked' })
        : ask(question, bounds),
  };
}

async function ask(question: WebQuestion, bounds: WebBounds): Promise<WebAnswer> {
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), bounds.all);
  try {
    const response = await fetch(question.url.reveal(), {
      ...requestOf(question),
      redirect: 'manual',
      signal: over.signal,
    });
    return await answerFrom(response, bounds);
  } catch (error) {
    return failed(over.signal.aborted ? { kind: 'timeout' } : failureOf(error));
  } finally {
    clearTimeout(timer);
    // Whatever is still on its way is of no interest any more.
    over.abort();
  }
}

function requestOf(question: WebQuestion): RequestInit {
  const headers = { accept: 'application/json', 'accept-encoding': 'identity' };
  if (question.method === 'POST') {
    return {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: probeText(question.body),
    };
  }
  const { user } = question;
  const pair = user && Buffer.from(`${user.reveal()}:`).toString('base64');
  return {
    method: 'GET',
    headers: { ...headers, ...(pair && { authorization: `Basic ${pair}` }) },
  };
}

async function answerFrom(response: Response, { body, bytes }: WebBounds): Promise<WebAnswer> {
  const { status, headers } = response;
  const now = Date.now();
  const date = Date.parse(headers.get('date') ?? '');
  const retryAfter = retryAfterSeconds(headers.get('retry-after') ?? '', now);
  const { text, cut } = await boundedBody(response, bytes, body);
  return {
    kind: 'answered',
    status,
    body: Secret.of(text),
    cut,
    ...(Number.isNaN(date) ? {} : { date }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  };
}

async function reach(url: Secret, { connect: limit }: WebBounds): Promise<WebFailure | undefined> {
  const { hostname, port, protocol } = new URL(url.reveal());
  const host = hostname.replace(/^\[|\]$/g, '');
  if (!(await withinTime(limit, resolves(host)))) return { kind: 'dns' };
  const number = Number(port) || (protocol === 'https:' ? 443 : 80);
  return (await connects(host, number, limit)) ? undefined : { kind: 'connect' };
}

async function resolves(host: string): Promise<boolean> {
  return lookup(host).then(
    () => true,
    () => false,
  );
}

function connects(host: string, port: number, limit: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ host, port, timeout: limit });
    const end = (how: boolean) => () => {
      socket.destroy();
      done(how);
    };
    socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(false));
  });
}

/** The system's resolver cannot be called off, only be left alone. */
function withinTime(limit: number, asked: Promise<boolean>): Promise<boolean> {
  return new Promise((done) => {
    const timer = setTimeout(() => done(false), limit);
    void asked.then((answer) => {
      clearTimeout(timer);
      done(answer);
    });
  });
}

function failed(failure: WebFailure): WebAnswer {
  return { kind: 'failed', failure };
}

import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll } from 'vitest';

/** A request as a provider on the loopback saw it. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A provider on the loopback; what it does next is set by the test. */
export interface Provider {
  readonly origin: string;
  readonly seen: Seen[];
  answer: RequestListener;
}

const open = new Set<Server>();

afterAll(() => {
  for (const server of open) {
    server.closeAllConnections();
    server.close();
  }
});

/** A server on 127.0.0.1 that writes down what it is asked and then answers; with a certificate over TLS. */
export async function aProvider(
  answer: RequestListener,
  certified?: { readonly cert: string; readonly key: string },
): Promise<Provider> {
  const seen: Seen[] = [];
  const listener: RequestListener = async (request, response) => {
    let body = '';
    for await (const piece of request.setEncoding('utf8')) body += piece;
    const { method = '', url = '', headers } = request;
    seen.push({ method, path: url, headers, body });
    provider.answer(request, response);
  };
  const server =
    certified === undefined ? createServer(listener) : createSecureServer(certified, listener);
  open.add(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const provider: Provider = {
    origin: `${certified === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    seen,
    answer,
  };
  return provider;
}

/** An answer with a status, headers and a body. */
export function says(
  status: number,
  body: unknown = {},
  headers: Readonly<Record<string, string>> = {},
): RequestListener {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return (_, response) => void response.writeHead(status, headers).end(text);
}

/** Breaks the connection off instead of answering. */
export const resets: RequestListener = ({ socket }) => void socket.resetAndDestroy();

/** Never answers. */
export const silence: RequestListener = () => undefined;

/** Answers with a status at once, and with a byte of a body now and then. */
export function drips(status: number): RequestListener {
  return (_, response) => {
    response.writeHead(status);
    const timer = setInterval(() => response.write('{'), 20);
    response.on('close', () => clearInterval(timer));
  };
}

/** A body that does not end, as fast as it is taken. */
export function endless(status: number): RequestListener {
  return (_, response) => {
    response.writeHead(status);
    const piece = Buffer.alloc(65_536, 'x');
    const more = () => {
      while (!response.destroyed && response.write(piece));
    };
    response.on('drain', more).on('error', () => undefined);
    more();
  };
}

/** A small answer that becomes 256 MiB, though nobody asked for it to be packed. */
export function bomb(status: number): RequestListener {
  const packed = gzipSync(Buffer.alloc(256 * 1024 * 1024, 'x'), { level: 9 });
  return (_, response) => {
    response.writeHead(status, { 'content-encoding': 'gzip' }).end(packed);
  };
}

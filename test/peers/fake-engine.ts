import { createServer } from 'node:http';

/** A stand-in for a docker engine: it says yes to every container and keeps the variables it was asked for. */
export interface FakeEngine {
  /** The `Env` of each container, by the name it was created with. */
  readonly asked: ReadonlyMap<string, readonly string[]>;
  close(): void;
}

/** Starts one that listens at a socket of the file system. */
export function fakeEngine(socket: string): Promise<FakeEngine> {
  const asked = new Map<string, readonly string[]>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const name = /\/containers\/create\?name=(\w+)$/.exec(request.url ?? '')?.[1];
    if (name !== undefined) asked.set(name, JSON.parse(Buffer.concat(chunks).toString()).Env ?? []);
    response.setHeader('Api-Version', '1.41');
    response.setHeader('Content-Type', 'application/json');
    response.statusCode = name === undefined ? 200 : 201;
    response.end(name === undefined ? 'OK' : JSON.stringify({ Id: name, Warnings: [] }));
  });
  return new Promise((resolve) => {
    server.listen(socket, () => resolve({ asked, close: () => server.close() }));
  });
}

import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Secret } from '../domain/secret.ts';
import type { MultiplexerEnvironment, Multiplexers } from '../ports.ts';
import { runBounded } from './bounded-command.ts';

interface Asker {
  readonly uid: number;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** One tmux server, and what it said of itself. */
interface Server {
  readonly socket: string;
  readonly name: string;
}

type Asked = Awaited<ReturnType<Multiplexers['tmux']>>;

const bounds = { seconds: 5, limit: 4 * 1024 * 1024, stderr: 'caught' } as const;

/** The tmux servers whose sockets are ours: where tmux keeps them, and the one that TMUX names. */
export function multiplexers(asker: Asker): Multiplexers {
  return {
    tmux: async () => {
      const asked: Asked[] = [];
      for (const server of serversOf(asker)) asked.push(await askServer(server));
      return {
        environments: asked.flatMap(({ environments }) => environments),
        unread: asked.flatMap(({ unread }) => unread),
      };
    },
  };
}

function serversOf({ uid, environment }: Asker): readonly Server[] {
  const directory = join(environment.TMUX_TMPDIR || '/tmp', `tmux-${uid}`);
  const named = environment.TMUX?.split(',')[0];
  const sockets = [
    ...namesIn(directory).map((name) => join(directory, name)),
    ...(named?.startsWith('/') ? [named] : []),
  ];
  return [...new Set(sockets)]
    .filter((socket) => isOurSocket(socket, uid))
    .map((socket) => ({ socket, name: socket.slice(socket.lastIndexOf('/') + 1) }));
}

/** Whoever owns the socket says what it likes. */
function isOurSocket(path: string, uid: number): boolean {
  try {
    const facts = lstatSync(path);
    return facts.isSocket() && facts.uid === uid;
  } catch {
    return false;
  }
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

async function askServer(server: Server): Promise<Asked> {
  const nothing: Asked = { environments: [], unread: [] };
  const everySession = await show(server, ['-g'], 'every session');
  if (everySession === 'no-server') return nothing;
  if (typeof everySession === 'string') return unread(server, everySession);
  const environments = [everySession];
  const listed = await tmux(server, ['list-sessions', '-F', '#{session_id}']);
  for (const id of listed.kind === 'said' ? linesOf(listed.stdout) : []) {
    const own = await show(server, ['-t', id], `session ${id}`);
    if (typeof own !== 'string') environments.push(own);
  }
  return { environments, unread: [] };
}

function unread({ name }: Server, why: string): Asked {
  return { environments: [], unread: [{ where: `tmux ${name}`, why }] };
}

/** An environment, or why there is none; a socket whose server has ended is nothing. */
async function show(
  server: Server,
  of: readonly string[],
  what: string,
): Promise<MultiplexerEnvironment | string> {
  const end = await tmux(server, ['show-environment', ...of]);
  if (end.kind === 'failed') {
    return /no server running|error connecting|lost server|server exited|no current/.test(
      end.stderr,
    )
      ? 'no-server'
      : 'it refused';
  }
  if (end.kind === 'not-run') return 'tmux cannot be run';
  if (end.kind !== 'said') return 'it gave no answer in time';
  const where = server.name === 'default' ? [] : ['-S', server.socket];
  const undo = of[0] === '-g' ? ['-gu'] : [...of.map((word) => word.replace('$', '\\$')), '-u'];
  return {
    where: `tmux ${server.name}, ${what}`,
    takeAway: ['tmux', ...where, 'set-environment', ...undo].join(' '),
    variables: variablesIn(linesOf(end.stdout)),
  };
}

/** `-NAME` is one that a session takes away. */
function variablesIn(lines: readonly string[]): ReadonlyMap<string, Secret> {
  return new Map(
    lines.flatMap((line) => {
      const at = line.indexOf('=');
      return at > 0 ? [[line.slice(0, at), Secret.of(line.slice(at + 1))] as const] : [];
    }),
  );
}

function tmux({ socket }: Server, words: readonly string[]): ReturnType<typeof runBounded> {
  return runBounded(['tmux', '-u', '-S', socket, ...words], bounds);
}

function linesOf(bytes: Uint8Array): readonly string[] {
  return new TextDecoder()
    .decode(bytes)
    .split('\n')
    .filter((line) => line !== '');
}

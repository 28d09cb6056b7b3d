/* What an attacker puts in a file's place between two steps of the program. */
import { join } from 'node:path';
import type { OwnCall } from './tracing/own-calls.ts';

/** Who does it. */
export interface Attacker {
  readonly name: string;
  /** Words before the shell; none: the account that switches. */
  readonly as: readonly string[];
}

const account = (uid: number, gid: number) => [
  ...['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'],
];
export const service = { uid: 65_534, gid: 65_533 };

export const attackers: readonly Attacker[] = [
  { name: 'whoever switches', as: [] },
  { name: 'the service account', as: account(service.uid, service.gid) },
  { name: 'a stranger', as: account(54_321, 54_321) },
];

/** One exchange of one file. */
export interface Swap {
  readonly name: string;
  /** Below the root: what has to do with it. */
  readonly about: string;
  /** Shell text; `$root` and `$outside` are set. Fails where there is nothing to exchange. */
  readonly text: string;
  /** It may leave the link on live by itself. */
  readonly makesLive?: true;
  /** Who may exchange a directory that the program writes to could write wherever it leads himself. */
  readonly ofDirectory?: true;
  /** Afterwards a reader gets other bytes than the ones that were judged. */
  readonly spoilsTarget?: true;
}

const env = 'Deployment/env';
const temporary = 'set -- "$root"/Deployment/env/.*.tmp; test -e "$1" -o -L "$1" && rm "$1"';

export const swaps: readonly Swap[] = [
  {
    ...{
      name: 'the env directory, by a link outside',
      ofDirectory: true,
      about: env,
      spoilsTarget: true,
    },
    text: 'mv "$root/Deployment/env" "$root/Deployment/env.was" && ln -s "$outside/env" "$root/Deployment/env"',
  },
  {
    ...{
      name: 'the Deployment directory, by a link outside',
      ofDirectory: true,
      about: 'Deployment',
      spoilsTarget: true,
    },
    text: 'mv "$root/Deployment" "$root/Deployment.was" && ln -s "$outside" "$root/Deployment"',
  },
  {
    ...{
      name: 'the state directory, by a link outside',
      ofDirectory: true,
      about: 'Deployment/state',
    },
    text: 'mv "$root/Deployment/state" "$root/Deployment/state.was" && ln -s "$outside/state" "$root/Deployment/state"',
  },
  {
    ...{
      name: 'the target, by a link outside',
      about: `${env}/pine-trader.paper.env`,
      spoilsTarget: true,
    },
    text: 'cd "$root/Deployment/env" && rm pine-trader.paper.env && ln -s "$outside/env/pine-trader.paper.env" .',
  },
  {
    ...{
      name: 'the target, by live bytes',
      about: `${env}/pine-trader.paper.env`,
      spoilsTarget: true,
    },
    text: 'cd "$root/Deployment/env" && cp -p pine-trader.live.env new && mv new pine-trader.paper.env',
  },
  {
    ...{ name: 'the temporary link, by one to live', about: `${env}/.`, makesLive: true },
    text: `${temporary} && ln -s pine-trader.live.env "$1"`,
  },
  {
    ...{ name: 'the temporary link, by one outside', about: `${env}/.` },
    text: `${temporary} && ln -s "$outside/env/pine-trader.paper.env" "$1"`,
  },
  {
    ...{ name: 'the link, by one to live', about: `${env}/pine-trader.env`, makesLive: true },
    text: 'cd "$root/Deployment/env" && ln -s pine-trader.live.env new && mv -T new pine-trader.env',
  },
  {
    ...{ name: 'the link, by a directory', about: `${env}/pine-trader.env` },
    text: 'cd "$root/Deployment/env" && rm -f pine-trader.env && mkdir pine-trader.env',
  },
  {
    ...{ name: 'the profile, by one that links live', about: 'profiles/paper.yaml' },
    text: 'cd "$root/profiles" && sed "s/pine-trader.paper.env/pine-trader.live.env/" paper.yaml >new && mv new paper.yaml',
  },
  {
    ...{ name: 'the registry, by one with the names exchanged', about: 'profiles/keys.yaml' },
    text: 'cd "$root/profiles" && sed "s/^\\( *\\)paper:/\\1x:/;s/^\\( *\\)live:/\\1paper:/;s/^\\( *\\)x:/\\1live:/" keys.yaml >new && mv new keys.yaml',
  },
];

/** The swap as one text for `sh -c`, done by this attacker. */
export function asText({ as }: Attacker, { text }: Swap, root: string, outside: string): string {
  const quoted = (word: string) => `'${word.replaceAll("'", String.raw`'\''`)}'`;
  const inner = `root=${quoted(root)}; outside=${quoted(outside)}; ${text}`;
  return `${[...as, 'sh', '-c'].join(' ')} ${quoted(inner)} >/dev/null 2>&1`;
}

const byName = new Set(['openat', 'readlink', 'rename', 'symlink']);

/** The calls before and after which it makes a difference: those that have to do with what is exchanged. */
export function momentsOf({ about }: Swap, calls: readonly OwnCall[]) {
  const touching = calls.filter(({ what }) =>
    what.split(' ').some((path) => path.startsWith(about)),
  );
  const around = touching.flatMap(({ number }) => [number - 1, number]).filter((at) => at > 0);
  const byItsName = touching.filter(({ name }) => byName.has(name));
  return {
    moments: [...new Set(around)],
    /** The last look at it by its name: what is exchanged later cannot be seen. */
    last: Math.max(0, ...byItsName.map(({ number }) => number)),
  };
}

/** Where what lies outside is. */
export const outsideOf = (room: string) => join(room, 'outside');

import { providers } from '../../providers/index.ts';
import type { ProviderName } from '../../providers/provider.ts';
import { windowBytes } from '../../rolling-window.ts';

/** A core that may end where a window ends, and how many characters before that it begins. */
export interface PossibleCore {
  readonly core: string;
  readonly size: number;
}

/** What stands around the end of a window, one character a byte. */
export interface Surroundings {
  readonly before: string;
  readonly after: string;
  /** True where nothing shows how far a run reaches, since everything else was dropped. */
  readonly squeezed: boolean;
}

/** How many characters before the end of a window count. */
export const seenBefore = 600;
/** How many characters behind it count. */
export const seenAfter = 300;
const longestCore = 256;
const mostNames = 8;

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const hexPassword = /[0-9a-f]{32}$/;
const oddPassword = /[^\s/?#"'`<>\\]{16,}$/;
const token = /[\w-]{30,140}$/;
const id = /(?<!\d)\d{17,20}(?!\d)/g;

/** Every core of the provider that may end at the end of `before`, the documented forms first. */
export function* possibleCores(
  provider: ProviderName,
  around: Surroundings,
): Generator<PossibleCore> {
  yield* documented[provider](around);
  yield* anyRun(provider, around);
}

/**
 * What the text ends with, when only this provider makes such a thing: the part of a core that is the secret,
 * without the name that stands in front of it. Nothing proves that it is one of ours.
 */
export function secretAlone(
  provider: ProviderName,
  { before, after }: Surroundings,
): string | undefined {
  if (/^[\w-]/.test(after)) return undefined;
  if (provider === 'traderspost') return /(?<![0-9a-z])[0-9a-f]{32}$/i.exec(before)?.[0];
  if (provider === 'discord') return /(?<![\w-])[\w-]{60,80}$/.exec(before)?.[0];
  return undefined;
}

const documented: Readonly<Record<ProviderName, (around: Surroundings) => Iterable<PossibleCore>>> =
  {
    databento({ before }) {
      const core = before.slice(-32);
      return providers.databento.machineMade(core) ? [{ core, size: 32 }] : [];
    },
    traderspost: webhooks,
    discord: hooksWithId,
    opaque: () => [],
  };

function* webhooks({ before, after }: Surroundings): Generator<PossibleCore> {
  const folded = before.toLowerCase();
  const hex = hexPassword.exec(folded)?.[0];
  const names = [...folded.matchAll(uuid)].reverse();
  const later = [...after.toLowerCase().matchAll(uuid)].map(([name]) => name);
  for (const found of names.slice(0, mostNames)) {
    const size = folded.length - found.index;
    if (hex !== undefined) yield { core: `${found[0]}/${hex}`, size };
    const odd = oddPassword.exec(folded.slice(found.index + found[0].length).replace(/^\W+/, ''));
    if (odd !== null && odd[0] !== hex) yield { core: `${found[0]}/${odd[0]}`, size };
  }
  if (hex === undefined) return;
  for (const name of later.slice(0, mostNames)) yield { core: `${name}/${hex}`, size: 32 };
}

function* hooksWithId({ before }: Surroundings): Generator<PossibleCore> {
  const run = token.exec(before)?.[0];
  if (run === undefined) return;
  const names = [...before.slice(0, before.length - run.length).matchAll(id)].reverse();
  for (const found of names.slice(0, mostNames)) {
    yield { core: `${found[0]}/${run}`, size: before.length - found.index };
  }
  yield* hooksInOneRun(run);
}

// Where the slash was dropped, any 17 to 20 digits in front of enough characters may be the id.
function* hooksInOneRun(run: string): Generator<PossibleCore> {
  for (const found of run.matchAll(/\d{17,}/g)) {
    const most = Math.min(20, found[0].length);
    for (let digits = 17; digits <= most; digits++) {
      const rest = run.slice(found.index + digits);
      const name = found[0].slice(0, digits);
      if (rest.length >= 30) yield { core: `${name}/${rest}`, size: run.length - found.index };
    }
  }
}

function* anyRun(
  provider: ProviderName,
  { before, squeezed }: Surroundings,
): Generator<PossibleCore> {
  const run = /[!-~]{16,256}$/.exec(before.slice(-longestCore))?.[0] ?? '';
  // What has a documented form rarely comes in another; its beginning is then a visible one.
  const anywhere = provider === 'opaque';
  if (!anywhere && squeezed) return;
  for (let at = 0; at + windowBytes <= run.length; at++) {
    if (!anywhere && at > 0 && /[\w-]/.test(run.charAt(at - 1))) continue;
    yield { core: run.slice(at), size: run.length - at };
  }
}

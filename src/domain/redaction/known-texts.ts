import { entropyBits, tooGuessable } from '../entropy.ts';
import { everyAssignment } from '../identity.ts';
import type { Assignment } from '../loaders/loader.ts';
import { looksLikePlaceholder } from '../placeholder.ts';
import { providers } from '../providers/index.ts';
import type { ProviderName } from '../providers/provider.ts';
import type { Registry } from '../registry.ts';
import { Secret } from '../secret.ts';
import { contentOf, envFile, goodProfiles, type World } from '../world.ts';
import type { KnownText } from './known-text.ts';

/** What can be hidden, and the names of the keys whose values cannot. */
export interface KnownTexts {
  readonly texts: readonly KnownText[];
  /** Too short, or too easy to guess, to be told from other text. */
  readonly leftOut: readonly string[];
}

type Named = Pick<Assignment, 'key' | 'value'>;

/** Every secret among what a child gets and what the env files that can be read here hold. */
export function knownTexts(world: World, given: ReadonlyMap<string, Secret>): KnownTexts {
  const registry = world.registry.kind === 'good' ? world.registry.registry : undefined;
  const all = [...[...given].map(([key, value]) => ({ key, value })), ...inFiles(world)];
  const each = all.map((one) => ({ key: one.key, texts: textsOf(registry, one) }));
  const texts = each.flatMap((one) => (one.texts === 'left-out' ? [] : one.texts));
  const leftOut = each.filter((one) => one.texts === 'left-out').map(({ key }) => key);
  return { texts: once(texts), leftOut: [...new Set(leftOut)].sort() };
}

function inFiles(world: World): readonly Named[] {
  return goodProfiles(world)
    .flatMap(({ links }) => links.flatMap(({ file }) => contentOf(envFile(world, file)) ?? []))
    .flatMap(everyAssignment);
}

/** A setting, a blank and a placeholder are no secrets; nor is what nobody registered and anybody could guess. */
function textsOf(
  registry: Registry | undefined,
  { key, value }: Named,
): readonly KnownText[] | 'left-out' {
  const entry = registry?.keys.get(key);
  const text = value.reveal().trim();
  if (entry?.secret === false || text === '' || looksLikePlaceholder(text)) return [];
  const provider = entry?.provider ?? 'opaque';
  const cores = providers[provider].cores(text);
  if (entry === undefined && cores.every((core) => tooGuessable(provider, core))) return [];
  const told = cores.filter((core) => isTelling(secretOf(provider, core)));
  if (told.length === 0) return 'left-out';
  return told.flatMap((core) => {
    const secret = secretOf(provider, core);
    const same = { name: key, secret: Secret.of(secret) };
    const folds = provider === 'traderspost';
    return [
      { ...same, text: Secret.of(secret), isSecret: true, folds },
      ...[core, text]
        .filter((one) => one !== secret)
        .map((one) => ({ ...same, text: Secret.of(one), isSecret: false, folds })),
    ];
  });
}

function secretOf(provider: ProviderName, core: string): string {
  const part = providers[provider].secretPart(core);
  return isTelling(part) ? part : core;
}

// As a scan has it: shorter values are words too often.
function isTelling(text: string): boolean {
  return text.length >= 16 || (text.length >= 8 && entropyBits(text) >= 28);
}

/** The first name counts: what a child gets is called as it is called there. */
function once(texts: readonly KnownText[]): readonly KnownText[] {
  const byText = new Map<string, KnownText>();
  for (const one of texts) {
    const name = `${one.isSecret} ${one.folds} ${one.text.reveal()}`;
    if (!byText.has(name)) byText.set(name, one);
  }
  return [...byText.values()];
}

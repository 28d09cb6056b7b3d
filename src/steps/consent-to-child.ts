import { whatChanged } from '../domain/consent.ts';
import type { Finding } from '../domain/finding.ts';
import { layout } from '../domain/layout.ts';
import type { Root } from '../domain/world.ts';
import { fail, PineError } from '../errors.ts';
import type { Host } from '../ports.ts';
import { askConsent } from './ask-consent.ts';
import { entryOf, stampFor, takeLock } from './change.ts';
import { bindingNow, freshSalt } from './keep-consent.ts';
import { openJournal } from './keep-journal.ts';
import { keyLines } from './live-question.ts';
import type { Keyring, Readied } from './look-for-command.ts';
import { journallingRefusals } from './note-refusal.ts';

/** What a person is asked to agree to. */
export interface Child {
  readonly verb: string;
  /** `to start psql once`, without any of its words: they may be secrets. */
  readonly what: string;
  /** Only these of the profile's keys; absent: all. */
  readonly only?: readonly string[] | undefined;
}

/** What was agreed to, looked at again, and what could not be written down of it. */
export interface AgreedTo extends Readied {
  readonly notes: readonly Finding[];
}

/**
 * A human's yes to live keys for one child, bound to file, profile, registry and host as `use live` is. No
 * link moves and no consent is kept, since nobody but this child may use it; the journal gets a line where
 * we may write one. Throws as `askConsent` does, and `changed-since-consent`.
 */
export async function consentToChild(
  host: Host,
  keyring: Keyring,
  seen: Readied,
  { verb, what, only }: Child,
): Promise<AgreedTo> {
  const { profile, world } = seen.view;
  const salt = freshSalt(host);
  const agreed = bindingNow(host, world, profile, salt);
  const request = { verb, profile: profile.name };
  const ask = () =>
    askConsent(host, {
      profile: profile.name,
      lines: [
        '',
        `!!! ${profile.name.toUpperCase()}: REAL MONEY !!!  ${profile.summary}`,
        `  host ${world.host}, ${keyring.where}`,
        `  ${what}, with these keys; no link moves`,
        ...keyLines(
          seen.view,
          [...seen.values].filter(([key]) => only?.includes(key) ?? true),
        ),
        '',
      ],
    });
  await (keyring.root === undefined
    ? ask()
    : journallingRefusals(host, keyring.root, request, await host.lock(), ask));
  const now = await keyring.look();
  const changed =
    whatChanged(agreed, bindingNow(host, now.view.world, now.view.profile, salt)) ??
    (sameValues(seen.values, now.values) ? undefined : 'what the store gives');
  if (changed !== undefined) changedSince(changed);
  return { ...now, notes: await noteConsent(host, keyring.root, request, what) };
}

/** A store's values stand in no file that could be bound; they must be the ones that were shown. */
function sameValues(before: Readied['values'], now: Readied['values']): boolean {
  return (
    before.size === now.size &&
    [...before].every(([name, value]) => now.get(name)?.reveal() === value.reveal())
  );
}

/** The line is for who looks back later; a laptop's state or a full disk must not keep anybody from working. */
async function noteConsent(
  host: Host,
  root: Root | undefined,
  { verb, profile }: { readonly verb: string; readonly profile: string },
  what: string,
): Promise<readonly Finding[]> {
  // Without a root nobody keeps a journal, and nobody misses it.
  if (root === undefined) return [];
  try {
    const held = takeLock(host, await host.lock(), root, `${verb} ${profile}`, 1);
    try {
      const body = { kind: 'noted', profile, tier: 'live', note: what } as const;
      openJournal(host, root.path).append(entryOf(host, stampFor(host, verb), body));
    } finally {
      held.release();
    }
    return [];
  } catch (error) {
    if (!(error instanceof PineError)) throw error;
    const { message, remedy } = error.facts;
    const where = layout.journal;
    return [{ rule: 'not-journalled', severity: 'warning', where, message, remedy }];
  }
}

function changedSince(what: string): never {
  return fail({
    kind: 'refused',
    rule: 'changed-since-consent',
    message: `${what} changed after the line was typed; nothing was started`,
    remedy: 'look at what stands now: pine-env status',
  });
}

import { type Outcome, run } from '../../src/cli.ts';
import type { EnvironmentRead } from '../../src/domain/running/process-facts.ts';
import { Secret } from '../../src/domain/secret.ts';
import type { Programs } from '../../src/ports.ts';
import { aHost, type Circumstances } from './a-host.ts';

const programs: Programs = {
  find: (word) =>
    word.startsWith('no-')
      ? { kind: 'not-found' }
      : { kind: 'found', file: `/usr/bin/${word.split('/').at(-1)}`, startsSurely: true },
};

/** Our own environment with these variables, as a test writes them. */
export function ownOf(plain: Readonly<Record<string, string>>, leftOut?: number): EnvironmentRead {
  const entries = Object.entries(plain).map(([name, value]) => [name, Secret.of(value)] as const);
  const seen = leftOut === undefined ? {} : { leftOut };
  return { kind: 'read', variables: new Map(entries), ...seen };
}

/** One command line on a machine where we inherited this. */
export async function underProfile(
  root: string,
  line: string,
  own: EnvironmentRead,
  circumstances: Circumstances = {},
): Promise<Outcome> {
  const processes = {
    canLook: true,
    isElsewhere: () => false,
    all: () => [],
    environment: async () => ({ kind: 'closed', why: 'gone' }) as const,
    own: () => own,
  };
  const host = aHost({ programs, ...circumstances, processes });
  const manner = { mayColour: async () => false, version: 'test' };
  const [verb = '', ...words] = line.split(' ');
  return run([verb, '--root', root, ...words], () => host, manner);
}

/** What the child would find in its environment, in clear. */
export function givenTo({ becomes }: Outcome): Readonly<Record<string, string>> {
  const environment = becomes?.environment ?? new Map<string, Secret>();
  return Object.fromEntries([...environment].map(([name, value]) => [name, value.reveal()]));
}

/** How it ended: what it becomes, or the code and the rule that refused. */
export function told({ code, err, becomes }: Outcome): string {
  if (becomes !== undefined) return `becomes ${becomes.argv.join(' ')}`;
  return `${code} ${/\(([a-z0-9-]+)\)/.exec(err)?.[1]}`;
}

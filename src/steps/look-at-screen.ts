import type { EnvironmentRead } from '../domain/running/process-facts.ts';
import type { Glance, MultiplexerEnvironment, Processes } from '../ports.ts';

type Asked = {
  readonly environments: readonly MultiplexerEnvironment[];
  readonly unread: readonly { readonly where: string; readonly why: string }[];
};
type Read = Extract<EnvironmentRead, { kind: 'read' }>;

/**
 * The environments of our account's screens. screen cannot be asked for it, and where it runs with its own group
 * the kernel shuts its environment: then a window of its tells.
 */
export async function screenEnvironments(processes: Processes, uid: number): Promise<Asked> {
  const ours = processes.all().filter((one) => one.uid === uid);
  const environments: MultiplexerEnvironment[] = [];
  const unread: { where: string; why: string }[] = [];
  for (const screen of ours.filter(isServer)) {
    const where = `screen ${screen.pid}`;
    const read = await readOrWindow(processes, screen, ours);
    if (read === undefined) unread.push({ where, why: 'screen shows its environment to nobody' });
    else {
      const takeAway = `screen -S ${screen.pid} -X unsetenv`;
      environments.push({ where, takeAway, variables: read.variables });
    }
  }
  return { environments, unread };
}

/** The one with the windows calls itself SCREEN; who looks at them calls it `screen`. */
function isServer({ program, command }: Glance): boolean {
  return /^screen/i.test(program) && /(?:^|\/)SCREEN$/.test(command[0]?.reveal() ?? '');
}

async function readOrWindow(
  processes: Processes,
  screen: Glance,
  ours: readonly Glance[],
): Promise<Read | undefined> {
  const own = await processes.environment(screen);
  if (own.kind === 'read' && own.variables.size > 0) return own;
  for (const one of ours) {
    const window = await processes.environment(one);
    const isIts =
      window.kind === 'read' &&
      window.variables.get('STY')?.reveal().startsWith(`${screen.pid}.`) === true;
    if (isIts) return window;
  }
  return undefined;
}

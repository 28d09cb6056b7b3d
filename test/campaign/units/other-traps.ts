import { join } from 'node:path';
import type { TradingHost } from '../../systemd/trading-host.ts';
import type { Trap } from './a-trap.ts';
import { lay, plain, traps } from './traps.ts';

/** The same ways on the way to live, where a yes was typed. */
export const liveTraps: readonly Trap[] = traps.flatMap((trap) => {
  const told = {
    '4': [0],
    '5': [3, 6],
    '6': [3, 6],
    '7': [6],
    '11': [3, 6],
    '15': [3, 6],
    '16': [0],
  } as const;
  const codes = told[/^\d+/.exec(trap.name)?.[0] as keyof typeof told];
  if (codes === undefined) return [];
  const { rules: _rules, ...same } = trap;
  return [{ ...same, name: `${trap.name}, to live`, act: 'use live --restart', told: codes }];
});

const gated = (host: TradingHost, ...commands: readonly string[]) =>
  lay(
    [
      ...['[Unit]', 'StartLimitIntervalSec=0', '[Service]'],
      ...['EnvironmentFile=@/Deployment/env/pine-trader.env'],
      ...['Environment=PINE_RUNTIME_CONFIG=@/runtime/config.yml', 'Restart=always'],
      ...['RestartSec=200ms', 'RestartPreventExitStatus=78', ...commands, ''],
    ].join('\n'),
  )(host);

/** Workers behind the gate that would start live without a yes. */
export function gateTraps(gate: (host: TradingHost) => string): readonly Trap[] {
  const relink = (host: TradingHost) =>
    `ln -sfn pine-trader.live.env ${join(host.root, 'Deployment/env/pine-trader.env')}`;
  const told = { act: 'start', told: [78], mend: plain } as const;
  return [
    {
      ...told,
      name: 'gate: relinked by hand, then started',
      prepare: async (host) => {
        await gated(host, `ExecStart=${gate(host)} -- /usr/bin/sleep 1000`);
        host.link('live');
      },
    },
    {
      ...told,
      name: 'gate: the link flips between two commands of a start',
      prepare: (host) =>
        gated(
          host,
          `ExecStartPre=/bin/sh -c '${relink(host)}'`,
          `ExecStart=${gate(host)} -- /usr/bin/sleep 1000`,
        ),
    },
    {
      ...told,
      name: 'gate: keys of two environments',
      prepare: (host) =>
        gated(
          host,
          `EnvironmentFile=${join(host.root, 'Deployment/env/pine-trader.live.env')}`,
          'UnsetEnvironment=DATABENTO_API_KEY',
          `ExecStart=${gate(host)} -- /usr/bin/sleep 1000`,
        ),
    },
  ];
}

import { commandExit, exit, exitCodeOf } from '../domain/exit-code.ts';
import { type GateReport, gateReport } from '../domain/gate/gate-report.ts';
import { listed } from '../domain/listed.ts';
import { PineError } from '../errors.ts';
import { type Paint, tierName } from '../render/paint.ts';
import { noteLines } from '../render/speech.ts';
import { refuseOwnRoot, refuseShadow } from '../steps/change.ts';
import { commandToBecome, commandWords } from '../steps/command-to-become.ts';
import { findRoot } from '../steps/find-root.ts';
import { judgeAtGate, ownVariables } from '../steps/look-at-gate.ts';
import type { Command } from './command.ts';

/** `gate`: refuses (78) a worker whose inherited environment is not the linked profile's, else becomes it. */
export const gate: Command<GateReport> = {
  verb: 'gate',
  options: {},
  examples: [
    {
      line: 'pine-env gate --root /opt/pine -- python -m pine',
      about: 'in ExecStart=: refuses, or becomes the worker',
    },
    {
      line: 'pine-env gate --root /opt/pine',
      about: 'in ExecStartPre=: advice only, systemd reads the file once more',
    },
  ],
  run: async (given, host) => {
    const words = given.command && commandWords(given.command);
    const root = findRoot(host, given.root);
    refuseShadow(root);
    refuseOwnRoot(root);
    const variables = await ownVariables(host);
    const verdict = await judgeAtGate(host, root, variables);
    if (verdict.refusal !== undefined) throw new PineError(verdict.refusal);
    const report = gateReport(root.path, verdict);
    if (words === undefined) return report;
    const becomes = await commandToBecome(host, words, variables);
    // A unit's processes end together: systemd sees to it.
    const own = { environment: variables, inherited: true, endsWithUs: false };
    return { ...report, becomes: { ...becomes, ...own } };
  },
  text: (report, paint) => [...noteLines(paint, report.findings), verdictLine(report, paint)],
  exitOf: ({ kind, rule }) =>
    commandExit(rule) ?? (kind === 'usage' ? exitCodeOf(kind) : exit.gateRefused),
};

function verdictLine({ profiles, tier, environments }: GateReport, paint: Paint): string {
  const names = profiles.map((name) => tierName(paint, name, tier ?? 'safe'));
  const linked = `${names.length === 0 ? 'nothing' : listed(names)} linked`;
  const keys = environments.length === 0 ? 'no enrolled key' : `keys of ${listed(environments)}`;
  return `${linked}, ${keys}: a worker may start with this environment`;
}

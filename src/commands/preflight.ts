import type { View } from '../domain/checks/check.ts';
import { valuesByKey } from '../domain/checks/values.ts';
import { activeProfiles } from '../domain/env-link.ts';
import { type PreflightReport, preflightReport } from '../domain/preflight/preflight-report.ts';
import type { World } from '../domain/world.ts';
import { fail, PineError } from '../errors.ts';
import type { Host } from '../ports.ts';
import { findingsLines, plain, tally } from '../render/speech.ts';
import { refuseShadow } from '../steps/change.ts';
import { findRoot } from '../steps/find-root.ts';
import { viewOrFail } from '../steps/look.ts';
import { observeProfiles } from '../steps/observe.ts';
import { type PreflightResult, preflight as preflightOf } from '../steps/preflight.ts';
import type { Command, Given } from './command.ts';

/** `preflight`: asks the providers about a profile's keys in ways that can place no order. */
export const preflight: Command<PreflightReport> = {
  verb: 'preflight',
  options: {
    offline: { type: 'boolean', describe: 'ask nobody: only what can be said without a network' },
    'probe-webhook': {
      type: 'boolean',
      describe: 'also send the order webhook a body that can be no order',
    },
  },
  examples: [
    { line: 'pine-env preflight paper', about: 'before it is used: do the keys work' },
    { line: 'pine-env preflight --offline', about: 'the linked profile, and nothing is sent' },
  ],
  run: runPreflight,
  text: (report, paint) => [
    paint.faint(`root ${plain(report.root ?? '')}`),
    ...findingsLines(paint, report.findings, true),
    ...report.keys.map(({ profile, key, provider, verdict, sent }) =>
      plain(`${profile} ${key}: ${provider}, ${verdict}${sent ? '' : ', nothing sent'}`),
    ),
    `${report.profiles.join(', ')}: ${ending(report)}`,
  ],
};

async function runPreflight(given: Given, host: Host): Promise<PreflightReport> {
  const root = findRoot(host, given.root);
  const request = { offline: given.flag('offline'), probe: given.flag('probe-webhook') };
  if (request.offline && request.probe) bothAtOnce();
  if (request.probe) refuseShadow(root);
  const world = await observeProfiles(host, root);
  const names = wantedProfiles(given, world);
  const views = names.map((name) => readable(viewOrFail(world, name)));
  const results: PreflightResult[] = [];
  for (const view of views) results.push(await preflightOf(host, root, view, request));
  return preflightReport(
    root.path,
    names,
    request.offline,
    results.flatMap(({ preflown }) => preflown),
    results.flatMap(({ findings }) => findings),
  );
}

function ending({ exit, findings, offline }: PreflightReport): string {
  const asked = offline ? 'nobody was asked; ' : '';
  const unknown = exit === 6 ? 'not everybody could be asked; ' : '';
  return `${asked}${unknown}${tally(findings)}`;
}

function wantedProfiles(given: Given, world: World): readonly string[] {
  const [named] = given.words;
  if (named !== undefined) return [named];
  const active = activeProfiles(world).map(({ name }) => name);
  return active.length === 0 ? nothingLinked() : active;
}

/** A registry that cannot be read tells nobody whose a value is, so nothing may be sent. */
function readable(view: View): View {
  const { registry } = view.world;
  if (registry.kind === 'bad') throw new PineError(registry.error);
  const closed = view.files.find((file) => file.kind === 'closed');
  if (closed !== undefined) throw new PineError(closed.error);
  return valuesByKey(view) === undefined ? notRead(view) : view;
}

function notRead({ profile }: View): never {
  return fail({
    kind: 'unsafe-file',
    rule: 'env-file-not-read',
    message: `the env file of ${profile.name} is not there, or cannot be read as its loader reads it`,
    remedy: `see why: pine-env check ${profile.name}`,
  });
}

function nothingLinked(): never {
  return fail({
    kind: 'usage',
    rule: 'no-profile',
    message: 'which profile? none is linked',
    remedy: 'see which there are: pine-env list',
  });
}

function bothAtOnce(): never {
  return fail({
    kind: 'usage',
    rule: 'offline-probe',
    message: 'a probe goes over the network; --offline says that nothing does',
    remedy: 'leave one of the two out',
  });
}

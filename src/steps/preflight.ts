import type { View } from '../domain/checks/check.ts';
import type { Finding } from '../domain/finding.ts';
import { hostOf, judgeAnswer, questionAbout } from '../domain/preflight/asking.ts';
import {
  clockFinding,
  notAskedOffline,
  nothingToAsk,
  probedTooOften,
  proxyFinding,
} from '../domain/preflight/circumstances.ts';
import type { Judgement } from '../domain/preflight/judgement.ts';
import { whyNotOurs, whyNotSent } from '../domain/preflight/may-send.ts';
import type { Preflown } from '../domain/preflight/preflight-report.ts';
import { type Subject, subjectsOf } from '../domain/preflight/subject.ts';
import { enrolledPrint, webhookStanding } from '../domain/preflight/webhook-standing.ts';
import type { Root } from '../domain/world.ts';
import type { Host, Progress, Web } from '../ports.ts';
import { askProvider } from './ask-provider.ts';
import { consentToProbe } from './consent-to-probe.ts';
import { reserveProbe } from './keep-probe-record.ts';

/** What was asked for on the command line. */
export interface PreflightRequest {
  readonly offline: boolean;
  readonly probe: boolean;
}

/** What came out for one profile, and what is true of the machine besides. */
export interface PreflightResult {
  readonly preflown: readonly Preflown[];
  readonly findings: readonly Finding[];
}

/** What this run keeps at hand. */
interface Run {
  readonly host: Host;
  readonly root: Root;
  readonly view: View;
  readonly request: PreflightRequest;
  /** Undefined: nothing goes over the network. */
  readonly web: Web | undefined;
  readonly progress: Progress;
  readonly findings: Finding[];
}

/** Asks the providers about a profile's keys, one after the other; a live webhook only after a person's yes. */
export async function preflight(
  host: Host,
  root: Root,
  view: View,
  request: PreflightRequest,
): Promise<PreflightResult> {
  const subjects = subjectsOf(view);
  if (subjects.length === 0) return { preflown: [], findings: [nothingToAsk(view.profile.name)] };
  if (request.probe) await consentToProbe(host, view, toBeProbed(view, subjects));
  const web = request.offline ? undefined : await host.web();
  const progress = await host.progress();
  const run: Run = { host, root, view, request, web, progress, findings: [] };
  const preflown: Preflown[] = [];
  try {
    for (const subject of subjects) preflown.push(await preflightOne(run, subject));
  } finally {
    progress.end();
  }
  const wasAsked = web !== undefined && preflown.some(({ sent }) => sent);
  const proxy = wasAsked ? proxyFinding(web.proxy) : [];
  return { preflown, findings: [...run.findings, ...proxy] };
}

async function preflightOne(run: Run, subject: Subject): Promise<Preflown> {
  const { key, provider, where } = subject;
  const said = provider === 'traderspost' ? await orders(run, subject) : await others(run, subject);
  return { profile: run.view.profile.name, key, provider, where, ...said };
}

type Said = Pick<Preflown, 'sent' | 'judgements'>;

async function others(run: Run, subject: Subject): Promise<Said> {
  const stays = whyNotSent(run.view, subject);
  return stays === undefined ? await ask(run, subject) : { sent: false, judgements: [stays] };
}

/** By default nobody is asked about an order webhook: a health check can trade. */
async function orders(run: Run, subject: Subject): Promise<Said> {
  const { host, root, view, request } = run;
  const strange = whyNotOurs(view, subject);
  if (strange !== undefined) return { sent: false, judgements: [strange] };
  const standing = webhookStanding(view, subject);
  const stay = (...more: readonly Judgement[]) => ({
    sent: false,
    judgements: [...standing, ...more],
  });
  if (!request.probe) return stay();
  const why = whyNotSent(view, subject);
  if (why !== undefined) return stay(why);
  const print = enrolledPrint(view, subject);
  if (print === undefined) return stay();
  const missing = await reserveProbe(host, root, print);
  if (missing > 0) return stay(probedTooOften(missing));
  const { sent, judgements } = await ask(run, subject);
  return { sent, judgements: [...standing, ...judgements] };
}

async function ask(run: Run, subject: Subject): Promise<Said> {
  const { host, view, web, progress, findings } = run;
  if (web === undefined) return { sent: false, judgements: [notAskedOffline] };
  const question = questionAbout(view, subject, host.clock.now());
  const at = hostOf(question);
  progress.say(`${subject.provider}: asking ${at} about ${subject.key}`);
  const { answer, skew } = await askProvider(host, web, question);
  if (skew !== undefined) findings.push(clockFinding(skew, at));
  return { sent: true, judgements: [judgeAnswer(subject, answer, at)] };
}

/** The webhooks a probe would go to, each with its fingerprint. */
function toBeProbed(
  view: View,
  subjects: readonly Subject[],
): readonly (readonly [Subject, string])[] {
  return subjects.flatMap((subject) => {
    if (subject.provider !== 'traderspost' || whyNotSent(view, subject) !== undefined) return [];
    const print = enrolledPrint(view, subject);
    return print === undefined ? [] : [[subject, print] as const];
  });
}

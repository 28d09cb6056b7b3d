import type { View } from '../domain/checks/check.ts';
import { hostOf, judgeAnswer, questionAbout } from '../domain/preflight/asking.ts';
import type { Judgement } from '../domain/preflight/judgement.ts';
import { whyNotSent } from '../domain/preflight/may-send.ts';
import type { Subject } from '../domain/preflight/subject.ts';
import type { RegistryKey } from '../domain/registry.ts';
import type { Proof } from '../domain/rotation/proof.ts';
import type { Secret } from '../domain/secret.ts';
import type { Host } from '../ports.ts';
import { askProvider } from './ask-provider.ts';

/**
 * Asks the provider of a key whether it knows a new value, before that is stored. An order webhook is
 * never asked about: whatever it answers may be an order.
 */
export async function proveValue(
  host: Host,
  view: View,
  key: RegistryKey,
  value: Secret,
): Promise<Proof> {
  const { provider } = key;
  if (provider !== 'databento' && provider !== 'discord') {
    return { kind: 'unknown', why: `nobody can be asked about a key of ${provider} without risk` };
  }
  const subject: Subject = { provider, key: key.name, where: key.name, value, entry: key };
  const stays = whyNotSent(view, subject);
  if (stays !== undefined) return asProof(stays);
  const question = questionAbout(view, subject, host.clock.now());
  const { answer } = await askProvider(host, await host.web(), question);
  return asProof(judgeAnswer(subject, answer, hostOf(question)));
}

function asProof({ answered, severity, message }: Judgement): Proof {
  if (!answered) return { kind: 'unknown', why: message };
  return severity === 'error' ? { kind: 'bad', why: message } : { kind: 'good' };
}
